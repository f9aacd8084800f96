"""MathJax: formulas survive Markdown, and pages that have some load the scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from liquidsite.plugins.html import Element, Text, parse
from liquidsite.plugins.html.document import HtmlDocument
from liquidsite.plugins.spaceship.settings import compiled
from liquidsite.ruby.gsub import gsub
from liquidsite.ruby.json import to_json
from liquidsite.ruby.values import to_s

# A formula may be in an element with nothing but text and these.
_IN_FORMULAS = frozenset(["br", "span", "img", "svg", "a"])
_WITHOUT_FORMULAS = frozenset(["code", "pre", "figure"])
_IN_LINE = re.compile(r"(?<!^)\\(?!\S$)", re.ASCII | re.MULTILINE)
_DOLLARS = re.compile(r"(?<!\\)\$\$")
_LINE_END = re.compile(r"\\\\(?=\s)", re.ASCII)


class _Patterns(NamedTuple):
    """What formulas are, each pattern with what it begins with, and what they are not."""

    include: list[tuple[str, re.Pattern[str]]]
    exclude: list[re.Pattern[str]]

    def formulas(self, text: str) -> Iterator[str]:
        for start, pattern in self.include:
            if start not in text:
                continue
            for match in list(pattern.finditer(text)):
                groups = match.groups()
                is_empty = len(groups) < 2 or not groups[1]
                if not is_empty and not any(one.search(match[1]) for one in self.exclude):
                    yield match[1]


def _patterns(own: Mapping[str, Any]) -> _Patterns:
    config, optimize = own["config"], own["optimize"]
    include: list[tuple[str, re.Pattern[str]]] = []
    for section in ("tex", "tex2jax"):
        for kind in ("inlineMath", "displayMath"):
            for pair in (config.get(section) or {}).get(kind) or ():
                start, end = (to_s(mark) for mark in pair)
                source = rf"((?<!\\\\){re.escape(start)}([\s\S]*?)(?<!\\\\){re.escape(end)})"
                include.append((start, re.compile(source, re.ASCII)))
    include += [("", compiled(f"({to_s(one)})")) for one in optimize["include"]]
    return _Patterns(include, [compiled(to_s(one)) for one in optimize["exclude"]])


def escaped(text: str, own: Mapping[str, Any]) -> str:
    """Double the backslashes of formulas, and escape their dollar signs."""
    patterns = _patterns(own)
    for pattern in patterns.include:
        for formula in list(_Patterns([pattern], patterns.exclude).formulas(text)):
            text = gsub(text, formula, _escaped(formula))
    return text


def _escaped(formula: str) -> str:
    formula = _IN_LINE.sub(r"\\\\", formula)
    formula = _DOLLARS.sub(lambda match: r"\$\$", formula)
    formula = _LINE_END.sub(lambda match: "\\\\\\", formula)
    return formula.replace("\\ ", "\\\\ ")


def add_scripts(document: HtmlDocument, own: Mapping[str, Any]) -> bool:
    """Load MathJax in the head; return whether the page has a head and formulas."""
    head = document.first("head")
    if head is None:
        return False
    if own["optimize"].get("enabled") is True and not _has_formulas(document, own):
        return False
    sources = own["src"]
    scripts = [f"<script>MathJax={_config(own['config'])}</script>"]
    sources = [sources] if isinstance(sources, str) else sources
    scripts += [f'<script src="{to_s(source)}"></script>' for source in sources]
    for script in scripts:
        head.children += parse(script).children
    return True


def _config(config: Mapping[str, Any]) -> str:
    """Write the configuration, in which the gem has a setting for SVG behind that for TeX."""
    tex, *others = (to_json({key: value})[1:-1] for key, value in config.items())
    return "{" + ",".join([tex, '"svg":{"fontCache":"global"}', *others]) + "}"


def _has_formulas(document: HtmlDocument, own: Mapping[str, Any]) -> bool:
    patterns = _patterns(own)
    body = document.first("body")
    if body is None:
        return False
    return any(
        next(patterns.formulas(_text(element)), None) is not None for element in _candidates(body)
    )


def _candidates(element: Element) -> Iterator[Element]:
    """Yield the elements below that hold no others than those that formulas may have."""
    for child in element.children:
        if not isinstance(child, Element) or child.name in _WITHOUT_FORMULAS:
            continue
        if child.name == "script":
            continue
        nodes = [node for node in child.children if not _is_skipped(node)]
        if nodes and all(_is_simple(node) for node in nodes):
            yield child
        yield from _candidates(child)


def _text(element: Element) -> str:
    """Return the characters within, without those of what formulas are not looked for in."""
    pieces = []
    for node in element.children:
        if isinstance(node, Text):
            pieces.append(node.text)
        elif isinstance(node, Element) and not _is_skipped(node):
            pieces.append(_text(node))
    return "".join(pieces)


def _is_skipped(node: object) -> bool:
    return isinstance(node, Element) and (
        node.name in _WITHOUT_FORMULAS
        or (node.name == "script" and "math/tex" not in (node.attributes.get("type") or ""))
    )


def _is_simple(node: object) -> bool:
    if isinstance(node, Element):
        return node.name in _IN_FORMULAS
    return isinstance(node, Text) and not node.raw
