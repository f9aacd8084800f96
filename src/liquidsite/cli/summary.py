"""The last line of a build: how long it took, what it did, and a list of the slowest pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from liquidsite.builder.left_out import counted
from liquidsite.builder.result import BuildResult
from liquidsite.config import Config

# The list of the slowest pages, in the cache folder.
FILE = "slowest-pages.html"
_MOST = 50
# Builds shorter than this many seconds get no list.
_LONG = 1.0


def summary(config: Config, result: BuildResult) -> str:
    """Return Jekyll's line, which scripts look for, and what was done.

    On a terminal, a long build ends with a link to the list of the slowest pages.
    """
    done = [counted(len(result.rendered), "page", "rendered")]
    done.append(counted(len(result.written), "file", "written"))
    if result.removed:
        done.append(f"{len(result.removed):,} removed")
    text = f"done in {result.seconds:.3f} seconds. {', '.join(done)}."
    if sys.stdout.isatty() and result.seconds >= _LONG and (report := _report(config, result)):
        text += f" {_link(report.as_uri(), 'Slowest pages')}"
    return text


def _link(url: str, text: str) -> str:
    """Return a terminal link (escape sequence OSC 8); terminals without them show only `text`."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def _report(config: Config, result: BuildResult) -> Path | None:
    """Write the list of the slowest pages and return its file; None without a cache folder."""
    if not result.pages or not config.cache_dir.is_dir():
        return None
    file = config.cache_dir / FILE
    with suppress(OSError):
        file.write_text("".join(_page(config, result)), encoding="utf-8")
        return file
    return None


def _page(config: Config, result: BuildResult) -> Iterator[str]:
    yield (
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Slowest pages</title>\n"
        "<style>body{font:1rem/1.5 system-ui;margin:2rem;color-scheme:light dark}"
        "td{padding:0 1rem 0 0}td:first-child{text-align:right}</style>\n"
        f"<h1>Slowest pages</h1>\n<p>{len(result.pages):,} pages were rendered "
        f"in {result.seconds:.1f} seconds.\n<table>\n"
    )
    from html import escape

    slowest = sorted(result.pages.items(), key=lambda page: -page[1])[:_MOST]
    for key, seconds in slowest:
        path = key.partition(">")[0]
        url = escape((config.source / path).as_uri())
        yield f'<tr><td>{seconds * 1000:,.1f} ms<td><a href="{url}">{escape(path)}</a>\n'
    yield "</table>\n"
