"""jekyll-jupyter-notebook: what becomes of notebooks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from built_site import Build

from liquidsite import Site
from liquidsite.errors import ConversionError, PluginError

SETTINGS: dict[str, Any] = {"plugins": ["jekyll-jupyter-notebook"]}
SHORT = {**SETTINGS, "jupyter_notebook": {"content": "body-without-style"}}


def notebook(source: str = "print(1)", minor: int = 4) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Title\n", "\n", "*text*"]},
        {
            "cell_type": "code",
            "metadata": {},
            "execution_count": 7,
            "source": source,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["printed\n"]}],
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": minor})


def test_notebooks_are_pages_and_documents(build: Build) -> None:
    listing = (
        "---\n---\n{% for p in site.pages %}{{ p.url }} {% endfor %}"
        "{% for n in site.notes %}{{ n.url }} {% endfor %}"
        "{% for f in site.static_files %}{{ f.path }} {% endfor %}"
    )
    files = {
        "nb/a.ipynb": notebook(),
        "_notes/b.ipynb": notebook(),
        "c.txt": "",
        "list.txt": listing,
    }
    site = build(files, {**SHORT, "collections": {"notes": {"output": True}}})
    assert site["list.txt"].split() == [
        "/list.txt", "/nb/a.ipynb.html", "/_notes/b.ipynb.html", "/notes/b.ipynb.html", "/c.txt",
    ]  # fmt: skip
    assert site["nb/a.ipynb.html"] == site["notes/b.ipynb.html"]
    assert "<em>text</em>" in site["nb/a.ipynb.html"]
    assert "<h1" in site["nb/a.ipynb.html"]
    assert "nb/a.ipynb" not in site


@pytest.mark.parametrize(
    ("settings", "has"),
    [
        ({}, {"<title>a</title>", "<style", "</html>", ">print<", "[7]:", "printed"}),
        ({"content": "body"}, {"<style", ">print<", "[7]:", "printed"}),
        ({"content": "body-without-style"}, {">print<", "[7]:", "printed"}),
        ({"content": "body-without-style", "prompt": False}, {">print<", "printed"}),
        ({"content": "body-without-style", "input": False}, {"printed"}),
    ],
)
def test_settings_say_what_is_shown(build: Build, settings: object, has: set[str]) -> None:
    page = build({"a.ipynb": notebook()}, {**SETTINGS, "jupyter_notebook": settings})
    parts = ["<title>a</title>", "<style", "</html>", ">print<", "[7]:", "printed"]
    assert {part for part in parts if part in page["a.ipynb.html"]} == has


def test_each_build_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("plugins: [jekyll-jupyter-notebook]")
    (tmp_path / "a.ipynb").write_text(notebook(minor=5))
    built = tmp_path / "_site/a.ipynb.html"

    def text() -> str:
        Site.load(tmp_path, config={"disable_disk_cache": True}).build()
        return built.read_text()

    assert text() == text()
    Site.load(tmp_path).build()
    assert Site.load(tmp_path).build().rendered == ()
    (tmp_path / "a.ipynb").write_text(notebook("input()", minor=5))
    assert "a.ipynb" in "".join(Site.load(tmp_path).build().rendered)
    assert ">input<" in built.read_text()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nbformat": 4}', "null"])
def test_what_is_no_notebook_is_an_error_with_its_path(build: Build, text: str) -> None:
    with pytest.raises(ConversionError, match="The notebook cannot be read") as caught:
        build({"nb/a.ipynb": text}, SETTINGS)
    assert caught.value.path == "nb/a.ipynb"


def test_without_nbconvert_notebooks_are_copied_with_a_warning(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nbconvert", None)
    site = build({"a.ipynb": notebook()}, SETTINGS)
    assert ["liquidsite[notebooks]" in warning for warning in site.warnings] == [True]
    assert site["a.ipynb"] == notebook()
    with pytest.raises(PluginError, match="notebooks"):
        build({"b.ipynb": f"---\n---\n{notebook()}"}, SETTINGS)


def test_the_tag_takes_a_text_a_variable_or_a_bare_path(build: Build) -> None:
    page = (
        "---\nnb: c.ipynb\n---\n{% jupyter_notebook 'a<b.ipynb' %}{% jupyter_notebook page.nb %}"
        "{% jupyter_notebook page.nb | upcase %}{% jupyter_notebook /x/blog.ipynb %}"
    )
    lines = build({"a.html": page}, SETTINGS)["a.html"].split("\n")
    assert [line.strip() for line in lines if "src=" in line] == [
        'src="a&lt;b.ipynb.html"', 'src="c.ipynb.html"', 'src="C.IPYNB.html"',
        'src="/x/blog.ipynb.html"',
    ]  # fmt: skip
