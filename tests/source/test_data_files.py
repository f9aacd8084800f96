"""Data files by their extension, and the keys that their names give."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from liquidsite.errors import ConfigError, DataError
from liquidsite.source.data_files import data_key, load_data


def csv(text: str, **settings: Any) -> object:
    return load_data("_data/x.csv", text.encode(), {"csv_reader": settings})


def test_yaml_and_json_are_read_alike() -> None:
    assert load_data("x.yml", b"a: [1, yes]\n", {}) == {"a": [1, True]}
    assert load_data("x.yaml", b"\xef\xbb\xbfa: 1\n", {}) == {"a": 1}
    assert load_data("x.json", b'{"a": [1, true, null, "2021-05-07", 1e3]}', {}) == {
        "a": [1, True, None, "2021-05-07", "1e3"]
    }
    assert load_data("x.yml", b"", {}) is False


def test_rows_are_hashes_by_the_header_row() -> None:
    assert csv("name,age\nAda,36\nAlan,41\n") == [
        {"name": "Ada", "age": "36"},
        {"name": "Alan", "age": "41"},
    ]
    assert csv("name,age\n") == []
    assert csv("") == []


def test_tabs() -> None:
    assert load_data("x.tsv", b"a\tb\n1,5\t\n", {}) == [{"a": "1,5", "b": None}]


def test_quotes_and_empty_fields() -> None:
    assert csv('a,b,c\n"x, ""y""\nz",,""\n') == [{"a": 'x, "y"\nz', "b": None, "c": ""}]


def test_short_long_and_blank_rows() -> None:
    assert csv("a,b\n1\n1,2,3,4\n\n") == [
        {"a": "1", "b": None},
        {"a": "1", "b": "2", None: "3"},
        {"a": None, "b": None},
    ]


def test_the_first_of_two_equal_headers_counts() -> None:
    assert csv("a,a\n1,2\n") == [{"a": "1"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_first_line_end_is_that_of_all_lines(end: str) -> None:
    assert csv(f"a,b{end}1,2{end}") == [{"a": "1", "b": "2"}]


def test_a_byte_order_mark_stays_unless_the_encoding_says_so() -> None:
    assert csv("\ufeffa\n1\n") == [{"\ufeffa": "1"}]
    assert csv("\ufeffa\n1\n", encoding="bom|utf-8") == [{"a": "1"}]


def test_encoding() -> None:
    raw = "é\n".encode("iso-8859-1")
    config = {"encoding": "iso-8859-1", "csv_reader": {"headers": False}}
    assert load_data("x.csv", raw, config) == [["é"]]


def test_headers_setting() -> None:
    assert csv("1,2\n", headers=False) == [["1", "2"]]
    assert csv("1,2\n", headers=["x", "y"]) == [{"x": "1", "y": "2"}]
    assert csv("1,2\n", headers="x,y") == [{"x": "1", "y": "2"}]


def test_converters_setting() -> None:
    text = "1,012,0x1F,1.5,.5,1_000,x,\n"
    assert csv(text, headers=False, csv_converters=["numeric"]) == [
        [1, 10, 31, 1.5, 0.5, 1000, "x", None]
    ]
    assert csv("12\n", headers=False, csv_converters=["float"]) == [[12.0]]
    dates = '2021-05-07,"May 7, 2021",2021-02-30\n'
    assert csv(dates, headers=False, csv_converters=["date"]) == [
        [date(2021, 5, 7), date(2021, 5, 7), "2021-02-30"]
    ]
    assert csv("2021-05-07 10:00\n", headers=False, csv_converters=["all"]) == [
        [datetime(2021, 5, 7, 10, tzinfo=UTC)]
    ]


def test_an_unknown_converter_is_an_error() -> None:
    with pytest.raises(ConfigError, match="there is no 'numbers'"):
        csv("1\n", csv_converters=["numbers"])


@pytest.mark.parametrize(
    ("text", "message", "where"),
    [
        ('a\nb"c\n', "Illegal quoting", "2:2"),
        ('a\n"b"c\n', "Any value after a quoted field", "2:4"),
        ('a\nb,"c\nd', "Unclosed quoted field", "2:3"),
        ("a\nb\rc\n", "new line unlike the first", "2:2"),
    ],
)
def test_malformed_rows_say_where(text: str, message: str, where: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        csv(text)
    assert caught.value.where == f"_data/x.csv:{where}"


def test_other_errors_say_where() -> None:
    with pytest.raises(DataError) as caught:
        load_data("_data/x.yml", b"a: 1\nb: [\n", {})
    assert caught.value.where == "_data/x.yml:3:1"
    with pytest.raises(DataError, match="invalid byte sequence in UTF-8"):
        load_data("x.json", b'{"a": "\xff"}', {})
    with pytest.raises(DataError, match="no encoding 'nonsense'"):
        csv("a\n", encoding="nonsense")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("people", "people"),
        ("en-GB", "en-GB"),
        ("my file", "my_file"),
        ("my  file", "my_file"),
        ("  a  b ", "a_b_"),
        ("a.b (c)!", "ab_c"),
        ("café", "caf"),
        ("日本", ""),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert data_key(name) == key


def test_large_tables_take_linear_time() -> None:
    table = csv("a,b\n" + '1,"x ""y"" z"\n' * 50_000)
    assert isinstance(table, list)
    assert len(table) == 50_000
    with pytest.raises(DataError, match="Unclosed"):
        csv('a\n"' + '""' * 200_000 + "x")
