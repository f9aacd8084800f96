"""Plain scalars, as the safe_yaml gem reads them; every expectation was asked of the gem."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from liquidsite.errors import ReadError
from liquidsite.ruby import safe_yaml


def read(scalar: str) -> object:
    value = safe_yaml.load(f"- {scalar}\n", "x.yml")
    assert isinstance(value, list)
    return value[0]


@pytest.mark.parametrize("word", ["yes", "Yes", "YES", "yEs", "on", "On", "true", "TRUE"])
def test_true(word: str) -> None:
    assert read(word) is True


@pytest.mark.parametrize("word", ["no", "No", "oFf", "off", "false", "False"])
def test_false(word: str) -> None:
    assert read(word) is False


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_nil(word: str) -> None:
    assert read(word) is None


@pytest.mark.parametrize(
    "word",
    [
        "y", "n", "Y", "nil", "none", ":symbol", "::a", "1e3", "1.5e3", "5.", "08", "-017", "0o17",
        "-0b1", "0b2", "+.inf", ".iNf", "inf", "1.2.3", "12:60", "2021-1-1", "2021-02-30", "_", ".",
        "2021-01-01T25:00:00", "2021-01-01T10:00:61", "2021-01-01T10:00", "yeſ", "１２",
    ],
)  # fmt: skip
def test_text(word: str) -> None:
    assert read(word) == word


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("0", 0), ("-1", -1), ("+7", 7), ("1_000", 1000), ("1,000", 1000), ("1,2,3", 123),
        ("_1", 1), ("012", 10), ("0_12", 10), ("0x1F", 31), ("-0X1f", -31), ("0b1_01", 5),
        ("99999999999999999999", 99999999999999999999),
    ],
)  # fmt: skip
def test_integers(scalar: str, value: int) -> None:
    assert read(scalar) == value
    assert isinstance(read(scalar), int)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        (".5", 0.5), ("-1.25", -1.25), ("08.5", 8.5), ("1_000.5", 1000.5), ("1.5e+3", 1500.0),
        ("12:30", 750.0), ("12:30:45", 45045.0), ("-1:30", 30.0), ("12:30.5", 750.5),
        (".inf", math.inf), ("-.INF", -math.inf), ("1.0e+400", math.inf),
    ],
)  # fmt: skip
def test_floats(scalar: str, value: float) -> None:
    assert read(scalar) == value
    assert isinstance(read(scalar), float)


def test_not_a_number() -> None:
    value = read(".NaN")
    assert isinstance(value, float)
    assert math.isnan(value)


def test_dates() -> None:
    assert read("2021-05-07") == date(2021, 5, 7)
    assert type(read("2021-05-07")) is date


@pytest.mark.parametrize(
    ("scalar", "iso"),
    [
        ("2021-05-07 10:00:00", "2021-05-07T10:00:00+00:00"),
        ("2021-05-07T10:00:00Z", "2021-05-07T10:00:00+00:00"),
        ("2021-5-7t1:00:00", "2021-05-07T01:00:00+00:00"),
        ("2021-05-07 10:00:00 +02:00", "2021-05-07T10:00:00+02:00"),
        ("2021-05-07 10:00:00 -0530", "2021-05-07T10:00:00-05:30"),
        ("2021-05-07 10:00:00 +5", "2021-05-07T10:00:00+05:00"),
        ("2021-05-07 10:00:00.25 +530", "2021-05-07T10:00:00.250000+05:30"),
        ("2021-05-07 24:00:00", "2021-05-08T00:00:00+00:00"),
        ("2021-05-07 10:00:60", "2021-05-07T10:00:59+00:00"),
        ("2021-05-07 10:00:00 +25", "2021-05-07T10:00:00+00:00"),
    ],
)
def test_times_keep_their_offset_and_are_in_utc_without_one(scalar: str, iso: str) -> None:
    value = read(scalar)
    assert isinstance(value, datetime)
    assert value.isoformat() == iso
    assert value.tzinfo is not UTC  # which prints as `UTC`


@pytest.mark.parametrize("scalar", ['"123"', "'yes'", "'2021-05-07'", '"~"', "''"])
def test_quoted_is_text(scalar: str) -> None:
    assert read(scalar) == scalar[1:-1]


def test_tags_say_nothing_but_make_quoted_scalars_plain() -> None:
    assert read("!!str 12") == 12
    assert read('!!str "12"') == 12
    assert read("!!float 12") == 12
    assert read("! 'yes'") is True


@pytest.mark.parametrize("scalar", ["!!binary aGVsbG8=", "!binary 'aGVs bG8'"])
def test_binary(scalar: str) -> None:
    assert read(scalar) == "hello"


def test_what_only_looks_like_a_float_is_an_error() -> None:
    with pytest.raises(ReadError, match="invalid value for Float") as caught:
        safe_yaml.load("a: 1\nb: 1_.5\n", "_data/x.yml", line=10)
    assert caught.value.where == "_data/x.yml:11:4"
