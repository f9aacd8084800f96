"""The terms, dates and options of a language, from the locale files of CSL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from liquidsite.plugins.scholar.csl.nodes import Node

# What a term is looked up as when it does not have a form.
_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
_ORDINAL = re.compile(r"ordinal-(\d\d)")
_LAST_PUNCTUATION = re.compile(r"[.,]\Z")


@dataclass(eq=False)
class Locale:
    """One locale file."""

    root: Node

    @property
    def language(self) -> str:
        return self.root.get("lang").partition("-")[0]

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], Node]:
        """Map name and form to the first such term."""
        found: dict[tuple[str, str], Node] = {}
        for terms in self.root.all("terms"):
            for term in terms.all("term"):
                found.setdefault((term.get("name"), term.get("form", "long")), term)
        return found

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """Return a term, or its next longer form; None when there is none."""
        form = form or "long"
        while (name, form) not in self._terms:
            if form not in _FALLBACK:
                return None
            form = _FALLBACK[form]
        term = self._terms[name, form]
        number = term.child("multiple" if plural else "single")
        return term.text if number is None else number.text

    def option(self, name: str) -> bool:
        options = self.root.child("style-options")
        return options is not None and options.get(name).lower() == "true"

    @cached_property
    def punctuation_in_quote(self) -> bool:
        return self.option("punctuation-in-quote")

    def date(self, form: str) -> Node | None:
        """Return how dates in the form `text` or `numeric` are written."""
        return next((date for date in self.root.all("date") if date.get("form") == form), None)

    def ordinal(self, number: int, *, is_long: bool = False) -> str:
        """Return `3rd`, or `third`."""
        if is_long and (found := self.term(f"long-ordinal-{number:02d}")) is not None:
            return found
        for modulus in (None, 100, 10):
            if modulus is not None and number < modulus:
                continue
            rest = number if modulus is None else number % modulus
            term = self._terms.get((f"ordinal-{rest:02d}", "long"))
            if term is not None and _applies(term, number, rest):
                return f"{number}{term.text}"
        return f"{number}{self.term('ordinal') or ''}"

    def quoted(self, text: str) -> str:
        """Return `text` in quotation marks, with its own as inner ones."""
        begin, end = self.term("open-quote"), self.term("close-quote")
        if not begin or not end:
            return text
        inner, inner_end = self.term("open-inner-quote"), self.term("close-inner-quote")
        if inner and inner_end:
            text = re.sub(rf'{re.escape(begin)}|"\b', inner, text)
            text = re.sub(rf'{re.escape(end)}|\b"', inner_end, text)
        last = None if self.punctuation_in_quote else _LAST_PUNCTUATION.search(text)
        if last is None:
            return f"{begin}{text}{end}"
        return f"{begin}{text[: last.start()]}{end}{last[0]}"


def _applies(term: Node, number: int, rest: int) -> bool:
    match = term.get("match")
    if match == "whole-number":
        return rest == number
    if match == "last-digit":
        return number % 10 == rest
    return match != "last-two-digits" or number % 100 == rest
