"""Printing in Jekyll's format, and exiting on errors."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from liquidsite.errors import LiquidsiteError, Notice


def info(topic: str, message: object = "") -> None:
    """Print a line on standard output, with its topic right-aligned as in Jekyll."""
    click.echo(str(Notice(topic, str(message))))


def warn(notice: Notice) -> None:
    click.echo(str(notice), err=True)


@contextmanager
def reported(*, trace: bool, status: int = 1) -> Iterator[None]:
    """Print any LiquidsiteError raised in the block, and exit with `status`.

    With `trace`, let it propagate instead, so that Python prints the traceback.
    """
    try:
        yield
    except LiquidsiteError as error:
        if trace:
            raise
        for notice in error.notices:
            warn(notice)
        for line in _lines(error):
            click.echo(line, err=True)
        sys.exit(status)
    except KeyboardInterrupt:
        sys.exit(130)


def _lines(error: LiquidsiteError) -> Iterator[str]:
    """Yield Jekyll's line, which scripts look for, then the place and the chain of includes."""
    from liquidsite.errors import TemplateError

    first, *more = error.message.split("\n")
    if isinstance(error, TemplateError) and error.path:
        first += f" in {_template(error)}"
    yield str(Notice(f"{_kind(error)}:", first))
    places = [error.where, *(f"from {frame}" for frame in reversed(error.stack))]
    yield from (" " * 20 + line for line in [*more, *places] if line)


def _template(error: LiquidsiteError) -> str | None:
    """Return the page or layout that was being rendered: the first of the chain with a line."""
    return next((frame.path for frame in error.stack if frame.line is not None), error.path)


def _kind(error: LiquidsiteError) -> str:
    from liquidsite.errors import ConfigError, ConversionError, TemplateError

    kinds = (
        (TemplateError, "Liquid Exception"),
        (ConversionError, "Conversion error"),
        (ConfigError, "Fatal"),
    )
    return next((name for kind, name in kinds if isinstance(error, kind)), "ERROR")
