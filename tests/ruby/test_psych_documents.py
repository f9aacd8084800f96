"""Collections, anchors and documents, as the safe_yaml gem reads them."""

from __future__ import annotations

from datetime import date

import pytest

from liquidsite.errors import ReadError
from liquidsite.ruby import safe_yaml


def read(text: str) -> object:
    return safe_yaml.load(text, "x.yml")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_no_document_is_false(text: str) -> None:
    assert read(text) is False


def test_an_empty_document_is_nil() -> None:
    assert read("---\n") is None
    assert read("---\n...\n") is None


def test_only_the_first_document_counts() -> None:
    assert read("---\na: 1\n---\nb: [\n") == {"a": 1}


def test_other_roots_than_mappings() -> None:
    assert read("- a\n- 1\n") == ["a", 1]
    assert read("just text\nover lines") == "just text over lines"


def test_keys_have_types_and_keep_their_order() -> None:
    value = read("b: 1\n2: x\nyes: y\n2021-05-07: d\n12:30: t\nb: 3\n")
    assert value == {"b": 3, 2: "x", True: "y", date(2021, 5, 7): "d", 750.0: "t"}
    assert isinstance(value, dict)
    assert next(iter(value)) == "b"


def test_a_nil_key_shifts_what_follows() -> None:
    assert read("~: foo\nb: c\n") == {"foo": "b"}


def test_arrays_can_be_keys() -> None:
    value = read("? [a, 1]\n: x\n")
    assert isinstance(value, dict)
    assert [list(key) for key in value] == [["a", 1]]


def test_liquid_without_quotes_is_an_empty_hash() -> None:
    assert read("title: {{ page.title }}\nb: 2\n") == {"title": {}, "b": 2}


def test_block_scalars() -> None:
    value = read("a: |\n  12\n  x\nb: >-\n  one\n  two\n\n  three\nc: |+\n  k\n\n")
    assert value == {"a": "12\nx\n", "b": "one two\nthree", "c": "k\n\n"}


def test_aliases_share_collections_and_read_strings_anew() -> None:
    value = read('a: &x [1]\nb: *x\nc: &s "12"\nd: *s\ne: *unknown\n')
    assert value == {"a": [1], "b": [1], "c": "12", "d": 12, "e": None}


def test_merge_replaces_earlier_keys_and_yields_to_later_ones() -> None:
    value = read("base: &b {x: 1, y: 2}\nsub:\n  x: 0\n  <<: *b\n  y: 3\n")
    assert value == {"base": {"x": 1, "y": 2}, "sub": {"x": 1, "y": 3}}


def test_merging_a_mapping_written_in_place_brings_nothing() -> None:
    assert read("<<: {x: 1}\ny: 2\n") == {"y": 2}


def test_merging_a_list_is_an_error() -> None:
    with pytest.raises(ReadError, match="no implicit conversion of Array into Hash"):
        read("b: &b {x: 1}\na:\n  <<: [*b]\n")


@pytest.mark.parametrize(
    ("text", "message", "where"),
    [
        ("a: 1\nb: c: d\n", "mapping values are not allowed in this context", "p.md:6:5"),
        ("a: [1\n", "did not find expected ',' or ']' while parsing a flow sequence", "p.md:6:1"),
        ("a: é\n\tb: 1\n", "found a tab character that violates indentation", "p.md:6:1"),
        ("a: *x*\n", "did not find expected alphabetic or numeric character", "p.md:5:6"),
        ("é: 1\nü: \x01\n", "control characters are not allowed", "p.md:6:4"),
        ("a: @b\n", "found character that cannot start any token", "p.md:5:4"),
        ("a: '\ud800'\n", "not valid UTF-8", "p.md"),
    ],
)
def test_errors_say_where(text: str, message: str, where: str) -> None:
    with pytest.raises(ReadError) as caught:
        safe_yaml.load(text, "p.md", line=5)
    assert message in caught.value.message
    assert caught.value.where == where


def test_aliases_may_be_limited() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [*{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}]\n"
        for of, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert isinstance(safe_yaml.load(bomb, "x.yml"), dict)
    with pytest.raises(ReadError, match="more than 10000 nodes"):
        safe_yaml.load(bomb, "x.yml", limit=10_000)
    assert safe_yaml.load("a: &a [1]\nb: *a\n", "x.yml", limit=100) == {"a": [1], "b": [1]}


def test_with_a_limit_nothing_may_hold_itself() -> None:
    with pytest.raises(ReadError, match=r"\*a is inside of what it refers to"):
        safe_yaml.load("&a [*a]", "x.yml", limit=100)


def test_without_libyaml_the_values_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {b: 12:30}\nc:\n  <<: *x\n  d: [1, 'x', 2021-05-07]\n"
    expected = read(text)
    monkeypatch.setattr(safe_yaml.parser, "_parser", safe_yaml.parser.PurePythonParser)
    assert read(text) == expected
    with pytest.raises(ReadError) as caught:
        read("a: 1\nb: \x01\n")
    assert caught.value.where == "x.yml:2:4"
