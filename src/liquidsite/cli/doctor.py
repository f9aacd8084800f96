"""`liquidsite doctor`."""

from __future__ import annotations

import sys
from typing import Any

import click

from liquidsite.cli import terminal
from liquidsite.cli.options import SITE_OPTIONS, add, configuration


@click.command("doctor")
@add(SITE_OPTIONS)
def command(**flags: Any) -> None:
    """Search the site for what will not work."""
    from liquidsite.migrate.checks import findings
    from liquidsite.site import Site

    with terminal.reported(trace=flags["trace"]):
        config = configuration(flags)
        found = findings(Site.of(config).model)
        for notice in found:
            terminal.warn(notice)
        if found:
            sys.exit(1)
        terminal.info("Your test results", "are in. Everything looks fine.")
