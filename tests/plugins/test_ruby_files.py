"""Ruby files of starters: which are known, and what the goldens do not show of their work."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from built_site import Build

from liquidsite import Site
from liquidsite.errors import TemplateError
from liquidsite.plugin import Plugin
from liquidsite.plugins import ruby_files
from liquidsite.plugins.ruby_files.data_filter import data_filter, data_filter_of_lists

KNOWN = """\
class Folded < Liquid::Block
  def render(context)
    "<details>#{super}</details>" # as it is
  end
end
Liquid::Template.register_tag("details", Folded)
"""
REFORMATTED = KNOWN.replace("  ", "\t\t").replace("class", "\n# The tag.\n=begin\nx\n=end\nclass")
EDITED = KNOWN.replace("<details>", "<details open>")


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `KNOWN` be the one known file."""
    marks = frozenset([ruby_files.digest(KNOWN)])
    monkeypatch.setattr(ruby_files, "FILES", {"details.rb": {"details:plugin": marks}})


@pytest.mark.parametrize("name", ["details.rb", "renamed.rb"])
@pytest.mark.parametrize("text", [KNOWN, REFORMATTED], ids=["as it is", "reformatted"])
def test_a_known_file_has_an_equivalent(build: Build, name: str, text: str) -> None:
    page = "---\n---\n{% details More %}*text*{% enddetails %}"
    site = build({f"_plugins/{name}": text, "a.html": page})
    assert site["a.html"] == ("<details><summary>More</summary><p><em>text</em></p>\n</details>")
    assert not [warning for warning in site.warnings if "Ruby" in warning]


def test_an_edited_file_is_not_run(build: Build) -> None:
    site = build({"_plugins/details.rb": EDITED, "a.html": "x"})
    (warning,) = site.warnings
    assert "_plugins/details.rb is an edited copy" in warning
    assert "from liquidsite.plugins.ruby_files.details import plugin" in warning
    assert "_plugins/details.py" in warning


def test_what_only_has_the_name_of_a_known_file_is_no_copy(build: Build) -> None:
    other = KNOWN.replace('tag("details"', 'tag("folded"').replace("details>", "div>")
    (warning,) = build({"_plugins/details.rb": other, "a.html": "x"}).warnings
    assert "is written in Ruby" in warning


@pytest.mark.parametrize("indentation", ["", "    "])
def test_a_heredoc_counts_with_its_lines(indentation: str) -> None:
    text = "\n".join(f"{indentation}{line}" for line in ("<<~HTML", "  <a>", "    # b", "HTML"))
    marks = {
        ruby_files.digest(text),
        ruby_files.digest(text.replace("    # b", "  # b")),
        ruby_files.digest(text.replace("# b", "# c")),
    }
    assert len(marks) == 3
    assert ruby_files.digest("<<~HTML\n<a>\n  # b\nHTML") in marks


def test_a_file_that_requires_a_bundled_gem_turns_it_on(build: Build) -> None:
    page = "---\n---\n{{ 'a@b.c' | encode_email }}"
    files = {"_plugins/ext.rb": "# gems\nrequire 'jekyll-email-protect'\n", "a.html": page}
    site = build(files)
    assert site["a.html"] == "%61@%62.%63"
    assert site.warnings == []
    assert ruby_files.required_gems("require 'jekyll/scholar'\n") == ["jekyll-scholar"]
    assert ruby_files.required_gems("require 'jekyll/scholar'\nfoo\n") == []
    assert ruby_files.required_gems("require 'nokogiri'\n") == []


def test_requiring_what_is_loaded_anyway_changes_nothing() -> None:
    assert ruby_files.digest(f"require 'liquid'\nrequire \"json\"\n{KNOWN}") == ruby_files.digest(
        KNOWN
    )
    assert ruby_files.digest(f"require 'jekyll-toc'\n{KNOWN}") != ruby_files.digest(KNOWN)


