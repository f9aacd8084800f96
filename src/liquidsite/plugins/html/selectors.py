"""CSS selectors: types, classes, ids, attributes and the combinators between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from liquidsite.plugins.html.tree import Element

_NAME = r"-?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*"
_SIMPLE = re.compile(
    rf"(?P<any>\*)|(?P<type>{_NAME})|\.(?P<class>{_NAME})|#(?P<id>[\w-]+)"
    rf"|\[\s*(?P<attribute>{_NAME})\s*(?:(?P<operator>[~|^$*]?=)\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\]\s]+))\s*)?\]"
    r"|:(?P<pseudo>first-child|last-child|first-of-type|last-of-type|only-child|empty|root)"
)
_COMBINATOR = re.compile(r"\s*([>+~,])\s*|\s+")


@dataclass(frozen=True, slots=True)
class _Place:
    """An element, the one that it is in, and its index among the elements there."""

    element: Element
    parent: _Place | None
    siblings: tuple[Element, ...]
    index: int


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be; `combinator` says where the compound before it matches."""

    conditions: tuple[re.Match[str], ...]
    combinator: str


def select(root: Element, selector: str) -> list[Element]:
    """Return the elements below `root` that a selector matches, in the order of the text.

    Raises ValueError for a selector that is wrong, or that this does not know.
    """
    alternatives = _parsed(selector)
    found: list[Element] = []
    pending = _places(root, None)[::-1]
    while pending:
        place = pending.pop()
        if any(_matches(place, compounds) for compounds in alternatives):
            found.append(place.element)
        pending += _places(place.element, place)[::-1]
    return found


def _places(parent: Element, place: _Place | None) -> list[_Place]:
    siblings = tuple(child for child in parent.children if isinstance(child, Element))
    return [_Place(child, place, siblings, index) for index, child in enumerate(siblings)]


def _parsed(selector: str) -> list[list[_Compound]]:
    alternatives: list[list[_Compound]] = [[]]
    text = selector.strip()
    at, combinator = 0, ""
    while at < len(text):
        conditions = []
        while match := _SIMPLE.match(text, at):
            conditions.append(match)
            at = match.end()
        if not conditions:
            raise ValueError(f"invalid or unknown selector: {selector!r}")
        alternatives[-1].append(_Compound(tuple(conditions), combinator))
        if at < len(text):
            between = _COMBINATOR.match(text, at)
            if between is None or between.end() == len(text):
                raise ValueError(f"invalid or unknown selector: {selector!r}")
            at = between.end()
            combinator = between[1] or " "
            if combinator == ",":
                alternatives.append([])
                combinator = ""
    if not alternatives[-1]:
        raise ValueError("a selector is empty")
    return alternatives


def _matches(place: _Place, compounds: list[_Compound]) -> bool:
    *before, last = compounds
    if not all(_is(place, condition) for condition in last.conditions):
        return False
    if not before:
        return True
    return any(_matches(other, before) for other in _related(place, last.combinator))


def _related(place: _Place, combinator: str) -> Iterator[_Place]:
    """Yield the places where the compound before a combinator may match, the nearest first."""
    if combinator in "+~":
        last = max(place.index - 1, 0) if combinator == "+" else 0
        for index in range(place.index - 1, last - 1, -1):
            yield _Place(place.siblings[index], place.parent, place.siblings, index)
        return
    parent = place.parent
    while parent is not None:
        yield parent
        parent = None if combinator == ">" else parent.parent


def _is(place: _Place, condition: re.Match[str]) -> bool:
    element = place.element
    kind, wanted = condition.lastgroup, ""
    if condition["attribute"] is not None:
        return _has_attribute(element, condition)
    wanted = condition[kind] if kind else ""
    if kind == "type":
        return element.name == wanted
    if kind == "class":
        return wanted in element.classes
    if kind == "id":
        return element.attributes.get("id") == wanted
    return kind == "any" or _is_pseudo(place, wanted)


def _has_attribute(element: Element, condition: re.Match[str]) -> bool:
    if condition["attribute"] not in element.attributes:
        return False
    if condition["operator"] is None:
        return True
    value = element.attributes[condition["attribute"]] or ""
    wanted = next(part for part in condition.group("double", "single", "bare") if part is not None)
    return {
        "=": value == wanted,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": value.startswith(wanted),
        "$=": value.endswith(wanted),
        "*=": wanted in value,
    }[condition["operator"]]


def _is_pseudo(place: _Place, name: str) -> bool:
    if name == "empty":
        return not place.element.children
    if name == "root":
        return place.parent is None
    before, after = place.siblings[: place.index], place.siblings[place.index + 1 :]
    if name.endswith("-of-type"):
        others = before if name == "first-of-type" else after
        return all(one.name != place.element.name for one in others)
    return not (name != "last-child" and before) and not (name != "first-child" and after)
