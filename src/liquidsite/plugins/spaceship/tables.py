"""Tables with cells that span columns and rows, rows of more lines than one, and attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from liquidsite.plugins.html import Element, Text, parse, to_html
from liquidsite.plugins.spaceship.exclusions import spans_of, without
from liquidsite.plugins.spaceship.tables_in_text import ATTRIBUTE_LIST

_PIPES_AT_END = re.compile(r"\|+$", re.MULTILINE)
_CONTINUED = re.compile(r"(?<!\\)\\\s*$", re.ASCII | re.MULTILINE)
_JOINED = re.compile(r"^\s*\^{2}", re.ASCII | re.MULTILINE)
_STARTS_WITH_COLON = re.compile(r"^\s*:(?!:)", re.ASCII | re.MULTILINE)
_COLON_AT_START = re.compile(r"^\s*:", re.ASCII | re.MULTILINE)
_ENDS_WITH_COLON = re.compile(r"(?<!\\):\s*$", re.ASCII | re.MULTILINE)
_COLON_AT_END = re.compile(r":\s*$", re.ASCII | re.MULTILINE)
_ALIGNMENT = re.compile("text-align:.+")
_CODE = spans_of(re.compile("<code.*>.*</code>"))
_PIPE = re.compile(r"(?<!\\)\|")
_AROUND_LINES = re.compile(r"^\s+|(?<!\s)\s+$", re.ASCII | re.MULTILINE)
_ATTRIBUTE = re.compile(r"(\S+)=(”|\"|')(.*?)\2|(\S+)", re.ASCII)
_ALIGN = ("", "text-align: left", "text-align: right", "text-align: center")


class Tables:
    """The tables of a page. `markdown` converts what is in their cells.

    `lists` are the lists of attributes that the page gives names to.
    """

    def __init__(self, markdown: Callable[[str], str], lists: Mapping[str, str]) -> None:
        self._markdown = markdown
        self._lists = lists
        self._parents: dict[Element, Element] = {}

    def process(self, root: Element) -> None:
        """Change all tables below `root` that are not in code."""
        tables = list(_tables(root, self._parents))
        for table in tables:
            _Table(self._parents).process(table)
            for row in _below(table, ("tr",)):
                for cell in _below(row, ("th", "td")):
                    self._convert(cell)
                    self._take_attributes(cell)

    def _convert(self, cell: Element) -> None:
        html = self._markdown(without(to_html(cell), [_CODE], _as_markdown))
        fragment = parse(html)
        first = fragment.children[0] if fragment.children else None
        if isinstance(first, Element) and first.name == "p":
            html = "".join(to_html(c) for c in fragment.children if isinstance(c, Element))
            fragment = parse(html)
        cell.children = parse(to_html(fragment)).children

    def _take_attributes(self, cell: Element) -> None:
        html = to_html(cell)
        for match in list(ATTRIBUTE_LIST.finditer(html)):
            if match[1] is None:
                self._apply(cell, match[2], frozenset())
            html = html.replace(match[0], "", 1)
        cell.children = parse(html).children

    def _apply(self, cell: Element, text: str, used: frozenset[str]) -> None:
        attributes = cell.attributes
        for match in _ATTRIBUTE.finditer(text):
            key, _, value, single = match.groups()
            if key is not None:
                attributes[key] = (attributes.get(key) or "") + value
            elif single.startswith("#"):
                attributes["id"] = single[1:]
            elif single.startswith("."):
                own = attributes.get("class") or ""
                attributes["class"] = f"{own} {single[1:]}" if own else single[1:]
            elif single in self._lists and single not in used:
                self._apply(cell, self._lists[single], used | {single})


def _as_markdown(html: str) -> str:
    text = _AROUND_LINES.sub("", _PIPE.sub(r"\\|", html))
    return text.replace("&lt;", "<").replace("&gt;", ">")


class _Table:
    """What the cells so far mean for the next ones."""

    def __init__(self, parents: dict[Element, Element]) -> None:
        self._parents = parents
        self._spanned: dict[int, Element] = {}
        self._continued: list[Element] | None = None

    def process(self, table: Element) -> None:
        for row in _below(table, ("tr",)):
            self._colspan = 0
            self._column = 0
            cells = _below(row, ("th", "td"))
            for cell in cells:
                is_last = cell is cells[-1]
                self._span_columns(cell, cells, is_last=is_last)
                if is_last:
                    self._join_rows(cell, cells, row)
                _align(cell)
                self._span_rows(cell)

    def _span_columns(self, cell: Element, cells: list[Element], *, is_last: bool) -> None:
        """Widen a cell by the pipes at its end; the last cell takes as many away."""
        if is_last and self._colspan > 0:
            for place in range(len(cells) - 1, len(cells) - 1 - self._colspan, -1):
                if "colspan" in cells[place].attributes:
                    return
                self._remove(cells[place])
        html = to_html(cell)
        match = _PIPES_AT_END.search(html)
        if match is not None:
            cell.children = parse(_PIPES_AT_END.sub("", html)).children
            self._colspan += len(match[0])
            cell.attributes["colspan"] = str(len(match[0]) + 1)

    def _join_rows(self, cell: Element, cells: list[Element], row: Element) -> None:
        """Add the cells of a row to the row before, which ends in a backslash."""
        continues = _CONTINUED.search(cell.text) is not None
        is_first = False
        if continues:
            _set_text(cell, _CONTINUED.sub("", cell.text))
            if self._continued is None:
                self._continued = cells
                is_first = True
        if self._continued is not None and not is_first:
            for target, source in zip(self._continued, cells, strict=False):
                _append(target, source)
            self._remove(row)
        if not continues:
            self._continued = None

    def _span_rows(self, cell: Element) -> None:
        """Add a cell that begins with `^^` to the one above."""
        above = self._spanned.get(self._column)
        html = to_html(cell)
        if above is not None and _JOINED.search(html):
            cell.children = parse(_JOINED.sub("", html)).children
            _append(above, cell)
            above.attributes["rowspan"] = str(_number(above.attributes.get("rowspan") or "1") + 1)
            self._remove(cell)
        else:
            self._spanned[self._column] = cell
        self._column += max(_number(cell.attributes.get("colspan") or ""), 1)

    def _remove(self, element: Element) -> None:
        parent = self._parents.pop(element, None)
        if parent is not None:
            parent.children = [child for child in parent.children if child is not element]


def _align(cell: Element) -> None:
    """Align the text of a cell by the colons at its ends."""
    align = 0
    if _STARTS_WITH_COLON.search(cell.text):
        _set_text(cell, _COLON_AT_START.sub("", cell.text))
        align += 1
    if _ENDS_WITH_COLON.search(cell.text):
        _set_text(cell, _COLON_AT_END.sub("", cell.text))
        align += 2
    if align:
        _set_text(cell, cell.text.replace("\\:", ":"))
        style = cell.attributes.get("style") or ""
        has_one = _ALIGNMENT.search(style)
        cell.attributes["style"] = (
            _ALIGNMENT.sub(_ALIGN[align], style) if has_one else _ALIGN[align]
        )


def _append(target: Element, source: Element) -> None:
    html = f"{to_html(target)}\n<br>\n{to_html(source)}"
    target.children = parse(html).children


def _set_text(cell: Element, text: str) -> None:
    cell.children = [Text(text)] if text else []


def _number(text: str) -> int:
    match = re.match(r"\s*([+-]?[0-9]+)", text)
    return int(match[1]) if match else 0


def _below(element: Element, names: tuple[str, ...]) -> list[Element]:
    return [child for child in element.walk() if child.name in names]


def _tables(root: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    """Yield the tables that are not in code, and note the parents of all elements."""
    pending = [root]
    while pending:
        element = pending.pop()
        inner = [child for child in element.children if isinstance(child, Element)]
        parents.update(dict.fromkeys(inner, element))
        if element.name == "table":
            yield element
        if element.name not in ("code", "pre"):
            pending += reversed(inner)
