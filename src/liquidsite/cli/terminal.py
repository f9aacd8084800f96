"""Printing in Jekyll's format, and exiting on errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from liquidsite.errors import LiquidsiteError, Notice

# Topics of lines that are errors; other lines on standard error are warnings.
_ERRORS = frozenset(["Conversion error:", "ERROR:", "Error:", "Fatal:", "Liquid Exception:"])
# The marked line of an excerpt of a source, and the mark below it.
_MARKED = ("> ", "^")


def info(topic: str, message: object = "") -> None:
    """Print a line on standard output, with its topic right-aligned as in Jekyll."""
    echo(str(Notice(topic, str(message))))


def echo(line: str) -> None:
    """Print a line on standard output. Where click has something to do, it does."""
    if line.isascii() and line.isprintable():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        return
    import click

    click.echo(line)


def warn(notice: Notice) -> None:
    """Print a warning or an error, or a line that belongs to one, on standard error."""
    import click

    click.echo(styled(notice), err=True)


def warner() -> Callable[[Notice], None]:
    """Return `warn` for another thread, where click does not know what `--color` said."""
    import click

    color = _color()
    return lambda notice: click.echo(styled(notice), err=True, color=color)


def teller(*, quiet: bool) -> Callable[[Notice], None]:
    """Return a function that prints a notice on standard output; with `quiet`, nothing."""
    import click

    color = _color()
    if quiet:
        return lambda notice: None
    return lambda notice: click.echo(str(notice), color=color)


def styled(notice: Notice) -> str:
    """Return the line in colour; click leaves that out where there is no terminal."""
    import click

    if notice.topic:
        return click.style(str(notice), fg="red" if notice.topic in _ERRORS else "yellow")
    is_marked = notice.message.startswith(_MARKED[0]) or notice.message.endswith(_MARKED[1])
    return click.style(str(notice), fg="red") if is_marked else str(notice)


def color_of_environment() -> bool | None:
    """Return what NO_COLOR (no-color.org) and FORCE_COLOR say; None for colours in terminals."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _color() -> bool | None:
    import click

    context = click.get_current_context(silent=True)
    return context.color if context else None


@contextmanager
def reported(flags: Mapping[str, Any], *, status: int = 1) -> Iterator[None]:
    """Print any LiquidsiteError raised in the block, and exit with `status`.

    With the flag `trace`, let it propagate instead, so that Python prints the traceback.
    """
    try:
        yield
    except LiquidsiteError as error:
        if flags["trace"]:
            raise
        from liquidsite.config import absolute
        from liquidsite.serve.failure import Failure

        folder = absolute(flags.get("source") or ".")
        for notice in (*error.notices, *Failure.of(error, (folder,)).notices()):
            warn(notice)
        sys.exit(status)
    except KeyboardInterrupt:
        sys.exit(130)
