"""`liquidsite build`."""

from __future__ import annotations

from typing import Any

import click

from liquidsite.builder.profile import TIMES
from liquidsite.cli import terminal
from liquidsite.cli.options import BUILD_OPTIONS, add, configuration


@click.command("build")
@add(BUILD_OPTIONS)
def command(**flags: Any) -> None:
    """Build your site."""
    with terminal.reported(trace=flags["trace"]):
        build(flags)
        if flags["watch"]:
            from liquidsite.cli.watching import watch

            watch(flags)


def build(flags: dict[str, Any]) -> None:
    """Build once and say what happened."""
    from liquidsite.cli.progress import bar
    from liquidsite.cli.summary import summary
    from liquidsite.site import Site

    config = configuration(flags)
    quiet = bool(config["quiet"])
    if not quiet:
        for notice in config.notices:
            terminal.info(notice.topic, notice.message)
        terminal.info("Source:", config.source)
        terminal.info("Destination:", config.destination)
        terminal.info("Generating...")
    site = Site.of(config)
    with bar(quiet=quiet) as progress:
        result = site.build(progress=progress)
    for notice in result.warnings:
        if not quiet or notice.topic == "Error:":
            terminal.warn(notice)
    if config.get("profile") == TIMES:
        from liquidsite.cli.profile import table

        for line in table(result.profile):
            click.echo(line)
    if not quiet:
        terminal.info("", summary(config, result))
