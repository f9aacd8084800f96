"""CSS and SCSS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pygments.lexers import css

from ..rules import lexer, lists
from ..tokens import Dialect, Options, Token

# `no_…`: beginnings of what Pygments knows and Jekyll's output has no class for; `$` ends a word.
_LISTS = lists("css")
_pygments: Any = css


def _known(names: Iterable[str], kind: str) -> list[str]:
    """Return Pygments' names but those with some beginnings, and some more."""
    starts = _LISTS[f"no_{kind}"].replace("-", r"\-").split()
    unwanted = re.compile("|".join(starts)).match
    plain = [name.rstrip("(") for name in names]
    return [name for name in plain if not unwanted(name + "$")] + _LISTS.get(kind, "").split()


_PROPERTIES = frozenset(_known(_pygments._css_properties, "properties"))
_VENDORS = re.compile("-(?:ah|atsc|hp|khtml|moz|ms|o|rim|ro|tc|wap|webkit|xv)-|(?:mso|prince)-")
_VALUES = {
    **dict.fromkeys(_known(_pygments._functional_notation_keyword_values, "functions"), "nf"),
    **dict.fromkeys(_known(_pygments._keyword_values, "keywords"), "nb"),
    **dict.fromkeys(_known(_pygments._color_keywords, "colors"), "nx"),
}


def _css(tokens: list[Token], options: Options) -> list[Token]:
    out: list[Token] = []
    for token_class, text in tokens:
        if token_class == "py":
            if text in _PROPERTIES or _VENDORS.match(text):
                token_class = "nl"
        elif token_class == "n":
            token_class = _VALUES.get(text.lower(), "n")
        out.append((token_class, text))
    return out


def _scss(tokens: list[Token], options: Options) -> list[Token]:
    """As in CSS, but for properties that are not known, and for colours and functions."""
    other = {"py": "na", "nx": "n", "nf": "n"}
    return [
        (other.get(token_class, token_class) if before in ("py", "n") else token_class, text)
        for (before, _), (token_class, text) in zip(tokens, _css(tokens, options), strict=True)
    ]


DIALECTS = {
    "css": Dialect(lexer("css"), {}, _css),
    "scss": Dialect(lexer("scss"), {}, _scss),
}
