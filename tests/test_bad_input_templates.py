"""Templates that cannot be rendered: the message, its place and the chain that led there."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_input import Files, build

LAYOUT: Files = {"_layouts/d.html": "<b>{{ content }}</b>\n"}
NEST: Files = {
    "_layouts/d.html": "---\nlayout: e\n---\n{% include a.html %}{{ content }}\n",
    "_layouts/e.html": "{{ content }}",
    "_includes/a.html": "\n  {% include b.html %}",
    "index.md": "---\nlayout: d\n---\nx\n",
}


def page(body: str) -> Files:
    return {"index.md": f"---\ntitle: a\n---\n{body}"}


@pytest.mark.parametrize(
    ("body", "message", "place"),
    [
        ("x\n {% nope %}", "Liquid syntax error (line 5): Unknown tag 'nope'", "5:2"),
        ("{% if a %}\n\ny", "Liquid syntax error (line 4): 'if' tag was never closed", "4:1"),
        (
            "x\n{% for a in b %}{% if a %}{% endfor %}",
            "(line 5): 'endfor' is not a valid delimiter for if tags. use endif",
            "5:27",
        ),
        ("{% raw %}\n\n", "Liquid syntax error (line 4): 'raw' tag was never closed", "4:1"),
        ("a\nb {% if", "(line 5): Tag '{%' was not properly terminated", "5:3"),
        ("a {{ b", "(line 4): Variable '{{' was not properly terminated", "4:3"),
        ("{% for a of b %}{% endfor %}", "Syntax Error in 'for loop'", "4:1"),
        ("{{ 1 | divided_by: 0 }}", "Liquid error (line 4): divided by 0", "4:1"),
        ("{{ 'x' | date_to_xmlschema }}", "'\"x\"' is not a valid datetime.", "4:1"),
        ("{% include ../a %}", "File contains invalid characters or sequences", "4:1"),
        ("{% include_relative a.md %}", "Could not locate the included file 'a.md'", "4:1"),
        ("{% post_url nope %}", 'Could not parse name of post "nope"', "4:1"),
        ("{% highlight %}{% endhighlight %}", "Syntax Error in tag 'highlight'", "4:1"),
    ],
)
def test_a_page(body: str, message: str, place: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, page(body))
    assert outcome.status == 1
    assert outcome.first.startswith("Liquid Exception: ")
    assert message in outcome.first
    assert outcome.first.endswith(" in index.md")
    assert outcome.places[-1] == f"index.md:{place}"
    assert outcome.intact


def test_the_chain_of_includes_and_layouts(tmp_path: Path) -> None:
    outcome = build(tmp_path, {**NEST, "_includes/b.html": "b\n {% include no.html %}"})
    assert outcome.first.endswith("in _layouts/d.html")
    assert outcome.places == [
        "_includes/b.html:2:2",
        "from _includes/a.html:2",
        "from _layouts/d.html:4",
        "from index.md",
    ]
    assert outcome.status == 1
    assert outcome.intact


@pytest.mark.parametrize("text", ["{% nope %}", "{% if a %}", "{{ 1 | modulo: 0 }}"])
def test_an_error_of_an_include_names_its_file_as_jekyll_does(text: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**NEST, "_includes/b.html": f"\n\n{text}"})
    assert "(SITE/_includes/b.html line 3): " in outcome.first
    assert outcome.first.endswith(" included in _layouts/d.html")
    assert outcome.places[0] == "_includes/b.html:3:1"


@pytest.mark.parametrize(
    ("option", "body", "message"),
    [
        ("strict_filters: true", "{{ 'a' | nope }}", "undefined filter nope"),
        ("strict_variables: true", "{{ nope }}", "undefined variable nope"),
        ("error_mode: strict", "{{ a b }}", 'Expected end_of_string but found id in "{{ a b }}"'),
    ],
)
def test_strict_modes(option: str, body: str, message: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**page(f"\n{body}"), "_config.yml": f"liquid: {{{option}}}"})
    assert message in outcome.first
    assert outcome.places == ["index.md:5:1"]
    assert (outcome.status, outcome.intact) == (1, True)


def test_endless_includes(tmp_path: Path) -> None:
    files: Files = {**NEST, "_includes/b.html": "\n{% include a.html %}"}
    outcome = build(tmp_path, files)
    assert "Nesting too deep" in outcome.first
    assert outcome.places[-1] == "from index.md"
    assert len(outcome.places) < 6
    assert (outcome.status, outcome.intact) == (1, True)


def test_endless_layouts_end_as_in_jekyll(tmp_path: Path) -> None:
    layouts = {"_layouts/d.html": "---\nlayout: e\n---\nd{{ content }}"}
    layouts["_layouts/e.html"] = "---\nlayout: d\n---\ne{{ content }}"
    outcome = build(tmp_path, {**layouts, "index.html": "---\nlayout: d\n---\nx"})
    assert outcome.first == "Build Warning: Layout 'd' of index.html leads back to itself."
    assert outcome.status == 0
    assert outcome.written["index.html"] == b"edx"


@pytest.mark.parametrize("name", ["nope", "3", "[a]"])
def test_a_layout_that_is_missing(name: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {"index.html": f"---\nlayout: {name}\n---\nx"})
    shown = '["a"]' if name == "[a]" else name
    expected = f"Build Warning: Layout '{shown}' requested in index.html does not exist."
    assert outcome.first == expected
    assert (outcome.status, outcome.written["index.html"]) == (0, b"x")


def test_the_layout_of_a_layout_that_is_missing(tmp_path: Path) -> None:
    outcome = build(
        tmp_path,
        {"_layouts/d.html": "---\nlayout: e\n---\n{{ content }}", "a.md": "---\nlayout: d\n---\n"},
    )
    assert "Layout 'e' requested in _layouts/d.html does not exist." in outcome.first
    assert outcome.status == 0


@pytest.mark.parametrize(
    ("tag", "nearest"),
    [
        ("{% link abuot.md %}", "about.md"),
        ("{% link /about.md %}", "about.md"),
        ("{% post_url 2024-01-01-helo %}", "2024-01-01-hello"),
    ],
)
def test_the_nearest_target_is_suggested(tag: str, nearest: str, tmp_path: Path) -> None:
    targets = {"about.md": "---\n---\n", "_posts/2024-01-01-hello.md": "---\n---\n"}
    outcome = build(tmp_path, {**targets, **page(tag)})
    assert f"The nearest is '{nearest}'." in outcome.places
    assert outcome.places[-1] == "index.md:4:1"
    assert (outcome.status, outcome.intact) == (1, True)


def test_warnings_of_the_lax_parser(tmp_path: Path) -> None:
    outcome = build(
        tmp_path,
        {
            "_layouts/d.html": "---\nt: 1\n---\n\n{{ content !! }}",
            "_posts/2024-01-01-a.md": "---\nlayout: d\n---\nfirst {{ a b }}\n\nsecond\n",
            "index.md": "---\nlayout: d\n---\n{% for p in site.posts %}{{ p.excerpt }}{% endfor %}",
        },
    )
    assert sorted(line.strip() for line in outcome.told.splitlines()) == [
        "Liquid Warning: Liquid syntax error (line 1): Expected end_of_string but found id in "
        '"{{ a b }}" in _posts/2024-01-01-a.md:4:7',
        "Liquid Warning: Liquid syntax error (line 1): Unexpected character ! in "
        '"{{ content !! }}" in _layouts/d.html:5:1',
    ]
    assert outcome.status == 0


def test_what_was_told_before_an_error_is_told(tmp_path: Path) -> None:
    post = "---\ntitle: a: b\n---\n{{ a b }}{% nope %}"
    outcome = build(tmp_path, {"_posts/2024-01-01-a.md": post})
    topics = [line.strip().partition(":")[0] for line in outcome.told.splitlines()[:2]]
    assert topics == ["Error", "Liquid Exception"]


def test_topics_stand_where_jekyll_has_them(tmp_path: Path) -> None:
    outcome = build(tmp_path, page("{% nope %}"))
    assert outcome.told.startswith("  Liquid Exception: ")
    assert outcome.told.splitlines()[1].startswith(" " * 20 + "index.md")


def test_outdated_settings_of_kramdown_are_told_once(tmp_path: Path) -> None:
    pages = {f"{name}.md": "---\n---\nx" for name in "abc"}
    outcome = build(tmp_path, {**pages, "_config.yml": "kramdown: {enable_coderay: true}"})
    assert outcome.told.count("Deprecation:") == 1
