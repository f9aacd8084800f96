"""Whole builds beside the real Jekyll, in one run, on generated sites and on a real one.

    python bench/build.py [--posts 1000,5000] [--growth 20000] [--site DIR --edit FILE]...
                          [--runs 3] [--jekyll jekyll] [--out bench/figures.json [--add]]

On tmpfs where there is one: to rebuild a tree just after removing it costs ever more kernel time
on a disk. For each edit: how many pages were rendered, how many output files show the edit after
Jekyll's `--incremental` and after liquidsite, and how many should.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import sample_site
from process import Run, median, run

LIQUIDSITE = [sys.executable, "-m", "liquidsite"]
MEMORY = Path("/dev/shm")
MARK = "Edited by the benchmark"
# Above so many posts Jekyll is asked once: a build of 5,000 takes it more than half a minute.
MANY = 2000
# A file counts as unchanged by its stamps once these are so many seconds old.
SETTLE = 2.5

Edit = Callable[[Path], None]


def edited_post(site: Path) -> Path:
    """One of the newest posts, whose title every page shows."""
    return sorted((site / "_posts").iterdir())[-3]


def edit_body(site: Path) -> None:
    append(edited_post(site), f"\n{MARK}.\n")


def edit_title(site: Path) -> None:
    post = edited_post(site)
    lines = post.read_text(encoding="utf-8").split("\n")
    lines[1] = f"title: {MARK}"
    post.write_text("\n".join(lines), encoding="utf-8")


def edit_page(page: str, site: Path) -> None:
    append(site / page, f"\n{MARK}.\n")


def edit_data(site: Path) -> None:
    path = site / "_data" / "authors.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Institute of Author1\n", f"{MARK}\n"), encoding="utf-8")


def edit_include(site: Path) -> None:
    append(site / "_includes" / "footer.html", f"<!-- {MARK} -->\n")


def edit_layout(site: Path) -> None:
    append(site / "_layouts" / "base.html", f"<!-- {MARK} -->\n")


EDITS: dict[str, Edit] = {
    "one post's body": edit_body,
    "one post's title": edit_title,
    "one data value": edit_data,
    "one include": edit_include,
    "the base layout": edit_layout,
}


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def shown(folder: Path) -> int:
    """How many output files show an edit."""
    return sum(MARK in path.read_text(errors="replace") for path in folder.rglob("*.*ml"))


@dataclass
class Row:
    """One line of the table: the figures, and the pages that liquidsite rendered."""

    figures: Run
    rendered: int | None = None

    def __str__(self) -> str:
        run = self.figures
        rendered = "" if self.rendered is None else f" {self.rendered:6} rendered"
        return (
            f"{run.wall:7.2f} s wall {run.user:7.2f} user {run.system:6.2f} sys "
            f"{run.peak:6.0f} MB{rendered}"
        )


@dataclass
class Bench:
    """One site, built with both, `runs` times each; `once` says that Jekyll builds it once."""

    site: Path
    edits: Mapping[str, Edit]
    jekyll: str | None
    runs: int
    once: bool = False
    rows: dict[str, Row] = field(default_factory=dict)
    seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def ours(self) -> Path:
        return self.site.with_name("ours")

    @property
    def theirs(self) -> Path:
        return self.site.with_name("theirs")

    def liquidsite(self) -> Run:
        return run([*LIQUIDSITE, "build", "-s", str(self.site), "-d", str(self.ours)])

    def real(self, *flags: str) -> Run:
        assert self.jekyll is not None
        return run(
            [self.jekyll, "build", "-q", "-s", str(self.site), "-d", str(self.theirs), *flags]
        )

    def forget(self) -> None:
        for folder in (self.site / ".jekyll-cache", self.ours, self.theirs):
            shutil.rmtree(folder, ignore_errors=True)
        (self.site / ".jekyll-metadata").unlink(missing_ok=True)

    def cold(self, build: Callable[[], Run], runs: int) -> Run:
        found = []
        for _ in range(runs):
            self.forget()
            found.append(build())
        return median(found)

    def warm(self, build: Callable[[], Run], runs: int) -> Run:
        build()
        return median([build() for _ in range(runs)])

    def add(self, name: str, figures: Run) -> None:
        found = re.search(r"([\d,]+) pages? rendered", figures.said)
        row = Row(figures, int(found[1].replace(",", "")) if found else None)
        self.rows[name] = row
        print(f"{name:36} {row}", flush=True)

    def measure(self) -> None:
        if self.jekyll:
            runs = 1 if self.once else self.runs
            self.add("jekyll, cold", self.cold(self.real, runs))
            self.add("jekyll, nothing changed", self.warm(self.real, runs))
            self.add("jekyll -I, nothing changed", self.warm(lambda: self.real("-I"), runs))
        self.add("liquidsite, cold", self.cold(self.liquidsite, self.runs))
        self.add("liquidsite, nothing changed", self.warm(self.liquidsite, self.runs))
        for name, edit in self.edits.items():
            self.measure_edit(name, edit)

    def measure_edit(self, name: str, edit: Edit) -> None:
        kept = self.site.with_name("kept")
        found: list[Run] = []
        for number in range(self.runs):
            shutil.copytree(self.site, kept)
            time.sleep(SETTLE)
            if self.jekyll and not number:
                self.real("-I")  # which clears all caches when its flags change
            self.liquidsite()
            edit(self.site)
            found.append(self.liquidsite())
            if self.jekyll and not number:
                self.real("-I")
                stale = shown(self.theirs)
                self.real()
                self.seen[name] = shown(self.ours), stale, shown(self.theirs)
            shutil.rmtree(self.site)
            kept.rename(self.site)
        self.add(f"liquidsite, {name}", median(found))
        if name in self.seen:
            print("    shown in {} files, after jekyll -I in {}, of {}".format(*self.seen[name]))

    def ratios(self) -> dict[str, float]:
        """How many times as fast as Jekyll: cold, as its second build, as its `--incremental`."""
        wall = {name: row.figures.wall for name, row in self.rows.items()}
        if not self.jekyll:
            return {}
        second, nothing = wall["jekyll, nothing changed"], wall["liquidsite, nothing changed"]
        ratios = {
            "cold": wall["jekyll, cold"] / wall["liquidsite, cold"],
            "nothing changed": second / nothing,
            "nothing changed, as -I": wall["jekyll -I, nothing changed"] / nothing,
        }
        edits = ((name, wall[f"liquidsite, {name}"]) for name in self.edits)
        return ratios | {name: second / seconds for name, seconds in edits}

    def report(self) -> dict[str, object]:
        ratios = self.ratios()
        for name, ratio in ratios.items():
            print(f"{name:36} {ratio:7.1f} times as fast")
        rows = {name: asdict(row) for name, row in self.rows.items()}
        for row in rows.values():
            del row["figures"]["said"]
        return {"rows": rows, "ratios": ratios, "shown": self.seen}


def main() -> None:
    options = arguments()
    beside, alone = (
        [int(size) for size in text.split(",") if size] for text in (options.posts, options.growth)
    )
    figures: dict[str, object] = {}
    if options.add and options.out.is_file():
        figures = json.loads(options.out.read_text())

    def measure(name: str, make: Callable[[Path], object], **of: Any) -> None:
        """The site that `make` puts into a folder; its figures are written at once."""
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            print(f"-- {name}")
            site = Path(folder) / "site"
            make(site)
            time.sleep(SETTLE)
            bench = Bench(site, **of)
            bench.measure()
            figures[name] = bench.report()
        if options.out:
            options.out.write_text(json.dumps(figures, indent=1) + "\n")

    for posts in (*beside, *alone):
        measure(
            f"{posts} posts",
            partial(sample_site.generate, posts=posts),
            edits=EDITS,
            jekyll=options.jekyll if posts in beside else None,
            runs=1 if posts > MANY else options.runs,
            once=posts > MANY,
        )
    for real, page in zip(options.site, options.edit, strict=True):
        measure(
            real.name,
            partial(shutil.copytree, real, symlinks=True),
            edits={"one page": partial(edit_page, page)},
            jekyll=options.jekyll,
            runs=options.runs,
            once=True,
        )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", default="1000", help="sizes to build with both")
    parser.add_argument("--growth", default="", help="more sizes, liquidsite alone")
    parser.add_argument("--site", type=Path, action="append", default=[], help="a real site")
    parser.add_argument("--edit", action="append", default=[], help="a page of that site")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jekyll", default=shutil.which("jekyll"))
    parser.add_argument("--add", action="store_true", help="to the figures that `out` has")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
