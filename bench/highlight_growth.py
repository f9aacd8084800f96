"""Whether highlighting takes time in proportion to the code, whatever the code is.

    python bench/highlight_growth.py

Prints, for each language with a dialect of ours, the worst ratio of the times for four times the
code and for the code, over texts that repeat one awkward piece; about 4 is linear.
"""

from __future__ import annotations

import time

from liquidsite.highlight import Lexer, to_html
from liquidsite.highlight.names import DIALECTS

OWN = sorted(DIALECTS)
PIECES = [
    "(",
    "[",
    "{{",
    '"\\',
    "'",
    "/*",
    "`",
    "<",
    "&",
    "$",
    "#",
    "%",
    "*",
    "a",
    "a b ",
    "0",
    "\n",
]
LENGTH = 8000


def seconds(lexer: Lexer, code: str) -> float:
    begin = time.process_time()
    to_html(code, lexer)
    return time.process_time() - begin


def growth(tag: str) -> tuple[float, str]:
    """The worst ratio for `tag`, and the piece that gave it; short times do not count."""
    lexer = Lexer(tag)
    worst = (0.0, "")
    for piece in PIECES:
        code = piece * (LENGTH // len(piece))
        long = seconds(lexer, code * 4)
        if long > 0.05:
            short = min(seconds(lexer, code) for _ in range(3))
            worst = max(worst, (long / max(short, 1e-6), piece))
    return worst


def main() -> None:
    for tag in OWN:
        ratio, piece = growth(tag)
        print(f"{tag:16} {ratio:5.1f}  {piece!r}" if ratio else f"{tag:16}  fast")


if __name__ == "__main__":
    main()
