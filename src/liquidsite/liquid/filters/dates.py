"""Dates. Ruby's Time.parse reads strings; Jekyll's own filters convert times to the site's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from liquidsite.ruby.strftime import DAYS, MONTHS, strftime
from liquidsite.ruby.text import utc_offset
from liquidsite.ruby.values import MethodLiteral, RubyError, inspect, to_s

from .context import FilterContext, needs_context
from .day_forms import DAY_FORMS

if TYPE_CHECKING:
    from liquidsite.ruby.time import ParsedTime


@needs_context
def date_(context: FilterContext, value: object, template: object) -> object:
    """Format `value` by `strftime`; leave it unchanged if it is no date or `template` is empty."""
    form = to_s(template)
    if not form:
        return value
    if isinstance(value, date):
        return strftime(value, form)
    found = _parse(context, value, form)
    return strftime(found.time, form, found.nanosecond) if found else value


def _parse(context: FilterContext, value: object, form: str = "") -> ParsedTime | None:
    """Read a number of seconds, `now`, or what Ruby takes for a time; None for anything else.

    Only those parts of the clock are read that `form` shows.
    """
    from liquidsite.ruby import time as ruby_time

    host = context.host
    if isinstance(value, str):
        text = value.lower()
        if text in ("now", "today"):
            now = host.now(form)
            return ruby_time.ParsedTime(now, now.microsecond * 1000)
        if not (text.isascii() and text.isdigit()):
            return ruby_time.parse_time(text, host.now, host.timezone())
        value = int(text)
    if type(value) is not int:
        return None
    time = ruby_time.at(value, host.timezone())
    return ruby_time.ParsedTime(time, 0) if time else None


def _local_time(context: FilterContext, value: object, form: str = "") -> datetime:
    """Return `value` in the site's zone; for a date, its midnight."""
    zone = context.host.timezone()
    if isinstance(value, datetime):
        return value if value.tzinfo is zone else value.astimezone(zone)
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day, tzinfo=zone)
        return midnight.astimezone(UTC).astimezone(zone)
    found = _parse(context, value, form)
    if found is None:
        raise RubyError(f"Invalid Date: '{inspect(value)}' is not a valid datetime.")
    return found.time.astimezone(zone)


def _is_blank(value: object) -> bool:
    return value is None or value == "" or isinstance(value, MethodLiteral)


@needs_context
def date_to_xmlschema(context: FilterContext, value: object) -> object:
    if _is_blank(value):
        return value
    # Python also writes an offset's seconds, which only times before standard zones have.
    return _local_time(context, value).isoformat("T", "seconds")[:25]


@needs_context
def date_to_rfc822(context: FilterContext, value: object) -> object:
    if _is_blank(value):
        return value
    time = _local_time(context, value)
    return (
        f"{DAYS[time.weekday()][:3]}, {time.day:02} {MONTHS[time.month - 1][:3]} {time.year:04} "
        f"{time.hour:02}:{time.minute:02}:{time.second:02} {utc_offset(time)}"
    )


@needs_context
def date_to_string(
    context: FilterContext, value: object, kind: object = None, style: object = None
) -> object:
    """Return `07 May 2021`; with `ordinal` `7th May 2021`, and with `US` too `May 7th, 2021`."""
    if _is_blank(value):
        return value
    time = _local_time(context, value, DAY_FORMS["date_to_string"])
    return _day_month_year(time, MONTHS[time.month - 1][:3], kind, style)


@needs_context
def date_to_long_string(
    context: FilterContext, value: object, kind: object = None, style: object = None
) -> object:
    """Return a date as `date_to_string` does, with the whole name of the month."""
    if _is_blank(value):
        return value
    time = _local_time(context, value, DAY_FORMS["date_to_long_string"])
    return _day_month_year(time, MONTHS[time.month - 1], kind, style)


def _day_month_year(time: datetime, month: str, kind: object, style: object) -> str:
    if kind != "ordinal":
        return f"{time.day:02} {month} {time.year:04}"
    day = f"{time.day}{_ordinal(time.day)}"
    return f"{month} {day}, {time.year:04}" if style == "US" else f"{day} {month} {time.year:04}"


def _ordinal(number: int) -> str:
    if 11 <= number <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
