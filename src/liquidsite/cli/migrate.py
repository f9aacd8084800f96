"""`liquidsite migrate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.cli.options import SITE_OPTIONS, add, configuration
from liquidsite.migrate.hosts import HOSTS

if TYPE_CHECKING:
    from liquidsite.migrate.steps import Plan, Step


@click.command("migrate", cls=Verb)
@add(SITE_OPTIONS)
@click.option("--dry-run", is_flag=True, help="Show what would be written, without writing it")
@click.option("-y", "--yes", is_flag=True, help="Write without asking")
@click.option("--undo", "undoes", is_flag=True, help="Remove what `migrate` wrote")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    type=click.Choice(list(HOSTS)),
    help="Where the site is published, if not where its files say; may be repeated",
)
def command(dry_run: bool, yes: bool, undoes: bool, hosts: tuple[str, ...], **flags: Any) -> None:
    """Write what a move from Jekyll needs: a workflow, requirements and plugin templates.

    Existing files are never overwritten. `--undo` removes what was written.
    """
    with terminal.reported(flags):
        config = configuration(flags)
        if undoes:
            from liquidsite.migrate.plan import repository, undo

            for path, outcome in undo(repository(config.source)):
                click.echo(f"  {path} {outcome}")
            return
        from liquidsite.migrate.plan import apply, plan
        from liquidsite.site import Site

        steps = plan(Site(config), hosts)
        for line in _lines(steps):
            click.echo(line)
        if dry_run or not steps.steps:
            return
        if not yes and not _agreed():
            click.echo("Nothing was written.")
            sys.exit(1)
        apply(steps)
        click.echo("Done. To undo it: liquidsite migrate --undo")


def _agreed() -> bool:
    """Ask for confirmation. Without a terminal, say so and return False."""
    if not sys.stdin.isatty():
        click.echo("No terminal to confirm on. Use --yes to write without asking.", err=True)
        return False
    return click.confirm("Write these files?")


def _lines(plan: Plan) -> Iterator[str]:
    if not plan.steps:
        yield "Nothing to write."
    for step in plan.steps:
        yield from _step(step)
    for note in plan.notes:
        yield f"To do: {note}"


def _step(step: Step) -> Iterator[str]:
    yield f"{step.kind} {step.path}  ({step.why})"
    if step.kind == "append" or step.text.count("\n") < 4:
        yield from (f"    {line}" for line in step.text.splitlines() if line)
