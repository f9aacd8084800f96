"""What a build asks the network for: only where it may, and not again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from web import Web, serving

from liquidsite import Site, network
from liquidsite.config import load
from liquidsite.errors import ConfigError
from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.plugins.ruby_files import citation_counts

NOON = datetime(2024, 5, 7, 12, tzinfo=UTC)
ALLOWED = {"allow_network": True}


class Asked(Tag):
    """`{% asked url %}` shows what a server answers."""

    def render(self, context: Context) -> str:
        answer = context.fetch(self.markup.strip())
        return answer.error or answer.text


ASKING = Plugin("asking", tags={"asked": Asked})


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, web: Web) -> Path:
    """Return a site with a page that asks, and one that does not."""
    (tmp_path / "a.html").write_text("---\n---\n{% asked " + web.url + "/a %}")
    (tmp_path / "b.html").write_text("---\n---\nb")
    web.pages["/a"] = "one"
    return tmp_path


def built(folder: Path, **config: Any) -> tuple[str, tuple[str, ...]]:
    """Return what the page shows, and what was rendered."""
    settings = {"timezone": "UTC", **config}
    result = Site.load(folder, config=settings, plugins=(ASKING,)).build()
    rendered = tuple(key.partition(">")[0] for key in result.rendered)
    return (folder / "_site" / "a.html").read_text(), rendered


def later(folder: Path, **time: float) -> None:
    """Let what was fetched be older."""
    import json

    for file in (folder / ".jekyll-cache" / "fetched").iterdir():
        head, _, content = file.read_bytes().partition(b"\n")
        fields = json.loads(head)
        fields["time"] -= timedelta(**time).total_seconds()
        file.write_bytes(json.dumps(fields).encode() + b"\n" + content)


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({}, "--allow-network"),
        ({"allow_network": False}, "`allow_network: true`"),
        ({**ALLOWED, "offline": True}, "--offline"),
        ({**ALLOWED, "safe": True}, "safe mode"),
    ],
)
def test_nothing_is_asked_unless_it_may_be(
    folder: Path, web: Web, config: Mapping[str, Any], reason: str
) -> None:
    assert reason in built(folder, **config)[0]
    assert web.asked == []


def test_an_answer_is_good_for_a_day(folder: Path, web: Web) -> None:
    assert built(folder, **ALLOWED) == ("one", ("a.html", "b.html"))
    web.pages["/a"] = "two"
    assert built(folder, **ALLOWED) == ("one", ())
    later(folder, hours=23)
    assert built(folder, **ALLOWED) == ("one", ())
    assert web.asked == ["/a"]
    later(folder, hours=2)
    assert built(folder, **ALLOWED) == ("two", ("a.html",))
    later(folder, hours=25)
    assert built(folder, **ALLOWED) == ("two", ())  # asked, and the same
    assert web.asked == ["/a"] * 3


def test_how_long_it_is_good_is_a_setting(folder: Path, web: Web) -> None:
    hour = {**ALLOWED, "network_cache_hours": 1}
    assert built(folder, **hour)[0] == "one"
    web.pages["/a"] = "two"
    later(folder, minutes=50)
    assert built(folder, **hour)[0] == "one"
    later(folder, minutes=20)
    assert built(folder, **hour)[0] == "two"
    with pytest.raises(ConfigError, match="network_cache_hours"):
        built(folder, network_cache_hours="long")
    with pytest.raises(ConfigError, match="allow_network"):
        built(folder, allow_network="yes please")


def test_allowing_it_renders_what_asks(folder: Path) -> None:
    assert "--allow-network" in built(folder)[0]
    assert built(folder, **ALLOWED) == ("one", ("a.html",))


def test_failures_are_kept_for_some_minutes(folder: Path, web: Web) -> None:
    web.statuses["/a"] = (404, "")
    assert "404" in built(folder, **ALLOWED)[0]
    del web.statuses["/a"]
    assert "404" in built(folder, **ALLOWED)[0]
    assert web.asked == ["/a"]
    later(folder, minutes=11)
    assert built(folder, **ALLOWED) == ("one", ("a.html",))


def test_a_damaged_answer_is_asked_for_again(folder: Path, web: Web) -> None:
    built(folder, **ALLOWED)
    for content in (b"", b"{}\n", b"[1]\nx", b'{"time": "x"}\n', b'{"time": 1, "other": 2}\n'):
        (file,) = (folder / ".jekyll-cache" / "fetched").iterdir()
        file.write_bytes(content)
        assert built(folder, **ALLOWED)[0] == "one"
    assert len(web.asked) == 6


def fetch(folder: Path, url: str, **options: Any) -> network.Answer:
    return network.fetch(load({"source": str(folder), **ALLOWED}), url, NOON, **options)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.example/a", "a.html", "", "http://", "http://[x/"]
)
def test_only_addresses_of_the_web_are_asked(tmp_path: Path, url: str) -> None:
    assert "it is no address" in fetch(tmp_path, url).error


def test_redirects_are_followed_on_the_web_alone(tmp_path: Path, web: Web) -> None:
    web.pages["/there"] = "here"
    web.statuses |= {"/a": (302, "/there"), "/b": (302, "file:///etc/passwd"), "/c": (302, "/c")}
    found = fetch(tmp_path, f"{web.url}/a", headers={"Authorization": "Bearer secret"})
    assert (found.text, found.url) == ("here", f"{web.url}/there")
    assert "Authorization" not in web.headers
    assert fetch(tmp_path, f"{web.url}/c").error
    assert "302" in fetch(tmp_path, f"{web.url}/b").error


def test_a_server_that_refuses_is_not_asked_for_more(tmp_path: Path, web: Web) -> None:
    web.statuses["/1"] = (429, "")
    web.pages["/2"] = "two"
    assert "429" in fetch(tmp_path, f"{web.url}/1").error
    assert "is not asked again for some minutes" in fetch(tmp_path, f"{web.url}/2").error
    assert web.asked == ["/1"]
    later(tmp_path, minutes=11)
    assert fetch(tmp_path, f"{web.url}/2").text == "two"


def test_a_server_that_hangs_up_is_an_error(tmp_path: Path, web: Web) -> None:
    web.pages["/a"] = None
    assert "cannot be fetched" in fetch(tmp_path, f"{web.url}/a").error


def test_answers_have_a_limit(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_FETCHED", 1000)
    web.pages |= {"/a": "x" * 1000, "/b": "x" * 1001}
    assert len(fetch(tmp_path, f"{web.url}/a").content) == 1000
    assert "more than 1000 bytes" in fetch(tmp_path, f"{web.url}/b").error


@pytest.fixture
def servers(web: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    """Let the server be those that count citations."""
    monkeypatch.setattr(citation_counts.GoogleScholar, "pause", 0.0)
    monkeypatch.setattr(citation_counts, "_SCHOLAR", f"{web.url}/{{user}}:{{article}}")
    monkeypatch.setattr(citation_counts, "_INSPIRE", f"{web.url}/{{record}}")
    return web


DESCRIBED = '<meta name="description" content="A. Person, 2020 - Cited by {} - A paper">'
FOR_OTHERS = '<meta property="og:description" content="Cited by {}">'


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (DESCRIBED.format("99"), "99"),
        (DESCRIBED.format("995"), "1K"),
        (DESCRIBED.format("1,234"), "1.2K"),
        (DESCRIBED.format("1,234,567"), "1.2K"),  # one comma goes, as in the Ruby file
        (FOR_OTHERS.format("123"), "120"),
        (DESCRIBED.format("7") + FOR_OTHERS.format("9"), "7"),
        ("<p>Cited by 5</p>", "0"),
    ],
)
def test_citations_of_google_scholar(tmp_path: Path, servers: Web, answer: str, shown: str) -> None:
    servers.pages["/me:it"] = answer
    assert citations(tmp_path, "{% google_scholar_citations page.me page.it %}") == (shown, [])


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ('{"hits": {"hits": [{"metadata": {"citation_count": 1250}}]}}', "1.3K"),
        ('{"hits": {"hits": [{"metadata": {"citation_count": null}}]}}', "0"),
        ('{"hits": {"hits": []}}', "N/A"),
        ("[" * 100_000, "N/A"),
        ("<p>", "N/A"),
    ],
)
def test_citations_of_inspirehep(tmp_path: Path, servers: Web, answer: str, shown: str) -> None:
    servers.pages["/12"] = answer
    found, warnings = citations(tmp_path, "{% inspirehep_citations page.record %}")
    assert found == shown
    assert (shown == "N/A") == any(
        "a.html: `inspirehep_citations` shows N/A" in w for w in warnings
    )


def citations(folder: Path, page: str, **config: Any) -> tuple[str, list[str]]:
    front = "---\nme: me\nit: it\nrecord: 12\n---\n"
    (folder / "a.html").write_text(front + page)
    plugins = (citation_counts.google_scholar, citation_counts.inspirehep)
    settings = {"timezone": "UTC", **ALLOWED, **config}
    warnings = Site.load(folder, config=settings, plugins=plugins).build().warnings
    return (folder / "_site" / "a.html").read_text(), [str(warning) for warning in warnings]


def test_counts_are_unknown_unless_they_may_be_asked_for(tmp_path: Path, servers: Web) -> None:
    page = "{% google_scholar_citations page.me page.it %}{% google_scholar_citations %}"
    found, (warning,) = citations(tmp_path, page, allow_network=False)
    assert found == "N/AN/A"
    assert "`google_scholar_citations` shows N/A: builds ask the network only with" in warning
    assert servers.asked == []


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (999, "999"),
        (1000, "1K"),
        (1015, "1.02K"),
        (1145, "1.14K"),
        (12_000, "12K"),
        (150_500, "151K"),
    ],
)
def test_a_version_with_three_digits(count: int, shown: str) -> None:
    assert citation_counts.with_three_digits(count) == shown


def test_texts_have_a_first_letter_as_with_active_support(tmp_path: Path) -> None:
    page = "{% assign list = 'a b' | split: ' ' %}{{ 'Ada' | first }}{{ 'Ada' | last }}"
    page += "{{ '' | first }}{{ list | first }}{{ list | last }}"
    page += "{% if page.none == blank %}blank{% endif %}"
    assert citations(tmp_path, page) == ("Aaabblank", [])
