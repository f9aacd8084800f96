"""What `liquidsite diff` finds between two builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from liquidsite import Site
from liquidsite.errors import ReadError
from liquidsite.migrate.diff import Comparison, compare
from migrate.sites import page, write

Files = Mapping[str, str | bytes]
Compare = Callable[[Files, Files], Comparison]
MOMENT = datetime(2026, 3, 4, 12, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def compared(tmp_path: Path) -> Compare:
    """Compares the files of a reference with those of a build made at `MOMENT`."""

    def compare_files(old: Files, new: Files) -> Comparison:
        folders = write(tmp_path / "old", old), write(tmp_path / "new", new)
        for folder in folders:
            folder.mkdir(exist_ok=True)
        return compare(*folders, moment=MOMENT)

    return compare_files


def state(comparison: Comparison) -> str:
    return next(name for name, count in comparison.counts.items() if count)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>a</p>", "<p>a</p>", "same"),
        ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>", "dom"),
        ("<p class=a id=b>x", '<p id="b" class="a">x</p>', "dom"),
        ("<p>caf&eacute; &amp; x</p>", "<p>café &#38; x</p>", "dom"),
        ("<img src=a>", '<img src="a" />', "dom"),
        ("<p>one <b>two</b></p>", "<p>one<b>two</b></p>", "differs"),
        ("<pre>a  b</pre>", "<pre>a b</pre>", "differs"),
        ("<p>a&nbsp;b</p>", "<p>a b</p>", "differs"),
        (
            '<pre><code><span class="k">if</span> x</code></pre>',
            '<pre><code><span class="kw">if</span> <span class="n">x</span></code></pre>',
            "code",
        ),
        (
            '<pre><code><span class="k">if</span></code></pre>',
            '<pre><code class="a"><span class="kw">if</span></code></pre>',
            "differs",
        ),
        ('<p><span class="a">x</span></p>', '<p><span class="b">x</span></p>', "differs"),
        ("<p>a</p>", "<p>b</p>", "differs"),
        ("<!-- a --><p>", "<!-- b --><p>", "differs"),
    ],
)
def test_pages_are_equal_to_some_degree(
    compared: Compare, old: str, new: str, expected: str
) -> None:
    comparison = compared({"a.html": page(old)}, {"a.html": page(new)})
    assert state(comparison) == expected
    assert comparison.same is (expected != "differs")


def test_stylesheets_and_feeds_have_white_space_too(compared: Compare) -> None:
    old = {"a.css": "a {\n  b: c }", "a.json": '{"a": 1}', "f.xml": "<feed>\n <a/>\n</feed>"}
    new = {"a.css": "a { b: c }\n", "a.json": '{"a":1}', "f.xml": "<feed><a></a></feed>"}
    assert compared(old, new).files["dom"] == ["a.css", "a.json", "f.xml"]


def test_difference_is_shown_with_its_place_in_the_tree_and_its_lines(compared: Compare) -> None:
    old, new = "<p>one</p>\n<p>two</p>\n<p>three</p>", "<p>one</p>\n\n<p>two</p>\n<p>tree</p>"
    (finding,) = compared({"a.html": page(old)}, {"a.html": page(new)}).findings
    (example,) = finding.examples
    assert example.change.path == "html > body > main > p[3]"
    assert (example.change.removed, example.change.added) == (("three",), ("tree",))
    assert (example.line, example.built_line) == (7, 8)


def test_element_that_is_missing_is_shown_as_an_outline(compared: Compare) -> None:
    old = '<p>a</p><ul class="x"><li>one</li><li><a href="/">two</a></li></ul><p>b</p>'
    (finding,) = compared({"a.html": page(old)}, {"a.html": page("<p>a</p><p>b</p>")}).findings
    assert finding.kind == "element"
    assert finding.examples[0].change.removed == (
        '<ul class="x">',
        "  <li>one</li>",
        "  <li>",
        '    <a href="/">two</a>',
    )


def test_inserted_item_does_not_make_the_others_differ(compared: Compare) -> None:
    old = "<ul>" + "".join(f"<li>item {n}</li>" for n in range(50)) + "</ul>"
    new = old.replace("<li>item 20</li>", "<li>new</li><li>item 20</li>")
    (finding,) = compared({"a.html": page(old)}, {"a.html": page(new)}).findings
    assert (finding.changes, finding.examples[0].change.added) == (1, ("<li>new</li>",))


def test_same_difference_on_many_pages_is_one_finding(compared: Compare) -> None:
    old = {f"{n}/index.html": page(f"<p>{n}</p><footer>Made by A</footer>") for n in range(300)}
    new = {name: text.replace("Made by A", "Made by B") for name, text in old.items()}
    (finding,) = compared(old, new).findings
    assert (len(finding.files), finding.changes, len(finding.examples)) == (300, 300, 5)
    assert finding.title == "“A” → “B”"


def test_numbers_and_digests_may_vary_within_a_finding(compared: Compare) -> None:
    old = {f"{n}.html": page(f"<i>{n * 7} words, {n}</i>") for n in range(40)}
    new = {f"{n}.html": page(f"<i>{n * 7 + 1} words, {n}</i>") for n in range(40)}
    assert [len(finding.files) for finding in compared(old, new).findings] == [40]


def test_texts_that_vary_at_one_place_are_one_finding(compared: Compare) -> None:
    words = ["red", "green", "blue", "brown", "black", "white", "grey", "pink"]
    old = {f"{word}.html": page(f"<h1>{word}</h1><p>x</p>") for word in words}
    new = {f"{word}.html": page(f"<h1>{word[::-1]}</h1><p>x</p>") for word in words}
    (finding,) = compared(old, new).findings
    assert (len(finding.files), finding.variants) == (8, 8)


def test_different_causes_are_different_findings(compared: Compare) -> None:
    old = {f"{n}.html": page('<p>"quoted"</p><a href="/x/">x</a>') for n in range(9)}
    new = {f"{n}.html": page('<p>“quoted”</p><a href="/x">x</a>') for n in range(9)}
    assert [len(finding.files) for finding in compared(old, new).findings] == [9, 9]


@pytest.mark.parametrize(
    ("name", "old", "new", "cause"),
    [
        (
            "feed.xml",
            "<feed><updated>2020-01-02T03:04:05+00:00</updated></feed>",
            "<feed><updated>2026-03-04T12:00:00+01:00</updated></feed>",
            "build time",
        ),
        (
            "rss.xml",
            "<a><pubDate>Thu, 02 Jan 2020 03:04:05 +0000</pubDate></a>",
            "<a><pubDate>Wed, 04 Mar 2026 12:00:00 +0100</pubDate></a>",
            "build time",
        ),
        ("a.html", "<p>Built on March 3, 2024</p>", "<p>Built on March 4, 2026</p>", "build time"),
        ("a.html", "<p>© 2019 A</p>", "<p>© 2026 A</p>", "build time"),
        ("a.html", "<p>On March 3, 2024</p>", "<p>On March 4, 2024</p>", None),
        ("a.html", "<p>© 2019 A</p>", "<p>© 2020 A</p>", None),
        (
            "a.html",
            '<meta name="generator" content="Jekyll v3.9.0">',
            '<meta name="generator" content="Jekyll v4.4.1">',
            "generator",
        ),
        ("a.html", '<link href="/m-0a1b2c3d.css">', '<link href="/m-99ffee00.css">', "digest"),
        ("a.html", '<link href="/m.css?v=12">', '<link href="/m.css?v=13">', "digest"),
        ("a.html", '<link href="/m.css">', '<link href="/n.css">', None),
    ],
)
def test_harmless_causes_are_named(
    compared: Compare, name: str, old: str, new: str, cause: str | None
) -> None:
    comparison = compared({name: old}, {name: new})
    assert [finding.cause for finding in comparison.findings] == [cause]
    assert comparison.same is (cause is not None)
    assert comparison.counts["differs"] == 1


def test_files_of_one_side_are_named_by_folder(compared: Compare) -> None:
    old = {f"tag/{n}/index.html": "x" for n in range(5)} | {"robots.txt": "x"}
    findings = compared(old, {"main.css.map": "x"}).findings
    assert [(finding.title, len(finding.files)) for finding in findings] == [
        ("not built: tag/…*.html", 5),
        ("not built: robots.txt", 1),
        ("source maps", 1),
    ]


def test_text_files_differ_by_lines_and_others_by_size(compared: Compare) -> None:
    old: Files = {"a.js": "one\ntwo\nthree\n", "a.png": b"\x89\xff12"}
    new: Files = {"a.js": "one\n2\nthree\n", "a.png": b"\x89\xff"}
    findings = {finding.kind: finding for finding in compared(old, new).findings}
    example = findings["line"].examples[0]
    assert (example.change.removed, example.change.added, example.line) == (("two",), ("2",), 2)
    assert findings["bytes"].examples[0].change.removed == ("4 bytes",)


def test_scripts_and_code_differ_by_lines(compared: Compare) -> None:
    old = "<script>\nlet a = 1;\nlet b = 2;\n</script><pre>one\ntwo</pre>"
    new = "<script>\nlet a = 1;\nlet c = 2;\n</script><pre>one\nten</pre>"
    found = compared({"a.html": page(old)}, {"a.html": page(new)}).findings
    assert [finding.examples[0].change.removed for finding in found] == [("let b = 2;",), ("two",)]
    assert [finding.examples[0].change.added for finding in found] == [("let c = 2;",), ("ten",)]


def test_text_file_that_is_empty_in_one_is_one_finding(compared: Compare) -> None:
    rules = "".join(f".c{n} {{ color: red }}\n" for n in range(999))
    (finding,) = compared({"a.css": "\n"}, {"a.css": rules}).findings
    assert (finding.title, finding.changes) == ("lines differ in a.css", 1)
    assert finding.examples[0].change.removed == ()
    assert finding.examples[0].change.added[0] == ".c0 { color: red }"


SHEETS = [
    ("a { color: #FF0000; }", "a{color:red}"),
    ("a { margin: 0 .5em ! important }", "a { margin: 0 0.50em!important; }"),
    ("a { width: 33.33333% }", "a { width: 33.3333333333% }"),
    ("a { width: 0px }", "a { width: 0 }"),
    ("a { color: rgba(0, 0, 0, .5) }", "a { color: rgb(0 0 0 / 50%) }"),
    ("a { color: #336 }", "a { color: hsl(240, 33.3%, 30%) }"),
    ("a { color: #0c1f33 }", "a { color: rgb(12.4, 30.6, 51) }"),
    ("a { color: transparent }", "a { color: rgba(0, 0, 0, 0) }"),
    ("a { content: '\\201C' }", 'a { content: "“" }'),
    ("a { font-family: 'Arial' }", "a { font-family: Arial }"),
    ("a { background: url('x.png') }", "a { background: url(x.png) }"),
    ("@charset 'UTF-8'; a { b: c }", "\ufeffa { b: c }"),
    ("a > b , c{d:e}/* f */", "c, a>b {\n  d: e }"),
    ("a[b='c'] { d: e }", "a[b=c] { d: e }"),
    ("a:nth-child(2n + 1) { d: e; }", "a:nth-child(2n+1) { d: e }"),
    (
        "@media (min-width: 1px) { a { b: c } d { e: f } }",
        "@media (min-width:1px){a{b:c}}@media (min-width:1px){d{e:f}}",
    ),
    (
        "a { background: linear-gradient(transparent 5%, red 9%) }",
        "a { background: linear-gradient(rgba(0, 0, 0, 0) 5%, #f00 9%) }",
    ),
    ("a { b: c; d: e } a i { f: g }", "a { b: c } a i { f: g } a { d: e }"),
    ("a { b: c } @import url(x.css);", "@import url(x.css); a { b: c } e { }"),
]
OTHERS = [
    ("a { color: red }", "a { color: blue }"),
    ("a { width: 33.3% }", "a { width: 33.4% }"),
    ("a { width: 1px }", "a { width: 1em }"),
    ("a:not(.b) c { d: e }", "a:not(.b)c { d: e }"),
    ("a :hover { d: e }", "a:hover { d: e }"),
    ("a b { d: e }", "ab { d: e }"),
    ("a { b: c; d: e }", "a { b: c }"),
    ("a { b: c } d { e: f }", "d { e: f } a { b: c }"),
    ("@media print { a { b: c } }", "a { b: c }"),
    ("a { content: '{' } b { c: d }", "a { content: '}' } b { c: d }"),
]


@pytest.mark.parametrize(("old", "new"), SHEETS)
def test_stylesheets_of_two_sass_are_one_harmless_finding(
    compared: Compare, old: str, new: str
) -> None:
    comparison = compared({"a.css": old, "b.css": old}, {"a.css": new, "b.css": new})
    (finding,) = comparison.findings
    assert (finding.title, len(finding.files)) == ("another Sass", 2)
    assert comparison.same
    assert comparison.counts["dom"] == 2


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_other_rules_are_a_difference(compared: Compare, old: str, new: str) -> None:
    assert state(compared({"a.css": old}, {"a.css": new})) == "differs"


def test_stylesheets_differ_by_rules_with_their_place(compared: Compare) -> None:
    old = "h1{b:c}@media print{\na .b{color:red;top:0}}i{j:k}p{q:r}s{t:u}"
    new = "h1{b:c}@media print{\na .b{color:blue;top:0}}s{t:u}"
    changed, gone = compared({"a.css": old}, {"a.css": new}).findings
    assert (changed.title, gone.title) == ("“red” → “blue”", "rule differs: a.css")
    (example,) = changed.examples
    assert (example.change.path, example.line) == ("@media print > a .b", 2)
    assert (example.change.removed, example.change.added) == (("color:red",), ("color:blue",))
    assert gone.examples[0].change.removed == ("i { j:k }", "p { q:r }")


def test_style_elements_and_code_in_feeds_are_compared_by_themselves(compared: Compare) -> None:
    styles = [page("", f"<style>{text}</style>") for text in ("a { b: red }\n", "a{b:#f00}")]
    feeds = [
        f'<feed><a>&lt;pre&gt;&lt;span class="{name}"&gt;a&lt;/span&gt;&lt;/pre&gt;</a></feed>'
        for name in ("nb", "nc")
    ]
    old, new = ({"a.html": styles[n], "feed.xml": feeds[n]} for n in (0, 1))
    comparison = compared(old, new)
    assert {finding.cause for finding in comparison.findings} == {"another Sass", "token classes"}
    assert (comparison.files["dom"], comparison.files["code"]) == (["a.html"], ["feed.xml"])
    new["a.html"] = styles[1].replace("#f00", "#f11")
    new["feed.xml"] = feeds[1].replace("a&lt;", "b&lt;")
    assert compared(old, new).counts["differs"] == 2


def test_source_maps_are_harmless(compared: Compare) -> None:
    old = {"a.css": "a{b:c}\n/*# sourceMappingURL=a.css.map */", "a.css.map": '{"version":3}'}
    assert compared(old, {"a.css": "a{b:c}"}).same
    assert compared(old, {**old, "a.css.map": '{"version":4}'}).same


@pytest.mark.parametrize(
    ("one", "other", "cause"),
    [
        ('<a href="/x/">x</a>', '<a href="/y/">y</a>', "order of pages"),
        ('<a href="/x/m.html#a">x</a>', '<a href="/y/m.html">y</a>', "order of pages"),
        ('<a href="/x/m.html">x</a>', '<a href="/y/n.html">y</a>', None),
        ("x", "y", None),
    ],
)
def test_order_of_pages_with_one_name_is_recognised(
    compared: Compare, one: str, other: str, cause: str | None
) -> None:
    old = page(f"<ul><li>{one}</li><li>{other}</li><li>z</li></ul>")
    new = page(f"<ul><li>{other}</li><li>{one}</li><li>z</li></ul>")
    (finding,) = compared({"a.html": old}, {"a.html": new}).findings
    assert finding.cause == cause
    assert cause or finding.title.startswith("order differs: html > body")


def test_order_of_pages_in_sitemaps_is_recognised(compared: Compare) -> None:
    urls = [f"<url><loc>https://e.org/{name}/</loc></url>" for name in "abc"]
    old, new = ("<urlset>" + "".join(order) + "</urlset>" for order in (urls, urls[::-1]))
    assert compared({"sitemap.xml": old}, {"sitemap.xml": new}).same


@pytest.mark.parametrize(("second", "cause"), [("/y/", "order of pages"), ("/y/z.html", None)])
def test_order_of_pages_in_search_data_is_recognised(
    compared: Compare, second: str, cause: str | None
) -> None:
    def data(*links: str) -> str:
        return "".join(
            f'"{n}": {{\n"title": "T{link} \\\\"/a.js\\\\"",\n"url": "{link}"\n}},\n'
            for n, link in enumerate(links)
        )

    old, new = data("/x/", second, "/a/b.html"), data(second, "/x/", "/a/b.html")
    (finding,) = compared({"search.json": old}, {"search.json": new}).findings
    assert finding.cause == cause


def test_clock_and_chance_are_recognised_by_a_second_build(tmp_path: Path) -> None:
    layout = "<ul>{% for n in (1..40) %}<li>{{ nums | sample }}</li>{% endfor %}</ul>"
    clock = "{% if site.time < soon %}<p class='next'>To come</p>{% else %}<b>Over</b>{% endif %}"
    files = {
        "_config.yml": "title: A\n",
        "index.html": "---\n---\n<main><h1>{{ site.title }}</h1>{% assign nums = "
        "'a b c d e f g h i j k l m n' | split: ' ' %}" + layout + "</main>",
        "b.html": "---\nsoon: 2026-03-04\n---\n<main><h2>B</h2>{% assign soon = page.soon | "
        "date: '%s' | plus: 0 %}{% assign now = site.time | date: '%s' | plus: 0 %}"
        + clock.replace("site.time", "now") + "</main>",
        "_posts/2026-03-03-p.md": "x",
    }  # fmt: skip
    source = write(tmp_path / "site", files)
    early, late = (datetime(2026, 3, day, 12, tzinfo=UTC) for day in (2, 6))
    folders = {"old": early, "new": late, "again": early}
    for name, now in folders.items():
        config = {"destination": str(tmp_path / name), "disable_disk_cache": True}
        Site.load(source, config=config).build(now=now)

    def causes() -> dict[str | None, set[str]]:
        comparison = compare(
            tmp_path / "old", tmp_path / "new", moment=late, again=tmp_path / "again"
        )
        found: dict[str | None, set[str]] = {}
        for finding in comparison.findings:
            found.setdefault(finding.cause, set()).update(finding.files)
        return found

    assert causes() == {
        "clock": {"b.html", "2026/03/03/p.html"},
        "chance": {"index.html"},
    }
    for name in ("index.html", "b.html"):
        page = tmp_path / "old" / name
        page.write_text(page.read_text().replace("<h1>A", "<h1>C").replace("<h2>B", "<h2>C"))
    assert causes()[None] == {"index.html", "b.html"}


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        compare(tmp_path / "none", tmp_path)


LARGE = "".join(
    f'<div class="c{n % 7}"><h2 id="s{n}">Title {n}</h2><p>Text {n}, <a href="/{n}">a link</a></p>'
    for n in range(2_000)
)
ROWS = "<ul>" + "<li>a" * 10_000
# What makes a comparison take quadratic time; bench/diff_growth.py measures how time grows.
HOSTILE = {
    "one change": (LARGE, LARGE.replace("Text 999,", "Word 999,")),
    "all reversed": (LARGE, "<div".join(LARGE.split("<div")[::-1])),
    "equal rows, all changed": (ROWS, ROWS.replace("<li>a", "<li>b")[:-30]),
    "deep": ("<div>" * 20_000 + "x", "<div>" * 19_000 + "<p>y"),
    "no tags": ("<" * 200_000, "<" * 199_999),
    "comments without end": ("<!--" * 50_000, "<!--" * 49_999),
    "quotes without end": ('<a b="' * 30_000, "<a b='" * 30_000),
    "end tags of nothing": ("<p>" * 999 + "</b>" * 40_000, "<p>" * 999 + "</b>" * 40_000 + "x"),
    "one line of code": ("<pre>" + "a " * 90_000, "<pre>" + "b " * 90_000),
}
RULES = "".join(f".c{n} {{ color: #{n:06x}; width: {n}px }}\n" for n in range(3_000))
HOSTILE_SHEETS = {
    "one change": (RULES, RULES.replace("999px", "9px")),
    "all reversed": (RULES, "".join(RULES.splitlines(keepends=True)[::-1])),
    "deep": ("a{" * 30_000 + "b:c", "a{" * 29_000 + "b:d"),
    "strings without end": ("'\"" * 50_000, "'\"" * 49_999),
    "comments without end": ("/*" * 50_000, "/* " * 50_000),
    "addresses without end": ("url(" * 30_000, "url(" * 29_999),
    "one value": ("a{b:" + "rgb(1,2 " * 20_000, "a{b:" + "rgb(1,2 " * 20_001),
    "one selector": ("a," * 50_000 + "{b:c}", "a," * 50_000 + "{b:d}"),
    "one rule": ("a{" + "b:c;" * 20_000, "a{" + "b:d;" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE_SHEETS)
def test_hostile_stylesheets_are_compared(compared: Compare, name: str) -> None:
    old, new = HOSTILE_SHEETS[name]
    assert compared({"a.css": old}, {"a.css": new}).counts["same"] == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_compared(compared: Compare, name: str) -> None:
    old, new = HOSTILE[name]
    assert compared({"a.html": old}, {"a.html": new}).counts["same"] == 0


def test_one_cause_on_many_pages_is_one_finding(tmp_path: Path) -> None:
    text = page("".join(f"<p>Paragraph {n} of <em>a page</em> with text.</p>" for n in range(60)))
    old = {f"{n % 50}/{n}.html": text.replace("a page", f"page {n}") for n in range(500)}
    new = {
        name: text.replace("with text", "with words") if n < 300 else text
        for n, (name, text) in enumerate(old.items())
    }
    write(tmp_path / "old", old), write(tmp_path / "new", new)
    (finding,) = compare(tmp_path / "old", tmp_path / "new").findings
    assert (len(finding.files), finding.changes) == (300, 18_000)


def test_languages_of_code_with_other_classes_are_named_once(tmp_path: Path) -> None:
    block = (
        '<div class="language-{0} highlighter-rouge"><pre><code>'
        '<span class="{1}">x</span></code></pre></div>'
    )
    tag = (
        '<figure class="highlight"><pre><code class="language-{0}">'
        '<span class="{1}">x</span></code></pre></figure>'
    )
    for name, css in (("old", "n"), ("new", "nx")):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("a.html", "b.html"):
            (folder / file).write_text(block.format("ruby", css) + tag.format("php", css))
    (finding,) = compare(tmp_path / "old", tmp_path / "new").findings
    assert finding.harmless
    assert finding.explanation.endswith("from another lexer: php, ruby")
