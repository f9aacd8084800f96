"""YAML as Jekyll reads it: libyaml's events, built into values as the safe_yaml gem does.

libyaml is the parser that Ruby uses too, so both accept the same texts. The gem builds values by
rules of its own, which sites rely on:

- only the first document counts; a text without one (empty, or only comments) gives `False`;
- tags other than `!binary` are ignored; a scalar that is both tagged and quoted counts as plain;
- an alias to an unknown anchor is nil, and an alias to a string reads that string as plain;
- `<<` merges when it is reached: its entries replace the keys before it, and only an alias to a
  mapping has any;
- a nil key is no key: the value after it becomes the key.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liquidsite.ruby.safe_yaml.builder import MOST_NODES, load
    from liquidsite.ruby.safe_yaml.scalars import resolve

__all__ = ["MOST_NODES", "load", "resolve"]


def __getattr__(name: str) -> Any:
    """Import the parser on first use: a warm build reads no YAML."""
    if name not in __all__:
        raise AttributeError(f"module 'liquidsite.ruby.safe_yaml' has no attribute {name!r}")
    home = "scalars" if name == "resolve" else "builder"
    found = getattr(import_module(f"liquidsite.ruby.safe_yaml.{home}"), name)
    globals()[name] = found  # the next time Python finds it without this function
    return found
