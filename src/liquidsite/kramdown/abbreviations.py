"""Abbreviations: `*[HTML]: …` turns every HTML in the text into an `<abbr>`."""

from __future__ import annotations

import re

from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element

_WORD = "[A-Za-z0-9_]"


class Abbreviations:
    """The abbreviations of one document; longer ones are tried first."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        any_name = _any_of(sorted(doc.abbreviations, key=len, reverse=True))
        self._has_any = re.compile(any_name).search
        self._at = re.compile(any_name).match
        self._here = re.compile(rf"(?:{any_name})(?!{_WORD})").match
        # One character that is no part of a word comes before.
        self._next = re.compile(rf"[^A-Za-z0-9_](?=(?:{any_name})(?!{_WORD}))").search

    def replace_in(self, element: Element) -> None:
        if element.options.get("content_model") == "raw":
            replaced = False
        else:
            replaced = any(isinstance(c, str) and self._has_any(c) for c in element.children)
        children: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str):
                if replaced:
                    children.extend(self._split(child))
                continue
            if child.children:
                self.replace_in(child)
            children.append(child)
        if replaced:
            element.children = children

    def _split(self, text: str) -> list[Element | str]:
        pieces: list[Element | str] = []
        pos = 0
        while True:
            if self._here(text, pos):
                start = pos
            elif found := self._next(text, pos):
                start = found.start()
            else:
                break
            # An abbreviation may itself begin with a character that is no part of a word.
            match = self._at(text, start) or self._at(text, start + 1)
            if match is None:
                break
            if match.start() > pos:
                pieces.append(text[pos : match.start()])
            pieces.append(Element("abbreviation", match[0]))
            pos = match.end()
        if pos < len(text):
            pieces.append(text[pos:])
        return pieces


def _any_of(names: list[str], depth: int = 6) -> str:
    """Return a pattern for any of the names, the longest first, which go by their first characters.

    Tried one after the other, a thousand names would be tried at every word.
    """
    if len(names) < 4 or depth == 0:
        return "|".join("".join(map(_character, name)) for name in names)
    by_first: dict[str, list[str]] = {}
    for name in names:
        by_first.setdefault(_character(name[:1]), []).append(name[1:])
    return "|".join(
        f"{first}(?:{_any_of(rest, depth - 1)})" if first else ""
        for first, rest in by_first.items()
    )


def _character(char: str) -> str:
    """Return the pattern of a character; a space matches any number of them."""
    return r"\s+" if char.isspace() else re.escape(char)
