"""One change, and its texts cut to what a report shows."""

from __future__ import annotations

from dataclasses import dataclass

# The lines that a change shows of an element, and the characters of a line.
MOST_LINES, _MOST_CHARACTERS = 12, 160
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `removed` is what the reference has there, `added` what was built.

    kind     text, attribute, element, code (the classes of tokens only), line, rule, notation (of
             a stylesheet), order, map, bytes, clock or
             chance
    path     where in the tree, `html > body > main > p[3]`; of a rule its selector; else empty
    at       the offsets in the sources of the reference and of what was built
    varying  the pairs of texts that differ, whole; causes are recognised by them
    name     the element, or the attribute as `a@href`; of code the language
    """

    kind: str
    path: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    at: tuple[int, int] = (0, 0)
    varying: tuple[tuple[str, str], ...] = ()
    name: str = ""


def shortened(lines: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    if len(lines) > MOST_LINES:
        return (*lines[:MOST_LINES], "…")
    return tuple(lines)


def cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…"


def around(old: str, new: str) -> tuple[str, str]:
    """Return two texts cut to where they differ, with some characters on either side."""
    if max(len(old), len(new)) <= _MOST_CHARACTERS:
        return old, new
    start = common_start(old, new)
    end = common_start(old[start:][::-1], new[start:][::-1])
    return _window(old, start, len(old) - end), _window(new, start, len(new) - end)


def common_start(old: str, new: str) -> int:
    """Count the characters that both texts begin with."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _window(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = cut(text[first:last])
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")
