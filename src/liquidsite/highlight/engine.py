"""Runs the states of Pygments' lexers, several times as fast as Pygments does.

Pygments tries the rules of a state one after the other. Here those of a state are one pattern with
an alternative a rule, which the regular expression engine decides by the first character for most
rules. What a rule means stays Pygments' own: its action, and where it goes next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from pygments.lexer import ExtendedRegexLexer, LexerContext, RegexLexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import STANDARD_TYPES, _TokenType

from .tokens import Token

Match = Callable[[str, int], "re.Match[str] | None"]
Classes = Callable[[_TokenType | str], str]
# (class or None, callback and the rule's own match, groups' classes and the first's number, move)
_Rule = tuple[str | None, Any, Any, Any]
_Segment = tuple[Match, Mapping[int, _Rule]]

# What ties a pattern to the numbers or names of its groups, so that it must stay alone.
_TIED = re.compile(r"\\[1-9]|\(\?P|\(\?\(")
_INLINE = re.compile(r"\(\?([aimsux]+)\)")
_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE
_LETTERS = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s", re.VERBOSE: "x"}


class Table:
    """The states of a Pygments lexer, with `classes` applied to its token types."""

    def __init__(self, lexer: RegexLexer, classes: Classes) -> None:
        self._lexer = lexer
        self._classes = classes
        self._states: dict[str, list[_Segment]] = {}
        self._is_foreign = type(lexer).__module__.startswith("pygments.")
        self._context: Callable[..., LexerContext] | None = None
        if isinstance(lexer, ExtendedRegexLexer):
            # YAML's callbacks keep more than a place and a stack there.
            module, name = import_module(type(lexer).__module__), type(lexer).__name__
            self._context = getattr(module, f"{name}Context", LexerContext)

    def tokens(self, text: str, stack: tuple[str, ...] = ("root",)) -> list[Token]:
        """Return (class, text) pairs; a character that no rule takes has the class `err`."""
        out: list[Token] = []
        append = out.append
        classes = self._classes
        states = list(stack)
        context = self._context(text, 0, states) if self._context else None
        segments = self._state(states[-1])
        position = 0
        while True:
            for match, rules in segments:  # noqa: B007 (used after the loop)
                if found := match(text, position):
                    break
            else:
                if position >= len(text):
                    return out
                if text[position] == "\n":
                    states[:] = ["root"]
                    segments = self._state("root")
                    append(("", "\n"))
                else:
                    append(("err", text[position]))
                position += 1
                continue
            token_class, callback, groups, move = rules[found.lastindex]  # type: ignore[index]
            if token_class is not None:
                if piece := found.group():
                    append((token_class, piece))
            elif groups is not None:
                for number, group_class in groups:
                    if piece := found[number]:
                        append((group_class, piece))
            elif callback is not None:
                action, own = callback
                if context is not None:
                    context.pos = position
                    for _, kind, piece in action(self._lexer, own(text, position), context):
                        if piece:
                            append((classes(kind), piece))
                    position, states = context.pos, context.stack
                    if move is not None:
                        _go(states, move)
                    segments = self._state(states[-1])
                    continue
                for _, kind, piece in action(self._lexer, own(text, position)):
                    if piece:
                        append((classes(kind), piece))
            position = found.end()
            if move is not None:
                _go(states, move)
                segments = self._state(states[-1])

    def _state(self, name: str) -> list[_Segment]:
        found = self._states.get(name)
        if found is None:
            found = self._states[name] = list(self._segments(name))
        return found

    def _segments(self, name: str) -> Iterator[_Segment]:
        parts: list[str] = []
        rules: dict[int, _Rule] = {}
        count = 0
        flags = int(self._lexer.flags) & _FLAGS
        for match, action, move in self._lexer._tokens[name]:  # type: ignore[attr-defined]
            pattern = match.__self__
            if _TIED.search(pattern.pattern):
                if parts:
                    yield re.compile("|".join(parts), flags).match, rules
                    parts, rules, count = [], {}, 0
                alone = re.compile(f"(?:{_scoped(pattern, flags)})()", flags)
                rules_alone = {pattern.groups + 1: self._rule(match, action, move, 1)}
                yield alone.match, rules_alone
                continue
            source = _scoped(pattern, flags)
            if self._is_foreign:
                for slow, fast in _FASTER.items():
                    source = source.replace(slow, fast)
            parts.append(f"(?:{source})()")
            rule = self._rule(match, action, move, count + 1)
            count += pattern.groups + 1
            rules[count] = rule
        if parts:
            yield re.compile("|".join(parts), flags).match, rules

    def _rule(self, match: Any, action: Any, move: Any, first: int) -> _Rule:
        if action is None:
            return None, None, None, move
        if isinstance(action, _TokenType):
            return self._classes(action), None, None, move
        kinds = _group_types(action)
        if kinds is None:
            return None, (action, match), None, move
        groups = [
            (first + index, self._classes(kind))
            for index, kind in enumerate(kinds)
            if kind is not None
        ]
        return None, None, groups, move


# Pieces of Pygments' patterns that read the same text again and again, and what reads it once.
_FASTER = {
    r"^\s*": r"^[^\S\n]*",
    r"\$+": r"\${1,9}",
    r"&\S*?;": r"&\S{0,30}?;",
    "([^#,?\\[\\]{}\"'\\n]+)(:)": "([^#,?\\[\\]{}\"'\\n]{1,200})(:)",
}


def _scoped(pattern: re.Pattern[str], common: int) -> str:
    """Return the source of a pattern, with the flags that differ from those in common."""
    source = pattern.pattern
    if inline := _INLINE.match(source):
        source = source[inline.end() :]
    flags = pattern.flags & _FLAGS
    if flags & re.VERBOSE:
        source += "\n"
    if flags == common:
        return source
    on = "".join(letter for flag, letter in _LETTERS.items() if flags & flag & ~common)
    off = "".join(letter for flag, letter in _LETTERS.items() if common & flag & ~flags)
    return f"(?{on}{'-' + off if off else ''}:{source})"


def _group_types(action: Any) -> tuple[_TokenType | None, ...] | None:
    """Return the types that `bygroups` gives to groups; None where it calls something, too."""
    if not action.__qualname__.startswith("bygroups."):
        return None
    (types,) = (cell.cell_contents for cell in action.__closure__)
    return types if all(t is None or isinstance(t, _TokenType) for t in types) else None


def _go(states: list[str], move: Any) -> None:
    """Enter and leave states as Pygments does; the last one is never left."""
    if isinstance(move, int):
        del states[max(len(states) + move, 1) :]
        return
    for step in (move,) if isinstance(move, str) else move:
        if step == "#pop":
            if len(states) > 1:
                states.pop()
        else:
            states.append(states[-1] if step == "#push" else step)


# Pygments' short classes that Jekyll's stylesheets do not have, or that mean something else there.
_CLASSES = {"w": "", "pm": "p"}


def short_classes(changes: Mapping[str, str]) -> Classes:
    """Return the table of token types, with `changes` to the short classes."""
    table = {**_CLASSES, **changes}

    @cache
    def short(kind: _TokenType | str) -> str:
        if isinstance(kind, str):
            return kind  # of an embedded language
        while kind not in STANDARD_TYPES and kind.parent is not None:
            kind = kind.parent
        name: str = STANDARD_TYPES.get(kind, "")
        return table.get(name, name)

    return short


def pygments_tokens(source: Any, classes: Mapping[str, str]) -> Callable[[str], list[Token]]:
    """Return what lexes with a lexer of Pygments', by a name of it, or with a class."""
    if isinstance(source, str):
        source = find_lexer_class_by_name(source)
    lexer = source(ensurenl=False, stripnl=False)
    short = short_classes(classes)
    if getattr(lexer, "_tokens", None):
        return Table(lexer, short).tokens

    def tokens(text: str) -> list[Token]:
        return [
            (short(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(text) if value
        ]

    return tokens
