"""`liquidsite explain`."""

from __future__ import annotations

from typing import Any

import click

from liquidsite.cli import terminal
from liquidsite.cli.options import BUILD_OPTIONS, add, configuration


@click.command("explain")
@click.argument("page")
@add(BUILD_OPTIONS)
def command(page: str, **flags: Any) -> None:
    """Print what PAGE (a path in the source) read, and why it would be rendered again."""
    from liquidsite.site import Site

    with terminal.reported(trace=flags["trace"]):
        explanation = Site.of(configuration(flags)).explain(page)
        for stage, facts in explanation.reads.items():
            click.echo(f"{stage} read:")
            changed = explanation.changed[stage]
            for fact in facts:
                click.echo(f"  {'changed: ' if fact in changed else ''}{fact}")
        if not explanation.reads:
            click.echo("No build has kept anything of this page.")
        again = "is rendered" if explanation.renders else "is not rendered"
        click.echo(f"With the next build the page {again} again.")
