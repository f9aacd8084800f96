"""`liquidsite explain`."""

from __future__ import annotations

from typing import Any

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.cli.options import BUILD_OPTIONS, add, configuration


@click.command("explain", cls=Verb, brief=True)
@click.argument("page")
@add(BUILD_OPTIONS)
def command(page: str, **flags: Any) -> None:
    """Print what PAGE (a path in the source) depends on, and why it would be rendered again."""
    from liquidsite.site import Site

    with terminal.reported(flags):
        explanation = Site.of(configuration(flags)).explain(page)
        for stage, dependencies in explanation.reads.items():
            click.echo(f"{stage} read:")
            changed = explanation.changed[stage]
            for dependency in dependencies:
                click.echo(f"  {'changed: ' if dependency in changed else ''}{dependency}")
        if not explanation.reads:
            click.echo("The cache has no record of this page.")
        again = "renders" if explanation.renders else "does not render"
        click.echo(f"The next build {again} this page again.")
