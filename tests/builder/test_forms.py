"""Where modules are compiled, that form and the Python files of the checkout are one program.

`make test-compiled` runs this on a compiled wheel; elsewhere both are the Python files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import liquidsite

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "examples" / "sdg-workshop"
PYTHON = ROOT / "src"
RUNNING = Path(liquidsite.__file__).resolve().parents[1]


def install(form: Path, folder: Path) -> None:
    """Have `folder`, which is on the path of both, hold that form."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copytree(form / "liquidsite", folder / "liquidsite")
    for library in form.glob("*__mypyc*"):
        shutil.copy2(library, folder)


def build(site: Path, form: Path) -> tuple[int, dict[str, bytes]]:
    """Return how many pages a build with that form renders, and the files of the site."""
    path, out = site.with_name("path"), site.with_name("out")
    install(form, path)
    command = [sys.executable, "-m", "liquidsite", "build", "-s", str(site), "-d", str(out)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(path)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    rendered = re.search(r"(\d+) pages? rendered", done.stdout)
    assert rendered
    files = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return int(rendered[1]), files


@pytest.mark.parametrize("forms", [(RUNNING, PYTHON), (PYTHON, RUNNING)])
def test_one_form_goes_on_with_the_cache_of_the_other(
    forms: tuple[Path, Path], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("_site", ".jekyll-cache"))
    first, second = forms
    all_pages, written = build(site, first)
    assert build(site, second) == (0, written)
    with (site / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n> * An *edit*[^1]\n\n[^1]: of a [page](https://example.org).\n")
    some_pages, edited = build(site, second)
    assert 0 < some_pages < all_pages
    shutil.rmtree(site / ".jekyll-cache")
    assert build(site, first) == (all_pages, edited)
