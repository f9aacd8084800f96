"""Elements that a setting's CSS selectors name get other names, attributes and children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from liquidsite.errors import ConfigError
from liquidsite.plugins.html import Element, Node, Text, parse
from liquidsite.plugins.html.selectors import select
from liquidsite.plugins.spaceship.parsed_page import ParsedPage
from liquidsite.plugins.spaceship.settings import SECTION
from liquidsite.ruby import regexp
from liquidsite.ruby.values import to_s


def replaced(page: ParsedPage, own: Mapping[str, Any]) -> str | None:
    """Return the page with its elements changed; None when the setting names none."""
    rules = own["css"]
    if not rules:
        return None
    document = page.document
    for selector, change in _changes(rules):
        selected = _selected(document.root, selector)
        if isinstance(change, str):
            _replace(document.root, frozenset(selected), change)
        elif isinstance(change, Mapping):
            for element in selected:
                _change(element, change)
    return str(document)


def _changes(rules: object) -> Iterator[tuple[str, object]]:
    """Yield each selector of the setting with what becomes of its elements."""
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, Mapping):
            raise _error(f"css should be a list of hashes: {rules!r}.")
        for key, change in rule.items():
            for selector in key if isinstance(key, (list, tuple)) else [key]:
                yield to_s(selector), change


def _error(message: str) -> ConfigError:
    return ConfigError(f"{SECTION}: element-processor: {message}")


def _selected(root: Element, selector: str) -> list[Element]:
    try:
        return select(root, selector)
    except ValueError as error:
        raise _error(str(error)) from None


def _replace(root: Element, elements: frozenset[Element], html: str) -> None:
    """Put `html` into the place of each of the elements."""
    for parent in (root, *root.walk()):
        children: list[Node] = []
        for child in parent.children:
            children += parse(html).children if child in elements else [child]
        parent.children = children


def _change(element: Element, change: Mapping[str, Any]) -> None:
    if change.get("name") is not None:
        element.name = to_s(change["name"])
    _set_attributes(element, change.get("props"))
    if "children" in change:
        _set_children(element, change["children"])


def _set_attributes(element: Element, given: object) -> None:
    for name, value in given.items() if isinstance(given, Mapping) else ():
        if value is None:
            element.attributes.pop(name, None)
        elif not isinstance(value, list):
            element.attributes[name] = _value(value)
        elif len(value) == 2:
            pattern, text = map(to_s, value)
            try:
                compiled = regexp.compiled(pattern)
            except ValueError as error:
                raise _error(str(error)) from None
            before = element.attributes.get(name) or ""
            element.attributes[name] = compiled.sub(regexp.replacement(text), before, count=1)


def _value(value: object) -> str:
    """Return the value of an attribute; a hash is written as the declarations of a style."""
    if isinstance(value, Mapping):
        return ";".join(f"{to_s(key)}: {to_s(one)}" for key, one in value.items())
    return to_s(value)


def _set_children(element: Element, given: object) -> None:
    """Set the children; in a list, a null is the place of those that there are."""
    nodes = _made(given)
    own = element.children
    if not isinstance(given, list) or not own or None not in given:
        element.children = nodes
        return
    place = given.index(None)
    if place == 0:
        element.children = [*own, *nodes]
    elif all(one is None for one in given[place:]):
        element.children = [*nodes, *own]
    else:
        # As in the gem, a text behind that place is in front of it, too.
        both = [Text(one.text) for one in nodes[place : place + 1] if isinstance(one, Text)]
        before = [*nodes[:place], *both]
        element.children = [*before, *own, *nodes[place:]]


def _made(given: object) -> list[Node]:
    """Return the nodes that the setting describes."""
    nodes: list[Node] = []
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, str):
            nodes += parse(one).children
        elif isinstance(one, Mapping) and one.get("name") is not None:
            element = Element(to_s(one["name"]))
            for name, value in (one.get("props") or {}).items():
                element.attributes[name] = _value(value)
            if one.get("children") is not None:
                element.children = _made(one["children"])
            nodes.append(element)
    return nodes
