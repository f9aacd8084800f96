"""Filters of arrays and hashes, Liquid's and Jekyll's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from filtering import run, run_liquid

from liquidsite import liquid
from liquidsite.errors import TemplateError
from liquidsite.ruby.values import BLANK, EMPTY, LiquidError

PAGES: list[Any] = [
    {"n": "a", "order": 2, "tags": ["x", "y"]},
    {"n": "b", "order": "10", "author": {"name": "z"}},
    {"n": "c", "tags": []},
    {"n": "d", "order": None, "tags": "x"},
    {"n": "e", "order": 1.5},
]


def names(items: list[Any]) -> str:
    return "".join(item["n"] for item in items)


@pytest.mark.parametrize(
    ("name", "args", "result"),
    [
        ("size", ([1, 2],), 2),
        ("size", (None,), 0),
        ("first", ({"a": 1},), ["a", 1]),
        ("last", ("abc",), None),
        ("join", ([1, [None, "a"]], "-"), "1--a"),
        ("join", ("a",), "a"),
        ("reverse", ([1, [2, 3]],), [3, 2, 1]),
        ("concat", (None, [1, [2]]), [1, [2]]),
        ("compact", ([1, None, 2],), [1, 2]),
        ("compact", (PAGES[:3], "tags"), [PAGES[0], PAGES[2]]),
        ("map", (PAGES[:2], "n"), ["a", "b"]),
        ("map", ([1.5, "abc"], "b"), [None, "b"]),
        ("map", (range(1, 3), "to_liquid"), [1, 2]),
        ("uniq", ([1, 1.0, True, "1", [1], [1]],), [1, 1.0, True, "1"]),
        ("uniq", ([{"a": 1}, {"a": 1}],), [{"a": 1}]),
        ("sort_natural", (["b", "A", None, "a"],), ["A", "a", "b", None]),
        ("push", ([1], [2]), [1, [2]]),
        ("unshift", ([1], 0), [0, 1]),
        ("pop", ([1, 2, 3], "2"), [1]),
        ("shift", ([1, 2, 3],), [2, 3]),
        ("pop", ("abc",), "abc"),
        ("sample", ([1],), 1),
        ("sample", ("a",), "a"),
        ("jsonify", ({"a": [1, None, 1e20]},), '{"a":[1,null,1.0e+20]}'),
        ("jsonify", ({"é\n": date(2021, 5, 7)},), '{"é\\n":"2021-05-07"}'),
        ("inspect", ({"a": "<"},), "{&quot;a&quot;=&gt;&quot;&lt;&quot;}"),
    ],
)
def test_arrays(name: str, args: tuple[object, ...], result: object) -> None:
    found = run(name, *args)
    assert (found, type(found)) == (result, type(result))


@pytest.mark.parametrize(
    ("key", "target", "found"),
    [
        ("order", 2, "a"),
        ("order", "10", "b"),
        ("order", 10.0, ""),
        ("order", None, "cd"),
        ("order", "1.50", ""),
        ("tags", "x", "ad"),
        ("tags", EMPTY, "bce"),
        ("tags", BLANK, "bce"),
        ("author.name", "z", "b"),
        ("author.name", False, "acde"),
        ("missing", True, ""),
    ],
)
def test_where_and_find(key: str, target: object, found: str) -> None:
    assert names(run("where", PAGES, key, target)) == found
    assert run("find", PAGES, key, target) == next(
        (page for page in PAGES if page["n"] == found[:1]), None
    )


def test_where_takes_the_values_of_a_hash_and_leaves_other_input_alone() -> None:
    assert run("where", {"p": PAGES[0], "q": PAGES[1]}, "n", "b") == [PAGES[1]]
    assert run("where", "abc", "n", "b") == "abc"
    assert run("where", PAGES, None, "b") is PAGES


def test_filters_with_expressions() -> None:
    assert names(run("where_exp", PAGES, "p", "p.tags")) == "acd"
    assert run("find_exp", PAGES, "p", "p.author") == PAGES[1]
    assert run("find_exp", PAGES, "p", "p.missing") is None
    groups = run("group_by_exp", [1, 1.0, True, 1], "i", "i")
    assert [(group["name"], group["size"]) for group in groups] == [(1, 2), (1.0, 1), (True, 1)]


def test_group_by() -> None:
    groups = run("group_by", PAGES, "order")
    assert [group["name"] for group in groups] == ["2", "10", "", "1.5"]
    assert groups[2] == {"name": "", "items": [PAGES[2], PAGES[3]], "size": 2}


@pytest.mark.parametrize(
    ("args", "order"), [(("order",), "cdeab"), (("order", "last"), "eabcd"), (("n",), "abcde")]
)
def test_sort_by_a_property(args: tuple[str, ...], order: str) -> None:
    assert names(run("sort", PAGES, *args)) == order


def test_liquids_own_sort_reverses_what_has_no_property() -> None:
    items = [{"n": "a"}, {"n": "b", "k": 2}, {"n": "c"}, {"n": "d", "k": 1}]
    assert names(run_liquid("sort", items, "k")) == "dbca"


def test_values_of_different_kinds_sort_as_strings_in_jekyll() -> None:
    items = [{"k": "x"}, {"k": 3}, {"k": ["a"]}]
    assert run("sort", items, "k") == [{"k": 3}, {"k": ["a"]}, {"k": "x"}]


def test_liquids_own_where() -> None:
    assert names(run_liquid("where", PAGES, "author")) == "b"
    assert names(run_liquid("where", PAGES, "order", 1.5)) == "e"
    assert run_liquid("where", [True], "a") is None


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("sort", (None,), "Cannot sort a null object."),
        (
            "sort",
            (PAGES, "n", "x"),
            "Invalid nils order: 'x' is not a valid nils order. It must be 'first' or 'last'.",
        ),
        ("sort", ([1, "a"],), "comparison of Integer with String failed"),
        ("sort", (["a", 1],), "comparison of String with 1 failed"),
        ("sort", ("a",), 'undefined method `sort\' for "a":String'),
        ("map", ([5], "a"), "cannot select the property 'a'"),
        ("concat", ([1], 2), "concat filter requires an array argument"),
        (
            "where",
            ([[1]], "a", 1),
            'Error accessing object ([1]) with given key. Expected an integer but got "a" instead.',
        ),
        ("group_by", ([None], "a"), "undefined method `[]' for nil:NilClass"),
        ("pop", ([1], "x"), "invalid integer"),
        ("pop", ([1], -1), "negative array size"),
        ("jsonify", ([float("nan")],), "NaN not allowed in JSON"),
    ],
)
def test_errors(name: str, args: tuple[object, ...], message: str) -> None:
    with pytest.raises(LiquidError) as caught:
        run(name, *args)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("template", "result"),
    [
        ("{{ a | map: (1..3) | join: '-' }}", "0-1-2"),
        ("{{ a | map: (1..0) | join: '-' }}", "0-1-2"),
        ("{{ a | map: (-2..3) | join: '-' }}", "4-8-20"),
        ("{{ 'abc' | map: (1..-1) }}|{{ 'abc' | map: (3..9) }}|{{ 'abc' | map: (4..9) }}", "bc||"),
        ("{{ a | uniq: (1..3) }}", "125"),
        ("{{ a | uniq: (7..9) }}", "1"),
        ("{{ a | compact: (1..3) }}", "125"),
        ("{{ a | map: (0..99999999999) }}", "125"),
    ],
)
def test_properties_of_a_range_are_bits_or_parts(template: str, result: str) -> None:
    assert liquid.render(template, {"a": [1, 2, 5]}) == result


@pytest.mark.parametrize("bounds", ["(-99999999999..3)", "(0..99999999999)"])
def test_more_bits_than_there_is_memory_for(bounds: str) -> None:
    with pytest.raises(TemplateError, match="shift width too big"):
        liquid.render(f"{{{{ a | map: {bounds} }}}}", {"a": [-1]})


@pytest.mark.parametrize("literal", ["empty", "blank"])
@pytest.mark.parametrize(
    ("filters", "result"),
    [
        ("default: 'a'", ""),
        ("default: 'a' | default: 'b'", "b"),
        ("default: (1..3) | size", "0"),
        ("size", "0"),
        ("default: empty | default: blank | default: 'z'", "z"),
        ("default: nil | append: 'x'", "x"),
    ],
)
def test_filters_that_give_back_a_method_literal(literal: str, filters: str, result: str) -> None:
    template = (
        f"{{{{ {literal} | {filters} }}}}|{{% assign z = {literal} | {filters} %}}{{{{ z }}}}"
    )
    assert liquid.render(template) == f"{result}|{result}"
    assert liquid.render(f"{{{{ nil | default: {literal} | default: 'c' }}}}") == "c"
