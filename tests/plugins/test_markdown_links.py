"""Links in Markdown as jekyll-relative-links finds them; checked against its patterns in Ruby."""

from __future__ import annotations

import pytest

from liquidsite.plugins.markdown_links import links, replace_links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md)", [("a", "b.md", "", "")]),
        ("![a](b.png)", [("a", "b.png", "", "")]),
        ("[a](b.md#c)", [("a", "b.md", "#c", "")]),
        ('[a](b.md#c "t")', [("a", "b.md", "#c", ' "t"')]),
        (r'[a](b.md "t\"u")', [("a", "b.md", "", r' "t\"u"')]),
        ("[a](b.md \"t')", [("a", "b.md", "", " \"t'")]),
        ("[a](#c)", [("a", "#c", "", "")]),
        ("[a](b#) and (c)", [("a", "b", "#) and (c", "")]),
        ("[a] [b](c)", [("a] [b", "c", "", "")]),
        ("[a](\nb)", [("a", "\nb", "", "")]),
        ("[a\n](b)", []),
        ("[a]()", []),
        ("[a]: b.md", [("a", "b.md", "", "")]),
        ('x\n\n  [a]: b.md#c "t"  \ny', [("a", "b.md", "#c", ' "t"')]),
        ("x [a]: b.md", []),
        ("[a]: b.md\n[c]: d.md", [("a", "b.md", "", ""), ("c", "d.md", "", "")]),
    ],
)
def test_links(text: str, found: list[tuple[str, str, str, str]]) -> None:
    parts = [(link.text, link.path, link.fragment, link.title) for link in links(text)]
    assert parts == found


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("[![a](b.png)](c.md)", ["c.md"]),
        ("[x ![a](b.png) y ![d](e.png)](c.md#f)", ["c.md"]),
        ("[![a]](c.md)", ["c.md"]),
        ("[![a\nb](c.png)](d.md)", ["d.md"]),
        ("[![a](b.png) and [c](d.md)", ["d.md"]),
        ("[![a](b.png) alone", ["b.png"]),
        ("![a](b.png)", ["b.png"]),
        ("[a]() [b](c.md)", ["c.md"]),
        ("[![a](b.png)]: c.md", ["b.png"]),
        ("[a](b) [c]: d.md", ["b"]),
    ],
)
def test_links_around_images(text: str, paths: list[str]) -> None:
    assert [link.path for link in links(text, images_in_texts=True)] == paths


def test_replacing_keeps_everything_else() -> None:
    text = 'See [a](a.md#x "t") and [b](b.md).\n\n\n[c]: a.md\n'
    new = replace_links(text, lambda link: "/A" if link.path == "a.md" else None)
    assert new == 'See [a](/A#x "t") and [b](b.md).\n\n[c]: /A\n'


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "[a](", '[a](b "', "[a](b#", "[a]: b#c ", "[r]: z\n\n", "\n", " ", "[a](b#c", '"'),
        *("](", "![", "[![a](b)", "[![a]", "![a\n"),
    ],
)
@pytest.mark.parametrize("images_in_texts", [False, True])
def test_long_texts_come_to_an_end(piece: str, images_in_texts: bool) -> None:
    # With the square of the length each would take minutes.
    text = "[a]: b" + piece * 40_000 + "'x"
    assert isinstance(list(links(text, images_in_texts=images_in_texts)), list)
