"""Dates: Ruby's formats and parsing, in a site whose zone is Europe/Berlin."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from filtering import run

from liquidsite.ruby.values import LiquidError

BERLIN = datetime(2021, 5, 7, 9, 8, 6, 120034, tzinfo=ZoneInfo("Europe/Berlin"))
NEWFOUNDLAND = timezone(-timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("%Y %C %y %G %g %V %U %W %j", "2021 20 21 2021 21 18 18 18 127"),
        ("%m/%d %e %-d %_m %^b %B %h %#A %a", "05/07  7 7  5 MAY May May FRIDAY Fri"),
        ("%H %k %I %l %M %S %p %P %#p", "09  9 09  9 08 06 AM am am"),
        ("%L %N %3N %6N %12N %2L", "120 120034000 120 120034 120034000000 12"),
        ("%z %:z %::z %:::z %-z", "+0200 +02:00 +02:00:00 +02 +0200"),
        ("%_6z %10z %Z %#Z", "  +200 +000000200 CEST cest"),
        ("%c | %x | %X | %D", "Fri May  7 09:08:06 2021 | 05/07/21 | 09:08:06 | 05/07/21"),
        ("%F | %T | %R | %r", "2021-05-07 | 09:08:06 | 09:08 | 09:08:06 AM"),
        ("%v %s %u %w %%%n%t", " 7-MAY-2021 1620371286 5 5 %\n\t"),
        ("%5d %05e %-5d %_5d %12F", "00007 00007 7     7   2021-05-07"),
        ("%10A %-10A %^10a", "    Friday Friday        FRI"),
        ("%Ey %Od %Q %+ %E %i %:d", "21 07 %Q %+ %E %i %:d"),
        ("", BERLIN),
        (None, BERLIN),
    ],
)
def test_every_directive(template: str | None, printed: object) -> None:
    assert run("date", BERLIN, template) == printed


def test_a_date_is_midnight_without_a_zone() -> None:
    assert run("date", date(2021, 5, 7), "%H:%M %z %Z %s %+") == (
        "00:00 +0000 +00:00 1620345600 Fri May  7 00:00:00 +00:00 2021"
    )


def test_a_directive_that_does_not_end_is_an_error_for_times_only() -> None:
    assert run("date", date(2021, 5, 7), "50%") == "50%"
    with pytest.raises(LiquidError, match="invalid format: 50%"):
        run("date", BERLIN, "50%")


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("now", "2021-05-07 10:11:12 +0200"),
        ("Today", "2021-05-07 10:11:12 +0200"),
        ("1620382272", "2021-05-07 12:11:12 +0200"),
        ("2021-01-31", "2021-01-31 00:00:00 +0100"),
        ("2021-01-31 10:30:15.5 -0500", "2021-01-31 10:30:15 -0500"),
        ("2021-01-31T10:30:15Z", "2021-01-31 10:30:15 +0000"),
        ("20210131T103015", "2021-01-31 10:30:15 +0100"),
        ("Fri, 07 May 2021 10:11:12 GMT", "2021-05-07 10:11:12 +0000"),
        ("May 7, 2021 10pm", "2021-05-07 22:00:00 +0200"),
        ("7th may '99", "1999-05-07 00:00:00 +0200"),
        ("7-may-21", "2021-05-07 00:00:00 +0200"),
        ("2021/5/7 10h30", "2021-05-07 10:30:00 +0200"),
        ("7.5.2021", "2021-05-07 00:00:00 +0200"),
        ("2021-127", "2021-05-07 00:00:00 +0200"),
        ("H31.4.1", "2019-04-01 00:00:00 +0200"),
        ("10:30", "2021-05-07 10:30:00 +0200"),
        ("may", "2021-05-01 00:00:00 +0200"),
        ("2021-02-31", "2021-03-03 00:00:00 +0100"),
        ("2021-03-28 02:30", "2021-03-28 03:30:00 +0200"),
        ("2021-05-07 24:00", "2021-05-08 00:00:00 +0200"),
        ("2021-05-07 10:00 EST", "2021-05-07 10:00:00 -0500"),
        ("2021-05-07 10:00 CEST", "2021-05-07 10:00:00 +0200"),
    ],
)
def test_what_ruby_reads_as_a_time(text: str, parsed: str) -> None:
    assert run("date", text, "%Y-%m-%d %H:%M:%S %z") == parsed


def test_nanoseconds_of_a_string_are_kept() -> None:
    assert run("date", "2021-05-07 10:00:00.123456789", "%N") == "123456789"


@pytest.mark.parametrize(
    "value", ["", "soon", "2021-13-01", "10:60", "x" * 129, None, True, 1.5, [1], {"a": 1}]
)
def test_what_is_no_date_stays(value: object) -> None:
    assert run("date", value, "%Y") == value


@pytest.mark.parametrize(
    ("name", "args", "printed"),
    [
        ("date_to_string", (BERLIN,), "07 May 2021"),
        ("date_to_string", (date(2021, 2, 3), "ordinal"), "3rd Feb 2021"),
        ("date_to_string", ("2021-05-11", "ordinal", "US"), "May 11th, 2021"),
        ("date_to_long_string", ("2021-02-22", "ordinal"), "22nd February 2021"),
        ("date_to_long_string", (1620382272, "ordinal", "US"), "May 7th, 2021"),
        ("date_to_long_string", (datetime(2021, 5, 31, 23, tzinfo=UTC),), "01 June 2021"),
        ("date_to_xmlschema", (datetime(2021, 5, 7, 6, tzinfo=UTC),), "2021-05-07T08:00:00+02:00"),
        ("date_to_xmlschema", (date(2021, 1, 7),), "2021-01-07T00:00:00+01:00"),
        ("date_to_rfc822", (BERLIN.astimezone(NEWFOUNDLAND),), "Fri, 07 May 2021 09:08:06 +0200"),
        ("date_to_rfc822", ("",), ""),
        ("date_to_string", (None,), None),
    ],
)
def test_jekylls_dates_are_in_the_sites_zone(
    name: str, args: tuple[object, ...], printed: object
) -> None:
    assert run(name, *args) == printed


def test_jekylls_dates_refuse_what_is_no_date() -> None:
    with pytest.raises(LiquidError) as caught:
        run("date_to_string", "soon")
    assert caught.value.message == "Invalid Date: '\"soon\"' is not a valid datetime."
    assert caught.value.prefix == ""
