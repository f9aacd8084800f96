"""What a build left out, in one line; and which warnings are worth a line of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from liquidsite.errors import UNKNOWN_FILTER, Notice

TOPIC = "Left out:"
_SASS = "Sass:"
_DEPRECATION = re.compile(r"deprecation", re.IGNORECASE)
# How many names a line has of each kind.
_MOST = 3


def shown(notices: Iterable[Notice], *, verbose: bool = False) -> list[Notice]:
    """Return the warnings to print: unknown filters are counted instead, deprecations folded."""
    notices = [notice for notice in notices if notice.topic != UNKNOWN_FILTER]
    if verbose:
        return notices
    folded = [notice for notice in notices if _is_deprecation(notice)]
    left = [notice for notice in notices if not _is_deprecation(notice)]
    if folded:
        text = f"{_count(len(folded), 'deprecation warning')}; --verbose shows them."
        left.append(Notice(_SASS, text))
    return left


def left_out(notices: Iterable[Notice]) -> Notice | None:
    """Return what a build left out, with counts; None when it left out nothing."""
    notices = list(notices)
    parts = [*_named(dict.fromkeys(notices)), *_filters(notices)]
    if not parts:
        return None
    return Notice(TOPIC, f"{'; '.join(parts)}. `liquidsite doctor` says where and why.")


def _named(notices: Iterable[Notice]) -> Iterator[str]:
    kinds: dict[str, Counter[str]] = {}
    for notice in notices:
        if notice.left_out is not None:
            kind, name = notice.left_out
            kinds.setdefault(kind, Counter())[name] += 1
    for kind, names in kinds.items():
        yield f"{_count(len(names), kind)} ({_some(names)})"


def _filters(notices: Iterable[Notice]) -> Iterator[str]:
    """Yield how often pages used unknown filters, where they did."""
    used = [notice.message for notice in notices if notice.topic == UNKNOWN_FILTER]
    if used:
        names = Counter(message.partition(" in ")[0] for message in used)
        # An excerpt has the key of its document, then `>`.
        pages = {message.partition(" in ")[2].partition(">")[0] for message in used}
        counted = f"{_count(len(names), 'unknown filter')} on {_count(len(pages), 'page')}"
        yield f"{counted} ({_some(names, times=True)})"


def _some(counts: Counter[str], *, times: bool = False) -> str:
    """Return the most frequent names: `regex_replace 31 times, sift 2 times, …`."""
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    names = [f"{name} {_count(number, 'time')}" if times else name for name, number in common]
    return ", ".join([*names, "…"] if len(counts) > _MOST else names)


def _is_deprecation(notice: Notice) -> bool:
    return notice.topic == _SASS and bool(_DEPRECATION.search(notice.message))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def counted(number: int, what: str, done: str) -> str:
    """Return `1 page rendered`, `1,200 pages rendered`."""
    return f"{_count(number, what)} {done}"
