"""The house keeps its order: imports go down only, and no room is reached by accident."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "liquidsite"

# From the cellar up: a room may import from its own floor and from those below.
FLOORS = (
    ("errors", "limits"),
    ("psych",),
    ("identity",),
    ("config", "config_files", "confined", "cores", "times", "urls", "watchdog"),
    ("model", "plugin"),
    ("highlight",),
    ("kramdown",),
    ("liquid", "convert"),
    ("read", "plugins"),
    ("build",),
    ("site",),
    ("serve", "migrate"),
    ("cli",),
    ("__main__",),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}

# Imports that go up, each inside of one function, with the reason.
ALLOWED = {
    ("times", "liquid"): "Ruby's free date parsing is Liquid's, and rarely needed",
}


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The rooms that a file imports, type checking aside."""
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
    found = sorted(SOURCE.rglob("*.py"))
    return [path for path in found if path != SOURCE / "__init__.py"]


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_down_only(path: Path) -> None:
    room = room_of(path)
    for other in imported(path):
        if other == "__version__" or (room, other) in ALLOWED:
            continue
        assert LEVEL[other] <= LEVEL[room], f"{room} imports {other}, which is above it"


def code_files() -> list[Path]:
    """All files but those that are nothing but lists of words."""
    return [path for path in files() if path.parent.name != "words"]


@pytest.mark.parametrize("path", code_files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_long(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
