"""Renders items by the elements of a style.

Source: the CSL specification. Where sites see the difference, what citeproc-ruby makes of it:
a style's own terms do not count, a position is never known, nothing is disambiguated or collapsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from liquidsite.plugins.scholar.csl.formatting import concat, formatted, join, page_range
from liquidsite.plugins.scholar.csl.locale import Locale
from liquidsite.plugins.scholar.csl.nodes import Node
from liquidsite.plugins.scholar.csl.people import INHERITED, NameForm
from liquidsite.plugins.scholar.csl.values import (
    Date,
    Item,
    Person,
    Variable,
    is_numeric,
    is_plural,
)

_CONDITIONS = ("disambiguate", "is-numeric", "is-uncertain-date", "locator", "position", "type")
_LABELS = {
    "number-of-pages": "page",
    "number-of-volumes": "volume",
    "chapter-number": "chapter",
    "collection-number": "collection",
}
_DIGITS = re.compile(r"\d+", re.ASCII)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(eq=False)
class Renderer:
    """Renders the items of one list. `authors` is what the item before began with."""

    style: Node
    locale: Locale
    authors: str | None = None
    _mode: Node | None = None
    _substituted: Node | None = None
    _first_names: str | None = None
    _has_names: bool = False
    _form_of: dict[Node, tuple[Mapping[str, str], Node]] = field(default_factory=dict)

    @cached_property
    def macros(self) -> Mapping[str, Node]:
        return {macro.get("name"): macro for macro in self.style.all("macro")}

    def reference(self, item: Item) -> str:
        """Return the item in the list of references."""
        node = self.style.child("bibliography") or self.style.child("citation")
        text = self._in(node, lambda layout: self._layout(item, layout))
        self.authors = self._first_names
        return text

    def citation(self, items: Sequence[Item]) -> str:
        """Return the items as the text cites them."""

        def written(layout: Node) -> str:
            texts = [self._layout(item, layout, affixes=False) for item in items]
            return self._formatted(self._join(texts, layout.get("delimiter")), layout)

        return self._in(self.style.child("citation"), written)

    def _in(self, node: Node | None, render: Callable[[Node], str]) -> str:
        layout = node.child("layout") if node is not None else None
        if layout is None:
            return ""
        self._mode, self._substituted = node, None
        self._first_names, self._has_names = None, False
        return render(layout)

    def _layout(self, item: Item, layout: Node, *, affixes: bool = True) -> str:
        text = self._joined(item, layout.children, layout.get("delimiter"))
        return self._formatted(text, layout) if affixes else text

    def _formatted(self, text: str | None, node: Node) -> str:
        return formatted(text, node, self.locale)

    def _join(self, texts: Iterable[str], delimiter: str) -> str:
        return join([text for text in texts if text], delimiter, self.locale)

    def _joined(self, item: Item, nodes: Iterable[Node], delimiter: str) -> str:
        return self._join((self.render(item, node) for node in nodes), delimiter)

    def render(self, item: Item, node: Node) -> str:
        """Return what an element of the style makes of the item, formatted."""
        return self._formatted(_ELEMENTS[node.name](self, item, node), node)

    # Texts and numbers

    def _text(self, item: Item, node: Node) -> str | None:
        if "variable" in node.attributes:
            return self._variable(item, node, node.get("variable"))
        if "macro" in node.attributes:
            macro = self.macros.get(node.get("macro"))
            if macro is None:
                return ""
            return self._formatted("".join(self.render(item, n) for n in macro.children), macro)
        if "term" in node.attributes:
            plural = node.get("plural") == "true"
            return self.locale.term(node.get("term"), node.get("form"), plural=plural)
        return node.get("value")

    def _variable(self, item: Item, node: Node, name: str) -> str:
        if name == "locator":
            return item.locator or _shown(item.read(name))
        short = node.get("form") == "short"
        value = item.read(f"{name}-short") if short else None
        text = _shown(item.read(name) if value is None else value)
        if not text and name.endswith("-short"):
            text = _shown(item.read(name.removesuffix("-short")))
        if name == "page":
            return page_range(text, self.style.get("page-range-format"), self.locale)
        if name == "page-first" and not text:
            found = _DIGITS.search(_shown(item.read("page")))
            return found[0] if found else ""
        return text

    def _number(self, item: Item, node: Node) -> str:
        value = item.read(node.get("variable"))
        text = _shown(value)
        if not is_numeric(value):
            return text
        text = re.sub(r"\s*,\s*", ", ", text)
        text = re.sub(r"\s*-\s*", "-", text)
        text = re.sub(r"\s*&\s*", " & ", text)
        form = node.get("form")
        if form not in ("ordinal", "long-ordinal", "roman"):
            return text
        parts = re.split(r"(\s*[,&-]\s*)", text)
        return "".join(self._in_form(part, form) for part in parts)

    def _in_form(self, number: str, form: str) -> str:
        if not _DIGITS.fullmatch(number):
            return number
        if form == "roman":
            return _roman(int(number))
        return self.locale.ordinal(int(number), is_long=form == "long-ordinal")

    # Labels

    def _label(self, item: Item, node: Node, variable: str | None = None) -> str | None:
        """Return the label for a variable of an item, or for its people."""
        name = variable or node.get("variable")
        if not name:
            return ""
        if variable is not None:
            value = item.peek("editor" if name == "editortranslator" else name)
            plural = isinstance(value, tuple) and len(value) > 1
            term = name
        elif name.startswith("page"):
            value, term = _shown(item.peek("page")), "page"
            value = page_range(value, self.style.get("page-range-format"), self.locale)
            plural = is_plural(value)
        elif name == "locator":
            value, term = item.locator or _shown(item.peek(name)), item.label
            plural = is_plural(value)
        else:
            value, term = item.peek(name), _LABELS.get(name, name)
            plural = is_numeric(value) and is_plural(_shown(value))
            if name in ("number-of-pages", "number-of-volumes"):
                found = _DIGITS.search(_shown(value))
                plural = found is not None and int(found[0]) > 1
        if not value:
            return ""
        asked = node.get("plural")
        plural = asked == "always" or (plural and asked != "never")
        return self.locale.term(term, node.get("form"), plural=plural)

    # Groups and choices

    def _group(self, item: Item, node: Node) -> str:
        """Return the parts, unless all variables among them are empty."""
        read: dict[str, Variable | None] = {}
        item.observers.append(read)
        try:
            text = self._joined(item, node.children, node.get("delimiter"))
        finally:
            item.observers.pop()
        return "" if read and not any(read.values()) else text

    def _choose(self, item: Item, node: Node) -> str:
        for block in node.children:
            if self._holds(item, block):
                return self._joined(item, block.children, _delimiter_around(block))
        return ""

    def _holds(self, item: Item, block: Node) -> bool:
        match = block.get("match", "all")
        tests = (
            test
            for name in (*_CONDITIONS, "variable")
            if name in block.attributes
            for test in [_quantified(match, self._tests(item, name, block.get(name).split()))]
        )
        if match == "any":
            return any(tests)
        return not any(tests) if match == "none" else all(tests)

    def _tests(self, item: Item, condition: str, values: Sequence[str]) -> list[bool]:
        if condition in ("disambiguate", "position", "is-uncertain-date"):
            return [False] * len(values)
        if condition == "is-numeric":
            return [is_numeric(item.peek(value)) for value in values]
        if condition == "locator":
            return [value == item.label.replace(" ", "-") for value in values]
        if condition == "type":
            return [value == item.type for value in values]
        return [item.has(value) for value in values]

    # Dates

    def _date(self, item: Item, node: Node) -> str:
        date = item.read(node.get("variable"))
        if not isinstance(date, Date) or not date:
            return ""
        if date.literal:
            return date.literal
        parts = list(node.all("date-part"))
        if "form" in node.attributes:
            known = self.locale.date(node.get("form"))
            wanted = node.get("date-parts", "year-month-day").split("-")
            parts = [part for part in known.children if part.get("name") in wanted] if known else []
        texts = (self._formatted(self._date_part(date, part), part) for part in parts)
        return node.get("delimiter").join(text for text in texts if text)

    def _date_part(self, date: Date, node: Node) -> str | None:
        form = node.get("form")
        if node.get("name") == "year":
            return self._year(date.year or 0, form)
        value = date.day if node.get("name") == "day" else date.month
        if not value:
            return ""
        if form == "numeric-leading-zeros":
            return f"{value:02d}"
        if node.get("name") == "month":
            numeric = form == "numeric"
            return str(value) if numeric else self.locale.term(f"month-{value:02d}", form)
        only_first = self.locale.option("limit-day-ordinals-to-day-1")
        if form == "ordinal" and not (value > 1 and only_first):
            return self.locale.ordinal(value)
        return str(value)

    def _year(self, year: int, form: str) -> str:
        shown = year % 100 if form == "short" else year
        if year < 0:
            return f"{-shown}{self.locale.term('bc') or ''}"
        era = self.locale.term("ad") if year < 1000 else None
        return f"{shown}{era or ''}"

    # Names

    def _names(self, item: Item, node: Node) -> str | None:
        try:
            return self._names_or_substitute(item, node)
        finally:
            self._has_names = True

    def _names_or_substitute(self, item: Item, node: Node) -> str | None:
        roles = node.get("variable").split()
        read = [(role, item.read(role)) for role in roles]
        is_suppressed = any(role in item.suppressed for role in roles)
        people = [(role, value) for role, value in read if isinstance(value, tuple) and value]
        if not people:
            substitute = node.child("substitute")
            if is_suppressed or substitute is None:
                return ""
            return self._replaced(self._substitute(item, substitute))
        form_node = node
        above = self._substituted
        if above is not None and not node.children and node.is_below(above):
            form_node = above
        options, name_node = self._name_options(form_node)
        form = NameForm(
            options,
            name_node,
            form_node.child("et-al"),
            self.style.get("demote-non-dropping-particle", "never"),
            self.locale,
            self._replaced,
        )
        people = _without_twin(people)
        if form.get("form") == "count":
            return str(sum(form.kept(len(names)) or len(names) for _, names in people))
        delimiter = form_node.get("delimiter", self._names_delimiter)
        texts = (self._labelled(item, form_node, form, role, names) for role, names in people)
        return self._join(texts, delimiter)

    @property
    def _names_delimiter(self) -> str:
        own = self._mode.get("names-delimiter") if self._mode is not None else ""
        return own or self.style.get("names-delimiter")

    def _labelled(
        self, item: Item, node: Node, form: NameForm, role: str, people: Sequence[Person]
    ) -> str:
        label = node.child("label")
        if label is None:
            return form.written(people)
        shown = self._formatted(self._label(item, label, role), label)
        text = form.written(people)
        name = node.child("name")
        if not text:
            return ""
        if name is not None and node.children.index(label) < node.children.index(name):
            return concat(shown, text, self.locale)
        return concat(text, shown, self.locale)

    def _name_options(self, node: Node) -> tuple[Mapping[str, str], Node]:
        """Return the options of names there: of the `name`, of what is rendered, of the style."""
        found = self._form_of.get(node)
        if found is None:
            name = node.child("name") or Node("name", {})
            options: dict[str, str] = {}
            for outer in (self.style, self._mode):
                if outer is None:
                    continue
                options |= {key: outer.get(key) for key in INHERITED if key in outer.attributes}
                for key, short in (("name-delimiter", "delimiter"), ("name-form", "form")):
                    if key in outer.attributes:
                        options[short] = outer.get(key)
            found = self._form_of[node] = ({**options, **name.attributes}, name)
        return found

    def _substitute(self, item: Item, node: Node) -> str:
        """Return the first substitute that has a text; what it shows is not shown again."""
        saved, self._substituted = self._substituted, node.parent
        try:
            for child in node.children:
                read: dict[str, Variable | None] = {}
                item.observers.append(read)
                try:
                    text = self.render(item, child)
                finally:
                    item.observers.pop()
                if text:
                    item.suppressed.update(name for name, value in read.items() if value)
                    names = node.parent.get("variable") if node.parent else ""
                    item.note(names.split()[0], text)
                    return text
            return ""
        finally:
            self._substituted = saved

    def _replaced(self, text: str) -> str:
        """Return the first names of a reference, or the style's dash when they are as before."""
        mode = self._mode
        dash = mode.get("subsequent-author-substitute") if mode is not None else ""
        whole = mode is not None and mode.get("subsequent-author-substitute-rule", _WHOLE) == _WHOLE
        if not dash or not whole or self._has_names:
            return text
        self._first_names = self._first_names or text
        return dash if text == self.authors else text