def test_localization_exists(build: Build) -> None:
    names = ("a.b", "{{ page.k }}", "c", "a.z", "a.n", "a.", ".a")
    page = " ".join(f"{{% localization_exists {name} %}}" for name in names)
    files = {
        "_plugins/own.py": PLUGIN.format("localization_exists"),
        "_data/en/strings.yml": "a: {b: x, n: null, l: [1]}\nc: y\n",
        "a.html": f"---\nk: a.b\n---\n{page}",
    }
    # As Jekyll writes it with the Ruby file.
    site = build(files, {"languages": ["en", "de"]})
    assert site["a.html"] == "true true false false true true false"
    assert build({}, {"languages": []})["a.html"] == " ".join(["false"] * len(names))


def test_every_version_is_a_plugin() -> None:
    versions = import_module("liquidsite.plugins.ruby_files.versions").FILES
    for file, known in versions.items():
        for version, marks in known.items():
            module, _, name = version.partition(":")
            found = getattr(import_module(f"liquidsite.plugins.ruby_files.{module}"), name)
            assert isinstance(found, Plugin), file
            assert all(len(mark) == 32 for mark in marks)


DATA = [
    {"title": "One", "group": "first", "tags": ["a", "b"], "year": 2020, "sub-title 2": "x"},
    {"title": "Two", "year": 2021, "date": "2021-03-01"},
]


@pytest.mark.parametrize(
    ("expression", "titles"),
    [
        ("group == 'first'", "One"),
        ("!group", "Two"),
        ("not group or year < 2021", "One Two"),
        ("group != nil && (year > 2020 or tags.include?('b'))", "One"),
        ("tags&.first == 'a'", "One"),
        ("date =~ /^2021/ and title.downcase.start_with? 't'", "Two"),
        ("item['year'].to_i.to_s == \"20#{21}\"", "Two"),
        ("sub_title ? true : year == 2021", "One Two"),
        ("['Two'].include? title", "Two"),
        ("", ""),
    ],
)
def test_data_filter_understands_questions_about_data(expression: str, titles: str) -> None:
    found = data_filter(DATA, expression)
    assert isinstance(found, list)
    assert " ".join(item["title"] for item in found) == titles


@pytest.mark.parametrize(
    "expression",
    ["system('ls')", "title = 1", "title.frobnicate", "year < 'a'", "`ls`", "[", "a +"],
)
def test_data_filter_refuses_other_ruby(expression: str) -> None:
    with pytest.raises(TemplateError, match="data_filter"):
        data_filter(DATA, expression)


@pytest.mark.parametrize(
    ("filters", "titles"),
    [("group", "Two"), ("title: ^T, year: 2021", "Two"), ("tags: b", "One"), (" , ", "One Two")],
)
def test_data_filter_of_older_versions(filters: str, titles: str) -> None:
    found = data_filter_of_lists(DATA, filters)
    assert isinstance(found, list)
    assert " ".join(item["title"] for item in found) == titles


PLUGIN = "from liquidsite.plugins.ruby_files.{} import plugin\n"


def test_nothing_asks_the_network_and_a_warning_says_so(build: Build) -> None:
    sources = [{"name": "A blog", "rss_url": "https://example.com/feed"}, {"name": "News"}]
    libraries = {"download": True, "maths": {"url": {"js": "https://x.example/m.js"}}}
    files = {
        "_plugins/external-posts.py": PLUGIN.format("external_posts"),
        "_plugins/download-3rd-party.py": PLUGIN.format("third_party_libraries"),
        "a.html": "---\n---\n{{ site.posts.size }} {{ site.third_party_libraries.maths.url.js }}",
    }
    site = build(files, {"external_sources": sources, "third_party_libraries": libraries})
    assert site["a.html"] == "0 https://x.example/m.js"
    assert any("not fetched: A blog, News;" in warning for warning in site.warnings)
    assert any("not downloaded: maths;" in warning for warning in site.warnings)


