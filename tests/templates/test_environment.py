"""Environments: errors, limits, plugins' tags, and compiled templates that are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from liquidsite import liquid, plugin
from liquidsite.errors import LimitError, RenderError, StrictError, TemplateSyntaxError
from liquidsite.liquid.filters import FILTERS
from liquidsite.liquid.host import Source, Standalone
from liquidsite.liquid.tags import TAGS

HOST = Standalone({}, {"title": "Site"})


def test_syntax_errors_are_worded_as_jekylls_and_placed_in_the_file() -> None:
    env = liquid.Environment(TAGS, FILTERS)
    with pytest.raises(TemplateSyntaxError) as caught:
        env.parse(Source("text\n text {% foo %}", "page.md", line=5))
    error = caught.value
    assert error.message == "Liquid syntax error (line 2): Unknown tag 'foo'"
    assert (error.path, error.line, error.column) == ("page.md", 6, 7)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% if x %}", "'if' tag was never closed"),
        ("{% endif %}", "Unknown tag 'endif'"),
        ("{% if x %}{% endfor %}", "'endfor' is not a valid delimiter for if tags. use endif"),
        ("{% capture x %}{% else %}", "capture tag does not expect 'else' tag"),
        ("{{ x }", "Variable '{{ x }' was not properly terminated with regexp: /\\}\\}/"),
        ("{% if %}{% endif %}", "Syntax Error in tag 'if' - Valid syntax: if [expression]"),
        ("{% assign x %}", "Syntax Error in 'assign' - Valid syntax: assign [var] = [source]"),
    ],
)
def test_wording_of_syntax_errors(template: str, message: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        liquid.render(template)
    assert caught.value.message == f"Liquid syntax error (line 1): {message}"


def test_strict_variables_and_filters() -> None:
    assert liquid.render("{{ a.b.c }}{{ 'x' | no_such }}", {"a": {}}) == "x"
    with pytest.raises(StrictError, match=r"Liquid error \(line 1\): undefined variable b"):
        liquid.render("{{ a.b }}", {"a": {}}, strict_variables=True)
    with pytest.raises(StrictError, match=r"Liquid error \(line 2\): undefined filter no_such"):
        liquid.render("\n{{ 'x' | no_such }}", strict_filters=True)


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in (1..1000000000) %}{{ i }}{% endfor %}",
        "{% for i in (1..900) %}{% for j in (1..900) %}{% endfor %}{% endfor %}",
        "{{ (1..1000000000) | join }}",
        "{% assign x = 'xx' %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}",
        "{% for i in (1..99) %}{% capture x %}{{ x }}{{ x }}xx{% endcapture %}{% endfor %}",
        "{% assign x = 9 %}{% for i in (1..99) %}{% assign x = x | times: x %}{% endfor %}",
        "{{ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' | replace: '', 'xxxxxxxxxxxxxxxxxxxxxxxxxx'"
        " | replace: '', 'xxxxxxxxxxxxxxxxxxxxxxxxxx' | replace: '', 'xxxxxxxxxxxxxxxxxxxxx' }}",
    ],
)
def test_limits(template: str) -> None:
    with pytest.raises(LimitError, match="Memory limits exceeded"):
        liquid.render(template, limits=liquid.Limits(output=10_000, iterations=10_000))


def test_what_keeps_to_its_limits_renders() -> None:
    limits = liquid.Limits(output=100, iterations=3)
    assert liquid.render("{% for i in (1..3) %}{{ i }}{% endfor %}", limits=limits) == "123"


class Shout(plugin.Tag):
    def render(self, context: plugin.Context) -> object:
        context["shouted"] = self.markup
        return f"{context[self.markup]}! {context.config('title')} {context.liquid('{{ x }}')}"


class Twice(plugin.Block):
    def render(self, context: plugin.Context, body: Callable[[], str]) -> object:
        return body() + body()


class Picky(plugin.Tag):
    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        raise TemplateSyntaxError(f"{name} takes nothing")


def test_tags_of_plugins() -> None:
    env = liquid.Environment({**TAGS, "shout": Shout, "twice": Twice, "picky": Picky}, FILTERS)

    def render(template: str) -> str:
        return env.parse(Source(template, "page")).render({"p": {"n": "hey"}}, HOST)

    assert render("{% for x in (1..2) %}{% shout p.n %},{% endfor %}{{ shouted }}") == (
        "hey! Site 1,hey! Site 2,p.n "
    )
    assert render("{% for x in (1..2) %}{% twice %}{{ x }}{% endtwice %}{% endfor %}") == "1122"
    with pytest.raises(TemplateSyntaxError) as caught:
        render("\n{% picky %}")
    assert (caught.value.path, caught.value.line) == ("page", 2)


def test_a_filter_that_fails_is_an_error_with_a_place() -> None:
    env = liquid.Environment(TAGS, {"broken": lambda value: value.nothing})
    with pytest.raises(RenderError) as caught:
        env.parse(Source("\n{{ 'x' | broken }}", "page")).render({}, HOST)
    assert (caught.value.path, caught.value.line, caught.value.column) == ("page", 2, 1)
    assert "AttributeError" in caught.value.message


def test_compiled_templates_can_be_kept() -> None:
    cache: dict[Source, bytes] = {}
    source = Source("{% for x in xs %}{{ x | upcase }}{% endfor %}{{ a b }}{{ 1 | plus }}", "page")
    for _ in range(2):
        env = liquid.Environment(TAGS, FILTERS, error_mode="warn", cache=cache)
        template = env.parse(source)
        assert "Expected end_of_string but found id" in template.warnings[0].message
        with pytest.raises(RenderError) as caught:
            template.render({"xs": ["a"]}, HOST)
        assert caught.value.column == 55
    assert list(cache) == [source]
