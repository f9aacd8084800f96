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

from liquidsite.psych.builder import MOST_NODES, load
from liquidsite.psych.scalars import resolve

__all__ = ["MOST_NODES", "load", "resolve"]
