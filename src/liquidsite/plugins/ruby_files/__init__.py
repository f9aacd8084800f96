"""The Ruby files that popular starters have in `_plugins`, and what does the same here.

A file is known by its text: nothing else says what it does. The text is compared without comments,
empty lines, indentation and lines that only require what Jekyll has loaded already: these change
nothing. What a file differs in otherwise makes it an edited one, which is not run.
"""

from __future__ import annotations

import re
import textwrap

# Where hashlib has it from; hashlib itself loads OpenSSL.
from _blake2 import blake2b
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from liquidsite.liquid.filters import LIQUID_FILTERS
from liquidsite.plugin import Plugin
from liquidsite.plugins import BUNDLED
from liquidsite.plugins.ruby_files import environment_settings
from liquidsite.plugins.ruby_files.versions import FILES

_HEREDOC = re.compile(r"<<(?P<kind>[~-]?)(?P<quote>['\"]?)(?P<end>[A-Z_a-z]\w*)(?P=quote)")
_REQUIRE = re.compile(r"require\s*\(?\s*['\"]([\w./-]+)['\"]\s*\)?")
# Lines that change nothing, as Jekyll has loaded these.
_HARMLESS = frozenset(
    f"require {quote}{name}{quote}"
    for name in ("jekyll", "liquid", "json", "time", "date", "yaml", "fileutils")
    for quote in "'\""
)


def equivalent(name: str, text: str) -> Plugin | None:
    """Return what does the same as the Ruby file `name` with this text; None if it is not known."""
    mark = digest(text)
    version = _version(mark)
    known = _plugin(version) if version else environment_settings.plugin_of(_lines(text))
    return replace(known, name=name, fingerprint=mark) if known else None


def similar(name: str, text: str) -> str | None:
    """Return how Python imports what the file `name` does, if `text` is an edited copy of it.

    An edited copy still has the names of all tags and filters, the events of hooks, and a generator
    if the known one has.
    """
    for version in FILES.get(name, ()):
        known = _plugin(version)
        own = [name for name in known.filters if name not in LIQUID_FILTERS]
        names = [*known.tags, *own, *(event for _, event in known.hooks)]
        names += ["Generator"] if known.generators else []
        if all(re.search(rf"\b{re.escape(part)}\b", text) for part in names):
            module, _, attribute = version.partition(":")
            alias = "" if attribute == "plugin" else " as plugin"
            return f"from {__name__}.{module} import {attribute}{alias}"
    return None


def required_gems(text: str) -> list[str]:
    """Return the bundled gems that a file requires, if it does nothing else."""
    matches = [_REQUIRE.fullmatch(line) for line in _lines(text)]
    gems = [match[1].replace("/", "-") for match in matches if match is not None]
    return gems if len(gems) == len(matches) and all(gem in BUNDLED for gem in gems) else []


def is_known(text: str) -> bool:
    """Return whether something here does the same as a Ruby file with this text."""
    return equivalent("", text) is not None or bool(required_gems(text))


def _version(mark: str) -> str | None:
    """Return the module and the name of the plugin for the digest of a text."""
    found = (
        version
        for versions in FILES.values()
        for version, marks in versions.items()
        if mark in marks
    )
    return next(found, None)


def _plugin(version: str) -> Plugin:
    module, _, attribute = version.partition(":")
    found: Plugin = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found


def digest(text: str) -> str:
    """Return the digest of what counts in the text of a Ruby file."""
    counts = "\n".join(line for line in _lines(text) if line not in _HARMLESS)
    return blake2b(counts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that are not empty or comments, without their indentation.

    Within a heredoc all lines count, and their indentation among each other.
    """
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("=begin"):
            next((end for end in lines if end.startswith("=end")), None)
            continue
        code = line.strip()
        if not code or code.startswith("#"):
            continue
        yield code
        for heredoc in _HEREDOC.finditer(code):
            yield from _inside(heredoc, lines)


def _inside(heredoc: re.Match[str], lines: Iterator[str]) -> Iterator[str]:
    if not heredoc["kind"] and not heredoc["end"].isupper():
        return  # `list <<item` appends
    body: list[str] = []
    for line in lines:
        if line.strip() == heredoc["end"]:
            break
        body.append(line)
    text = "\n".join(body)
    yield textwrap.dedent(text) if heredoc["kind"] == "~" else text
    yield heredoc["end"]
