"""Data and settings: JSON, YAML, TOML, INI, diffs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rules import lexer
from ..tokens import Dialect, Options, Token


def _joined_words(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens, with the words of a plain value as one."""
    value = ""
    for token_class, text in tokens:
        if token_class == "l":
            value += text
            continue
        if value:
            yield "l", value
            value = ""
        yield token_class, text
    if value:
        yield "l", value


_YAML_WORD = re.compile(r"(?:true|false|null)\b|\d+(?:\.\d+)?\Z|\S+|\s+")


def _yaml(tokens: list[Token], options: Options) -> list[Token]:
    """Values by their words, keys in braces, the marks around strings."""
    out: list[Token] = []
    depth = 0
    quote = ""
    for token_class, text in _joined_words(tokens):
        if token_class == "pi":
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(text, 0)
        elif token_class == "na" and depth:
            token_class = "nv"
        elif token_class == "l":
            if depth:
                token_class = "nv"
            else:
                for word in _YAML_WORD.findall(text):
                    if word in ("true", "false", "null"):
                        out.append(("kc", word))
                    elif word[0].isdigit() and re.fullmatch(r"\d+(?:\.\d+)?", word):
                        out.append(("m" if text.endswith(word) else "s", word))
                    else:
                        out.append(("s", word))
                continue
        elif token_class == "s":
            if not quote and text in "\"'":
                quote, token_class = text, "s2" if text == '"' else "s1"
            elif text == quote:
                quote = ""
        elif token_class == "se" and text == "''":
            out.append(("s", "'"))
            token_class, text = "s1", "'"
        out.append((token_class, text))
    return out


DIALECTS = {
    "json": Dialect(lexer("json"), {"w": "w"}),
    "yaml": Dialect(None, {"nt": "na", "p": "pi", "no": "s"}, _yaml),
    "toml": Dialect(lexer("toml")),
    "ini": Dialect(lexer("ini")),
    "diff": Dialect(lexer("diff")),
}
