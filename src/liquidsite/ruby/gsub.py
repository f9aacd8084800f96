"""Ruby's `gsub` with plain text: it reads references in what it puts in all the same."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\\([0-9&`'\\])")


def gsub(text: str, old: str, new: str, count: int = -1) -> str:
    """Replace `old`, all or the first `count` of them; `\\0` in `new` is what is replaced.

    Plain text has no groups: `\\1` to `\\9` are empty.
    """
    if "\\" not in new:
        return text.replace(old, new, count)
    if "\\`" not in new and "\\'" not in new:
        return text.replace(old, _expanded(new, old, "", ""), count)
    return re.sub(
        re.escape(old),
        lambda found: _expanded(new, old, text[: found.start()], text[found.end() :]),
        text,
        count=max(0, count),
    )


def _expanded(new: str, whole: str, before: str, after: str) -> str:
    known = {"0": whole, "&": whole, "`": before, "'": after, "\\": "\\"}
    return _REFERENCE.sub(lambda reference: known.get(reference[1], ""), new)
