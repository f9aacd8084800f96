"""Whole builds of the same sites by liquidsite, Hugo, Jekyll and Eleventy, in one run.

    python bench/build.py [--quick] [--posts 1000] [--site DIR --edit FILE]...
                          [--jekyll jekyll] [--hugo PATH] [--before COMMAND] [--out FILE.json]

Each program has its own form of the site: `sample_site`, `sample_hugo`, `sample_eleventy`. They
take turns, so that what else the machine does meets all of them; a ratio is the median of those
of each turn. Memory is that of all processes of a build together, from a build of its own.
Files are on tmpfs where there is one. After each edit all outputs are searched for it: programs
that are compared have to show it in the same number of files.

Hugo and Eleventy are installed below `bench/.tools`; without npm there is no Eleventy, and without
Ruby no Jekyll. `--before` is the command of another liquidsite.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from process import Run, median, run
from reload import seconds_of_edits
from tools import JEKYLL_FILES, SLOW, Tool, add_options, available

EXAMPLE = Path(__file__).parent.parent / "examples" / "sdg-workshop"
MEMORY = Path("/dev/shm")
MARK = "Edited by the benchmark"
# A file counts as unchanged by its stamps once these are so many seconds old.
SETTLE = 2.5
# Slow programs have one turn in all, and are left out of sites with more posts.
SLOW_MOST, QUICK_MOST = 20_000, 5_000
Change = Callable[[Tool, Path, str], None]


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def edit_post(tool: Tool, site: Path, mark: str) -> None:
    posts = site / tool.files["posts"]
    append(sorted(posts.glob("*.md"))[-3], f"\n{mark}.\n")  # one of the newest


def edit_data(tool: Tool, site: Path, mark: str) -> None:
    path = site / tool.files["data"]
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(of Author1\b)[^"\n]*', rf"\1, {mark}", text), encoding="utf-8")


def edit_template(name: str, tool: Tool, site: Path, mark: str) -> None:
    append(site / tool.files[name], f"<p>{mark}</p>\n")


CHANGES: Mapping[str, Change] = {
    "one post": edit_post,
    "one data value": edit_data,
    "one include": partial(edit_template, "include"),
    "one layout": partial(edit_template, "layout"),
}


@dataclass
class Bench:
    """One site, in the form of each tool; the others are compared with the first tool."""

    tools: Sequence[Tool]
    folder: Path
    turns: int
    rows: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    shown: dict[str, dict[str, int]] = field(default_factory=dict)

    def site(self, tool: Tool) -> Path:
        return self.folder / tool.name / "site"

    def out(self, tool: Tool) -> Path:
        return self.folder / tool.name / "out"

    def build(self, tool: Tool, *, samples: bool = False) -> Run:
        site, out = self.site(tool), self.out(tool)
        return run(tool.build(site, out), cwd=site, samples=samples)

    def build_anew(self, tool: Tool, *, samples: bool = False) -> Run:
        tool.forget(self.site(tool), self.out(tool))
        return self.build(tool, samples=samples or tool.name in SLOW)

    def cold(self) -> None:
        runs = self.taking_turns(self.build_anew)
        for tool in self.tools:
            if tool.name not in SLOW:
                runs[tool.name].append(self.build_anew(tool, samples=True))
        self.report("cold", runs)

    def unchanged(self) -> None:
        self.settle(0)
        self.report("nothing changed", self.taking_turns(self.build))

    def edit(self, scenario: str, change: Change) -> None:
        """Have all tools build after `change`; count the files that show it."""
        runs: dict[str, list[Run]] = {tool.name: [] for tool in self.tools}
        for number in range(self.turns):
            self.settle(number)
            mark = f"{MARK} {number}"
            tools = self.of_turn(number)
            for tool in tools:
                change(tool, self.site(tool), mark)
            for tool in tools:
                runs[tool.name].append(self.build(tool))
            if not number:
                counts = {tool.name: shown(mark, self.out(tool)) for tool in tools}
                self.shown[scenario] = counts
        self.report(scenario, runs)

    def settle(self, number: int) -> None:
        """Have each tool know a site whose files are old enough to be told by their stamps."""
        time.sleep(SETTLE)
        for tool in self.of_turn(number):
            if tool.remembers:
                self.build(tool)

    def taking_turns(self, build: Callable[[Tool], Run]) -> dict[str, list[Run]]:
        runs: dict[str, list[Run]] = {tool.name: [] for tool in self.tools}
        for number in range(self.turns):
            for tool in self.of_turn(number):
                runs[tool.name].append(build(tool))
        return runs

    def of_turn(self, number: int) -> list[Tool]:
        """Return the tools in the order of this turn."""
        tools = [tool for tool in self.tools if not number or tool.name not in SLOW]
        start = number % len(tools)
        return tools[start:] + tools[:start]

    def report(self, scenario: str, runs: Mapping[str, Sequence[Run]]) -> None:
        first = runs[self.tools[0].name]
        row = self.rows[scenario] = {}
        for name, found in runs.items():
            timed = found[: self.turns]
            ratios = [run.wall / other.wall for run, other in zip(timed, first, strict=False)]
            middle, peak = median(timed), max(run.peak for run in found)
            row[name] = {
                "wall": round(middle.wall, 4),
                "cpu": round(middle.cpu, 4),
                "peak": round(peak, 1),
                "ratio": round(statistics.median(ratios), 3),
            }
            print(
                f"  {scenario:16} {name:22} {middle.wall:8.3f} s wall {middle.cpu:8.3f} s CPU "
                f"{peak:6.0f} MB {row[name]['ratio']:8.2f} times",
                flush=True,
            )
        if len(set((counts := self.shown.get(scenario, {})).values())) > 1:
            print(f"  {scenario:16} shown in {counts}")


def shown(mark: str, folder: Path) -> int:
    """Return how many output files show an edit."""
    return sum(mark in path.read_text(errors="replace") for path in folder.rglob("*.*ml"))


def measure_sample(bench: Bench, posts: int, *, edits: bool) -> None:
    for tool in bench.tools:
        tool.generate(bench.site(tool), posts)
    bench.cold()
    bench.unchanged()
    for scenario, change in CHANGES.items() if edits else ():
        bench.edit(scenario, change)


def measure_served(bench: Bench, edited: int) -> None:
    """Measure from the save of a post to the new text in the browser, where there is one."""
    for tool in bench.tools:
        times = seconds_of_edits(tool, bench.site(tool), edited, 5 if tool.name in SLOW else 20)
        middle = statistics.median(times)
        bench.rows.setdefault("served", {})[tool.name] = {"wall": round(middle, 4)}
        print(f"  {'served':16} {tool.name:22} {middle:8.3f} s", flush=True)


def measure_real(bench: Bench, site: Path, edit: str) -> None:
    """Measure a site that has Jekyll's form alone."""

    def change(tool: Tool, copy: Path, mark: str) -> None:
        append(copy / edit, f"\n{mark}\n")

    for tool in bench.tools:
        ignored = shutil.ignore_patterns("_site", ".jekyll-cache", ".jekyll-metadata")
        shutil.copytree(site, bench.site(tool), symlinks=True, ignore=ignored)
    bench.cold()
    bench.unchanged()
    bench.edit("one page", change)


