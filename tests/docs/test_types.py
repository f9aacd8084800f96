"""The library chapter's programs are clean for type checkers, which catch mistakes in others."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.blocks import blocks

ROOT = Path(__file__).parent.parent.parent
CHAPTER = ROOT / "docs" / "library.md"

# What a section may use of the ones before it.
_HEAD = "import liquidsite\nfrom liquidsite import Site, liquid\n"
_SITE = 'site = Site.load("my-site")\n'
_NAMED = re.compile(r"# (\w+\.py)\n")

# Programs with one mistake each, and the line's number that is wrong.
MISTAKES = [
    'Site.load("my-site").render(5)',
    'Site.load("my-site", config_file="x.yml")',
    'Site.load("my-site", plugins=liquidsite.Plugin("x"))',
    'Site.load("my-site").open().render("index.md", pages={})',
    'Site.load("my-site").open().render("index.md").htm',
    'liquidsite.Plugin("x", generators=print)',
    "liquid.Environment(filter={})",
    "liquid.Environment(limits=5)",
    'liquid.Environment().from_string("x").render().html',
    'liquid.render("x", ["page"])',
    'liquidsite.kramdown.to_html(b"x")',
]


def programs() -> Iterator[tuple[str, str]]:
    """The programs of the chapter: of each section what is no file of its own, and the files."""
    for number, section in enumerate(re.split(r"^## ", CHAPTER.read_text(), flags=re.MULTILINE)):
        program = ""
        for block in blocks(CHAPTER.name, section):
            if block.language != "python":
                continue
            if named := _NAMED.match(block.text):
                yield named[1], block.text
            else:
                program += f"{block.text}\n"
        has_site = re.search(r"^site = ", program, re.MULTILINE)
        yield f"section_{number}.py", _HEAD + ("" if has_site else _SITE) + program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    for name, text in programs():
        (folder / name).write_text(text, encoding="utf-8")
    for number, mistake in enumerate(MISTAKES):
        (folder / f"mistake_{number}.py").write_text(f"{_HEAD}{mistake}\n", encoding="utf-8")
    return folder


def wrong(output: str) -> set[str]:
    """The names of the files that a checker complains about."""
    return {
        Path(match[1]).name for match in re.finditer(r"^\s*(\S+\.py):\d+", output, re.MULTILINE)
    }


def expected() -> set[str]:
    return {f"mistake_{number}.py" for number in range(len(MISTAKES))}


def test_mypy(folder: Path) -> None:
    files = sorted(str(file) for file in folder.glob("*.py"))
    # Django and pandas come without types.
    strict = ["--strict", "--disable-error-code=import-untyped", "--follow-imports=silent"]
    command = [sys.executable, "-m", "mypy", "--config-file=", "--no-error-summary", *strict]
    environment = {"MYPYPATH": f"{ROOT / 'src'}:{folder}", "PATH": ""}
    done = subprocess.run(
        [*command, "--cache-dir", str(folder / "cache"), *files],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert wrong(done.stdout) == expected(), done.stdout + done.stderr


def test_pyright(folder: Path) -> None:
    pyright = shutil.which("pyright")
    if pyright is None:
        pytest.skip("pyright is not installed")
    settings = f'{{"extraPaths": ["{ROOT / "src"}"], "typeCheckingMode": "standard"}}'
    (folder / "pyrightconfig.json").write_text(settings)
    command = [pyright, "--pythonpath", sys.executable, "--project", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert wrong(done.stdout) == expected(), done.stdout + done.stderr
