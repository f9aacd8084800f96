"""What can be seen in the text of Ruby plugins."""

from __future__ import annotations

import pytest

from liquidsite.migrate.ruby import registered

CASES = {
    "tag": (
        "module Jekyll\n  class Year < Liquid::Tag\n    def render(context)\n    end\n  end\nend\n"
        "Liquid::Template.register_tag('year', Jekyll::Year)\n",
        [("tag", "year", 7, (), "")],
    ),
    "block of a class of the file": (
        "class Base < Liquid::Block\nend\nclass Note < Base\nend\n"
        'Liquid::Template.register_tag "note", Note\nLiquid::Template.register_tag(:tip, Note)\n',
        [("block", "note", 5, (), ""), ("block", "tip", 6, (), "")],
    ),
    "filters": (
        "# a comment\nmodule Jekyll\n  module Words\n"
        "    def first_word(text, other = ' ')\n    end\n"
        "    def shout(text)\n    end\n    private\n    def helper\n    end\n  end\nend\n"
        "Liquid::Template.register_filter(Jekyll::Words)\n",
        [("filter", "first_word", 4, ("text", "other"), ""), ("filter", "shout", 6, ("text",), "")],
    ),
    "generator": (
        "module Jekyll\n  class Years < Generator\n    safe true\n    priority :low\n"
        "    def generate(site)\n    end\n  end\nend\n",
        [("generator", "Years", 2, (), "low")],
    ),
    "converter": (
        "class Upcase < Jekyll::Converter\n  def matches(ext)\n    ext =~ /^\\.(up|upcase)$/i\n"
        '  end\n  def output_ext(ext)\n    ".htm"\n  end\nend\n',
        [("converter", "Upcase", 1, (), ".up .upcase → .htm")],
    ),
    "hooks": (
        "Jekyll::Hooks.register [:pages, :posts], :post_render do |page, payload|\nend\n"
        "Jekyll::Hooks.register(:site, %i[pre_render post_write]) { |site| }\n",
        [
            ("hook", "pages:post_render", 1, ("page", "payload"), ""),
            ("hook", "posts:post_render", 1, ("page", "payload"), ""),
            ("hook", "site:pre_render", 3, ("site",), ""),
            ("hook", "site:post_write", 3, ("site",), ""),
        ],
    ),
    "patch": (
        "module Jekyll\n  class Site\n    def extra\n    end\n  end\nend\n",
        [("patch", "Jekyll::Site", 2, (), "")],
    ),
    "patch of kramdown": (
        "class Kramdown::Converter::Html\n  def convert_header\n  end\nend\n",
        [("patch", "Kramdown's Html", 1, (), "")],
    ),
    "comments": (
        "=begin\nLiquid::Template.register_tag('a', A)\n=end\n# register_tag('b', B)\n",
        [],
    ),
    "helpers": ("class YearPage < Jekyll::Page\n  def initialize\n  end\nend\n", []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_registered(name: str) -> None:
    text, expected = CASES[name]
    found = registered(text)
    assert [(i.kind, i.name, i.line, i.arguments, i.detail) for i in found] == expected
