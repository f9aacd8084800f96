"""Ruby that `migrate` translates. The expected texts are what Jekyll writes with the Ruby files."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite import Site
from liquidsite.migrate.plan import apply, plan
from liquidsite.migrate.ruby import registered
from liquidsite.migrate.stubs import MARK, stub
from migrate.sites import write

FILTERS = r"""
module Names
  def initials(name)
    name.split.map { |word| word.upcase }.join("-")
  end

  def slug(text, sep = "-")
    text.downcase.strip.gsub(/[^a-z0-9]+/, "-")
  end

  # The tag goes around.
  def wrap(text, tag = 'b')
    "<#{tag} class=\"x\">#{text.strip}</#{tag}>"
  end

  def shout(input); input.upcase; end

  def yes(x)
    return "none" if x.nil? || x == ""
    x
  end

  def pick(x)
    words = x.split(",")
    words
      .select { |w| w.start_with?("a") }
      .sort.uniq.join(" ")
  end
end
Liquid::Template.register_filter(Names)
"""
TAGS = """
class Video < Liquid::Tag
  def initialize(tag_name, id, tokens)
    super
    @id = id.strip
  end

  def render(context)
    title = context.registers[:page]["title"]
    <<~HTML
      <iframe src="https://x/#{@id}">
        #{title} "#{context["page.n"]}" #{context.registers[:site].config["owner"]}
      </iframe>
    HTML
  end
end
Liquid::Template.register_tag("video", Video)

class Box < Liquid::Block
  def render(context)
    "<div class='box #{@markup.strip}'>#{super}</div>"
  end
end
Liquid::Template.register_tag("box", Box)
"""
PAGE = """\
---
title: A & B
n: 2.50
---
{{ "ada lovelace" | initials }} {{ "  Hello, World! " | slug }} {{ " a " | wrap }}
{{ " a " | wrap: "i" }} {{ "ß" | shout }} {{ nil | yes }} {{ false | yes }}
{{ "b,ab,aa,ab" | pick }}
{% video  xyz %}{% box red %}{{ page.title }} {x}{% endbox %}
"""
BUILT = """\
ADA-LOVELACE hello-world- <b class="x">a</b>
<i class="x">a</i> SS none false
aa ab
<iframe src="https://x/xyz">
  A & B "2.5" Ada
</iframe>
<div class='box red'>A & B {x}</div>
"""


def test_what_is_mechanical_is_translated(tmp_path: Path) -> None:
    files = {"_plugins/names.rb": FILTERS, "_plugins/tags.rb": TAGS, "index.html": PAGE}
    folder = write(tmp_path, {**files, "_config.yml": "owner: Ada\n"})
    apply(plan(Site.load(folder)))
    for name in ("names", "tags"):
        assert MARK not in (folder / f"_plugins/{name}.py").read_text()
    Site.load(folder).build()
    assert (folder / "_site/index.html").read_text() == BUILT


def test_the_ruby_is_in_the_stub_with_its_comments() -> None:
    text = stub("names", registered(FILTERS))
    assert "    # def initials(name)\n    #   name.split.map { |word| word.upcase }" in text
    assert 'def wrap(text, tag="b"):' in text
    hook = "Jekyll::Hooks.register :posts, :post_render do |post|\n  # all\n  post.x\nend\n"
    text = stub("hooks", registered(hook))
    assert "    # Jekyll::Hooks.register :posts, :post_render do |post|\n    #   # all\n" in text
    generator = "class Years < Jekyll::Generator\n  def generate(site)\n  end\nend\n"
    assert "    #   def generate(site)\n" in stub("years", registered(generator))


@pytest.mark.parametrize(
    "ruby",
    [
        "x[0]",
        "x.size > 8 ? 'long' : x.frobnicate",
        "x == 1",
        "x / 2",
        "x.gsub(/(?<=a)b/, '')",
        "x.gsub(/b*/, '')",
        "x.gsub(/ss/i, '')",
        "x.gsub!('a', 'b')",
        "x.map { |a, b| a }",
        "x.select { |a| a == 'b' }",
        "other(x)",
        "Time.now.to_s",
        "`ls`",
        "x if x",
        "x = 1 if x\n    x",
        "x.each do |y|\n    end\n    x",
        "3.upcase",
        "",
        '"a#{',
        "x =~ /a/",
        ":x",
        "{ 'a' => x }",
    ],
)
def test_what_is_not_mechanical_is_left_to_the_owner(ruby: str) -> None:
    module = f"module M\n  def f(x)\n    {ruby}\n  end\nend\nLiquid::Template.register_filter(M)\n"
    assert MARK in stub("m", registered(module))


@pytest.mark.parametrize(
    "ruby",
    [
        "def render(context)\n    @other\n  end",
        "def render(context)\n    3\n  end",
        "def initialize(a, b, c)\n    @b = b\n  end\n  def render(context)\n    'a'\n  end",
        "def render(context)\n    'a'\n  end\n  def parse(tokens)\n  end",
    ],
)
def test_a_tag_that_does_more_is_left_to_the_owner(ruby: str) -> None:
    tag = f"class T < Liquid::Tag\n  {ruby}\nend\nLiquid::Template.register_tag('t', T)\n"
    assert MARK in stub("t", registered(tag))
