"""Whole builds beside the real Jekyll, in one run, on a generated site.

    python bench/build.py [--posts 1000] [--runs 3] [--jekyll jekyll] [--growth 5000,20000]

On tmpfs where there is one: to rebuild a tree just after removing it costs ever more kernel time
on a disk. For each edit: how many pages were rendered, how many output files show the edit after
Jekyll's `--incremental` and after liquidsite, and how many should.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import sample_site
from process import Run, median, run

LIQUIDSITE = [sys.executable, "-m", "liquidsite"]
MEMORY = Path("/dev/shm")
MARK = "Edited by the benchmark"

Edit = Callable[[Path], None]


def edited_post(site: Path) -> Path:
    """One of the newest posts, whose title every page shows."""
    return sorted((site / "_posts").iterdir())[-3]


def edit_body(site: Path) -> None:
    _append(edited_post(site), f"\n{MARK}.\n")


def edit_title(site: Path) -> None:
    post = edited_post(site)
    lines = post.read_text(encoding="utf-8").split("\n")
    lines[1] = f"title: {MARK}"
    post.write_text("\n".join(lines), encoding="utf-8")


def edit_data(site: Path) -> None:
    path = site / "_data" / "authors.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Institute of Author1\n", f"{MARK}\n"), encoding="utf-8")


def edit_include(site: Path) -> None:
    _append(site / "_includes" / "footer.html", f"<!-- {MARK} -->\n")


def edit_layout(site: Path) -> None:
    _append(site / "_layouts" / "base.html", f"<!-- {MARK} -->\n")


EDITS: dict[str, Edit] = {
    "one post's body": edit_body,
    "one post's title": edit_title,
    "one data value": edit_data,
    "one include": edit_include,
    "the base layout": edit_layout,
}


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def shown(folder: Path) -> int:
    """How many output files show an edit."""
    return sum(MARK in path.read_text(errors="replace") for path in folder.rglob("*.*ml"))


class Bench:
    """One site of `posts` posts, built with both."""

    def __init__(self, folder: Path, posts: int, jekyll: str | None, runs: int) -> None:
        self.site = sample_site.generate(folder / "site", posts)
        self.ours, self.theirs = folder / "ours", folder / "theirs"
        self.jekyll, self.runs = jekyll, runs
        self.rows: dict[str, Run] = {}

    def liquidsite(self) -> Run:
        return run([*LIQUIDSITE, "build", "-q", "-s", str(self.site), "-d", str(self.ours)])

    def real(self, *flags: str) -> Run:
        assert self.jekyll is not None
        return run(
            [self.jekyll, "build", "-q", "-s", str(self.site), "-d", str(self.theirs), *flags]
        )

    def forget(self) -> None:
        for folder in (self.site / ".jekyll-cache", self.ours, self.theirs):
            shutil.rmtree(folder, ignore_errors=True)
        (self.site / ".jekyll-metadata").unlink(missing_ok=True)

    def cold(self, build: Callable[[], Run]) -> Run:
        runs = []
        for _ in range(self.runs):
            self.forget()
            runs.append(build())
        return median(runs)

    def warm(self, build: Callable[[], Run]) -> Run:
        build()
        return median([build() for _ in range(self.runs)])

    def add(self, name: str, figures: Run) -> None:
        self.rows[name] = figures
        print(
            f"{name:36} {figures.wall:7.2f} s wall {figures.user:7.2f} user "
            f"{figures.system:6.2f} sys {figures.peak:6.0f} MB",
            flush=True,
        )

    def measure(self) -> None:
        if self.jekyll:
            self.add("jekyll, cold", self.cold(self.real))
            self.add("jekyll, nothing changed", self.warm(self.real))
            self.add("jekyll -I, nothing changed", self.warm(lambda: self.real("-I")))
        self.add("liquidsite, cold", self.cold(self.liquidsite))
        self.add("liquidsite, nothing changed", self.warm(self.liquidsite))
        for name, edit in EDITS.items():
            self.measure_edit(name, edit)

    def measure_edit(self, name: str, edit: Edit) -> None:
        kept = self.site.with_name("kept")
        shutil.copytree(self.site, kept)
        if self.jekyll:
            self.real("-I")
        self.liquidsite()
        edit(self.site)
        self.add(f"liquidsite, {name}", self.liquidsite())
        if self.jekyll:
            self.real("-I")
            stale = shown(self.theirs)
            self.real()
            print(
                f"    shown in {shown(self.ours)} files, jekyll -I {stale}, of {shown(self.theirs)}"
            )
        shutil.rmtree(self.site)
        kept.rename(self.site)

    def ratios(self) -> None:
        wall = {name: figures.wall for name, figures in self.rows.items()}
        second = wall.get("jekyll, nothing changed")
        if second is None:
            return
        nothing = wall["liquidsite, nothing changed"]
        print(
            f"cold: {wall['jekyll, cold'] / wall['liquidsite, cold']:.1f} times as fast as Jekyll"
        )
        print(f"nothing changed: {second / nothing:.1f} times, as Jekyll's second build")
        print(f"  {wall['jekyll -I, nothing changed'] / nothing:.1f} times, as its --incremental")
        body = wall["liquidsite, one post's body"]
        print(f"one post's body: {second / body:.1f} times, as Jekyll's second build")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jekyll", default=shutil.which("jekyll"))
    parser.add_argument("--growth", default="", help="more sizes, liquidsite alone")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    figures: dict[str, dict[str, Run]] = {}
    sizes = [options.posts, *(int(size) for size in options.growth.split(",") if size)]
    for posts in sizes:
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            print(f"-- {posts} posts")
            jekyll = options.jekyll if posts == options.posts else None
            bench = Bench(Path(folder), posts, jekyll, options.runs)
            bench.measure()
            bench.ratios()
            figures[str(posts)] = bench.rows
    if options.out:
        rows = {n: {name: asdict(r) for name, r in f.items()} for n, f in figures.items()}
        options.out.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