@pytest.mark.parametrize(
    ("module", "page", "message"),
    [
        ("cache_bust", "{{ 'assets/no.js' | bust_file_cache }}", "no file 'assets/no.js'"),
        ("hide_custom_bibtex", "{{ 'a' | hideCustomBibtex }}", "invalid regular expression"),
    ],
)
def test_mistakes_have_their_place(build: Build, module: str, page: str, message: str) -> None:
    files = {"_plugins/own.py": PLUGIN.format(module), "a.html": f"---\n---\n\n{page}"}
    with pytest.raises(TemplateError, match=message) as caught:
        build(files, {"filtered_bibtex_keywords": ["("]})
    assert (caught.value.path, caught.value.line) == ("a.html", 4)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs Git")
def test_posts_that_changed_have_the_date_of_their_author(tmp_path: Path, build: Build) -> None:
    folder = tmp_path / "site"
    post = "---\nown: {}\n---\n{{{{ page.last_modified_at | inspect }}}}"
    kept = "---\nlast_modified_at: x\n---\n{{ page.last_modified_at }}"
    files = {
        "_plugins/own.py": PLUGIN.format("posts_lastmod"),
        "_posts/2021-05-07-a.html": post.format(1),
        "_posts/2021-05-07-b.html": post.format(1),
        "_posts/2021-05-07-c.html": kept,
    }
    build(files)
    dates = {
        "GIT_AUTHOR_DATE": "2021-06-01T10:00:00-0300",
        "GIT_COMMITTER_DATE": "2022-01-01T00:00:00Z",
    }
    names = {
        f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }

    def git(*arguments: str) -> None:
        command = ["git", "-C", str(folder), "-c", "commit.gpgsign=false", *arguments]
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, **dates, **names}
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "1")
    for name, text in (("a", post.format(2)), ("c", kept + " ")):
        (folder / f"_posts/2021-05-07-{name}.html").write_text(text)
    git("commit", "-qam", "2")
    site = build({})
    assert site["2021/05/07/a.html"] == "&quot;2021-06-01 10:00:00 -0300&quot;"
    assert site["2021/05/07/b.html"] == "nil"
    assert site["2021/05/07/c.html"] == "x "


def test_links_of_notes_follow_edits(tmp_path: Path) -> None:
    plugin = "from liquidsite.plugins.ruby_files.digital_garden import links as plugin\n"
    page = (
        "{{ content }}{{ page.backlinks | map: 'title' | join }}"
        "{% for note in page.backlinks %}{{ note.content }}{% endfor %}"
        "{% include notes_graph.json %}"
    )
    files = {
        "_config.yml": "collections: {notes: {output: true}}\ntimezone: UTC\n"
        "defaults: [{scope: {path: ''}, values: {layout: a}}]\n",
        "_plugins/links.py": plugin,
        "_layouts/a.html": page,
        "_notes/one.md": "---\n---\n[[two]] [[three]]",
        "_notes/two.md": "---\n---\nText",
        "_notes/three.md": "---\n---\n[[one]]",
    }
    edits = [("two", "[[One]]"), ("three", "no link"), ("one", "[[two|x]] [[nothing]]")]
    for folder in (tmp_path / "kept", tmp_path / "new"):
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
    Site.load(tmp_path / "kept").build()
    for name, text in edits:
        for folder in (tmp_path / "kept", tmp_path / "new"):
            (folder / f"_notes/{name}.md").write_text(f"---\n---\n{text}")
        Site.load(tmp_path / "kept").build()
        Site.load(tmp_path / "new", config={"disable_disk_cache": True}).build()
        for note in ("one", "two", "three"):
            kept, new = (
                (tmp_path / folder / f"_site/notes/{note}.html").read_text()
                for folder in ("kept", "new")
            )
            assert kept == new
    assert "invalid-link" in (tmp_path / "kept/_site/notes/one.html").read_text()


