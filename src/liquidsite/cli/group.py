"""The command as click runs it: its verbs, and the errors about verbs that do not exist."""

from __future__ import annotations

import importlib
import os

import click

from liquidsite import __version__
from liquidsite.cli import ALIASES, COMMANDS, GEM_VERBS, GROUPS


def load(name: str) -> click.Command:
    """Import the verb `name` of `COMMANDS`."""
    home, _, own_name = COMMANDS[name].partition(":")
    command: click.Command = getattr(importlib.import_module(home), own_name or "command")
    return command


class Verbs(click.Group):
    """A group that imports the module of a verb when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        return load(name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            if not ctx.resilient_parsing:
                raise unknown_verb(ctx, name)
            return None, None, args[1:]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs under the headings of `GROUPS`, with their aliases."""
        for heading, verbs in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self._described(ctx, name)) for name in verbs])

    def _described(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        text = command.get_short_help_str(200) if command else ""
        others = ", ".join(alias for alias, verb in ALIASES.items() if verb == name)
        return f"{text} (also: {others})" if others else text


def unknown_verb(ctx: click.Context, name: str) -> click.UsageError:
    """Return the error about a verb that does not exist, with what was perhaps meant."""
    if name in GEM_VERBS:
        gem, advice = GEM_VERBS[name]
        text = f"`{name}` comes from the gem {gem}, which liquidsite does not have. {advice}"
    elif os.path.isdir(name):  # noqa: PTH112 - pathlib is not imported for it
        text = f"{name} is a folder, not a verb. Try: liquidsite serve --source {name}"
    else:
        from liquidsite.cli.command import did_you_mean

        text = f"There is no verb '{name}'.{did_you_mean(name, [*COMMANDS, *ALIASES])}"
    return click.UsageError(text, ctx)


def _print_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the version, and whether the modules are compiled ones (see `hatch_build.py`)."""
    if not wanted or ctx.resilient_parsing:
        return
    from liquidsite.kramdown import tree

    is_compiled = not str(tree.__file__).endswith(".py")
    click.echo(f"liquidsite, version {__version__}{' (compiled)' if is_compiled else ''}")
    ctx.exit()


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-v", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the version and exit.",
)  # fmt: skip
@click.pass_context
def main(ctx: click.Context) -> None:
    """Builds Jekyll sites without Ruby."""
    from liquidsite.cli.terminal import color_of_environment

    ctx.color = color_of_environment()
