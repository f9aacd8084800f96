"""jekyll-timeago: `{{ page.date | timeago }}` is `2 months and 1 week ago`; in English.

Source of the units and options: the README of jekyll-timeago.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from liquidsite.plugin import Context, Plugin, Tag, TemplateError, needs_context
from liquidsite.ruby.values import to_s

# Each unit with its days and its short form.
UNITS = {"years": (365, "y"), "months": (30, "mo"), "weeks": (7, "w"), "days": (1, "d")}
_NEAR = {0: "today", 1: "yesterday", -1: "tomorrow"}


class Options(NamedTuple):
    """The settings under `jekyll_timeago`; what is not valid has its default."""

    depth: int = 2
    threshold: float = 0
    style: str = ""
    only: str = ""

    @classmethod
    def of(cls, settings: object) -> Options:
        values = settings if isinstance(settings, Mapping) else {}
        depth, threshold = values.get("depth"), values.get("threshold")
        return cls(
            depth if isinstance(depth, int) and 1 <= depth <= len(UNITS) else 2,
            threshold if isinstance(threshold, (int, float)) and 0 <= threshold <= 1 else 0,
            to_s(values.get("style")),
            to_s(values.get("only")),
        )


Parts = Sequence[tuple[str, int]]


def distance(start: date, end: date, options: Options) -> object:
    """Return how long `start` is before `end`, or after it: a text, a list or a hash."""
    days = (end - start).days
    if days in _NEAR:
        near = {"array": [_NEAR[days]], "hash": {"days": days}}
        return near.get(options.style, _NEAR[days])
    parts = _parts(abs(days), options)
    if options.style == "hash":
        return dict(parts)
    texts = [_text(unit, count, options.style == "short") for unit, count in parts]
    if options.style == "array":
        return texts
    text = texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
    return f"{text} ago" if days > 0 else f"in {text}"


def _text(unit: str, count: int, short: bool) -> str:
    if short:
        return f"{count}{UNITS[unit][1]}"
    return f"1 {unit.removesuffix('s')}" if count == 1 else f"{count} {unit}"


def _parts(days: int, options: Options) -> Parts:
    if options.only in UNITS:
        size = UNITS[options.only][0]
        # At least one, else the nearest; a half goes up.
        return [(options.only, max(1, (2 * days + size) // (2 * size)))]
    years, rest = divmod(days, UNITS["years"][0])
    months, rest = divmod(rest, UNITS["months"][0])
    weeks, rest = divmod(rest, UNITS["weeks"][0])
    # Four weeks are a month, and twelve months a year.
    months, weeks = months + weeks // 4, weeks % 4
    years, months = years + months // 12, months % 12
    counts = {"years": years, "months": months, "weeks": weeks, "days": rest}
    parts = [(unit, count) for unit, count in counts.items() if count][: options.depth]
    unit, count = parts[-1]
    is_small = count * UNITS[unit][0] < int(days * options.threshold)
    return parts[:-1] if is_small and len(parts) > 1 else parts


def _date(value: object, context: Context) -> date:
    """Return the day of a date or a text. Raises TemplateError."""
    text = to_s(context.filter("date", value, "%Y-%m-%d"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TemplateError(f"invalid date: {text!r}") from None


@needs_context
def timeago(context: Context, start: object, end: object = "now") -> object:
    """Return the distance in words."""
    options = Options.of(context.config("jekyll_timeago"))
    return distance(_date(start, context), _date(end, context), options)


class Timeago(Tag):
    """`{% timeago 2020-01-01 %}`, or with a second date."""

    def render(self, context: Context) -> object:
        words = self.markup.split()
        if not words:
            raise TemplateError("timeago needs a date")
        return timeago(context, *words[:2])


plugin = Plugin("jekyll-timeago", tags={"timeago": Timeago}, filters={"timeago": timeago})
