"""Verbs and flags that are typed as with Jekyll: dashes for underscores, and unique prefixes.

Source of the rules: the manual of Ruby's `optparse` on abbreviated options, and what `jekyll`
does with arguments that a verb has no use for: it ignores them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from liquidsite.cli.flags import OWN_GROUP, SITE_GROUP

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Option(click.Option):
    """A flag, listed by `--help` under the heading `group`.

    `completes` is what a shell offers for its value: `dir`, `file`, or None for nothing.
    """

    def __init__(
        self, *args: Any, group: str = OWN_GROUP, completes: str | None = None, **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.group = group
        self._completes = completes

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if self._completes:
            from click.shell_completion import CompletionItem

            return [CompletionItem(incomplete, type=self._completes)]
        return super().shell_complete(ctx, incomplete)


class Verb(click.Command):
    """A command that takes flags as Ruby's `optparse` does, and says which arguments it ignores.

    With `brief`, `--help` leaves out the flags that the verb shares with `build`.
    """

    allow_extra_args = True

    def __init__(self, *args: Any, brief: bool = False, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._brief = brief
        self.context_settings = {
            "token_normalize_func": _with_dashes,
            "help_option_names": ["-h", "--help"],
            **self.context_settings,
        }

    def make_parser(self, ctx: click.Context) -> Any:
        """Return the parser, which also knows each prefix that belongs to one flag only."""
        parser = super().make_parser(ctx)
        names = self._long_names(ctx)
        for option in _options(self, ctx):
            known = copy.copy(option)
            known.opts = _abbreviated(option.opts, names)
            known.secondary_opts = _abbreviated(option.secondary_opts, names)
            if known.opts:
                known.add_to_parser(parser, ctx)
        return parser

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            names = self._long_names(ctx)
            matches = [name for name in names if _with_dashes(name).startswith(error.option_name)]
            if len(matches) > 1:
                text = f"{error.option_name} could be {' or '.join(matches)}."
                raise click.UsageError(text, ctx) from None
            raise click.NoSuchOption(error.option_name, possibilities=names, ctx=ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            click.echo(_ignored(self, ctx.args), err=True)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the flags in groups: first those that only this verb has."""
        groups: dict[str, list[tuple[str, str]]] = {OWN_GROUP: []}
        for option in _options(self, ctx):
            group = getattr(option, "group", OWN_GROUP)
            if option is self.get_help_option(ctx):
                group = OWN_GROUP if self._brief else [*groups][-1]
            record = option.get_help_record(ctx)
            if record is not None and not (self._brief and group not in (OWN_GROUP, SITE_GROUP)):
                groups.setdefault(group, []).append(record)
        for heading, records in groups.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)
        if self._brief:
            formatter.write_paragraph()
            formatter.write_text("The flags of `liquidsite build` work here, too.")

    def _long_names(self, ctx: click.Context) -> list[str]:
        return [
            name
            for option in _options(self, ctx)
            for name in (*option.opts, *option.secondary_opts)
            if name.startswith("--")
        ]


def _options(command: click.Command, ctx: click.Context) -> list[click.Option]:
    return [param for param in command.get_params(ctx) if isinstance(param, click.Option)]


def _with_dashes(name: str) -> str:
    return name.replace("_", "-")


def _abbreviated(own: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return the prefixes that of all long `names` only those of `own` begin with."""
    own = [_with_dashes(name) for name in own if name.startswith("--")]
    others = {_with_dashes(name) for name in names}.difference(own)
    return [
        name[:length]
        for name in own
        for length in range(len("--x"), len(name))
        if name[:length] not in others
        and not any(other.startswith(name[:length]) for other in others)
    ] + own


def _ignored(command: click.Command, args: list[str]) -> str:
    """Return the line about arguments that Jekyll ignores without a word."""
    text = f"Ignored: {' '.join(args)}. `{command.name}` takes no such argument."
    if any(getattr(param, "name", None) == "source" for param in command.params):
        text += f" To name the folder of the site: --source {args[0]}"
    return text


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return ` Did you mean x?` with those of `names` that are like `name`; empty for none."""
    from difflib import get_close_matches

    like = get_close_matches(name, list(names), n=2)
    return f" Did you mean {' or '.join(like)}?" if like else ""
