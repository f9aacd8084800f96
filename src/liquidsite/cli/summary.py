"""The line that ends a build: how long it took, what it did, and where the time went."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from liquidsite.builder.result import BuildResult
from liquidsite.config import Config

# In the folder of the cache: the pages that took longest.
FILE = "slowest-pages.html"
_MOST = 50
# Below so many seconds nobody asks where they went.
_LONG = 1.0


def summary(config: Config, result: BuildResult) -> str:
    """Return Jekyll's line, which scripts look for, and what was done.

    On a terminal with a link.
    """
    done = [_count(len(result.rendered), "page", "rendered")]
    done.append(_count(len(result.written), "file", "written"))
    if result.removed:
        done.append(f"{len(result.removed):,} removed")
    text = f"done in {result.seconds:.3f} seconds. {', '.join(done)}."
    if sys.stdout.isatty() and result.seconds >= _LONG and (report := _report(config, result)):
        text += f" {_link(report.as_uri(), 'Slowest pages')}"
    return text


def _count(number: int, what: str, done: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'} {done}"


def _link(url: str, text: str) -> str:
    """Return a link as terminals know it (OSC 8); those that do not show the text."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def _report(config: Config, result: BuildResult) -> Path | None:
    """Return the list of the slowest pages, where there is a folder for such things."""
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
        f"<h1>Slowest pages</h1>\n<p>Of {len(result.pages):,} that were rendered in "
        f"{result.seconds:.1f} seconds.\n<table>\n"
    )
    from html import escape

    slowest = sorted(result.pages.items(), key=lambda page: -page[1])[:_MOST]
    for key, seconds in slowest:
        path = key.partition(">")[0]
        url = escape((config.source / path).as_uri())
        yield f'<tr><td>{seconds * 1000:,.1f} ms<td><a href="{url}">{escape(path)}</a>\n'
    yield "</table>\n"
