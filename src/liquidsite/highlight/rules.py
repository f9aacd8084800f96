"""Reads the lexers of `dialects/`: the states of a Pygments lexer, written as a table.

A line at the margin names a state; the indented lines below it are its rules, in columns that two
spaces or more separate: a pattern, a class or one for each group with `|` between, and where to go,
as Pygments writes it. In place of a class, `-` is plain text, `@state` reads on in that state,
`>tag` in another language, and `!name` is an action that the caller gives. `<state>` includes
another state's rules, and `=>` goes on without reading. Before the states, `NAME = pattern` is
what `{NAME}` stands for, and `like other` takes over all states of another file; `{words k}` is any
word that `languages.txt` lists for a class.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from pygments.lexer import RegexLexer, bygroups, default, include, this, using
from pygments.lexer import words as any_of
from pygments.token import STANDARD_TYPES, Text

from .lexer import Lexer

__all__ = ["lexer", "lists"]

_FOLDER = os.path.join(os.path.dirname(__file__), "dialects")  # noqa: PTH118, PTH120
_TYPES: dict[str, Any] = {short: kind for kind, short in STANDARD_TYPES.items()} | {"-": Text}
_INSERT = re.compile(r"\{(words )?([A-Z]+|(?<=words )\w+)\}")
_COLUMNS = re.compile(r"\s{2,}")
_Piece = tuple[int, Any, str]
_Action = Callable[..., Iterator[_Piece]]


def lexer(
    name: str,
    words: str | None = None,
    flags: int = re.MULTILINE,
    actions: Mapping[str, _Action] | None = None,
) -> Callable[..., RegexLexer]:
    """Return what makes the lexer of `NAME.lexer.txt`, with the words of that language or another.

    It takes the options of a Pygments lexer. The file is read when the first lexer is made.
    """

    def make(**options: Any) -> RegexLexer:
        return _lexer_class(name, words or name, flags, actions or {})(**options)

    return make


def _lexer_class(
    name: str, words: str, flags: int, actions: Mapping[str, _Action]
) -> type[RegexLexer]:
    tokens: dict[str, list[Any]] = {}
    names: dict[str, str] = {}
    rules: list[Any] = []
    for line in _lines(name):
        if line.startswith("  "):
            rule = _rule(*_COLUMNS.split(line.strip()), actions=actions)
            if isinstance(rule, tuple):
                rule = (_filled(rule[0], names, words), *rule[1:])
            rules.append(rule)
        elif " = " in line:
            defined, _, pattern = line.partition(" = ")
            names[defined] = pattern
        else:
            rules = tokens[line] = []
    content = {"tokens": tokens, "flags": flags, "__module__": __name__}
    metaclass: Any = type(RegexLexer)
    made: type[RegexLexer] = metaclass("DialectLexer", (RegexLexer,), content)
    return made


@cache
def lists(tag: str) -> dict[str, str]:
    """Return what `languages.txt` has of a language: words by class, and settings."""
    entries = [line.split(" ", 1)[1] for line in _read("languages") if line.startswith(f"{tag} ")]
    return {name: words for name, _, words in (entry.partition(": ") for entry in entries)}


def _read(name: str) -> list[str]:
    with open(os.path.join(_FOLDER, f"{name}.txt"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        return [line for line in file.read().splitlines() if line and line[0] != "#"]


def _lines(name: str) -> Iterator[str]:
    for line in _read(f"{name}.lexer"):
        if line.startswith("like "):
            yield from _lines(line[5:])
        else:
            yield line


def _rule(pattern: str, *rest: str, actions: Mapping[str, _Action]) -> Any:
    if not rest:
        return include(pattern[1:-1])
    moves = rest[-1].split(",")
    move = tuple(moves) if moves[1:] else moves[0]
    if pattern == "=>":
        return default(move)
    action = _action(rest[0], actions)
    return (pattern, action, move) if rest[1:] else (pattern, action)


def _filled(pattern: str, names: Mapping[str, str], tag: str) -> str:
    def insert(found: re.Match[str]) -> str:
        if found[1]:
            any_word: Any = any_of(lists(tag)[found[2]].split())
            return str(any_word.get())
        return names[found[2]]

    return _INSERT.sub(insert, pattern)


def _action(classes: str, actions: Mapping[str, _Action]) -> Any:
    if "|" in classes:
        parts = [_action(part or "-", actions) for part in classes.split("|")]
        return bygroups(*parts)  # type: ignore[no-untyped-call]
    if classes[0] == "@":
        return using(this, state=classes[1:])  # type: ignore[no-untyped-call]
    if classes[0] == "!":
        return actions[classes[1:]]
    return _TYPES.get(classes) or _given(classes)


def _given(classes: str) -> _Action:
    """Return an action that gives what matches to a language, or a class that Pygments lacks."""

    def action(lexer: object, match: Any, context: object = None) -> Iterator[_Piece]:
        pieces = [(classes, match.group())]
        if classes[0] == ">":
            pieces = Lexer(classes[1:]).tokens(match.group())
        for token_class, text in pieces:
            yield match.start(), token_class, text

    return action
