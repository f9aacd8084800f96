"""al-folio's google-scholar-citations.rb and inspirehep-citations.rb: how often papers are cited.

The Ruby files ask Google Scholar and InspireHEP in each build, and print `N/A` when there is no
answer, which Google mostly refuses to programs. Here they are asked only where the site allows it,
and an answer is good for a day; `N/A` it is otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

from liquidsite.liquid.filters import arrays
from liquidsite.plugin import Context, Filter, Plugin, Tag
from liquidsite.ruby.values import to_s

_UNKNOWN = "N/A"
_SCHOLAR = (
    "https://scholar.google.com/citations"
    "?view_op=view_citation&hl=en&user={user}&citation_for_view={user}:{article}"
)
_INSPIRE = "https://inspirehep.net/api/literature/?fields=citation_count&q=recid:{record}"
_CITED = re.compile(r"Cited by ([0-9][0-9,]*)")
_UNITS = (("B", 9), ("M", 6), ("K", 3), ("", 0))


def rounded(count: int) -> str:
    """Show a count with two digits: `120`, `1.2K`, `35M`."""
    digits = max(len(str(count)) - 2, 0)
    value = int(Decimal(count).scaleb(-digits).quantize(Decimal(1), ROUND_HALF_UP).scaleb(digits))
    unit, power = next((found for found in _UNITS if value >= 10 ** found[1]), _UNITS[-1])
    return f"{_plain(Decimal(value).scaleb(-power))}{unit}"


def with_three_digits(count: int) -> str:
    """Show a count with up to three digits from a thousand on: `999`, `1.23K`, `12.3K`, `123K`."""
    if count < 1000:
        return str(count)
    unit, power = next(found for found in _UNITS if count >= 10 ** found[1])
    scaled = Decimal(count).scaleb(-power)
    if scaled >= 100:
        return f"{scaled.quantize(Decimal(1), ROUND_HALF_UP)}{unit}"
    # Ruby's `format` rounds to the even digit.
    places = Decimal("0.1") if scaled >= 10 else Decimal("0.01")
    text = str(scaled.quantize(places, ROUND_HALF_EVEN))
    return f"{(text if scaled >= 10 else text.removesuffix('0')).removesuffix('.0')}{unit}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Counted(Tag):
    """Shows a count that a server knows, or `N/A`."""

    pause = 0.0
    # Prints a count.
    shown = staticmethod(rounded)

    def render(self, context: Context) -> str:
        url, count = self.url(context), None
        answer = context.fetch(url, pause=self.pause)
        reason = answer.error
        if not reason:
            count = self.count(answer.text)
            reason = "the answer has no count"
        if count is not None:
            return self.shown(count)
        place, of = (f"{context.page.get('path')}: ", f" for {url}") if answer.asked else ("", "")
        context.warn("Citations:", f"{place}`{self.name}` shows {_UNKNOWN}{of}: {reason}.")
        return _UNKNOWN

    def url(self, context: Context) -> str:
        """Return where the count is."""
        raise NotImplementedError

    def count(self, text: str) -> int | None:
        """Return the count in an answer; None when there is none."""
        raise NotImplementedError


class GoogleScholar(Counted):
    """`{% google_scholar_citations user article %}`: the parameters are variables."""

    pause = 2.0  # in seconds: Google Scholar is left in peace between two papers

    def url(self, context: Context) -> str:
        names = [*self.markup.split(), "", ""]
        user, article = (to_s(context[name]) if name else "" for name in names[:2])
        return _SCHOLAR.format(user=user, article=article)

    def count(self, text: str) -> int | None:
        """Return what the description of the page says: a paper that is not cited has no count."""
        found = _CITED.search(_description(text))
        # Only the first comma goes: of 1,234,567 it leaves 1234.
        return int(found[1].replace(",", "", 1).partition(",")[0]) if found else 0


class InspireHep(Counted):
    """`{% inspirehep_citations record %}`: the parameter is a variable."""

    def url(self, context: Context) -> str:
        name = self.markup.strip()
        return _INSPIRE.format(record=to_s(context[name]) if name else "")

    def count(self, text: str) -> int | None:
        try:
            count = json.loads(text)["hits"]["hits"][0]["metadata"]["citation_count"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        return int(count) if isinstance(count, int | float) else 0 if count is None else None


def _description(text: str) -> str:
    """Return the description of a page, or else the one for other sites."""
    reader = _Descriptions()
    reader.feed(text)
    return reader.found.get("description", reader.found.get("og:description", ""))


class _Descriptions(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == "meta":
            name, wanted = own.get("name"), own.get("property")
            if name == "description" or wanted == "og:description":
                key = "description" if name == "description" else "og:description"
                self.found.setdefault(key, own.get("content") or "")


class GoogleScholarOfThreeDigits(GoogleScholar):
    shown = staticmethod(with_three_digits)


class InspireHepOfThreeDigits(InspireHep):
    shown = staticmethod(with_three_digits)


def first(value: object) -> object:
    """Return the first item, or the first character of a text."""
    return value[:1] if isinstance(value, str) else arrays.first(value)


def last(value: object) -> object:
    """Return the last item, or the last character of a text."""
    return value[-1:] if isinstance(value, str) else arrays.last(value)


# The Ruby files that load ActiveSupport give texts `first` and `last`, in the whole site.
_OF_TEXTS: Mapping[str, Filter] = {"first": first, "last": last}

google_scholar = Plugin(
    "google-scholar-citations.rb",
    tags={"google_scholar_citations": GoogleScholar},
    filters=_OF_TEXTS,
    knows_blank=True,
)
google_scholar_of_three_digits = Plugin(
    "google-scholar-citations.rb", tags={"google_scholar_citations": GoogleScholarOfThreeDigits}
)
inspirehep = Plugin(
    "inspirehep-citations.rb",
    tags={"inspirehep_citations": InspireHep},
    filters=_OF_TEXTS,
    knows_blank=True,
)
inspirehep_of_three_digits = Plugin(
    "inspirehep-citations.rb", tags={"inspirehep_citations": InspireHepOfThreeDigits}
)