def main() -> None:
    options = arguments()
    tools = [*available(options)]
    figures: dict[str, Any] = {"versions": {tool.name: tool.says_version() for tool in tools}}
    print(figures["versions"])

    def measure(
        name: str, tools: Sequence[Tool], turns: int, fill: Callable[[Bench], None]
    ) -> None:
        """Have `fill` measure in a folder of its own; its figures are written at once."""
        print(f"-- {name}")
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            bench = Bench(tools, Path(folder), turns)
            fill(bench)
            figures[name] = {"rows": bench.rows, "shown": bench.shown}
        if options.out:
            options.out.write_text(json.dumps(figures, indent=1) + "\n")

    most = QUICK_MOST if options.quick else SLOW_MOST
    sizes = [int(size) for size in options.posts.split(",") if size]
    for posts in sizes:
        is_small = posts == min(sizes)

        def fill(bench: Bench, posts: int = posts, is_small: bool = is_small) -> None:
            measure_sample(bench, posts, edits=is_small)
            if is_small:
                measure_served(bench, posts // 2)

        fitting = [tool for tool in tools if tool.name not in SLOW or posts <= most]
        turns = options.turns if is_small else max(1, options.turns // 2)
        measure(f"{posts} posts", fitting, turns, fill)
    with_ruby = [tool for tool in tools if tool.files is JEKYLL_FILES]
    measure(
        "the example",
        with_ruby,
        options.turns,
        partial(measure_real, site=EXAMPLE, edit="index.md"),
    )
    for site, edit in zip(options.site, options.edit, strict=True):
        fill_real = partial(measure_real, site=site, edit=edit)
        measure(site.name, with_ruby, options.turns, fill_real)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    parser.add_argument("--posts", default="1000", help="the sizes to build")
    parser.add_argument("--turns", type=int, default=5, help="how often each program builds")
    parser.add_argument("--quick", action="store_true", help="slow programs build small sites only")
    parser.add_argument("--site", type=Path, action="append", default=[], help="a Jekyll site")
    parser.add_argument("--edit", action="append", default=[], help="a page of that site")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
