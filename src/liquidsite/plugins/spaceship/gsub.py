"""Replacing as Ruby's `gsub` does, which reads backslashes in what it puts in."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:(?P<backslash>\\)|(?P<whole>[0&])|[1-9]|(?P<before>`)|(?P<after>'))")


def gsub(text: str, pattern: str, replacement: str) -> str:
    """Replace each `pattern`, which is plain text, as the gem does with lines and formulas."""
    if "\\" not in replacement:
        return text.replace(pattern, replacement)
    if "\\`" not in replacement and "\\'" not in replacement:
        return text.replace(pattern, _expanded(replacement, pattern, "", ""))
    return re.sub(
        re.escape(pattern),
        lambda match: _expanded(replacement, pattern, text[: match.start()], text[match.end() :]),
        text,
    )


def _expanded(replacement: str, whole: str, before: str, after: str) -> str:
    def put_in(match: re.Match[str]) -> str:
        if match["backslash"]:
            return "\\"
        if match["whole"]:
            return whole
        if match["before"]:
            return before
        return after if match["after"] else ""

    return _ESCAPE.sub(put_in, replacement)
