"""The `liquidsite` command: Jekyll's verbs and flags.

Each verb is a module, imported only when that verb runs.
"""

from __future__ import annotations

import errno
import importlib
import os

import click

from liquidsite import __version__

# Heading of `--help` → its verbs, each with the module that holds it, as `command` or by the name
# after the colon.
GROUPS: dict[str, dict[str, str]] = {
    "Every day": {
        "new": "liquidsite.cli.new",
        "serve": "liquidsite.cli.serve",
        "build": "liquidsite.cli.build",
        "clean": "liquidsite.cli.clean",
    },
    "Writing": {
        verb: f"liquidsite.cli.compose:{verb}"
        for verb in ("draft", "post", "page", "publish", "unpublish", "rename", "compose")
    },
    "Moving from Jekyll, and checking": {
        "doctor": "liquidsite.cli.doctor",
        "migrate": "liquidsite.cli.migrate",
        "diff": "liquidsite.cli.diff",
    },
    "More": {
        "docs": "liquidsite.cli.docs",
        "explain": "liquidsite.cli.explain",
        "new-theme": "liquidsite.cli.new_theme",
        "completion": "liquidsite.cli.completion",
        "help": "liquidsite.cli.help",
    },
}
COMMANDS = {name: home for verbs in GROUPS.values() for name, home in verbs.items()}
ALIASES = {"b": "build", "hyde": "doctor", "s": "serve", "server": "serve"}
# Verbs of gems that extend Jekyll's command → the gem, and what to do here.
GEM_VERBS = {
    "algolia": ("jekyll-algolia", "Send your pages to Algolia with its own crawler."),
    "import": (
        "jekyll-import",
        "Import once with Ruby's Jekyll: liquidsite builds the files that it writes.",
    ),
    "webmention": ("jekyll-webmention_io", "Show webmentions with a script in the page."),
}


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


def run() -> None:
    """Run `main`, then exit without Python's clean-up.

    Python takes 15 ms to free a large heap; the operating system needs 1 ms.
    """
    import gc
    import sys

    gc.set_threshold(1_000_000, 20, 100)  # a build creates many objects and frees few
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    except (MemoryError, OSError, ImportError) as error:
        message = _lacking(error)
        if message is None or "--trace" in sys.argv:
            raise
        # Written as it is: there may be no room for more modules.
        os.write(2, f"             ERROR: {message}\n".encode())
        os._exit(1)


def _lacking(error: MemoryError | OSError | ImportError) -> str | None:
    """Return the message for an error that means too little memory or too many open files."""
    code = getattr(error, "errno", None)
    if code in (errno.EMFILE, errno.ENFILE):
        return "No more files can be opened. Raise the limit: `ulimit -n 256` before the command."
    # A failed import of a compiled module has this text instead of `ENOMEM`.
    no_memory = "failed to map" in str(error) or "cannot allocate memory" in str(error).lower()
    if isinstance(error, MemoryError) or code == errno.ENOMEM or no_memory:
        return "There is not enough memory. Free some, or raise the limit that `ulimit -v` shows."
    return None
