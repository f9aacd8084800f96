"""The errors of the engine, before their place is known.

These carry Liquid's wording; `locate` turns one into the public error, with its place.
"""

from __future__ import annotations

from liquidsite.errors import (
    Frame,
    IncludeError,
    LiquidsiteError,
    RenderError,
    StrictError,
    TemplateError,
    TemplateLimitError,
    TemplateSyntaxError,
)
from liquidsite.ruby.values import LiquidError, RubyError

from .source import Source


class LiquidSyntaxError(LiquidError):
    """A template that Liquid cannot parse."""

    prefix = "Liquid syntax error: "


class UnclosedError(LiquidSyntaxError):
    """A block without its end tag, opened at the offset `opened`.

    Liquid's message names the end.
    """

    def __init__(self, tag: str, opened: int) -> None:
        super().__init__(f"'{tag}' tag was never closed")
        self.opened = opened


class RefusedMarkupError(RubyError):
    """Markup that one of Jekyll's tags refuses while it is parsed."""


class UndefinedError(LiquidError):
    """An unknown variable or filter in a strict mode."""


class NotFoundError(RubyError):
    """The target of an include, `link` or `post_url` is missing or refused."""


class LimitReachedError(LiquidError):
    """A limit on output, loops or nesting."""


_KINDS: dict[type[LiquidError], type[TemplateError]] = {
    LiquidSyntaxError: TemplateSyntaxError,
    UnclosedError: TemplateSyntaxError,
    RefusedMarkupError: TemplateSyntaxError,
    UndefinedError: StrictError,
    NotFoundError: IncludeError,
    LimitReachedError: TemplateLimitError,
}


def locate(
    failure: LiquidError, source: Source, position: int, *, included: bool = False
) -> TemplateError:
    """Return the public error for `failure` at the offset `position` of `source`.

    The message is worded as Jekyll's: its line counts from the start of the template, and only an
    include is named, by its full path. The error's own `line` is that of the file.
    """
    line, column = line_and_column(source, position)
    message = failure.message
    if failure.prefix:
        place = f"line {line - source.line + 1}"
        if included:
            place = f"{source.file or source.path} {place}"
        message = f"{failure.prefix.removesuffix(': ')} ({place}): {message}"
        message += " included" if included else ""
    if isinstance(failure, UnclosedError):
        line, column = line_and_column(source, failure.opened)
    kind = _KINDS.get(type(failure), RenderError)
    return kind(message, path=source.path, line=line, column=column)


def add_place(error: LiquidsiteError, source: Source, position: int) -> None:
    """Complete an error that came through `source`: with its own place, or a step of the chain."""
    line, column = line_and_column(source, position)
    if error.path is None:
        error.path, error.line, error.column = source.path, line, column
    elif (frame := Frame(source.path, line)) not in error.stack:
        # Of files that include each other endlessly, one round is enough.
        error.stack = (frame, *error.stack)


def line_and_column(source: Source, position: int) -> tuple[int, int]:
    """Return the place of an offset, both counted from 1, `line` in the file."""
    before = source.text[:position]
    return source.line + before.count("\n"), position - (before.rfind("\n") + 1) + 1
