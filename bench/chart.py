"""The chart and the table of the manual, from the figures that `build.py --out` has written:
`python bench/chart.py bench/figures.json docs`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

WIDTH, LEFT, RIGHT = 720, 190, 120
BAR, GAP, HEAD = 16, 10, 34

STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.size { font-weight: 600 }
.seconds { font-variant-numeric: tabular-nums }
.jekyll { fill: #b9bfc6 } .ours { fill: #0b6e4f }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .jekyll { fill: #6e7681 } .ours { fill: #3fb98a }
}
"""

# What is compared: a label, Jekyll's row, ours.
ROWS = (
    ("From nothing", "jekyll, cold", "liquidsite, cold"),
    ("Nothing changed", "jekyll, nothing changed", "liquidsite, nothing changed"),
    ("… with --incremental", "jekyll -I, nothing changed", "liquidsite, nothing changed"),
    ("One post edited", "jekyll, nothing changed", "liquidsite, one post's body"),
)

MORE = (
    ("One post's title", "jekyll, nothing changed", "liquidsite, one post's title"),
    ("One data value", "jekyll, nothing changed", "liquidsite, one data value"),
    ("One include", "jekyll, nothing changed", "liquidsite, one include"),
    ("The base layout", "jekyll, nothing changed", "liquidsite, the base layout"),
    ("One page edited", "jekyll, nothing changed", "liquidsite, one page"),
)


def chart(figures: dict[str, Any]) -> str:
    """An SVG: for each site and each kind of build two bars, in seconds of wall time."""
    parts: list[str] = []
    top = 8
    for name, found in figures.items():
        rows = {key: row["figures"]["wall"] for key, row in found["rows"].items()}
        pairs = [(label, rows[a], rows[b]) for label, a, b in ROWS if a in rows and b in rows]
        if pairs:
            parts.extend(_site(name, pairs, top))
            top += HEAD + len(pairs) * (2 * BAR + GAP)
    summary = "Seconds that Jekyll and liquidsite take for the same builds"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" '
        f'viewBox="0 0 {WIDTH} {top}" role="img" aria-label="{summary}">\n'
        f"<title>{summary}</title>\n<style>\n{STYLE}</style>\n{''.join(parts)}</svg>\n"
    )


def _site(name: str, pairs: list[tuple[str, float, float]], top: int) -> Iterator[str]:
    scale = (WIDTH - LEFT - RIGHT) / max(max(pair[1:]) for pair in pairs)
    yield _text(0, top + 18, _title(name), "size")
    top += HEAD
    for label, jekyll, ours in pairs:
        yield _text(0, top + 13, label)
        yield _bar(top, jekyll, scale, "jekyll", f"Jekyll {jekyll:.2f} s")
        yield _bar(top + BAR, ours, scale, "ours", f"liquidsite {ours:.2f} s")
        top += 2 * BAR + GAP


def _title(name: str) -> str:
    number, _, what = name.partition(" ")
    return f"{int(number):,} {what}" if number.isdigit() else name


def _bar(top: int, seconds: float, scale: float, kind: str, text: str) -> str:
    width = max(seconds * scale, 1)
    bar = f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR - 2}"/>\n'
    return bar + _text(LEFT + width + 6, top + 12, text, "seconds")


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    of = f' class="{kind}"' if kind else ""
    return f'<text{of} x="{x:.1f}" y="{y}">{escape(text)}</text>\n'


def table(figures: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of the manual's table: seconds of wall time, and how many times as fast."""
    rows = []
    for name, found in figures.items():
        wall = {key: row["figures"]["wall"] for key, row in found["rows"].items()}
        for label, theirs, ours in (*ROWS, *MORE):
            if ours in wall:
                jekyll = wall.get(theirs)
                rows.append(
                    {
                        "site": _title(name),
                        "build": label,
                        "jekyll": "" if jekyll is None else f"{jekyll:.2f}",
                        "liquidsite": f"{wall[ours]:.2f}",
                        "ratio": "" if jekyll is None else f"{jekyll / wall[ours]:.1f}",
                    }
                )
    return rows


def main() -> None:
    figures, docs = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    (docs / "assets/performance.svg").write_text(chart(figures), encoding="utf-8")
    rows = json.dumps(table(figures), indent=1, ensure_ascii=False)
    (docs / "_data/performance.json").write_text(rows + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
