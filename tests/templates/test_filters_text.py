"""Filters of strings, words, escapes and URLs."""

from __future__ import annotations

import pytest
from filtering import run

from liquidsite.ruby.values import LiquidError


@pytest.mark.parametrize(
    ("name", "args", "result"),
    [
        ("upcase", ("straße",), "STRASSE"),
        ("downcase", ("ΑΣ",), "ασ"),
        ("capitalize", ("ǆ ABC",), "ǅ abc"),
        ("upcase", (["a"],), '["A"]'),
        ("append", ("a", None), "a"),
        ("prepend", (1, "a"), "a1"),
        ("strip", ("\0 a\u00a0 \n",), "a\u00a0"),
        ("strip_newlines", ("a\r\nb\n",), "ab"),
        ("newline_to_br", ("a\nb",), "a<br />\nb"),
        ("split", ("a b  c ", " "), ["a", "b", "c"]),
        ("split", ("a,,b,,", ","), ["a", "", "b"]),
        ("split", ("ab", ""), ["a", "b"]),
        ("split", (None, ","), []),
        ("slice", ("abc", -2, 5), "bc"),
        ("slice", ("abc", 4), ""),
        ("slice", ([1, 2, 3], 1, 1), [2]),
        ("truncate", ("abcdef", 4), "a..."),
        ("truncate", ("abcdef", 2, ""), "ab"),
        ("truncate", (None,), None),
        ("truncatewords", ("a b c", 2), "a b..."),
        ("truncatewords", ("a b", 2), "a b..."),
        ("truncatewords", ("a", 2), "a"),
        ("replace", ("a.b.", ".", "-"), "a-b-"),
        ("replace", ("aXb", "X", "[\\0\\\\\\1]"), "a[X\\]b"),
        ("replace_first", ("aa", "a", "\\&!"), "a!a"),
        ("replace", ("ab", "", "-"), "-a-b-"),
        ("remove_first", ("aba", "a"), "ba"),
        ("default", (False, 1), 1),
        ("default", ("", 1), 1),
        ("default", (0, 1), 0),
        ("normalize_whitespace", (" a\n\tb ",), "a b"),
        ("array_to_sentence_string", (["a", "b", "c"],), "a, b, and c"),
        ("array_to_sentence_string", (["a", "b"], "or"), "a or b"),
        ("array_to_sentence_string", ([],), ""),
    ],
)
def test_strings(name: str, args: tuple[object, ...], result: object) -> None:
    assert run(name, *args) == result


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("escape", "<a href='x'>&\"", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"),
        ("escape", None, None),
        ("escape_once", "&amp; & &#39; &#x27; <", "&amp; &amp; &#39; &amp;#x27; &lt;"),
        ("xml_escape", "<'&\">", "&lt;&apos;&amp;&quot;&gt;"),
        ("strip_html", "<p>a<script>b</script><!-- c --></p><style>d</style>e", "ae"),
        ("strip_html", "<script>a <b>c</b> < d", "a c < d"),
        ("url_encode", "a b&ü~", "a+b%26%C3%BC~"),
        ("url_decode", "a+b%26%C3%BC", "a b&ü"),
        ("cgi_escape", "foo,bar;baz?", "foo%2Cbar%3Bbaz%3F"),
        ("uri_escape", "foo, bar \\baz?", "foo,%20bar%20%5Cbaz?"),
        ("uri_escape", "%41%2b e\u0301", "A+%20%C3%A9"),
        ("strip_index", "/a/index.html", "/a/"),
        ("strip_index", "", None),
    ],
)
def test_escapes(name: str, text: object, result: object) -> None:
    assert run(name, text) == result


def test_undecodable_urls_are_errors() -> None:
    with pytest.raises(LiquidError, match="invalid byte sequence in UTF-8"):
        run("url_decode", "%FF")


def test_a_long_text_of_open_tags_takes_no_time() -> None:
    text = "<" * 100_000 + "<script" * 20_000
    assert run("strip_html", text) == text


@pytest.mark.parametrize(
    ("mode", "result"),
    [
        (None, "the-café-file-dž"),
        ("pretty", "the-_café.file,-dž"),
        ("ascii", "the-caf-file-d"),
        ("latin", "the-cafe-file-dz"),
        ("raw", "the-_café.file,-dž"),
        ("none", "the _café.file, dž"),
        ("unknown", "the _café.file, dž"),
    ],
)
def test_slugify(mode: str | None, result: str) -> None:
    assert run("slugify", "The _Café.file, Dž", mode) == result


def test_slugify_keeps_letters_digits_and_marks_of_every_script() -> None:
    assert run("slugify", "Ⅷ ½ हिन्दी 日本語 １２ 😀") == "हिन्दी-日本語-１２"


@pytest.mark.parametrize(("mode", "count"), [(None, 3), ("cjk", 8), ("auto", 8), ("other", 3)])
def test_number_of_words(mode: str | None, count: int) -> None:
    assert run("number_of_words", "two words 日本語テキス", mode) == count


def test_auto_counts_words_where_there_is_no_cjk() -> None:
    assert run("number_of_words", "a\u00a0b c", "auto") == 2


@pytest.mark.parametrize(
    ("baseurl", "text", "result"),
    [
        ("/base", "a/b.html", "/base/a/b.html"),
        ("base/", "/a/", "/base/a/"),
        (None, "a", "/a"),
        ("/b", "", "/b"),
        ("", "http://x.com/a b", "http://x.com/a b"),
        ("/b", "/ü/../é?q=a b&c=%2B+d#f ", "/b/%C3%A9?q=a%20b&c=%2B+d#f%20"),
        ("", "//cdn.com/x", "//cdn.com/x"),
    ],
)
def test_relative_url(baseurl: str | None, text: str, result: str) -> None:
    assert run("relative_url", text, settings={"baseurl": baseurl}) == result


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("http://ex.com", "http://ex.com/b/a"),
        ("http://EX.com:80/", "http://ex.com//b/a"),
        ("http://é.com", "http://xn--9ca.com/b/a"),
        ("", "/b/a"),
        (None, "/b/a"),
    ],
)
def test_absolute_url(url: str | None, result: str) -> None:
    assert run("absolute_url", "a", settings={"baseurl": "/b", "url": url}) == result


def test_text_goes_through_the_converters_of_the_site() -> None:
    results = [run(name, "x") for name in ("markdownify", "smartify", "sassify", "scssify")]
    assert results == ["[markdown]x", "[smartify]x", "[sass]x", "[scss]x"]
