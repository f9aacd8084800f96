"""What `liquidsite build` does."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from liquidsite.builder.profile import TIMES
from liquidsite.cli import terminal
from liquidsite.cli.flags import configuration
from liquidsite.errors import Notice

if TYPE_CHECKING:
    from liquidsite.config import Config


def run(flags: dict[str, Any]) -> None:
    """Build once, and with `--watch` on every change."""
    with terminal.reported(flags):
        build(flags)
        if flags["watch"]:
            from liquidsite.cli.watching import watch

            watch(flags)


def build(flags: dict[str, Any]) -> None:
    """Build once and print warnings and a summary.

    Exits with status 1 under `--strict` when the site uses something that liquidsite does not
    support.
    """
    from liquidsite.builder.left_out import left_out, shown
    from liquidsite.cli.progress import bar
    from liquidsite.cli.summary import summary
    from liquidsite.site import Site

    began = time.time_ns()
    config = configuration(flags)
    quiet = bool(config["quiet"])
    lines = [] if quiet else [(str(notice), False) for notice in _head(config)]
    for line, _ in lines:
        terminal.echo(line)
    site = Site.of(config)
    with bar(quiet=quiet) as progress:
        result = site.build(progress=progress)
    for notice in shown(result.warnings, verbose=bool(config["verbose"])):
        if not quiet or notice.topic == "Error:":
            terminal.warn(notice)
            lines.append((str(notice), True))
    if config.get("profile") == TIMES:
        from liquidsite.cli.profile import table

        for line in table(result.profile):
            terminal.echo(line)
    if not quiet:
        terminal.info("", summary(config, result))
    missing = left_out((*config.notices, *result.warnings))
    if missing and (config.get("strict") or not quiet):
        terminal.warn(missing)
    if missing and config.get("strict"):
        sys.exit(1)
    if missing is None and result.validity is not None:
        from liquidsite.cli.manifest import keep

        keep(sys.argv[1:], config, result, lines, began)


def _head(config: Config) -> Iterator[Notice]:
    """Yield the lines that a build begins with."""
    yield from config.notices
    yield Notice("Source:", str(config.source))
    yield Notice("Destination:", str(config.destination))
    yield Notice("Generating...", "")
