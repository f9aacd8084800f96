"""Whether comparing two builds takes time in proportion to their files, whatever they hold.

    python bench/diff_growth.py

Prints, for each awkward pair of files, the seconds for the longer pair and the ratio of the times
for four times the text and for the text; about 4 is linear.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from liquidsite.migrate.diff import compare

Pair = tuple[str, str]


def _blocks(length: int) -> list[str]:
    return [
        f'<div class="c{n % 7}"><h2 id="s{n}">Title {n}</h2><p>Text {n}</p></div>'
        for n in range(length // 80)
    ]


def _rules(length: int) -> list[str]:
    return [f".c{n} {{ color: #{n:06x}; width: {n}px }}\n" for n in range(length // 40)]


PAGES: Mapping[str, Callable[[int], Pair]] = {
    "reversed blocks": lambda n: ("".join(_blocks(n)), "".join(reversed(_blocks(n)))),
    "one block changed": lambda n: ("".join(_blocks(n)), "".join(_blocks(n)[:-1])),
    "all rows changed": lambda n: ("<li>a" * (n // 5), "<li>b" * (n // 5 - 9)),
    "deep": lambda n: ("<div>" * (n // 5) + "x", "<div>" * (n // 5 - 99) + "<p>y"),
    "no tags": lambda n: ("<" * n, "<" * (n - 1)),
    "comments without end": lambda n: ("<!--" * (n // 4), "<!--" * (n // 4 - 1)),
    "quotes without end": lambda n: ('<a b="' * (n // 6), "<a b='" * (n // 6)),
    "end tags of nothing": lambda n: ("<p>" + "</b>" * (n // 4), "<p>" + "</b>" * (n // 4) + "x"),
    "one line of code": lambda n: ("<pre>" + "a " * (n // 2), "<pre>" + "b " * (n // 2)),
}
SHEETS: Mapping[str, Callable[[int], Pair]] = {
    "reversed rules": lambda n: ("".join(_rules(n)), "".join(reversed(_rules(n)))),
    "deep rules": lambda n: ("a{" * (n // 2) + "b:c", "a{" * (n // 2 - 99) + "b:d"),
    "strings without end": lambda n: ("'\"" * (n // 2), "'\"" * (n // 2 - 1)),
    "addresses without end": lambda n: ("url(" * (n // 4), "url(" * (n // 4 - 1)),
    "one value": lambda n: ("a{b:" + "rgb(1 " * (n // 6), "a{b:" + "rgb(1 " * (n // 6 + 1)),
    "one selector": lambda n: ("a," * (n // 2) + "{b:c}", "a," * (n // 2) + "{b:d}"),
}
LENGTH = 100_000


def seconds(name: str, pair: Pair) -> float:
    """Return the CPU seconds that comparing `pair` takes, as two builds of one file `name`."""
    with TemporaryDirectory() as folder:
        builds = [Path(folder, side) for side in ("old", "new")]
        for build, text in zip(builds, pair, strict=True):
            build.mkdir()
            (build / name).write_text(text, encoding="utf-8")
        began = time.process_time()
        compare(*builds)
        return time.process_time() - began


def main() -> None:
    for file, pairs in (("a.html", PAGES), ("a.css", SHEETS)):
        for name, make in pairs.items():
            short = min(seconds(file, make(LENGTH)) for _ in range(3))
            long = seconds(file, make(4 * LENGTH))
            print(f"{name:24} {long:6.2f} s  {long / short:5.1f}")


if __name__ == "__main__":
    main()
