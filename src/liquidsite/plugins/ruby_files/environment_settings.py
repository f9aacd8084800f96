"""Ruby files that do nothing but put variables of the environment into the settings of the site.

Beautiful Jekyll's environment_variables.rb sets `url` to JEKYLL_URL where that is set, so that a
host may build the site for an address of its own. Many sites have such a file with names of their
own, so these are known by what each line says, not by a digest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from liquidsite.config import Config
from liquidsite.plugin import Plugin

_COMMENT = re.compile(r"\s+#[^'\"]*$")
_NAME = r"""(?:'([^'\\]*)'|"([^"\\#]*)")"""
_ASSIGNMENT = re.compile(
    rf"site\.config\[{_NAME}\]\s*=\s*ENV\[{_NAME}\](?:\s*\|\|\s*{_NAME})?;?", re.ASCII
)
_IF_SET = re.compile(rf"if ENV(?:\.(?:key|has_key|include)\?\s*\(?{_NAME}\)?|\[{_NAME}\])")
_BEFORE = re.compile(r"module \w+|safe true|safe false|priority :\w+", re.ASCII)
_CLASS = re.compile(r"class \w+ < (?:Jekyll::)?Generator", re.ASCII)
_GENERATE = re.compile(r"def generate\s*\(?\s*site\s*\)?")


class Assignment(NamedTuple):
    """`site.config[key] = ENV[variable] || otherwise`; `if_set` names what must be set for it."""

    key: str
    variable: str
    otherwise: str | None
    if_set: str | None


def plugin_of(lines: Iterable[str]) -> Plugin | None:
    """Return what does the same as a Ruby file; None if one of its lines says something else.

    `lines` have no indentation, and no line is a comment.
    """
    assignments = _assignments([_COMMENT.sub("", line) for line in lines])
    if not assignments:
        return None
    return Plugin(
        "environment", hooks={("site", "after_init"): partial(with_environment, assignments)}
    )


def with_environment(assignments: Iterable[Assignment], config: Config) -> Config:
    """Return the settings with what the environment says now."""
    settings = dict(config.settings)
    for key, variable, otherwise, if_set in assignments:
        if if_set is None or if_set in os.environ:
            settings[key] = os.environ.get(variable, otherwise)
    return replace(config, settings=settings)


def _assignments(lines: list[str]) -> list[Assignment]:
    """Return what a generator assigns; nothing if it does something else, too."""
    opened = 0
    left = iter(lines)
    is_class = False
    for line in left:
        if _GENERATE.fullmatch(line):
            break
        if _CLASS.fullmatch(line):
            is_class = True
        elif not _BEFORE.fullmatch(line):
            return []
        opened += line.startswith(("module ", "class "))
    try:
        found = [*_of_body(left)]
    except ValueError:
        return []
    return found if is_class and [*left] == ["end"] * opened else []


def _of_body(left: Iterator[str]) -> Iterator[Assignment]:
    """Yield the assignments up to the end of the method. Raises ValueError at another line."""
    if_set: str | None = None
    for line in left:
        if line == "end" and if_set is None:
            return
        if line == "end":
            if_set = None
        elif if_set is None and (found := _IF_SET.fullmatch(line)):
            if_set = _texts(found)[0]
        elif found := _ASSIGNMENT.fullmatch(line):
            key, variable, otherwise = _texts(found)
            assert key is not None
            assert variable is not None
            yield Assignment(key, variable, otherwise, if_set)
        else:
            raise ValueError(line)
    raise ValueError("the method does not end")


def _texts(found: re.Match[str]) -> list[str | None]:
    """Return the names of a line, whichever quotes they have; for `if`, the one that there is."""
    groups = found.groups()
    pairs = zip(groups[::2], groups[1::2], strict=True)
    texts = [single if single is not None else double for single, double in pairs]
    if found.re is _IF_SET:
        return [text for text in texts if text is not None]
    return texts
