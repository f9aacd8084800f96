"""What is published: everything is in it, and it works where nothing else of the project is."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from docs.blocks import Run, blocks, workplace

ROOT = Path(__file__).parent.parent.parent
# Links between folders, which an archive of sources cannot hold; and what git alone reads.
LEFT_OUT = ("tests/golden/sites/symlinks/", ".gitignore")


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive of the sources, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("packages")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "hatchling"]
    if subprocess.run(pip, cwd=folder, capture_output=True, timeout=120).returncode:
        pytest.skip("No package index is reached, and packages are built with hatchling")
    run(sys.executable, "-m", "build", "--outdir", folder / "made", ROOT)
    return folder / "made"


@pytest.fixture(scope="module")
def tracked() -> set[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("Not a checkout: what should be in the packages is not known")
    return {name for name in run("git", "ls-files", "-z").split("\0") if name}


def test_sources_are_all_in_the_archive(packages: Path, tracked: set[str]) -> None:
    [archive] = packages.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    lost = {name for name in tracked - names if (ROOT / name).exists()}
    assert {name for name in lost if not name.startswith(LEFT_OUT)} == set()


def test_wheel_has_the_package_and_its_types(packages: Path, tracked: set[str]) -> None:
    [wheel] = packages.glob("*.whl")
    names = set(ZipFile(wheel).namelist())
    assert "liquidsite/py.typed" in names
    ours = {name.removeprefix("src/") for name in tracked if name.startswith("src/")}
    assert {name for name in ours - names if (ROOT / "src" / name).exists()} == set()
    rest = {name.partition("/")[0] for name in names}
    assert rest == {"liquidsite", f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"}


def test_readme_works_with_the_wheel(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", *packages.glob("*.whl"))
    work = tmp_path / "work"
    work.mkdir()
    workplace(ROOT, work)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    reader = Run(work, python)
    for block in blocks("README.md", (ROOT / "README.md").read_text(encoding="utf-8")):
        if block.language == "python":
            reader.command([str(python), "-W", "error", "-c", block.text])
        elif "jekyll " not in block.text.replace("liquidsite", ""):
            reader.block(block)
    where = run(python, "-c", "import liquidsite; print(liquidsite.__file__)", cwd=work)
    assert (tmp_path / "venv").resolve() in Path(where.strip()).resolve().parents
