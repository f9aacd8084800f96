"""Permalinks, slugs and destinations."""

from __future__ import annotations

import pytest

from liquidsite import urls


@pytest.mark.parametrize(
    ("text", "mode", "slug"),
    [
        ("The _config.yml file", "default", "the-config-yml-file"),
        ("The _config.yml file", "pretty", "the-_config.yml-file"),
        ("The _config.yml file", "raw", "the-_config.yml-file"),
        ("The _cönfig.yml file", "ascii", "the-c-nfig-yml-file"),
        ("The cönfig.yml file", "latin", "the-config-yml-file"),
        ("The _config.yml file", "none", "the _config.yml file"),
        ("日本語 テキスト", "default", "日本語-テキスト"),
        ("--- a --- b ---", "default", "a-b"),
    ],
)
def test_slugs_in_every_mode(text: str, mode: str, slug: str) -> None:
    assert urls.slugify(text, mode) == slug


def test_case_is_kept_on_request() -> None:
    assert urls.slugify("A Big Day", "pretty", cased=True) == "A-Big-Day"


def test_unknown_placeholders_are_errors() -> None:
    with pytest.raises(urls.UnknownPlaceholderError, match="nothing"):
        urls.expand("/:nothing/", {"title": str}, "a")


def test_an_underscore_after_a_placeholder_is_text() -> None:
    assert urls.expand("/:a_:b", {"a": str, "b": str}, "x") == "/x_x"


@pytest.mark.parametrize(
    ("path", "escaped"),
    [
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("ä[1]", "%C3%A4%5B1%5D"),
        ("c#", "c%23"),
        ("what?now", "what?now"),
    ],
)
def test_paths_are_escaped_as_urls(path: str, escaped: str) -> None:
    assert urls.escape_path(path) == escaped


def test_urls_cannot_climb() -> None:
    assert urls.sanitize("../../etc/./passwd") == "/etc/passwd"


@pytest.mark.parametrize(
    ("url", "ext", "destination"),
    [
        ("/about/", ".html", "about/index.html"),
        ("/about", ".html", "about.html"),
        ("/about.html", ".html", "about.html"),
        ("/a%20b.html", ".html", "a b.html"),
        ("/feed/", ".xml", "feed/index.xml"),
    ],
)
def test_destinations(url: str, ext: str, destination: str) -> None:
    assert urls.destination(url, ext, ext) == destination


@pytest.mark.parametrize(
    ("name", "ext"),
    [("a.md", ".md"), (".htaccess", ""), ("a.tar.gz", ".gz"), (".a.b", ".b"), ("a", "")],
)
def test_extensions_are_rubys(name: str, ext: str) -> None:
    assert urls.extname(name) == ext
