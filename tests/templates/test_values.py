"""Ruby's values as templates print and compare them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from liquidsite.ruby.values import (
    BLANK,
    EMPTY,
    LiquidError,
    compare,
    contains,
    equals,
    first,
    inspect,
    is_truthy,
    last,
    size,
    to_integer,
    to_number,
    to_output,
    to_s,
)

BERLIN = datetime(2021, 5, 7, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (True, "true"),
        (1, "1"),
        (1.0, "1.0"),
        (1e-4, "0.0001"),
        (1e-27, "1.0e-27"),
        (1.5e300, "1.5e+300"),
        (1e14, "100000000000000.0"),
        (1e15, "1.0e+15"),
        (1500000000000002.5, "1500000000000002.5"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (float("nan"), "NaN"),
        (["a", [1, None, [2.0]]], "a12.0"),
        ({"a": 1, 2: None, "b": [True]}, '{"a"=>1, 2=>nil, "b"=>[true]}'),
        ([{"a": "b"}], '{"a"=>"b"}'),
        (range(1, 6), "1..5"),
        (range(3, 2), "3..1"),
        (EMPTY, ""),
        (date(2021, 5, 7), "2021-05-07"),
        (BERLIN, "2021-05-07 10:00:00 +0200"),
        (datetime(2021, 5, 7, tzinfo=UTC), "2021-05-07 00:00:00 UTC"),
        (datetime(2021, 5, 7, tzinfo=ZoneInfo("UTC")), "2021-05-07 00:00:00 +0000"),
        (
            datetime(2021, 5, 7, tzinfo=timezone(-timedelta(hours=9, minutes=30))),
            "2021-05-07 00:00:00 -0930",
        ),
    ],
)
def test_what_a_template_prints(value: object, printed: str) -> None:
    assert to_output(value) == printed


def test_filters_see_arrays_inspected() -> None:
    assert to_s(["a", [1, None]]) == '["a", [1, nil]]'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nil"),
        ('say "hi"\n', '"say \\"hi\\"\\n"'),
        ("#{x} #$y #@z # w", '"\\#{x} \\#$y \\#@z # w"'),
        ("é\x00\x7f\u2028\u0378\U000e0fff", '"é\\u0000\\u007F\\u2028\\u0378\\u{E0FFF}"'),
        ("\x1b\a\b\v\f\\", '"\\e\\a\\b\\v\\f\\\\"'),
        (date(2021, 5, 7), "#<Date: 2021-05-07 ((2459342j,0s,0n),+0s,2299161j)>"),
        (datetime(2021, 5, 7, 1, 2, 3, 500000, tzinfo=UTC), "2021-05-07 01:02:03.5 UTC"),
    ],
)
def test_inspect(value: object, shown: str) -> None:
    assert inspect(value) == shown


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        ([1, {"a": 2}], [1.0, {"a": 2.0}]),
        ("", EMPTY),
        (EMPTY, []),
        ({}, EMPTY),
        (range(1, 3), range(1, 3)),
        (datetime(2021, 5, 7, 8, 0, tzinfo=UTC), BERLIN),
    ],
)
def test_equal(left: object, right: object) -> None:
    assert equals(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, True),
        (0, False),
        ([1], [True]),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"b": 1}),
        (None, EMPTY),
        ("", BLANK),
        (BLANK, None),
        (EMPTY, EMPTY),
        ("1", 1),
        (range(3, 2), range(2, 1)),
        (date(2021, 5, 7), datetime(2021, 5, 7, tzinfo=UTC)),
    ],
)
def test_not_equal(left: object, right: object) -> None:
    assert not equals(left, right)


def test_only_nil_and_false_are_not_true() -> None:
    values: list[object] = [None, False, 0, "", [], EMPTY]
    assert [is_truthy(value) for value in values] == [False] * 2 + [True] * 4


@pytest.mark.parametrize(
    ("left", "op", "right", "result"),
    [
        (1, "<", 1.5, True),
        ("a", ">=", "b", False),
        (None, "<", 1, False),
        (1, ">", None, False),
        (True, "<=", True, False),
        ([1], "<", [2], False),
        ({}, "<=", {}, False),
        (date(2021, 1, 1), "<", date(2021, 1, 2), True),
        (date(2021, 1, 1), "<", 5, False),
    ],
)
def test_compare(left: object, op: str, right: object, result: bool) -> None:
    assert compare(op, left, right) is result


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ("a", 5, "comparison of String with 5 failed"),
        ("a", 1.5, "comparison of String with 1.5 failed"),
        (5, "a", "comparison of Integer with String failed"),
        ("a", 2**70, "comparison of String with Integer failed"),
        (BERLIN, "a", "comparison of Time with String failed"),
        (date(2021, 1, 1), BERLIN, "comparison of Date with Time failed"),
    ],
)
def test_values_without_an_order(left: object, right: object, message: str) -> None:
    with pytest.raises(LiquidError) as caught:
        compare("<", left, right)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ("abc", "b", True),
        ("a1", 1, True),
        ("abc", None, False),
        ("abc", EMPTY, True),
        (["a", 1], 1.0, True),
        ([1], True, False),
        ({"a": None}, "a", True),
        ({1: None}, 1.0, False),
        (range(1, 4), 2.5, True),
        (range(1, 4), "2", False),
        (5, 5, False),
    ],
)
def test_contains(left: object, right: object, result: bool) -> None:
    assert contains(left, right) is result


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (1.1, Decimal("1.1")),
        (" 1.50\n", Decimal("1.50")),
        ("1.5x", 1),
        ("12abc", 12),
        ("1_000", 1000),
        (".5", 0),
        ("x", 0),
        (None, 0),
        (True, 0),
        ([1], 0),
    ],
)
def test_to_number(value: object, number: object) -> None:
    assert to_number(value) == number


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), (" -5\n", -5), ("0x1A", 26), ("0b11", 3), ("017", 15)]
)
def test_strings_as_integers(text: str, number: int) -> None:
    assert to_integer(text) == number


@pytest.mark.parametrize("value", ["", "x", "1.5", "08", "1__0", 1.5, None, True])
def test_invalid_integers(value: object) -> None:
    with pytest.raises(LiquidError, match="invalid integer"):
        to_integer(value)


@pytest.mark.parametrize(
    ("value", "sizes"),
    [
        ([1, 2], (2, 1, 2)),
        ([], (0, None, None)),
        ("ab", (2, None, None)),
        ({"a": 1}, (1, ["a", 1], None)),
        (range(2, 5), (3, 2, 4)),
        (range(5, 2), (0, 5, 1)),
        (7, (8, None, None)),
        (2**64, (9, None, None)),
        (1.5, (None, None, None)),
    ],
)
def test_size_first_and_last(value: Any, sizes: tuple[object, object, object]) -> None:
    assert (size(value), first(value), last(value)) == sizes
