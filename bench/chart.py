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

WIDTH, LEFT, RIGHT = 720, 170, 150
BAR, GAP, HEAD = 16, 10, 34

STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.size { font-weight: 600 }
.seconds { font-variant-numeric: tabular-nums }
.others { fill: #b9bfc6 } .ours { fill: #0b6e4f }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .others { fill: #6e7681 } .ours { fill: #3fb98a }
}
"""

# Figures by tool: `wall`, `cpu`, `peak` and `ratio`, as `build.py` has measured them.
Row = dict[str, dict[str, float]]

OURS = "liquidsite"
TOOLS = (OURS, "Hugo", "Jekyll", "Eleventy")
TITLES = {
    "cold": "From nothing",
    "nothing changed": "Nothing changed",
    "one post": "One post edited",
    "one page": "One page edited",
    "one data value": "One data value",
    "one include": "An include of all pages",
    "one layout": "The layout of all pages",
    "served": "Served, save to page",
}


def chart(figures: dict[str, Any]) -> str:
    """Return an SVG: for each site and each kind of build a bar for each tool, in seconds."""
    parts: list[str] = []
    top = 8
    for name, rows in _sites(figures):
        parts.extend(_site(name, rows, top))
        top += HEAD + sum(len(_bars(row)) * BAR + GAP for row in rows.values())
    summary = "Seconds that liquidsite, Hugo, Jekyll and Eleventy take for the same builds"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" '
        f'viewBox="0 0 {WIDTH} {top}" role="img" aria-label="{summary}">\n'
        f"<title>{summary}</title>\n<style>\n{STYLE}</style>\n{''.join(parts)}</svg>\n"
    )


def _sites(figures: dict[str, Any]) -> Iterator[tuple[str, dict[str, Row]]]:
    for name, found in figures.items():
        if name != "versions":
            yield name, found["rows"]


def _bars(row: Row) -> list[tuple[str, float]]:
    return [(tool, row[tool]["wall"]) for tool in TOOLS if tool in row]


def _site(name: str, rows: dict[str, Row], top: int) -> Iterator[str]:
    longest = max(seconds for row in rows.values() for _, seconds in _bars(row))
    scale = (WIDTH - LEFT - RIGHT) / longest
    yield _text(0, top + 18, _title(name), "size")
    top += HEAD
    for scenario, row in rows.items():
        yield _text(0, top + 13, TITLES.get(scenario, scenario))
        for tool, seconds in _bars(row):
            kind = "ours" if tool == OURS else "others"
            yield _bar(top, seconds, scale, kind, f"{tool} {_seconds(seconds)} s")
            top += BAR
        top += GAP


def _seconds(value: float) -> str:
    """Return seconds with three digits or more."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _title(name: str) -> str:
    number, _, what = name.partition(" ")
    return f"{int(number):,} {what}" if number.isdigit() else name[:1].upper() + name[1:]


def _bar(top: int, seconds: float, scale: float, kind: str, text: str) -> str:
    width = max(seconds * scale, 1)
    bar = f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR - 2}"/>\n'
    return bar + _text(LEFT + width + 6, top + 12, text, "seconds")


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    of = f' class="{kind}"' if kind else ""
    return f'<text{of} x="{x:.1f}" y="{y}">{escape(text)}</text>\n'


def tables(figures: dict[str, Any]) -> dict[str, Any]:
    """Return what the manual shows: versions, seconds by tool, and cold builds in all figures."""
    builds, cold = [], []
    for name, rows in _sites(figures):
        for scenario, row in rows.items():
            seconds = {tool: _seconds(wall) for tool, wall in _bars(row)}
            title = TITLES.get(scenario, scenario)
            builds.append({"site": _title(name), "build": title, "seconds": seconds})
        cold += [
            {
                "site": _title(name),
                "tool": tool,
                "wall": _seconds(rows["cold"][tool]["wall"]),
                "cpu": _seconds(rows["cold"][tool]["cpu"]),
                "peak": f"{rows['cold'][tool]['peak']:.0f}",
            }
            for tool, _ in _bars(rows["cold"])
        ]
    return {"versions": figures["versions"], "tools": TOOLS, "builds": builds, "cold": cold}


def main() -> None:
    figures, docs = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    (docs / "assets/performance.svg").write_text(chart(figures), encoding="utf-8")
    data = json.dumps(tables(figures), indent=1, ensure_ascii=False)
    (docs / "_data/performance.json").write_text(data + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
