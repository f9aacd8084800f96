"""Environments: errors, limits, plugins' tags, and compiled templates that are kept."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from liquidsite import liquid, plugin
from liquidsite.errors import (
    IncludeError,
    LimitError,
    Notice,
    ReadError,
    RenderError,
    StrictError,
    TemplateSyntaxError,
)
from liquidsite.liquid.host import Standalone
from liquidsite.liquid.source import Source

HOST = Standalone({}, {"title": "Site"})


def test_syntax_errors_are_worded_as_jekylls_and_placed_in_the_file() -> None:
    env = liquid.Environment(error_mode="lax")
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


def test_a_loop_asks_for_its_offset_before_its_collection() -> None:
    with pytest.raises(StrictError, match="undefined variable there"):
        liquid.render("{% for x in where offset: there %}{% endfor %}", {}, strict_variables=True)


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
    env = liquid.Environment(tags={"shout": Shout, "twice": Twice, "picky": Picky})

    def render(template: str) -> str:
        return env.parse(Source(template, "page")).render_with({"p": {"n": "hey"}}, HOST)

    assert render("{% for x in (1..2) %}{% shout p.n %},{% endfor %}{{ shouted }}") == (
        "hey! Site 1,hey! Site 2,p.n "
    )
    assert render("{% for x in (1..2) %}{% twice %}{{ x }}{% endtwice %}{% endfor %}") == "1122"
    with pytest.raises(TemplateSyntaxError) as caught:
        render("\n{% picky %}")
    assert (caught.value.path, caught.value.line) == ("page", 2)


def test_a_filter_that_fails_is_an_error_with_a_place() -> None:
    env = liquid.Environment(filters={"broken": lambda value: value.nothing})
    with pytest.raises(RenderError) as caught:
        env.parse(Source("\n{{ 'x' | broken }}", "page")).render_with({}, HOST)
    assert (caught.value.path, caught.value.line, caught.value.column) == ("page", 2, 1)
    assert "AttributeError" in caught.value.message


def test_compiled_templates_can_be_kept() -> None:
    cache: dict[Source, bytes] = {}
    source = Source("{% for x in xs %}{{ x | upcase }}{% endfor %}{{ a b }}{{ 1 | plus }}", "page")
    for _ in range(2):
        env = liquid.Environment(cache=cache)
        template = env.parse(source)
        assert "Expected end_of_string but found id" in template.warnings[0].message
        with pytest.raises(RenderError) as caught:
            template.render_with({"xs": ["a"]}, HOST)
        assert caught.value.column == 55
    assert list(cache) == [source]


def test_a_program_adds_filters_and_tags_to_jekylls() -> None:
    env = liquid.Environment(
        filters={"shout": lambda text, mark="!": f"{text}{mark}".upper()}, tags={"twice": Twice}
    )
    template = env.from_string("{% twice %}{{ name | shout | slugify: 'pretty' }}{% endtwice %}")
    assert template.render(name="Ada") == template.render({"name": "Ada"}) == "ada!ada!"
    assert template.render({"name": "Ada"}, name="Bob") == "bob!bob!"


def test_methods_and_other_callables_are_filters() -> None:
    class Greeter:
        def greet(self, name: object, word: object = "Hello") -> str:
            return f"{word} {name}"

    env = liquid.Environment(filters={"greet": Greeter().greet, "hex": hex})
    assert env.from_string("{{ 'Ada' | greet: 'Hi' }} {{ 255 | hex }}").render() == "Hi Ada 0xff"
    with pytest.raises(RenderError, match=r"wrong number of arguments \(given 3, expected 1..2\)"):
        env.from_string("{{ 'Ada' | greet: 1, 2 }}").render()


def test_an_unknown_error_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="lax, warn, strict, not 'loose'"):
        liquid.Environment(error_mode="loose")


def test_values_that_every_template_sees() -> None:
    env = liquid.Environment(values={"site": {"team": ("Ada", "Bob")}})
    template = env.from_string("{{ site.team | join: ' ' }}{{ x }}{% increment x %}")
    assert template.render(x=1) == "Ada Bob11"
    assert template.render(site={}) == "0"


def test_includes_and_templates_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.html").write_text("[{{ include.x }}]")
    (tmp_path / "page.html").write_text("{% include sub/a.html x=1 %}")
    (tmp_path.parent / "outside.html").write_text("secret")
    env = liquid.Environment(includes=tmp_path)
    assert env.get_template("page.html").render() == "[1]"
    (tmp_path / "sub" / "a.html").write_text("({{ include.x }})")
    assert env.get_template("page.html").render() == "(1)"
    for name in ("../outside.html", "sub", "none.html", str(tmp_path / "page.html"), ""):
        with pytest.raises(ReadError, match="no template of this name"):
            env.get_template(name)
    with pytest.raises(IncludeError):
        env.from_string("{% include none.html %}").render()


def test_includes_from_a_function_and_templates_from_a_mapping() -> None:
    env = liquid.Environment(
        includes=lambda name: f"<{name}>" if name == "a.html" else None,
        loader={"page": "{% include a.html %}", "broken": "\n{% if %}"},
    )
    assert env.get_template("page").render() == "<a.html>"
    with pytest.raises(IncludeError):
        env.from_string("{% include b.html %}").render()
    with pytest.raises(TemplateSyntaxError) as caught:
        env.get_template("broken")
    assert (caught.value.path, caught.value.line) == ("broken", 2)


def test_jekylls_filters_work_without_a_site() -> None:
    env = liquid.Environment(config={"baseurl": "/2021", "url": "https://example.org"})
    expected = {
        "{{ '*a* -- \"b\"' | markdownify }}": "<p><em>a</em> – “b”</p>\n",
        "{{ '\"b\"' | smartify }}": "“b”",
        "{{ '/a' | relative_url }} {{ 'a' | absolute_url }}": "/2021/a https://example.org/2021/a",
        "{% highlight python %}x{% endhighlight %}": '<figure class="highlight"><pre><code '
        'class="language-python" data-lang="python"><span class="n">x</span></code></pre></figure>',
    }
    assert {text: env.from_string(text).render() for text in expected} == expected
    plain = liquid.Environment(config={"kramdown": {"smart_quotes": "39,39,34,34"}})
    assert plain.from_string("{{ '\"b\"' | markdownify }}").render() == '<p>"b"</p>\n'
    assert liquid.render("{{ '*a*' | markdownify }}") == "<p><em>a</em></p>\n"


def test_warnings_of_a_render_can_be_had() -> None:
    notices: list[Notice] = []
    env = liquid.Environment(warn=notices.append)
    assert env.from_string("{{ 'x' | no_such }}").render() == "x"
    assert [notice.message for notice in notices] == ["no_such"]


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("{{ page.title | append: site.title }}", ["page.title", "site.title"]),
        (
            "{% for t in talks %}{{ t.by }}{{ forloop.index }}{% endfor %}{{ t.x }}",
            ["t.x", "talks"],
        ),
        ("{{ x }}{% assign x = a.b %}{{ x.y }}", ["a.b", "x"]),
        ("{% capture x %}{{ y }}{% endcapture %}{{ x }}", ["y"]),
        (
            "{{ talks.size }}{{ talks[0].by }}{{ a['b'].c }}{{ a[k].c }}",
            ["a", "a.b.c", "k", "talks"],
        ),
        ("{% if a.b and c contains 'd' %}{% endif %}", ["a.b", "c"]),
        ("{% case a %}{% when b %}{% endcase %}{% unless c %}{% endunless %}", ["a", "b", "c"]),
        ("{{ site.time | date: '%Y' }}", ["site.time"]),
        ("{% assign z = 1 %}{% include a.html x=w %}", ["q.r", "w"]),
        ("{% tablerow t in talks cols: n %}{{ t }}{% endtablerow %}", ["n", "talks"]),
        ("{% for i in (1..n) limit: m %}{% cycle a, b %}{% endfor %}", ["a", "b", "m", "n"]),
        ("{% increment i %}{{ i }}text", ["i"]),  # it begins with the caller's
    ],
)
def test_the_variables_of_a_template(template: str, names: list[str]) -> None:
    env = liquid.Environment(includes={"a.html": "{{ include.x }}{{ q.r }}{{ z }}"})
    assert list(env.from_string(template).variables()) == names


def test_one_off_renders_keep_no_more_than_their_last_templates() -> None:
    def alive_after(first: int) -> int:
        for number in range(first, first + 700):
            liquid.render(f"{{{{ x }}}}{number}", {"x": [{"a": number}]})
        gc.collect()
        return sum(isinstance(each, liquid.Template) for each in gc.get_objects())

    assert alive_after(0) == alive_after(700)
