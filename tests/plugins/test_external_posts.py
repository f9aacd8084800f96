"""Posts of other sites, and JSON of other servers, from a server of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from built_site import Build, Built
from web import Web, serving

from liquidsite import Site
from liquidsite.plugins.ruby_files import external_posts, feeds

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="c" xmlns:dc="d"><channel><title>Feed</title><link>http://x</link>
<item><title>One &amp; two</title><link>http://x/1</link><link>http://x/2</link>
<description><![CDATA[<p>Sum</p>]]></description>
<content:encoded><![CDATA[<b>C</b>]]></content:encoded>
<pubDate>Mon, 06 May 2024 10:00:00 +0200</pubDate><dc:date>2024-05-08</dc:date></item>
<item><title>Old</title><guid>http://x/old</guid>
<pubDate>Sat, 01 Jan 2022 00:00 GMT</pubDate></item>
<item><title>A<b>x</b>c</title><link>http://x/3</link><pubDate>2024-01-02</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><title type="html">A &amp;lt; &lt;i&gt;x&lt;/i&gt;
 y</title><link href="http://x/e" rel="edit"/><link href="http://x/a" rel="alternate"
 type="text/html"/><content type="html">&lt;p&gt;</content><updated>2024-05-06T10:00:00Z</updated>
<summary>s</summary></entry></feed>"""
PAGE = """<html><head><title> Page Ä
</title><meta property="og:description" content="og"></head>
<body class="x"><h1>H</h1><p>First <b>one</b></p><p>&lt;</p></body></html>"""
FILES = {
    "_layouts/post.html": "{{ page.title }}: {{ content }}",
    "_posts/2023-01-01-own.md": "---\ntitle: Own\n---\n",
    "index.html": "---\n---\n{% for post in site.posts %}{{ post.title | strip }}|{{ post.url }}|"
    "{{ post.date | date: '%F %H' }}|{{ post.redirect }}|{{ post.feed_content | strip_newlines }}|"
    "{{ post.description }}|{{ post.external_source }}\n{% endfor %}",
}
DEFAULTS = [{"scope": {"path": "", "type": "posts"}, "values": {"layout": "post"}}]


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as server:
        server.pages |= {"/rss": RSS, "/atom": ATOM, "/page": PAGE}
        yield server


def built(build: Build, sources: list[Any], version: str = "plugin", **config: Any) -> Built:
    settings = {"external_sources": sources, "allow_network": True, "defaults": DEFAULTS}
    plugins = (getattr(external_posts, version),)
    return build(FILES, {**settings, **config}, plugins)


def test_a_feed_gives_posts(build: Build, web: Web) -> None:
    site = built(build, [{"name": "B", "rss_url": f"{web.url}/rss"}])
    assert site["index.html"].splitlines() == [
        "One & two|/2024/05/06/one-two.html|2024-05-06 08|http://x/1|<b>C</b>|<p>Sum</p>|B",
        "Axc|/2024/01/02/axc.html|2024-01-02 00|http://x/3|||B",
        "Own|/2023/01/01/own.html|2023-01-01 00||||",
        "Old|/2022/01/01/old.html|2022-01-01 00|http://x/old|||B",
    ]
    assert site["2024/05/06/one-two.html"] == "One & two: <p><b>C</b></p>\n"
    assert site.warnings == []


def test_an_atom_feed_gives_posts(build: Build, web: Web) -> None:
    line, _ = built(build, [{"name": "B", "rss_url": f"{web.url}/atom"}])["index.html"].splitlines()
    assert line == "A < x y|/2024/05/06/a-x-y.html|2024-05-06 10|http://x/a|<p>|s|B"