_WHOLE = "complete-all"


def _shown(value: Variable | None) -> str:
    return value if isinstance(value, str) else ""


def _quantified(match: str, tests: Sequence[bool]) -> bool:
    """Return whether a condition with several values holds; `none` is negated outside."""
    return all(tests) if match == "all" else any(tests)


def _delimiter_around(node: Node) -> str:
    outer = node.parent
    while outer is not None and outer.name not in ("group", "layout"):
        outer = outer.parent
    return outer.get("delimiter") if outer is not None else ""


def _without_twin(
    people: list[tuple[str, tuple[Person, ...]]],
) -> list[tuple[str, tuple[Person, ...]]]:
    """Join editors and translators who are the same people, under the first of the two roles."""
    by_role = dict(people)
    if "editor" not in by_role or by_role["editor"] != by_role.get("translator"):
        return people
    first = next(role for role, _ in people if role in ("editor", "translator"))
    return [
        ("editortranslator" if role == first else role, names)
        for role, names in people
        if role == first or role not in ("editor", "translator")
    ]


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


_ELEMENTS: Mapping[str, Callable[[Renderer, Item, Node], str | None]] = {
    "text": Renderer._text,
    "number": Renderer._number,
    "label": Renderer._label,
    "group": Renderer._group,
    "choose": Renderer._choose,
    "date": Renderer._date,
    "names": Renderer._names,
}
