"""Attribute lists: `{:.class #id key="value" ref}` as kramdown reads and applies them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from liquidsite.kramdown.finder import Finder
from liquidsite.kramdown.patterns import ID_NAME, SPACES, WS

_ID = r"#[A-Za-z][A-Za-z0-9_:-]*"
_CLASS = r"\.[^ \t\r\n\f\v.#]+"
_start = re.compile(
    rf"(?:\A|{WS})(?:(?P<key>{ID_NAME})=(?P<quote>[\"'])"
    rf"|(?P<ref>{ID_NAME})(?={WS}|\Z)"
    rf"|(?P<names>(?:{_ID}|{_CLASS})+)(?={WS}|\Z))"
)
# The quote that ends a value stands before a space or the end.
_end_of_value = {
    '"': re.compile(rf"(?<!\\)\"(?={WS}|\Z)"),
    "'": re.compile(rf"(?<!\\)'(?={WS}|\Z)"),
}
_escapes = {'"': re.compile(r"\\([}\"])"), "'": re.compile(r"\\([}'])")}
_MOST_OFTEN = 16
_id_or_class = re.compile(rf"({_ID})|({_CLASS})")


class AttributeList:
    """References to named lists, and attributes in the order in which they were written."""

    __slots__ = ("attrs", "refs")

    def __init__(self) -> None:
        self.refs: list[str] = []
        self.attrs: dict[str, str] = {}

    def read(self, text: str) -> bool:
        """Add what `text` says; False when it says something that is no attribute."""
        if text.strip(SPACES) in ("", ":"):
            return True
        found, pos, finder = False, 0, Finder(text)
        while match := _start.search(text, pos):
            pos = match.end()
            if (quote := match["quote"]) is not None:
                end = finder.search(_end_of_value[quote], pos)
                if end is None:
                    pos = match.start() + 1
                    continue
                value = text[pos : end.start()]
                self.attrs[match["key"]] = _escapes[quote].sub(r"\1", value)
                pos = end.end()
            elif match["ref"] is not None:
                self.refs.append(match["ref"])
            else:
                self._read_names(match["names"])
            found = True
        return found

    def _read_names(self, names: str) -> None:
        for id_, class_ in _id_or_class.findall(names):
            if class_:
                add_class(self.attrs, class_[1:])
            else:
                self.attrs["id"] = id_[1:]

    def merge(self, other: AttributeList) -> None:
        self.refs.extend(other.refs)
        _update(self.attrs, other.attrs)


def add_class(attrs: dict[str, str], name: str) -> None:
    attrs["class"] = f"{attrs.get('class', '')} {name}".lstrip(SPACES)


def _update(attrs: dict[str, str], more: Mapping[str, str]) -> None:
    for key, value in more.items():
        if key == "class":
            add_class(attrs, value)
        else:
            attrs[key] = value


def apply(attrs: dict[str, str], ial: AttributeList, named: Mapping[str, AttributeList]) -> None:
    """Set what `ial` says, the lists that it refers to first; a list never includes itself.

    kramdown follows each reference, so that lists which name the next one twice take a time that
    doubles with each of them. Here one list is applied at most `_MOST_OFTEN` times to an element:
    more of its classes would be equal, and its other attributes have their values by then.
    """
    open_refs: set[str] = set()
    counts: dict[str, int] = {}
    stack = [("", ial, iter(ial.refs))]
    while stack:
        name, current, refs = stack[-1]
        for ref in refs:
            if ref in named and ref not in open_refs and counts.get(ref, 0) < _MOST_OFTEN:
                counts[ref] = counts.get(ref, 0) + 1
                open_refs.add(ref)
                stack.append((ref, named[ref], iter(named[ref].refs)))
                break
        else:
            _update(attrs, current.attrs)
            open_refs.discard(name)
            stack.pop()
