"""The `liquidsite` command: Jekyll's verbs and flags.

Each verb is a module, imported only when that verb runs.
"""

from __future__ import annotations

import importlib

import click

from liquidsite import __version__

# Verb → the module that defines it, as a variable `command`.
COMMANDS = {
    "build": "liquidsite.cli.build",
    "clean": "liquidsite.cli.clean",
    "diff": "liquidsite.cli.diff",
    "doctor": "liquidsite.cli.doctor",
    "explain": "liquidsite.cli.explain",
    "migrate": "liquidsite.cli.migrate",
    "new": "liquidsite.cli.new",
    "serve": "liquidsite.cli.serve",
}
ALIASES = {"b": "build", "hyde": "doctor", "s": "serve", "server": "serve"}


class Verbs(click.Group):
    """A group that imports the module of a verb when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name])
        command: click.Command = module.command
        return command


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-v", "--version", prog_name="liquidsite")
def main() -> None:
    """Builds Jekyll sites without Ruby."""


def run() -> None:
    """Run `main`, then exit without Python's clean-up.

    Python takes 15 ms to free a large heap; the operating system needs 1 ms.
    """
    import gc
    import os
    import sys

    gc.set_threshold(1_000_000, 20, 100)  # a build creates many objects and frees few
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
