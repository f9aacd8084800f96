"""Which converters a site has, and which of them a file goes through."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from liquidsite.config import Config
from liquidsite.convert import Converters
from liquidsite.errors import ConfigError, ConversionError, Notice

DEFAULTS = {
    "source": ".",
    "safe": False,
    "markdown": "kramdown",
    "highlighter": "rouge",
    "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
    "kramdown": {"input": "GFM", "hard_wrap": False, "guess_lang": True},
}


def converters(*plugins: Any, told: list[Notice] | None = None, **settings: Any) -> Converters:
    config = Config(MappingProxyType(DEFAULTS | settings))
    warn = (told if told is not None else []).append
    return Converters.of(config, plugins, warn=warn)


class Upper:
    """What a plugin may bring."""

    name = "upper"

    def __init__(self, ext: str, priority: int) -> None:
        self._ext = ext
        self.priority = priority

    def matches(self, ext: str) -> bool:
        return ext == self._ext

    def output_ext(self, ext: str) -> str:
        return ".txt"

    def convert(self, text: str) -> str:
        return text.upper()


@pytest.mark.parametrize(
    ("ext", "names", "output_ext"),
    [
        (".md", ["markdown", "identity"], ".html"),
        (".MarkDown", ["markdown", "identity"], ".html"),
        (".scss", ["scss", "identity"], ".css"),
        (".sass", ["sass", "identity"], ".css"),
        (".html", ["identity"], ".html"),
        ("", ["identity"], ""),
    ],
)
def test_builtin(ext: str, names: list[str], output_ext: str) -> None:
    site = converters()
    assert [converter.name for converter in site.for_ext(ext)] == names
    assert site.output_ext(ext) == output_ext


def test_markdown_ext_setting() -> None:
    site = converters(markdown_ext="text,MD")
    assert site.output_ext(".text") == ".html"
    assert site.output_ext(".md") == ".html"
    assert site.output_ext(".markdown") == ".markdown"


def test_plugins_are_placed_by_their_priority() -> None:
    assert converters(Upper(".md", 10)).for_ext(".md")[0].name == "upper"
    assert converters(Upper(".md", -10)).for_ext(".md")[1].name == "upper"
    site = converters(Upper(".up", 0))
    assert site.output_ext(".up") == ".txt"
    assert site.convert("a", "x.up", ".up").text == "A"


def test_conversion_goes_through_all_that_match() -> None:
    site = converters(Upper(".md", -10))
    assert site.convert("*a*\n", "x.md", ".md").text == "<P><EM>A</EM></P>\n"


def test_filters_ask_by_name() -> None:
    assert converters().named("markdown", "*a*") == "<p><em>a</em></p>\n"
    assert converters().named("smartify", "it's") == "it’s"


def test_stylesheets_bring_their_source_map(tmp_path: Path) -> None:
    site = converters(source=str(tmp_path), sass={"style": "compressed"})
    converted = site.convert("a { b: c }", "css/x.scss", ".scss", line=3)
    assert converted.text == "a{b:c}/*# sourceMappingURL=x.css.map */"
    assert converted.source_map is not None
    assert '"sources":["x.scss"]' in converted.source_map


def test_code_is_highlighted_with_the_sites_highlighter() -> None:
    text = "```ruby\nputs 1\n```\n"
    assert '<span class="nb">puts</span>' in converters().named("markdown", text)
    without = converters(kramdown={"input": "GFM", "syntax_highlighter": "none"})
    assert "<span" not in without.named("markdown", text)


def test_kramdowns_warnings_come_with_the_page_on_demand() -> None:
    text = "a\n\n[^x]\n"
    assert converters().convert(text, "x.md", ".md").notices == ()
    site = converters(kramdown={"input": "GFM", "show_warnings": True})
    [notice] = site.convert(text, "x.md", ".md", line=5).notices
    assert notice.topic == "Kramdown warning:"
    assert notice.message == "x.md: Footnote definition for 'x' not found on line 7"


def test_errors_name_the_page() -> None:
    site = converters(kramdown={"input": "GFM", "toc_levels": "nonsense"})
    with pytest.raises(ConversionError) as caught:
        site.convert("a", "x.md", ".md")
    assert caught.value.path == "x.md"


def test_outdated_options_are_told() -> None:
    told: list[Notice] = []
    section = {"enable_coderay": True, "coderay": {"coderay_css": "class"}}
    converters(told=told, kramdown=section).named("markdown", "a")
    assert [str(notice).strip() for notice in told] == [
        "Deprecation: You are using 'enable_coderay', "
        "use syntax_highlighter: coderay in your configuration file.",
        "Deprecation: You are using 'kramdown.coderay' in your configuration, "
        "please use 'syntax_highlighter_opts' instead.",
        "Deprecation: You are using 'coderay_css'. Normalizing to css.",
        "Kramdown: The syntax highlighter 'coderay' is not available: code is not highlighted.",
    ]


def test_a_math_engine_that_there_is_not_is_told() -> None:
    told: list[Notice] = []
    site = converters(told=told, kramdown={"input": "GFM", "math_engine": "katex"})
    assert site.named("markdown", "$$x$$ `c`").startswith('<p><span class="kdmath">$x$</span>')
    assert [str(notice).strip() for notice in told] == [
        "Kramdown: The math engine 'katex' is not available: "
        "formulas stay TeX between dollar signs."
    ]


def test_commonmark_is_another_processor() -> None:
    site = converters(markdown="CommonMark", commonmark={"options": ["HARDBREAKS"]})
    assert site.named("markdown", "a\nb") == "<p>a<br />\nb</p>\n"


@pytest.mark.parametrize("name", ["redcarpet", "commonmark", "GFM"])
def test_unknown_processors_are_an_error(name: str) -> None:
    with pytest.raises(ConfigError, match=f"Invalid Markdown processor given: {name}"):
        converters(markdown=name).named("markdown", "a")
