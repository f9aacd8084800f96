"""YAML as Jekyll reads it: libyaml's events, built into values as the safe_yaml gem does.

libyaml is the parser that Ruby uses too, so both accept the same texts. What the gem makes of
them is its own, and sites rely on it without knowing:

- only the first document counts; a text without one (empty, or comments alone) gives `False`;
- tags say nothing, save `!binary`; a scalar that is both tagged and quoted counts as plain;
- an alias to an unknown anchor is nil, and an alias to a string reads that string as plain;
- `<<` merges when it is reached: what it brings replaces the keys before it, and only an alias
  to a mapping brings anything;
- a nil key is no key: the value after it takes its place.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liquidsite.ruby.safe_yaml.builder import MOST_NODES, load
    from liquidsite.ruby.safe_yaml.scalars import resolve

__all__ = ["MOST_NODES", "load", "resolve"]


def __getattr__(name: str) -> Any:
    """The parser is loaded when something is parsed: a warm build reads no YAML."""
    if name not in __all__:
        raise AttributeError(f"module 'liquidsite.ruby.safe_yaml' has no attribute {name!r}")
    home = "scalars" if name == "resolve" else "builder"
    return getattr(import_module(f"liquidsite.ruby.safe_yaml.{home}"), name)
