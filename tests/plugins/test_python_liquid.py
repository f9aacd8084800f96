"""Filters and tags of python-liquid in a Jekyll site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TextIO

import liquid
import pytest
from liquid.ast import BlockNode, Node
from liquid.filter import with_context, with_environment
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.token import TOKEN_TAG, Token

from liquidsite import Site
from liquidsite.errors import PluginError, RenderError
from liquidsite.python_liquid import from_environment, register


@pytest.fixture
def environment() -> liquid.Environment:
    made = liquid.Environment()
    made.add_filter("shout", lambda text, mark="!": f"{text}{mark}".upper())
    return made


def render(tmp_path: Path, text: str, environment: liquid.Environment, **names: list[str]) -> str:
    (tmp_path / "index.html").write_text(f"---\ntitle: Hello\n---\n{text}")
    plugin = from_environment(environment, **names)  # type: ignore[arg-type]
    return Site.load(tmp_path, plugins=[plugin]).render("index.html")


def test_filters_take_input_and_arguments(tmp_path: Path, environment: liquid.Environment) -> None:
    text = "{{ page.title | shout }} {{ page.title | shout: '?' }}"
    assert render(tmp_path, text, environment, filters=["shout"]) == "HELLO! HELLO?"


def test_filters_that_ask_for_it_get_the_environment(
    tmp_path: Path, environment: liquid.Environment
) -> None:
    @with_environment
    def count(value: object, *, environment: liquid.Environment) -> bool:
        return len(environment.filters) > 10

    environment.add_filter("many", count)
    assert render(tmp_path, "{{ 1 | many }}", environment, filters=["many"]) == "true"


def test_an_inline_tag_sees_the_page(tmp_path: Path, environment: liquid.Environment) -> None:
    text = "{% echo page.title | shout %}"
    assert render(tmp_path, text, environment, tags=["echo"]) == "HELLO!"


def test_keywords_and_the_render_context(tmp_path: Path, environment: liquid.Environment) -> None:
    @with_context
    def greet(value: object, *, context: liquid.RenderContext, word: str = "Hi") -> str:
        return f"{word} {value} {context.resolve('talk')} {context.resolve('page')['title']}"

    environment.add_filter("greet", greet)
    text = "{% for talk in (1..2) %}{{ 'Ada' | greet: word: 'Oi' }},{% endfor %}"
    assert render(tmp_path, text, environment, filters=["greet"]) == (
        "Oi Ada 1 Hello,Oi Ada 2 Hello,"
    )


def test_a_filter_that_fails_has_its_place(tmp_path: Path, environment: liquid.Environment) -> None:
    with pytest.raises(RenderError) as caught:
        render(tmp_path, "\n{{ 1 | divided_by: 0 }}", environment, filters=["divided_by"])
    assert (caught.value.path, caught.value.line) == ("index.html", 5)


def test_inline_tags_see_loop_variables_and_assign(
    tmp_path: Path, environment: liquid.Environment
) -> None:
    text = "{% for x in (1..2) %}{% assign y = x | times: 10 %}{{ y }}{% endfor %}"
    assert render(tmp_path, text, environment, tags=["assign"]) == "1020"


class WithNode(Node):
    def __init__(self, token: Token, name: str, block: BlockNode) -> None:
        super().__init__(token)
        self.name, self.block = name, block

    def render_to_output(self, context: liquid.RenderContext, buffer: TextIO) -> int:
        count = 0
        for value in ("a", "b"):
            with context.extend({self.name: value}):
                count += self.block.render(context, buffer)
        return count


class WithTag(liquid.Tag):
    """`{% with x %}`: its body twice, with a variable."""

    name, end = "with", "endwith"

    def parse(self, stream: TokenStream) -> Node:
        token = stream.eat(TOKEN_TAG)
        name = stream.current.value
        next(stream)
        block = get_parser(self.env).parse_block(stream, (self.end,))
        stream.expect(TOKEN_TAG, value=self.end)
        return WithNode(token, name, block)


def test_block_tags_have_the_sites_body(tmp_path: Path, environment: liquid.Environment) -> None:
    environment.add_tag(WithTag)
    text = (
        "{% for n in (1..2) %}{% with x %}{{ x }}{{ n }}{{ page.title | slugify }} {% endwith %}"
        "{% endfor %}{{ x }}"
    )
    expected = "a1hello b1hello a2hello b2hello "
    assert render(tmp_path, text, environment, tags=["with"]) == expected
    text = "{% if page.title == 'Hello' %}yes {{ page.title | slugify }}{% endif %}"
    assert render(tmp_path, text, environment, tags=["if"]) == "yes hello"
    assert "liquidsite_body" not in environment.tags


def test_what_is_not_there_is_refused(environment: liquid.Environment) -> None:
    for names in ({"filters": ["none"]}, {"tags": ["none"]}):
        with pytest.raises(PluginError):
            from_environment(environment, **names)  # type: ignore[arg-type]


def test_jekylls_filters_in_python_liquid(environment: liquid.Environment) -> None:
    register(environment, config={"baseurl": "/2021"})
    talks = [{"by": "Ada", "n": 1}, {"by": "Bob", "n": 2}]
    cases = {
        "{{ '*a*' | markdownify }}": "<p><em>a</em></p>\n",
        "{{ '/x' | relative_url }} {{ 'Hello You' | slugify }}": "/2021/x hello-you",
        "{% assign f = talks | where_exp: 't', 't.n > least' %}{{ f | map: 'by' }}": "Bob",
        "{% assign g = talks | group_by: 'by' %}{{ g[1].name }} {{ g[1].size }}": "Bob 1",
        "{{ talks | where: 'n', 2 | map: 'by' | join: ' ' }} {{ 'x' | upcase }}": "Bob X",
        "{{ nothing | jsonify }} {{ talks[0] | jsonify }}": 'null {"by":"Ada","n":1}',
    }
    found = {text: environment.render(text, talks=talks, least=1) for text in cases}
    assert found == cases
    with pytest.raises(liquid.exceptions.LiquidError, match="given 3, expected 1"):
        environment.render("{{ 'a' | slugify: 1, 2 }}")
    with pytest.raises(liquid.exceptions.LiquidError, match="cannot show an object"):
        environment.render("{{ x | jsonify }}", x=object())


def test_jekylls_tags_in_python_liquid() -> None:
    card = "{{ include.talk.by }} {{ include.word }} {% include inner.html %}"
    inner = "[{{ include.word }}{{ theirs }}]"
    loader = liquid.DictLoader({"card.html": card, "inner.html": inner})
    environment = liquid.Environment(loader=loader)
    register(environment)
    text = "{% for t in talks %}{% include card.html talk=t word='says \"x\"' %}{% endfor %}"
    talks = [{"by": "Ada"}]
    assert environment.render(text, talks=talks) == 'Ada says "x" [says "x"]'
    assert environment.render("{% include 'inner.html' with x as theirs %}", x=1) == "[1]"
    highlighted = environment.render("{% highlight python %}{{ x }} = 1{% endhighlight %}", x="a")
    assert '<span class="n">a</span> <span class="o">=</span>' in highlighted
    assert environment.from_string(text).analyze().globals.keys() == {"talks", "theirs"}
    for wrong in ("{% include ../x.html %}", "{% include %}", "{% include a.html x= %}"):
        with pytest.raises(liquid.exceptions.LiquidSyntaxError):
            environment.from_string(wrong)
    with pytest.raises(liquid.exceptions.LiquidSyntaxError):
        environment.from_string("{% highlight %}x{% endhighlight %}")


def test_only_what_is_asked_for_is_registered() -> None:
    environment = liquid.Environment()
    before = set(environment.filters), dict(environment.tags)
    register(environment, filters=["slugify"], tags=())
    assert set(environment.filters) - before[0] == {"slugify"}
    assert environment.tags == before[1]
    with pytest.raises(PluginError, match="no filter 'none'"):
        register(environment, filters=["none"])
    with pytest.raises(PluginError, match="'post_url' is not a tag that works without a site"):
        register(environment, tags=["post_url"])


def test_a_build_imports_no_python_liquid(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("---\n---\n{{ 'a' | upcase }}")
    program = (
        "import sys, liquidsite; liquidsite.Site.load(sys.argv[1]).build();"
        "print([m for m in sys.modules if m.split('.')[0] in ('liquid', 'markdown_it')])"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "[]\n"
