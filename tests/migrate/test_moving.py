"""A whole move: doctor, migrate, build, and the proof that nothing differs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from migrate.sites import EXPECTED, example, run, run_json, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return example(tmp_path)


def reference(tmp_path: Path) -> Path:
    """A copy of what Jekyll made of the example."""
    return Path(shutil.copytree(EXPECTED, tmp_path / "reference"))


def replace(folder: Path, old: str, new: str) -> None:
    for file in folder.rglob("*.html"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_the_example_moves_without_a_difference(site: Path) -> None:
    assert run("doctor", "-s", site).exit_code == 0
    assert run("migrate", "-s", site, "--yes").exit_code == 0
    result = run("diff", EXPECTED, "-s", site)
    assert result.exit_code == 0
    assert result.output.endswith("Nothing differs.\n")
    assert not (site / "_site").exists()
    assert not (site / ".jekyll-cache").exists()


def test_a_folder_that_was_built_before_can_be_compared(site: Path, tmp_path: Path) -> None:
    assert run("build", "-s", site, "-d", tmp_path / "out").exit_code == 0
    assert run("diff", EXPECTED, "-s", site, "--built", tmp_path / "out").exit_code == 0


def test_reference_inside_of_the_source_is_no_part_of_the_site(site: Path) -> None:
    shutil.copytree(EXPECTED, site / "reference")
    assert run("diff", site / "reference", "-s", site).exit_code == 0


def test_difference_ends_with_status_1_and_is_told_once(site: Path, tmp_path: Path) -> None:
    folder = reference(tmp_path)
    replace(folder, "</footer>", "<p>By Jekyll</p></footer>")
    result = run("diff", folder, "-s", site, "--show", 1)
    assert result.exit_code == 1
    assert "6 files" in result.output
    assert "- <p>By Jekyll</p>" in result.output
    assert result.output.endswith("1 finding to look at.\n")


def test_errors_end_with_status_2(site: Path, tmp_path: Path) -> None:
    assert run("diff", tmp_path / "none", "-s", site).exit_code == 2
    write(site, {"bad.md": "---\n---\n{% nothing %}"})
    assert run("diff", EXPECTED, "-s", site).exit_code == 2


def test_json_has_every_finding(site: Path, tmp_path: Path) -> None:
    folder = reference(tmp_path)
    replace(folder, "<h1", '<h1 class="x"')
    (folder / "robots.txt").write_text("x")
    data = run_json("diff", folder, "-s", site)
    assert (data["schema"], data["same"]) == (1, False)
    assert data["counts"] == {
        "same": 17, "dom": 0, "code": 0, "differs": 6, "missing": 1, "extra": 0
    }  # fmt: skip
    assert data["files"]["missing"] == ["robots.txt"]
    first, second = data["findings"]
    assert (first["kind"], first["where"], len(first["files"])) == ("attribute", "h1@class", 6)
    assert set(first["examples"][0]) == {
        "file", "path", "line", "built_line", "removed", "added"
    }  # fmt: skip
    assert second["kind"] == "missing"


def test_harmless_differences_pass_unless_strict(site: Path, tmp_path: Path) -> None:
    folder = reference(tmp_path)
    replace(folder, "css/main.css", "css/main.css?v=1")
    write(site, {"_includes/head.html": _versioned(site / "_includes/head.html")})
    assert run("diff", folder, "-s", site).exit_code == 0
    assert run("diff", folder, "-s", site, "--strict").exit_code == 1


def _versioned(head: Path) -> str:
    text = head.read_text("utf-8")
    assert "main.css" in text
    return text.replace("main.css' | relative_url }}", "main.css' | relative_url }}?v=2").replace(
        'main.css" | relative_url }}', 'main.css" | relative_url }}?v=2'
    )


def test_report_is_one_page(site: Path, tmp_path: Path) -> None:
    folder = reference(tmp_path)
    replace(folder, "<h1", '<h1 class="x"')
    file = tmp_path / "report.html"
    run("diff", folder, "-s", site, "--html", file, "--no-screenshots")
    text = file.read_text("utf-8")
    assert "1 finding to look at." in text
    assert "&lt;h1 class=&quot;x&quot;" in text
    assert "src=" not in text
    assert "http" not in text


def downloaded(folder: Path) -> Path:
    """The example as wget leaves it: below the host, with relative links to files."""
    root = folder / "example.org"
    shutil.copytree(EXPECTED, root)
    for file in root.rglob("*.html"):
        depth = len(file.relative_to(root).parts) - 1
        up = "../" * depth
        text = file.read_text("utf-8")
        for name in ("speakers", "schedule", "papers", "call"):
            text = text.replace(f'href="/{name}/"', f'href="{up}{name}/index.html"')
        text = text.replace('href="/"', f'href="{up}index.html"')
        text = text.replace('href="/', f'href="{up}').replace('src="/', f'src="{up}')
        file.write_text(text, "utf-8")
    (root / "call" / "index.html").rename(root / "call.html")
    moved = (root / "call.html").read_text("utf-8").replace('"../', '"')
    (root / "call.html").write_text(moved, "utf-8")
    (root / "404.html").unlink()
    return folder


def test_download_is_compared_by_where_links_lead(site: Path, tmp_path: Path) -> None:
    folder = downloaded(tmp_path / "mirror")
    assert run("diff", folder, "-s", site).exit_code == 1
    data = run_json("diff", folder, "-s", site, "--downloaded")
    assert data["same"], json.dumps(data["findings"], indent=1)[:3000]
    assert data["counts"]["differs"] == data["counts"]["missing"] == 0
    assert data["files"]["extra"] == ["404.html"]
    assert [finding["cause"] for finding in data["findings"]] == ["not downloaded"]


def test_download_with_other_queries_schemes_and_stylesheets(tmp_path: Path) -> None:
    config = {"_config.yml": "url: https://example.org\n"}
    site = write(
        tmp_path / "site",
        {
            **config,
            "css/a.css": "a { src: url(\"../font.eot?#x\"), url('../font.eot?v=1') }",
            "font.eot": b"\xff",
            "index.html": "---\n---\n"
            "<link href='/css/a.css?v=1'><script src='//cdn.net/a.js'></script>"
            "<script>w('<script src=\"/js/a.js\">')</script><a href='https://example.org/b'>b</a>",
            "b.html": "---\npermalink: /b/\n---\nB",
        },
    )
    mirror = write(
        tmp_path / "mirror" / "example.org",
        {
            "css/a.css?v=1.css": "a { src: url(\"../font.eot%3F\"), url('../font.eot%3Fv=1') }",
            "font.eot?": b"\xff",
            "font.eot?v=1": b"\xff",
            "index.html": "<link href='css/a.css%3Fv=1.css'><script src='http://cdn.net/a.js'></script>"
            "<script>w('<script src=\"js/a.js\">')</script><a href='b/index.html'>b</a>",
            "b/index.html": "B",
        },
    )
    data = run_json("diff", mirror.parent, "-s", site, "--downloaded")
    assert data["findings"] == []
    assert data["counts"]["missing"] == 0


def test_download_with_another_text_differs(site: Path, tmp_path: Path) -> None:
    folder = downloaded(tmp_path / "mirror")
    replace(folder, "</h1>", "!</h1>")
    assert run("diff", folder, "-s", site, "--downloaded").exit_code == 1


def test_download_is_noticed(site: Path, tmp_path: Path) -> None:
    folder = downloaded(tmp_path / "mirror") / "example.org"
    for name in ("papers", "schedule", "speakers"):
        (folder / name / "index.html").rename(folder / f"{name}.html")
    assert "try --downloaded" in run("diff", folder, "-s", site).output
