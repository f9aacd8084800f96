"""The packages keep their order: imports go down only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "liquidsite"

# From the bottom up: a package imports from its own layer and from those below.
LAYERS = (
    (
        *("errors", "safe_mode", "drop", "file_stamp", "folder_tree", "regular_file"),
        *("generation", "installed", "up_to_date"),
    ),
    ("ruby",),
    ("config", "parallel", "times", "urls"),
    ("model", "network", "plugin", "plugin_check"),
    ("output",),
    ("highlight",),
    ("kramdown",),
    ("liquid", "convert"),
    ("drops", "python_liquid"),
    ("incremental",),
    ("themes",),
    ("source", "plugins"),
    ("builder",),
    ("site", "session"),
    ("serve", "migrate"),
    ("cli",),
    ("__main__",),
)
LEVEL = {package: level for level, packages in enumerate(LAYERS) for package in packages}


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield the packages that a file imports, those for type checking alone aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("liquidsite"):
            parts = (node.module or "").split(".")[1:]
            yield from [parts[0]] if parts else (alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("liquidsite."):
                    yield alias.name.split(".")[1]


def files() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if path != SOURCE / "__init__.py"]


def test_imports_go_down_only() -> None:
    upward = [
        f"{path.relative_to(SOURCE)} imports {other}"
        for path in files()
        for other in imported(path)
        if other != "__version__" and LEVEL[other] > LEVEL[package_of(path)]
    ]
    assert upward == []
