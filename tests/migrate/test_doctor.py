"""What `liquidsite doctor` says of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from liquidsite import Site
from liquidsite.migrate.doctor import Finding, examine
from migrate.sites import example, run, run_json, write

Examine = Callable[[Mapping[str, str]], list[Finding]]
URL = "url: https://example.org\n"


@pytest.fixture
def examined(tmp_path: Path) -> Examine:
    """The findings for a site that has these files beside a configuration."""

    def examine_files(files: Mapping[str, str]) -> list[Finding]:
        write(tmp_path, {"_config.yml": URL, **files})
        return examine(Site.load(tmp_path))

    return examine_files


def only(findings: list[Finding]) -> tuple[str, str, str, str]:
    (finding,) = findings
    return finding.check, finding.severity, finding.where, finding.message


def test_example_is_in_good_health(tmp_path: Path) -> None:
    result = run("doctor", "-s", example(tmp_path))
    assert (result.output, result.exit_code) == (
        "  Your test results are in. Everything looks fine.\n",
        0,
    )


def test_doctor_writes_nothing_into_the_site(tmp_path: Path) -> None:
    folder = example(tmp_path)
    before = sorted(folder.rglob("*"))
    run("doctor", "-s", folder)
    assert sorted(folder.rglob("*")) == before


def test_jekylls_findings_end_with_its_status_and_words(tmp_path: Path) -> None:
    files = {"_config.yml": "url: example.org\n", "index.md": "---\n---\n"}
    result = run("doctor", "-s", write(tmp_path, files))
    assert (result.exit_code, result.output) == (
        1,
        "           Warning: Your site URL does not seem to be absolute, check the value of `url` "
        "in your config file.\n",
    )


def test_a_missing_url_is_told_in_jekylls_words_and_no_failure(tmp_path: Path) -> None:
    result = run("doctor", "-s", write(tmp_path, {"index.md": "---\n---\n"}))
    assert result.exit_code == 0
    assert result.output == (
        "           Warning: You didn't set an URL in the config file, you may encounter problems "
        "with some plugins.\n"
        "           Warning: Your site URL does not seem to be absolute, check the value of `url` "
        "in your config file.\n"
    )


def test_ruby_plugins_are_named_by_what_they_register(examined: Examine) -> None:
    ruby = "class A < Liquid::Tag\nend\nLiquid::Template.register_tag('feed_meta', A)\n"
    (finding,) = examined({"_plugins/a.rb": ruby})
    assert (finding.where, finding.severity) == ("_plugins/a.rb:3", "error")
    assert finding.message == "the tag feed_meta is written in Ruby, which liquidsite does not run"
    assert "built-in jekyll-feed" in finding.fix


def test_ruby_plugin_beside_a_python_one_is_a_hint(examined: Examine) -> None:
    files = {
        "_plugins/a.rb": "Jekyll::Hooks.register :site, :post_read do |site|\nend\n",
        "_plugins/a.py": "from liquidsite.plugin import Plugin\nplugin = Plugin('a')\n",
    }
    assert only(examined(files))[1:3] == ("hint", "_plugins/a.rb:1")


def test_gems_that_nothing_stands_for(examined: Examine) -> None:
    found = examined({"_config.yml": URL + "plugins:\n  - jekyll-feed\n  - jekyll-tagging\n"})
    assert only(found)[:3] == ("gem", "error", "_config.yml:4")


def test_theme_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": URL + "theme: nowhere\n", "index.md": "---\n---\n"})
    found = run_json("doctor", "-s", tmp_path)["findings"]
    assert [(f["check"], f["path"], f["line"]) for f in found] == [("theme", "_config.yml", 2)]


@pytest.mark.parametrize(
    ("setting", "severity", "words"),
    [
        ("lsi: true", "warning", "related posts"),
        ("gems: [jekyll-feed]", "hint", "Jekyll 3's name"),
        ("redcarpet: {extensions: [tables]}", "hint", "no longer has"),
        ("markdown: redcarpet", "error", "Markdown processor redcarpet"),
        ("highlighter: pygments", "hint", "from Jekyll 3"),
        ("paginate: 5", "warning", "without the plugin jekyll-paginate"),
        ("whitelist: [a]", "hint", "only has an effect in safe mode"),
        ("kramdown: {math_engine: katex}", "warning", "math engine katex"),
        ("remote_theme: a/b", "warning", "except on GitHub Pages"),
    ],
)
def test_settings_without_effect(
    examined: Examine, setting: str, severity: str, words: str
) -> None:
    _, found, where, message = only(examined({"_config.yml": f"{URL}{setting}\n"}))
    assert (found, where) == (severity, "_config.yml:2")
    assert words in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% nothing %}", ("tag", "error", "a.md:4")),
        ("{{ 'a' | nothing: 'b|c' }}", ("filter", "warning", "a.md:4")),
        ("{% include a.html, b: 1 %}", ("deprecated", "warning", "a.md:4")),
        ("{% raw %}{% nothing %}{{ a | nothing }}{% endraw %}", None),
        ("{% comment %}{% nothing %}{% endcomment %}", None),
        ("{{ 'a | nothing' }}{% if a %}{% elsif b %}{% else %}{% endif %}", None),
    ],
)
def test_templates_are_read(
    examined: Examine, text: str, expected: tuple[str, str, str] | None
) -> None:
    found = [f for f in examined({"a.md": f"---\n---\n\n{text}\n"}) if f.check != "build"]
    assert [(f.check, f.severity, f.where) for f in found] == ([expected] if expected else [])


def test_post_url_that_is_not_exact(examined: Examine) -> None:
    files = {
        "_posts/news/2021-05-07-a.md": "---\n---\n",
        "index.md": "---\n---\n{% post_url 2021-05-07-a %}\n",
    }
    (finding,) = examined(files)
    assert (finding.where, finding.fix) == ("index.md:3", "Write `post_url news/2021-05-07-a`.")


def test_dates_without_a_zone(examined: Examine) -> None:
    post = {"_posts/2021-05-07-a.md": "---\ntitle: A\ndate: 2021-05-07 10:00\n---\n"}
    assert only(examined(post))[:3] == ("date", "hint", "_posts/2021-05-07-a.md:3")
    assert examined({**post, "_config.yml": f"{URL}timezone: Europe/Berlin\n"}) == []


def test_links_that_lead_nowhere_are_told_of_their_source(examined: Examine) -> None:
    files = {
        "_config.yml": f"{URL}baseurl: /2021\n",
        "_layouts/page.html": '<nav>\n<a href="{{ site.baseurl }}/gone/">x</a></nav>{{ content }}',
        "a.md": "---\nlayout: page\n---\n\n[b](/2021/b.html) [c](c.html)\n\n![d](img/d.png)\n",
        "b.md": "---\nlayout: page\n---\n[a](a.html#none) [home](https://example.org/2021/no)\n",
        "img/e.png": "",
    }
    assert {(f.check, f.where, f.pages, f.message) for f in examined(files)} == {
        ("link", "_layouts/page.html:2", 2, "the link /2021/gone/ does not exist in the site"),
        ("link", "a.md:5", 1, "the link c.html does not exist in the site"),
        ("link", "a.md:7", 1, "the image img/d.png does not exist in the site"),
        ("link", "b.md:4", 1, "the link https://example.org/2021/no does not exist in the site"),
        ("anchor", "b.md:4", 1, "the link a.html#none points to an id that does not exist"),
    }


def test_links_without_the_base_url(examined: Examine) -> None:
    files = {"_config.yml": f"{URL}baseurl: /b\n", "a.md": "---\n---\n[x](/a.html) [y](/else)\n"}
    assert [(f.severity, f.where, f.message) for f in examined(files)] == [
        ("warning", "a.md:3", "the link /a.html lacks the base URL /b"),
        ("hint", "a.md:3", "the link /else lacks the base URL /b"),
    ]


def test_link_to_the_source_of_a_page_is_told_of_the_plugin(examined: Examine) -> None:
    files = {"a.md": "---\n---\n[b](b.md)\n", "b.md": "---\n---\n"}
    (finding,) = examined(files)
    assert "jekyll-relative-links" in finding.fix
    plugins = "plugins: [jekyll-relative-links]\n"
    assert examined({**files, "_config.yml": URL + plugins}) == []


def test_links_in_code_comments_and_scripts_are_none(examined: Examine) -> None:
    html = (
        "---\n---\n<!-- <a href='gone'> --><script>x = '<a href=\"gone\">'</script>\n"
        "<code>&lt;a href=\"gone\"&gt;</code><a href='mailto:a@b.c'></a><a href='//c.d/e'></a>\n"
    )
    assert examined({"a.html": html}) == []


def test_ids_that_are_used_twice(examined: Examine) -> None:
    found = examined({"a.html": '---\n---\n<p id="x">a</p>\n<p id="x">b</p>\n'})
    assert only(found) == ("id", "hint", "a.html:3", "the id x is used 2 times on a page")


def test_site_that_does_not_build_has_a_finding_with_its_line(examined: Examine) -> None:
    found = examined({"a.md": "---\n---\n{% if a %}\n", "b.md": "---\nlayout: [\n---\n"})
    assert ("build", "error") in [(f.check, f.severity) for f in found]


@pytest.mark.parametrize(
    ("matter", "check", "where", "words"),
    [
        ("---\ntitle: News: moves\n---\n", "warning", "a.md:2", "mapping values are not allowed"),
        ("---\ntitle: A\nlayout: defualt\n---\n", "warning", "a.md:3", "nearest is 'default'"),
        ("---\ntitle: A\n--\nb\n", "front-matter", "a.md:3", "is not closed"),
        ("---\r\ntitle: A\r\n----\r\nb\r\n", "front-matter", "a.md:3", "is not closed"),
        ("---\ntitle: A\n\nb\n", "front-matter", "a.md:1", "is not closed"),
    ],
)
def test_mistakes_in_front_matter(
    tmp_path: Path, matter: str, check: str, where: str, words: str
) -> None:
    write(tmp_path, {"_config.yml": URL, "_layouts/default.html": "{{ content }}"})
    (tmp_path / "a.md").write_bytes(matter.encode())
    (finding,) = run_json("doctor", "-s", tmp_path)["findings"]
    assert (finding["check"], finding["severity"]) == (check, "warning")
    assert f"{finding['path']}:{finding['line']}" == where
    assert words in finding["message"]
    assert "fine" not in run("doctor", "-s", tmp_path).output


def test_text_that_begins_with_a_rule_has_no_front_matter(examined: Examine) -> None:
    assert examined({"a.md": "---\nIt was: so.\n"}) == []
    assert examined({"a.md": "---\n---\n\n---\nnote: b\n"}) == []


def test_what_a_build_says_is_a_finding(examined: Examine) -> None:
    files = {
        "_posts/2999-05-07-a.md": "---\n---\n",
        "_layouts/a.html": "---\nlayout: a\n---\n{{ content }}",
        "b.md": "---\nlayout: a\n---\n",
    }
    assert [(f.check, f.severity, f.where) for f in examined(files)] == [
        ("warning", "hint", "_posts/2999-05-07-a.md"),
        ("warning", "warning", "b.md:2"),
    ]


def test_destination_of_two_pages_is_reported_once(examined: Examine) -> None:
    page = "---\npermalink: /x.html\n---\n"
    assert only(examined({"a.md": page, "b.md": page}))[:2] == ("jekyll", "error")


def test_findings_of_ours_that_change_the_status(tmp_path: Path) -> None:
    link = write(tmp_path / "link", {"_config.yml": URL, "a.md": "---\n---\n[x](gone)\n"})
    result = run("doctor", "-s", link)
    assert result.exit_code == 0
    assert "a.md:3: the link gone does not exist in the site" in result.output
    ruby = {"_config.yml": URL, "_plugins/a.rb": "class A < Jekyll::Generator\nend\n"}
    assert run("doctor", "-s", write(tmp_path / "ruby", ruby)).exit_code == 1


@pytest.mark.parametrize("text", ["url: [", "plugins_dir: a\nlayouts_dir: ["])
def test_a_broken_configuration_is_a_finding_in_json(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"_config.yml": text})
    (finding,) = run_json("doctor", "-s", tmp_path)["findings"]
    assert (finding["check"], finding["severity"]) == ("build", "error")
    assert finding["message"]
    assert run("doctor", "-s", tmp_path, "--json").exit_code == 1
    assert run("doctor", "-s", tmp_path).exit_code == 1


def test_dead_links_are_grouped_under_the_plugin_that_makes_their_pages(tmp_path: Path) -> None:
    links = "".join(f"[{n}](/tag/{n}/) " for n in range(9))
    files = {
        "_config.yml": f"{URL}plugins: [jekyll-tagging]\n",
        "a.md": f"---\n---\n{links} ![x](/img/x.png) [p](/p.pdf)\n",
    }
    found = run_json("doctor", "-s", write(tmp_path, files))["findings"]
    group, image, paper = (finding for finding in found if finding["check"] == "link")
    assert group["message"] == (
        "9 links lead to pages that do not exist in the site; jekyll-tagging may make them"
    )
    assert len(group["parts"]) == 9
    assert group["parts"][0]["message"] == "the link /tag/0/ does not exist in the site"
    assert "/img/x.png" in image["message"] and "/p.pdf" in paper["message"]
    short, long = run("doctor", "-s", tmp_path).output, run("doctor", "-s", tmp_path, "--show", 0)
    assert "/tag/0/" not in short and "a.md:3: the link /tag/8/" in long.output


def test_dead_links_are_not_blamed_on_plugins_that_make_no_pages(examined: Examine) -> None:
    links = "".join(f"[{n}](/tag/{n}/) " for n in range(9))
    found = examined(
        {"_config.yml": f"{URL}plugins: [jekyll-admin]\n", "a.md": f"---\n---\n{links}\n"}
    )
    assert len([finding for finding in found if finding.check == "link"]) == 9


def test_a_generator_in_ruby_may_make_pages(examined: Examine) -> None:
    ruby = "class Tags < Jekyll::Generator\n  def generate(site)\n  end\nend\n"
    links = "".join(f"[{n}](/tag/{n}.html) " for n in range(4))
    found = examined({"_plugins/tags.rb": ruby, "a.md": f"---\n---\n{links}\n"})
    (group,) = (finding for finding in found if finding.check == "link")
    assert "_plugins/tags.rb may make them" in group.message and len(group.parts) == 4
