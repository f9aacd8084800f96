"""A list of the site's gives what an array of the same documents gives, asked one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite import Site

VALUES = (
    "one", "'1'", "1", "1.0", "'1.50'", "''", "' '", "true", "false", "null", "~", "[one, 1]", "[]",
    "{one: 1}", "2020-01-02", "2020-01-02 03:04:05", "'-'", "Two", "two words", "1e3", "'0x1'",
)  # fmt: skip
TARGETS = (
    "'one'", "1", "'1'", "1.5", "'1.50'", "''", "nil", "empty", "blank", "true", "false", "'true'",
    "'Two'", "'2020-01-02'", "2020", "'-'", "page", "missing", "'two words'",
)  # fmt: skip
FILTERS = (
    *(f"where: 'value', {target}" for target in TARGETS),
    *(f"find: 'value', {target}" for target in TARGETS),
    "where: 'value.one', 1", "where: nil, 1", "where: 'title', 'Note 3'", "where: 'date', nil",
    "where: 'content', 'Text.'", "where: 'next', nil", "sort: 'value'", "sort: 'value', 'last'",
    "sort: 'title'", "group_by: 'value'", "group_by: 'content'", "map: 'value'", "map: 'excerpt'",
    "map: 'relative_path'", "map: 'previous' | map: 'title'", "map: nil", "map: 'to_liquid'",
    "map: 'value.one'",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("site")
    (root / "_config.yml").write_text("collections: {notes: {}}\n")
    (root / "_notes").mkdir()
    for number, value in enumerate(VALUES):
        text = f"---\ntitle: Note {number}\nvalue: {value}\n---\nText.\n"
        (root / "_notes" / f"{number:02}.md").write_text(text)
    (root / "_notes" / "file.txt").write_text("A static file.\n")
    for number, call in enumerate(FILTERS):
        for name, given in (("list", "site.documents"), ("array", "array")):
            show = f"{{{{ {given} | {call} | jsonify }}}}"
            array = "{% assign array = '' | split: ',' | concat: site.documents %}"
            (root / f"{name}{number}.html").write_text(f"---\n---\n{array}{show}")
    return Site.load(root)


@pytest.mark.parametrize("number", range(len(FILTERS)), ids=FILTERS.__getitem__)
def test_same_as_an_array(site: Site, number: int) -> None:
    def shown(page: str) -> str:
        try:
            return site.render(page)
        except Exception as error:
            return str(error).replace(page, "page")

    assert shown(f"list{number}.html") == shown(f"array{number}.html")


def test_a_collection_may_be_called_as_a_list_is(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("collections: [pages, documents]\n")
    for name in ("pages", "documents"):
        (tmp_path / f"_{name}").mkdir()
        (tmp_path / f"_{name}" / "one.md").write_text(f"---\ntitle: {name}\n---\n")
    text = "---\n---\n{{ site.pages | map: 'title' }} {{ site.documents | map: 'title' }}"
    (tmp_path / "index.html").write_text(text)
    assert Site.load(tmp_path).render("index.html") == "pages documents"
