"""PlantUML and Mermaid: blocks of code become images that a server draws."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any

from liquidsite.errors import ConfigError
from liquidsite.plugins.spaceship.settings import SECTION, compiled
from liquidsite.ruby.gsub import gsub
from liquidsite.ruby.json import to_json
from liquidsite.ruby.values import to_s

_BLANK_LINES = re.compile(r"\n\s*\n", re.ASCII)
_AROUND_LINES = re.compile(r"^\s+|(?<!\s)\s+$", re.ASCII | re.MULTILINE)
_PLACE = re.compile(r"\{.*\}")

# The code of a diagram and the settings → its address.
Address = Callable[[str, Mapping[str, Any]], str]


def drawn(text: str, own: Mapping[str, Any], address: Address) -> str:
    """Return the text with images for its diagrams."""
    syntax = own["syntax"]
    start, end = (to_s(mark) for mark in syntax["custom"][-2:])
    css_class = to_s(own["css"]["class"])
    code = to_s(syntax["code"])
    blocks = (
        (code, rf"((`{{3,}})\s*{code}((?:.|\n)*?)\2)"),
        (end, rf"((?<!\\)({start})((?:.|\n)*?)(?<!\\)({end}))"),
    )
    for needed, pattern in blocks:
        if _is_plain(needed) and needed not in text:
            continue
        block = compiled(pattern)
        for match in list(block.finditer(text)):
            image = f'<img class="{css_class}" src="{address(match[3], own)}">'
            text = gsub(text, match[1], image)
    escaped = compiled(rf"\\({start}|{end})")
    return escaped.sub(lambda match: match[1] or "", text)


def _is_plain(pattern: str) -> bool:
    """Return whether a pattern matches itself alone."""
    return re.escape(pattern) == pattern


def plantuml(code: str, own: Mapping[str, Any]) -> str:
    """Return the address with the code in hexadecimal digits."""
    digits = f"@startuml{code}@enduml".encode("utf-8", "surrogateescape").hex()
    return _address(own, "{hexcode}", f"~h{digits}")


def mermaid(code: str, own: Mapping[str, Any]) -> str:
    """Return the address with the code and the configuration in Base64."""
    code = _AROUND_LINES.sub("", _BLANK_LINES.sub("\n%%-\n", code))
    state = to_json({"code": code, "mermaid": own.get("config")})
    encoded = urlsafe_b64encode(state.encode("utf-8", "surrogateescape")).decode()
    return _address(own, "{code}", encoded.rstrip("="))


def _address(own: Mapping[str, Any], place: str, code: str) -> str:
    source = to_s(own["src"])
    if not _PLACE.search(source):
        source += place
    if place not in source:
        raise ConfigError(f"{SECTION}: the src {source!r} has no {place}.")
    return source.replace(place, code)
