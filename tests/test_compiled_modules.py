"""The modules that wheels have compiled do without what mypyc silently does in another way."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOK = HOOK["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]

# A cached property is computed at each read; the others are empty, or the types of C.
SILENT = {"cached_property", "__annotations__", "__code__", "__dict__", "get_type_hints"}


def found(name: str) -> set[Path]:
    """Return the modules that a list of patterns means; each has to mean one."""
    matches = {pattern: set((ROOT / "src").glob(pattern)) for pattern in HOOK[name]}
    assert all(matches.values()), matches
    return set().union(*matches.values())


COMPILED = sorted(found("modules") - found("uncompiled"))


@pytest.mark.parametrize("path", COMPILED, ids=lambda path: "/".join(path.parts[-2:]))
def test_compiled_module_has_one_meaning(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert names & SILENT == set()
