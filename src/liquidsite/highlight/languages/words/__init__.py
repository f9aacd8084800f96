"""Long word lists, kept from the grammars that use them."""

from __future__ import annotations

from pathlib import Path


def listed(name: str) -> list[str]:
    """The words of `<name>.txt`."""
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").split()
