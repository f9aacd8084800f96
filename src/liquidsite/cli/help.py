"""`liquidsite help`."""

from __future__ import annotations

import click

from liquidsite.cli.command import Verb


@click.command("help", cls=Verb)
@click.argument("verb", required=False)
@click.pass_context
def command(ctx: click.Context, verb: str | None) -> None:
    """Show this help, or that of a verb."""
    from liquidsite.cli.group import main, unknown_verb

    group = ctx.parent or click.Context(main, info_name="liquidsite")
    if verb is None:
        click.echo(main.get_help(group))
        return
    shown = main.get_command(group, verb)
    if shown is None:
        raise unknown_verb(group, verb)
    click.echo(shown.get_help(shown.make_context(verb, [], group, resilient_parsing=True)))
