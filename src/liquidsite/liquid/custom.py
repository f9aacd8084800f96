"""The functions that run plugins' tags while a template renders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from liquidsite.plugin import Block, Tag
from liquidsite.ruby.from_python import from_python

if TYPE_CHECKING:
    from .context import Context
    from .scope import Scope


def custom_tag(scope: Scope, name: str, markup: str) -> object:
    tag = scope.env.custom_tag(name, markup)
    assert isinstance(tag, Tag)
    return from_python(tag.render(scope), name)


def custom_block(scope: Scope, name: str, markup: str, body: Callable[[], str]) -> object:
    block = scope.env.custom_tag(name, markup)
    assert isinstance(block, Block)
    return from_python(block.render(scope, body), name)


def body_text(
    context: Context,
    functions: tuple[Callable[..., None], ...],
    index: int,
    visible: Mapping[str, object],
) -> str:
    """Render one of a template's functions by itself, which is the inside of a block."""
    parts, extend = context.buffer()
    context.call(lambda c: functions[index](c, extend, functions), visible)
    return "".join(parts)