@pytest.mark.parametrize(
    ("version", "shown", "page"),
    [
        ("plugin", "First one<|og", "<p>First one&lt;</p>"),
        ("with_labels", "First one<|og", "<p>First one&lt;</p>"),
        ("with_bodies", "<h1>H</h1><p>First <b>one</b></p><p>&lt;</p>|", ""),
        ("of_plain_titles", "<h1>H</h1><p>First <b>one</b></p><p>&lt;</p>|", ""),
    ],
)
def test_a_page_gives_a_post(build: Build, web: Web, version: str, shown: str, page: str) -> None:
    posts = [{"url": f"{web.url}/page", "published_date": "2024-05-14"}]
    site = built(build, [{"name": "B", "posts": posts, "categories": ["c"]}], version)
    folder = "c/" if version == "with_labels" else ""
    place = f"{folder}2024/05/14/page.html"
    line = f"Page Ä|/{place}|2024-05-14 00|{web.url}/page|{shown}|B"
    assert site["index.html"].splitlines()[0] == line
    assert site[place].split(": ")[1].strip() == page


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("<p>", "it is no feed"),
        ("<rss><channel><item>", "its XML is broken"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "it declares entities"),
        (RSS.replace("<title>Old</title>", ""), "an entry without a title or an address"),
        (RSS.replace(">Old<", ">One two<").replace("One &amp; two", "One two"), "the same title"),
    ],
)
def test_what_is_wrong_with_a_feed_is_a_warning(
    build: Build, web: Web, answer: str, reason: str
) -> None:
    web.pages["/rss"] = answer
    site = built(build, [{"name": "B", "rss_url": f"{web.url}/rss"}])
    assert "Own|" in site["index.html"]
    assert any(reason in warning for warning in site.warnings)


def test_what_cannot_be_fetched_is_a_warning(build: Build, web: Web) -> None:
    posts = [{"url": f"{web.url}/none"}, {"url": f"{web.url}/page", "published_date": "soon"}, 1]
    site = built(build, [{"name": "B", "rss_url": f"{web.url}/no"}, {"posts": posts}, {}, None])
    assert len(site["index.html"].splitlines()) == 1
    first, second, third = site.warnings
    assert "404" in first
    assert "404" in second
    assert "'soon' is no `published_date`" in third


def test_nothing_is_fetched_unless_it_may_be(build: Build, web: Web) -> None:
    sources = [{"name": "B", "rss_url": f"{web.url}/rss"}, {"name": "C"}]
    (warning,) = built(build, sources, allow_network=False).warnings
    assert "not fetched: B, C; builds ask the network only with --allow-network" in warning
    assert web.asked == []


def test_the_first_of_the_dates_of_an_entry_counts() -> None:
    one, old, _ = feeds.entries(RSS.encode())
    assert one.published is not None
    assert one.published.isoformat() == "2024-05-06T08:00:00+00:00"
    assert old.published is not None


JSON = [
    {"data": "a", "json": "/a.json", "user": "me", "pass": "secret"},
    {"data": "b", "json": "/bad"},
    {"data": "c", "json": "/none"},
]


def test_json_of_a_server_is_data(build: Build, web: Web) -> None:
    web.pages |= {"/a.json": '{"x": [1, "ä"]}', "/bad": "{"}
    asked = [{**entry, "json": web.url + entry["json"]} for entry in JSON]
    files = {"a.html": "---\n---\n{{ site.data.a | jsonify }}{{ site.data.b }}"}
    config = {"plugins": ["jekyll-get-json"], "jekyll_get_json": asked[:1], "allow_network": True}
    assert build(files, config)["a.html"] == '{"x":[1,"ä"]}'
    assert web.headers["Authorization"] == "Basic bWU6c2VjcmV0"
    asked[0] = {"data": "a", "json": f"{web.url}/a.json", "bearer": "token"}
    site = build(files, {**config, "jekyll_get_json": asked})
    assert "it is no JSON" in site.warnings[0]
    assert "404" in site.warnings[1]
    build(files, {**config, "jekyll_get_json": asked[:1]})
    assert web.headers["Authorization"] == "Bearer token"


def test_pages_follow_what_was_fetched(tmp_path: Any, web: Web) -> None:
    """The site asks again as soon as an answer is too old; only pages that show it are rendered."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "other.html").write_text("---\n---\nother")
    source = {"name": "B", "rss_url": f"{web.url}/atom"}
    config = {"external_sources": [source], "allow_network": True, "network_cache_hours": 0}

    def rendered() -> set[str]:
        site = Site.load(tmp_path, config=config, plugins=(external_posts.plugin,))
        return {key.partition(">")[0] for key in site.build().rendered}

    assert "other.html" in rendered()
    assert rendered() == set()
    web.pages["/atom"] = ATOM.replace("<summary>s", "<summary>t")
    found = rendered()
    assert "index.html" in found
    assert "other.html" not in found