@pytest.mark.parametrize(
    ("version", "markup", "start"),
    [
        ("in_figure", "abc 5 6", '<div class="video"><figure><iframe width="640" height="480"'),
        ("in_container", "abc", '<div class="embed-container"><figure><iframe width="640"'),
        ("sized", "abc", '<iframe width="560" height="420" src="https://www.youtube.com/embed/a'),
        ("sized", "abc 50 40", '<iframe width="50" height="50" src="https://www.youtube.com/embed'),
        ("sized", "abc 5", '<iframe width="560" height="420" src="https://www.youtube.com/embed/a'),
        ("centred", "abc", '<p align="center"><iframe width="560" height="420" src="http:'),
    ],
)
def test_videos_of_youtube(build: Build, version: str, markup: str, start: str) -> None:
    plugin = getattr(import_module("liquidsite.plugins.ruby_files.youtube_tag"), version)
    page = f"---\n---\n{{% youtube {markup} %}}"
    assert build({"a.html": page}, plugins=(plugin,))["a.html"].startswith(start)


def test_a_video_without_a_name_is_an_error_with_its_place(build: Build) -> None:
    plugin = import_module("liquidsite.plugins.ruby_files.youtube_tag").sized
    with pytest.raises(TemplateError, match="No YouTube ID provided") as caught:
        build({"a.html": "---\n---\n\n{% youtube %}"}, plugins=(plugin,))
    assert (caught.value.path, caught.value.line) == ("a.html", 4)


URL_OF_HOST = """\
module Jekyll
  class OfHost < Generator
    priority :highest

    def generate(site)
      if ENV.key?('HOST_URL') # set by the host
        site.config['url'] = ENV['HOST_URL']
      end
    end
  end
end
"""
COUNTERS = """\
class Counters < Jekyll::Generator
  def generate(site)
    site.config["counter"] = ENV["COUNTER_ID"] || "none"
    site.config["other"] = ENV["OTHER_ID"]
  end
end
"""
OTHERS = {
    "another value": COUNTERS.replace('|| "none"', "|| site.time"),
    "another line": COUNTERS.replace("  end\n", "    puts 1\n  end\n", 1),
    "another method": COUNTERS.replace("  def", "  def x\n  end\n  def"),
    "no generator": COUNTERS.replace("Generator", "Command"),
    "no end": COUNTERS.removesuffix("end\n"),
    "code in a text": COUNTERS.replace('"none"', '"#{1}"'),
}


@pytest.mark.parametrize(
    ("text", "environment", "shown"),
    [
        (URL_OF_HOST, {}, "https://own.example//"),
        (URL_OF_HOST, {"HOST_URL": "https://host.example"}, "https://host.example//"),
        (COUNTERS, {}, "https://own.example/none/"),
        (COUNTERS, {"COUNTER_ID": "c", "OTHER_ID": "o"}, "https://own.example/c/o"),
    ],
)
def test_settings_from_the_environment(
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    environment: dict[str, str],
    shown: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    page = "---\n---\n{{ site.url }}/{{ site.counter }}/{{ site.other }}"
    files = {"_config.yml": "url: https://own.example", "_plugins/a.rb": text, "a.html": page}
    site = build(files)
    assert site["a.html"] == shown
    assert not site.warnings


def test_a_setting_that_the_environment_changes_is_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_plugins").mkdir()
    (tmp_path / "_plugins/a.rb").write_text(COUNTERS)
    (tmp_path / "a.html").write_text("---\n---\n{{ site.counter }}")
    (tmp_path / "b.html").write_text("---\n---\n{{ site.title }}")
    for value in ("one", "two"):
        monkeypatch.setenv("COUNTER_ID", value)
        rendered = Site.load(tmp_path).build().rendered
        assert (tmp_path / "_site/a.html").read_text() == value
    assert rendered == ("a.html>/a.html",)


@pytest.mark.parametrize("name", OTHERS)
def test_what_does_more_than_set_settings_is_not_run(build: Build, name: str) -> None:
    (warning,) = build({"_plugins/a.rb": OTHERS[name], "a.html": "x"}).warnings
    assert "is written in Ruby" in warning
