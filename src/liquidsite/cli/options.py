"""The flags that several verbs share, as click's options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from liquidsite.cli.command import Option
from liquidsite.cli.flags import BUILD, COLOR, SITE, Flag, configuration

F = TypeVar("F", bound=Callable[..., Any])


def _use_color(ctx: click.Context, param: click.Parameter, value: bool | None) -> None:
    if value is not None:
        ctx.color = value


def option(flag: Flag) -> Callable[[F], F]:
    """Return the decorator that adds a flag to a command."""
    settings = dict(flag.settings)
    if choices := settings.pop("choices", None):
        settings["type"] = click.Choice(choices)
    if COLOR in flag.names:
        settings |= {"expose_value": False, "callback": _use_color}
    return click.option(*flag.names, cls=Option, group=flag.group, **settings)


SITE_OPTIONS: tuple[Callable[[Any], Any], ...] = tuple(option(flag) for flag in SITE)
BUILD_OPTIONS: tuple[Callable[[Any], Any], ...] = tuple(option(flag) for flag in BUILD)


def add(options: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    """Return a decorator that adds all of `options` to a command."""

    def decorate(function: F) -> F:
        for one in reversed(options):
            function = one(function)
        return function

    return decorate


__all__ = ["BUILD_OPTIONS", "SITE_OPTIONS", "add", "configuration", "option"]
