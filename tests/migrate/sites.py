"""Small sites and builds, written from a mapping of paths to texts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from liquidsite.cli.group import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "sdg-workshop"
EXPECTED = ROOT / "tests" / "golden" / "sites" / "sdg-workshop" / "expected"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files, below `folder`."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def example(folder: Path) -> Path:
    """A copy of the example, without what builds left there."""
    leave = shutil.ignore_patterns("_site", ".*")
    return Path(shutil.copytree(EXAMPLE, folder / "example", ignore=leave))


def run(*arguments: object) -> Result:
    """The command's output and exit status."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def run_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def page(body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>T</title>{head}</head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body></html>\n"
    )
