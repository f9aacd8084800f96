"""`include_relative` of files that are pages themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite import Site
from liquidsite.errors import TemplateError

FILES = {
    "_config.yml": "collections: {docs: {output: true}, parts: {}}\n",
    "a.md": "---\nt: A\n---\n*a* {{ page.t }}\n",
    "m.md": "---\nt: M\n---\n{% include_relative z.md %}\n{% include_relative a.md %}\n",
    "z.md": "---\nt: Z\n---\n*z* {{ page.t }}\n",
    "post.md": "---\nt: 1\n---\n{% include_relative _posts/2020-01-02-q.md %}",
    "docs.md": "---\nt: 1\n---\n{% include_relative _docs/d.md %}"
    "{% include_relative _parts/p.md %}",
    "_posts/2020-01-02-q.md": "---\nt: Q\n---\nq {{ page.t }}\n",
    "_posts/2020-01-01-p.md": "---\nt: P\n---\np {% include_relative 2020-01-02-q.md %}",
    "_docs/d.md": "---\nt: D\n---\nd {{ page.t }}\n",
    "_parts/p.md": "---\nt: D\n---\np {{ page.t }}\n",
    "partial.md": "---\n---\n{% include_relative _partial.txt %}",
    "_partial.txt": "---\nt: X\n---\npartial",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return tmp_path


def built(site: Path, name: str) -> str:
    Site.load(site).build()
    return (site / "_site" / name).read_text()


def test_it_shows_the_body_whatever_is_rendered_first(site: Path) -> None:
    text = built(site, "m.html")
    assert text == "<p><em>z</em> M</p>\n\n<p><em>a</em> M</p>\n\n"
    assert built(site, "z.html") == "<p><em>z</em> Z</p>\n"
    assert built(site, "2020/01/01/p.html") == "<p>p q P</p>\n"
    assert built(site, "post.html") == "<p>q 1</p>\n"
    assert built(site, "docs.html") == "<p>d 1\np 1</p>\n"


def test_a_file_that_is_no_page_is_shown_whole(site: Path) -> None:
    assert "t: X" in built(site, "partial.html")


def test_a_file_becomes_a_page(site: Path) -> None:
    (site / "_config.yml").write_text("exclude: [z.md]\n")
    assert "t: Z" in built(site, "m.html")
    (site / "_config.yml").write_text("")
    assert "t: Z" not in built(site, "m.html")


def test_an_error_has_the_line_of_the_file(site: Path) -> None:
    (site / "z.md").write_text("---\nt: Z\n---\nz\n{% nope %}\n")
    with pytest.raises(TemplateError) as caught:
        Site.load(site).render("m.md")
    assert (caught.value.path, caught.value.line) == ("z.md", 5)
