"""The grammars of Jekyll's `error_mode`: `warn` reads by the strict one first."""

from __future__ import annotations

from typing import Any

import pytest

from liquidsite import liquid
from liquidsite.errors import TemplateSyntaxError
from liquidsite.liquid import Environment, Source

DATA: dict[str, Any] = {"a": 1, "h": {"k": 2}, "items": [{"n": 1}, {"n": 2}]}


@pytest.mark.parametrize(
    ("template", "warn", "lax"),
    [
        ("{% if a==1 %}yes{% endif %}", "yes", ""),
        ("{% if a <1 or h.k>=2 %}yes{% endif %}", "yes", ""),
        ("{{ h [ 'k' ] }}", "2", '{"k"=>2}'),
        ("{% for i in (1 .. 3) %}{{ i }}{% endfor %}", "123", ""),
        ("{{ a b | plus: 1 }}", "2", "2"),
        ("{% if a == 1 b %}yes{% endif %}", "yes", "yes"),
    ],
)
def test_modes(template: str, warn: str, lax: str) -> None:
    assert liquid.render(template, dict(DATA)) == warn
    assert liquid.render(template, dict(DATA), error_mode="lax") == lax


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ a b }}", 'Expected end_of_string but found id in "{{ a b }}"'),
        ("{% if a & b %}{% endif %}", 'Unexpected character & in "a & b"'),
        ("{% if == 1 %}{% endif %}", '[:comparison, "=="] is not a valid expression in "== 1"'),
        ("{{ }}", '[:end_of_string] is not a valid expression in "{{ }}"'),
        ("{% for i on a %}{% endfor %}", "For loops require an 'in' clause in \"i on a\""),
    ],
)
def test_what_is_refused(template: str, message: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        liquid.render(template, error_mode="strict")
    assert caught.value.message == f"Liquid syntax error (line 1): {message}"


def test_in_mode_warn_a_template_knows_what_was_refused() -> None:
    env = Environment()
    template = env.parse(Source("x\n {{ a b }}", "page.md"))
    assert [(w.message, w.where) for w in template.warnings] == [
        (
            'Liquid syntax error (line 2): Expected end_of_string but found id in "{{ a b }}"',
            "page.md:2:2",
        )
    ]


@pytest.mark.parametrize("mode", ["lax", "warn", "strict"])
def test_expressions_in_filters_are_strict_in_every_mode(mode: str) -> None:
    found = "{{ items | where_exp: 'i', 'i.n>1' | map: 'n' }}"
    assert liquid.render(found, dict(DATA), error_mode=mode) == "2"
    with pytest.raises(TemplateSyntaxError, match="Unexpected character &"):
        liquid.render("{{ items | find_exp: 'i', 'i.n && i' }}", dict(DATA), error_mode=mode)


def test_group_by_exp_takes_filters() -> None:
    template = "{{ items | group_by_exp: 'i', 'i.n | plus:1' | map: 'name' | join: ',' }}"
    assert liquid.render(template, dict(DATA)) == "2,3"


@pytest.mark.parametrize("name", ["where_exp", "find_exp"])
def test_a_condition_is_read_even_for_no_items(name: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="Expected close_square"):
        liquid.render("{{ none | NAME: 'i', 'i[n' }}".replace("NAME", name), {"none": []})
