# ruff: noqa: E501 - templates on one line each
"""Liquid that takes for ever, or all memory."""

# ruff: noqa: E501 - a hostile template is one line
from __future__ import annotations

import pytest

from .conftest import Attack

BIG = '{% assign big = "0123456789" %}' + "{% assign big = big | append: big %}" * 18


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a huge range", "{% for i in (1..1000000000) %}{{ i }}{% endfor %}"),
        ("a range from below", "{% for i in (-999999999..999999999) %}{% endfor %}"),
        ("a huge row", "{% tablerow i in (1..1000000000) %}{{ i }}{% endtablerow %}"),
        ("loops in loops", "{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}"),
        ("cycles", "{% for i in (1..99999999) %}{% cycle 'a', 'b' %}{% endfor %}"),
        ("doubled by append", BIG + "{% assign big = big | append: big %}" * 9),
        (
            "doubled by capture",
            "{% assign a = 'xxxxxxxxxx' %}"
            + "{% capture a %}{{ a }}{{ a }}{% endcapture %}" * 40
            + "{{ a }}",
        ),
        (
            "doubled in a loop",
            "{% assign a = 'x' %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}",
        ),
        ("replaced", BIG + "{{ big | replace: '0', big }}"),
        ("replaced by nothing", BIG + "{{ big | replace: '', big }}"),
        ("replaced once again", BIG + ("{% assign big = big | replace: '0', '0000000000' %}" * 9)),
        ("joined", BIG + "{{ big | split: '' | join: big }}"),
        ("a range joined", "{{ (1..999999999) | join: '' }}"),
        ("a range sorted", "{{ (1..999999999) | sort }}"),
        ("a range reversed", "{{ (1..999999999) | reverse | first }}"),
        ("a range filtered", "{{ (1..999999) | where_exp: 'i', 'i > 5' | size }}" * 9),
        ("a range grouped", "{{ (1..999999999) | group_by_exp: 'i', 'i' | size }}"),
        ("a range as JSON", "{{ (1..999999999) | jsonify }}"),
        ("a range printed", "{{ (1..999999999) }}{% assign r = (1..999999999) %}{{ r | inspect }}"),
        ("a range as a size", "{% assign r = (1..999999999) %}{{ r | concat: r | size }}"),
        (
            "squares of squares",
            "{% assign n = 999999999 %}" + "{% assign n = n | times: n %}" * 40 + "{{ n }}",
        ),
        ("squares in a filter", "{{ 9" + " | times: 999999999999999999" * 9000 + " }}"),
        ("a wide date", "{{ 'now' | date: '%999999999d' }}"),
        ("many wide dates", "{{ 'now' | date: '" + "%65535d" * 200 + "' }}"),
        ("escaped", BIG + "{% for i in (1..9) %}{% assign big = big | replace: '0', '&' | escape %}{% endfor %}{{ big | url_encode | url_encode | url_encode }}"),
        ("highlighted", BIG + "{% highlight ruby %}{{ big }}{% endhighlight %}" * 2),
        ("written", BIG + "{{ big }}" * 9),
        ("nested blocks", "{% if true %}" * 5000),
        ("nested loops", "{% for i in (1..2) %}" * 200 + "{% endfor %}" * 200),
        ("many tags", "{{ a }}{% if a %}b{% endif %}" * 40_000),
        ("one long tag", "{{ a" + " | upcase" * 100_000 + " }}"),
        ("one long condition", "{% if a" + " and a" * 100_000 + " %}b{% endif %}"),
        ("deep brackets", "{{ a" + "[a" * 5000 + "]" * 5000 + " }}"),
        ("pushed", "{% assign a = 'a,b' | split: ',' %}" + "{% for i in (1..99999) %}{% assign a = a | push: a %}{% endfor %}{{ a | jsonify }}"),
        ("many texts", BIG + "{% assign a = 'a' | split: ',' %}{% for i in (1..99999) %}{% assign b = big | append: i %}{% assign a = a | push: b %}{% endfor %}"),
        ("slow work", BIG + "{% for i in (1..999999) %}{% assign x = big | split: '1' | sort | uniq %}{% endfor %}"),
        ("conditions compiled", "{% assign a = '1,2' | split: ',' %}{% for i in (1..300000) %}{% capture e %}x == {{ i }}{% endcapture %}{{ a | where_exp: 'x', e }}{% endfor %}"),
    ],
)  # fmt: skip
def test_bodies(attacked: Attack, name: str, body: str) -> None:
    outcome = attacked({"index.html": f"---\n---\n\n{body}"})
    assert outcome.error in (
        "TemplateLimitError",
        "StoppedError",
        "RenderError",
        "TemplateSyntaxError",
    )
    assert outcome.path == "index.html"
    assert outcome.line == 4


@pytest.mark.parametrize(
    "include",
    [
        "{% include a.html %}",
        "{% include a.html %}{% include a.html %}",
        "{% for i in (1..9) %}{% include {{ page.file }} %}{% endfor %}",
        "{% include a.html x=include %}",
    ],
)
def test_includes_without_end(attacked: Attack, include: str) -> None:
    outcome = attacked(
        {"index.html": "---\nfile: a.html\n---\n{% include a.html %}", "_includes/a.html": include}
    )
    assert outcome.error == "TemplateLimitError"
    assert outcome.path == "_includes/a.html"
    assert "from index.html:4" in outcome.message


def test_includes_that_double(attacked: Attack) -> None:
    files = {f"_includes/{n}.html": f"{{% include {n + 1}.html %}}" * 10 for n in range(30)}
    files["_includes/30.html"] = "{% assign x = x | plus: 1 %}{{ x }}"
    outcome = attacked({**files, "index.html": "---\n---\n{% include 0.html %}"})
    assert outcome.error in ("TemplateLimitError", "StoppedError")


def test_relative_includes_without_end(attacked: Attack) -> None:
    outcome = attacked({"index.html": "---\n---\n{% include_relative index.html %}"})
    assert outcome.error == "TemplateLimitError"


def test_layouts_without_end(attacked: Attack) -> None:
    files = {f"_layouts/{n}.html": f"---\nlayout: l{n + 1}\n---\n" for n in range(3)}
    files |= {f"_layouts/l{n}.html": f"---\nlayout: l{n + 1}\n---\n{{{{content}}}}{{{{content}}}}"
              for n in range(400)}  # fmt: skip
    outcome = attacked({**files, "index.html": "---\nlayout: l0\n---\n0123456789"})
    assert outcome.error in ("TemplateLimitError", "LimitError", "StoppedError")


def test_pages_that_show_each_other(attacked: Attack) -> None:
    files = {
        f"{n}.html": "---\n---\n{% for p in site.pages %}{{ p.content }}{% endfor %}" * 2
        for n in range(50)
    }
    assert attacked(files).error in ("TemplateLimitError", "LimitError", "StoppedError", "")


def test_the_whole_site_as_json(attacked: Attack) -> None:
    files = {f"_posts/2020-01-01-{n}.md": "---\n---\n{{ site | jsonify }}" for n in range(30)}
    assert attacked(files).error in ("TemplateLimitError", "StoppedError", "RenderError")
