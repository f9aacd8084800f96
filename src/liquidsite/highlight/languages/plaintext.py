"""Plain text: one token; the option `token` gives it a class."""

from __future__ import annotations

from ..grammar import Options, Token

_CLASSES = {"Generic.Output": "go"}


def tokens(code: str, options: Options) -> list[Token]:
    return [(_CLASSES.get(str(options.get("token", "")), ""), code)]
