"""Jekyll's include, and what it shares with the template that it stands in."""

from __future__ import annotations

import pytest

from liquidsite import liquid
from liquidsite.errors import IncludeError, LimitError, RenderError, TemplateSyntaxError


def render(template: str, includes: dict[str, str], **variables: object) -> str:
    return liquid.render(template, variables, includes)


def test_parameters() -> None:
    template = """{% include a.html p="x \\"y\\"" q='z' r=page.n s=2 %}"""
    shown = "{{ include.p }},{{ include.q }},{{ include.r }},{{ include.s }},{{ include.t }}"
    assert render(template, {"a.html": shown}, page={"n": 1}) == 'x "y",z,1,2,'


def test_an_include_without_parameters_sees_those_of_its_includer() -> None:
    includes = {"a.html": "{% include b.html %}", "b.html": "{{ include.p }}"}
    assert render("{% include a.html p='seen' %}{{ include.p }}", includes) == "seen"


def test_the_name_may_have_variables() -> None:
    includes = {"dark/nav.html": "dark"}
    assert render("{% include {{ page.t }}/nav.html %}", includes, page={"t": "dark"}) == "dark"


def test_variables_are_shared_both_ways() -> None:
    includes = {"a.html": "{{ x }}{{ forloop.index }}{% assign x = 9 %}{% assign y = x %}"}
    template = "{% for x in list %}{% include a.html %}{% endfor %}|{{ x }}{{ y }}"
    assert render(template, includes, list=[5, 6]) == "5162|96"


def test_an_include_may_break_the_loop_that_it_stands_in() -> None:
    includes = {"a.html": "{% if x == 2 %}{% break %}{% endif %}{{ x }}"}
    assert render("{% for x in (1..3) %}{% include a.html %};{% endfor %}.", includes) == "1;."


def test_trees() -> None:
    tree = (
        "({{ include.node.name }}{% for child in include.node.children %}"
        "{% include tree.html node=child %}{% endfor %})"
    )
    root = {"name": "a", "children": [{"name": "b", "children": [{"name": "c"}]}, {"name": "d"}]}
    assert render("{% include tree.html node=root %}", {"tree.html": tree}, root=root) == (
        "(a(b(c))(d))"
    )


def test_recursion_without_end_is_an_error_that_shows_the_circle() -> None:
    includes = {"a.html": "\n{% include b.html %}", "b.html": "{% include a.html %}"}
    with pytest.raises(LimitError) as caught:
        render("{% include a.html %}", includes)
    assert "Nesting too deep" in caught.value.message
    assert {frame.path for frame in caught.value.stack} == {"template", "a.html", "b.html"}


def test_missing_includes_and_bad_names() -> None:
    with pytest.raises(IncludeError, match=r"Could not locate the included file 'x\.html'"):
        render("{% include x.html %}", {})
    with pytest.raises(IncludeError, match="invalid characters or sequences"):
        render("{% include ../x.html %}", {})
    with pytest.raises(TemplateSyntaxError, match="Invalid syntax for include tag"):
        render("{% include x.html a=b[0] %}", {})


def test_errors_lead_back_to_the_page() -> None:
    includes = {"a.html": "one\n  {% include b.html %}", "b.html": "\n\n {{ 1 | plus: 2, 3 }}"}
    with pytest.raises(RenderError) as caught:
        render("\n{% include a.html %}", includes)
    error = caught.value
    assert error.message == (
        "Liquid error (b.html line 3): wrong number of arguments (given 3, expected 2) included"
    )
    assert (error.path, error.line, error.column) == ("b.html", 3, 2)
    assert [str(frame) for frame in error.stack] == ["template:2", "a.html:2"]
