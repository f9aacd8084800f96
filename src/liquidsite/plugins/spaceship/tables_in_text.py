"""Markdown in which tables keep what the table processor looks for in their HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from liquidsite.plugins.spaceship.exclusions import OF_MARKDOWN, without
from liquidsite.ruby.gsub import gsub

_DEFINITION = re.compile(r"\n\s*\[(.*)\]:\s*(\S+(?:\s+\".*?\")?)", re.ASCII)
_CONTINUED = re.compile(r"(?<!\\)(\|[^\n]*\\\s*)\|\s*\n", re.ASCII)
_COLON_BEFORE_PIPE = re.compile(r"\\:(?=[^\n]*?(?<!\\)\|)")
_COLON_AFTER_PIPE = re.compile(r"((?<!\\)\|[^\n]*?)\\:")
_MATH = re.compile(r"((?<!\\)\${1,2})[^\n]*?\1")
_PIPE = re.compile(r"(?<!\\)\|")
# Not behind a backslash that escapes, unlike one that is escaped itself.
_MARKUP = re.compile(r"(?<!(?<!\\)\\)(\*|\$|\[(?!\^)|\(|\"|_)")
ATTRIBUTE_LIST = re.compile(r"(?<!\\)\{:(?:([A-Za-z]\S*):)?(.*?)(?<!\\)\}", re.ASCII)


def prepared(text: str) -> str:
    """Return the text with the links of its tables resolved and their markup escaped."""
    if "|" not in text:
        return text
    text = _with_links(text)
    text = _CONTINUED.sub(r"\1\n", text)
    text = text.replace("||", "\\||") if "|||" not in text else re.sub(r"\|(?=\|)", r"\\|", text)
    if "\\:" in text:
        text = _COLON_BEFORE_PIPE.sub(r"\\\\:", text)
        text = _COLON_AFTER_PIPE.sub(r"\1\\\\:", text)
    for row in _rows(text):
        if _PIPE.search(_MATH.sub("", row)):
            escaped = _MARKUP.sub(r"\\\\\1", row)
            if escaped != row:
                text = gsub(text, row, escaped)
    return text


def _rows(text: str) -> list[str]:
    return [line for line in text.split("\n") if _PIPE.search(line)]


def _with_links(text: str) -> str:
    """Write the links of table rows in full, whose definitions the second pass cannot see."""
    references = {match[1]: match[2] for match in _DEFINITION.finditer(text)}
    if not references:
        return text
    for row in _rows(text):
        changed = row
        for name, value in references.items():
            pattern = rf"\[([^\n\]]*?)\]\s*\[{re.escape(name)}\]"
            changed = re.sub(
                pattern,
                lambda match, value=value: f"[{match[1]}]({value})",  # type: ignore[misc]
                changed,
                flags=re.ASCII,
            )
        for name, value in references.items():
            pattern = rf"\[{re.escape(name)}\](?!\s*\(.*?\))"
            changed = re.sub(
                pattern,
                lambda match, name=name, value=value: f"[{name}]({value})",  # type: ignore[misc]
                changed,
                flags=re.ASCII,
            )
        if changed != row:
            text = gsub(text, row, changed)
    return text


def attribute_lists(text: str) -> Mapping[str, str]:
    """Return the lists of attributes that have a name."""
    found: dict[str, str] = {}

    def collect(part: str) -> str:
        for match in ATTRIBUTE_LIST.finditer(part):
            if match[1] is not None:
                found[match[1]] = found.get(match[1], "") + match[2]
        return part

    without(text, OF_MARKDOWN, collect)
    return found
