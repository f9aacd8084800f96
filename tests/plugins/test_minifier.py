"""jekyll-minifier and jekyll-terser, beside what their goldens show."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from built_site import Build

from liquidsite import Site
from liquidsite.plugins.minifier import code

SETTINGS = {"plugins": ["jekyll-minifier"]}


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JEKYLL_ENV", "production")


def test_nothing_is_minified_in_development(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JEKYLL_ENV", "development")
    site = build({"a.html": "---\n---\n<p>  a  </p>\n", "b.json": "[ 1 ]"}, SETTINGS)
    assert site["a.html"] == "<p>  a  </p>\n"
    assert site["b.json"] == "[ 1 ]"


def test_a_static_file_is_made_again_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("plugins: [jekyll-minifier]")
    script = tmp_path / "a.js"
    script.write_text("var  a = 1 ;")
    built = tmp_path / "_site/a.js"
    Site.load(tmp_path).build()
    assert built.read_text() == "var a=1;"
    before = built.stat().st_mtime_ns
    assert "a.js" in Site.load(tmp_path).build().reused
    assert built.stat().st_mtime_ns == before
    script.write_text("var  b = 1 ;")
    assert "a.js" in Site.load(tmp_path).build().written
    assert built.read_text() == "var b=1;"
    (tmp_path / "_config.yml").write_text(
        "plugins: [jekyll-minifier]\njekyll-minifier: {compress_javascript: false}"
    )
    Site.load(tmp_path).build()
    assert built.read_text() == "var  b = 1 ;"


def test_what_is_no_json_is_copied_with_a_warning_in_each_build(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("plugins: [jekyll-minifier]")
    (tmp_path / "a.json").write_text("{ <a> }")
    for _ in range(3):
        result = Site.load(tmp_path).build()
        assert [notice.message for notice in result.warnings] == [
            "a.json is not JSON, and is copied as it is: unexpected '<a> }'"
        ]
        assert (tmp_path / "_site/a.json").read_text() == "{ <a> }"


def test_without_its_packages_one_warning_says_how_to_get_them(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str) -> object:
        if name in ("rjsmin", "rcssmin"):
            raise ImportError(name)
        return importlib.import_module(name)

    monkeypatch.setattr(code, "import_module", without)
    files = {
        "a.js": "var  a = 1 ;",
        "b.css": "a  { b : c }",
        "c.html": "---\n---\n<p>  a  </p> <script> var  a = 1 ; </script>",
    }
    site = build(files, SETTINGS)
    assert [warning for warning in site.warnings if "liquidsite[minifier]" in warning]
    assert len(site.warnings) == 1
    assert site["a.js"] == files["a.js"]
    assert site["b.css"] == files["b.css"]
    assert site["c.html"] == "<p> a </p> <script>var  a = 1 ;</script>"


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("#!/usr/bin/env node\n'use strict' ;\n", "#!/usr/bin/env node\n'use strict';"),
        ("/* Copyright me */\n/* no */ a ( ) ;", "/* Copyright me */\na();"),
        ("a = `x  ${ y }  z` ;", "a=`x  ${ y }  z`;"),
        ("a = `x ${ y ? `  (${ z })` : '' }` ;", "a = `x ${ y ? `  (${ z })` : '' }` ;"),
        ("a = `x ${ f({ b: `  (c` }) }` ;", "a = `x ${ f({ b: `  (c` }) }` ;"),
        ("a = `x ${ f({ b }) + `  (c` }` ;", "a = `x ${ f({ b }) + `  (c` }` ;"),
        ("a = `{  ${ b }  {` ; c", "a=`{  ${ b }  {`;c"),
        ("if (a) /b  c/.test( d )", "if(a)/b  c/.test(d)"),
    ],
)
def test_scripts_mean_the_same(script: str, small: str) -> None:
    assert code.minify_script(script) == small


def test_pictures_in_addresses_stay(build: Build) -> None:
    style = """a { background : url("data:image/svg+xml; utf8,<svg a='b c'/>") }"""
    assert "<svg a='b c'/>" in build({"a.css": style}, SETTINGS)["a.css"]


@pytest.mark.parametrize("unfinished", ["<!--", "<pre>", "<script", "<!--[if IE]>", "<a title='"])
def test_unfinished_markup_stays_and_takes_linear_time(build: Build, unfinished: str) -> None:
    page = f"<p>  a  </p>{unfinished * 20_000} b"
    assert build({"a.html": f"---\n---\n{page}"}, SETTINGS)["a.html"].startswith("<p> a </p><")


def test_terser_minifies_in_development_and_its_files_come_last(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JEKYLL_ENV", "development")
    files = {
        "a.js": "// no\nvar  a = 1 ;",
        "a.min.js": "var  a = 1 ;",
        "b.txt": "b  b",
        "c.html": "---\n---\n{{ site.static_files | map: 'path' | join }}",
    }
    site = build(files, {"plugins": ["jekyll-terser", "jekyll-minifier"]})
    assert site["a.js"] == "var a=1;"
    assert site["a.min.js"] == files["a.min.js"]
    assert site["c.html"] == "/a.min.js /b.txt /a.js"
