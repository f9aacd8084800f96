"""What `liquidsite.plugin` gives to plugins is enough to write one."""

from __future__ import annotations

from pathlib import Path

from liquidsite import Site
from liquidsite.plugin import Context, Converted, Notice, Plugin, needs_context


class Names:
    """Puts a file behind the text, and warns of an empty one."""

    name, priority = "names", 0

    def __init__(self, file: Path) -> None:
        self.file = file

    def matches(self, ext: str) -> bool:
        return ext == ".names"

    def output_ext(self, ext: str) -> str:
        return ".html"

    def convert(self, text: str) -> Converted:
        names = self.file.read_text()
        empty = (Notice("Names:", f"{self.file.name} is empty"),) if not names else ()
        return Converted(text + names, loaded=(str(self.file),), notices=empty)


def test_a_converter_reports_what_it_read_and_warns(tmp_path: Path) -> None:
    names = tmp_path / "list.txt"
    names.write_text("Ada")
    root = tmp_path / "site"
    root.mkdir()
    (root / "people.names").write_text("---\n---\nPeople: ")
    (root / "other.html").write_text("---\n---\nOther")
    plugin = Plugin("names", converters=(Names(names),))
    Site.load(root, plugins=[plugin]).build()
    assert (root / "_site/people.html").read_text() == "People: Ada"

    names.write_text("")
    result = Site.load(root, plugins=[plugin]).build()
    assert (root / "_site/people.html").read_text() == "People: "
    assert [page for page in result.rendered if "people" in page]
    assert not [page for page in result.rendered if "other" in page]
    assert any("list.txt is empty" in str(notice) for notice in result.warnings)


def test_a_filter_sees_what_a_tag_sees(tmp_path: Path) -> None:
    @needs_context
    def signed(context: Context, text: str) -> str:
        return f"{text} {context['page.title']} {context.config('owner')} {context.site['owner']}"

    (tmp_path / "_config.yml").write_text("owner: Ada\n")
    (tmp_path / "index.html").write_text("---\ntitle: Start\n---\n{{ 'by' | signed }}")
    Site.load(tmp_path, plugins=[Plugin("sign", filters={"signed": signed})]).build()
    assert (tmp_path / "_site/index.html").read_text() == "by Start Ada Ada"
