"""From the write of a file to the new text in the browser: liquidsite against Jekyll.

    python bench/reload.py [--posts 1000] [--edits 20] [--no-jekyll] [--soak 1000]

Both serve a copy of the same generated site with live reload; Chromium shows a post, whose body
is then edited again and again. Jekyll is measured with and without `--incremental`, where it is
installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sample_site import generate, post_name

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDITED = 500  # the number of the post that is edited
_START_SECONDS = 300.0
_EDIT_SECONDS = 60.0
COMMANDS = {
    "liquidsite serve": [sys.executable, "-m", "liquidsite", "serve"],
    "jekyll serve --livereload --incremental": ["jekyll", "serve", "-l", "--incremental"],
    "jekyll serve --livereload": ["jekyll", "serve", "-l"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--jekyll-edits", type=int, default=5)
    parser.add_argument("--no-jekyll", action="store_true")
    parser.add_argument("--soak", type=int, default=0, metavar="EDITS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = generate(Path(folder) / "sample", options.posts)
        if options.soak:
            from reload_soak import soak

            soak(site, options.soak)
            return
        compare(site, options)


def compare(site: Path, options: argparse.Namespace) -> None:
    ours = 0.0
    for name, command in COMMANDS.items():
        is_jekyll = command[0] == "jekyll"
        if is_jekyll and (options.no_jekyll or shutil.which("jekyll") is None):
            print(f"{name:42} not measured: Jekyll is not installed or not wanted")
            continue
        times = measure(site, command, options.jekyll_edits if is_jekyll else options.edits)
        median = statistics.median(times)
        ours = ours or median
        ratio = f"{median / ours:6.1f} x" if is_jekyll else ""
        print(
            f"{name:42} median {median * 1000:7.0f} ms  ({len(times)} edits, "
            f"{min(times) * 1000:.0f} to {max(times) * 1000:.0f}) {ratio}",
            flush=True,
        )


def measure(sample: Path, command: list[str], edits: int) -> list[float]:
    """Seconds from each write to the text in the browser."""
    with tempfile.TemporaryDirectory() as folder:
        site = shutil.copytree(sample, Path(folder) / "site")
        post = next((site / "_posts").glob(f"*{post_name(EDITED)}"))
        with served(site, command) as url, opened(url + path_of(post)) as page:
            return [edit(page, post, number) for number in range(edits)]


def edit(page: Page, post: Path, number: int) -> float:
    """One edit, as editors save: written beside and moved over. Seconds until it shows."""
    mark = f"edit number {number} of {os.getpid()}."
    text = f"{post.read_text(encoding='utf-8')}\n{mark}\n"
    beside = post.with_name(f".{post.name}.swp")
    time.sleep(0.3)
    began = time.perf_counter()
    beside.write_text(text, encoding="utf-8")
    beside.replace(post)
    end = time.monotonic() + _EDIT_SECONDS
    # A check every frame, also across the reloads that Jekyll's script makes.
    while time.monotonic() < end:
        try:
            page.wait_for_function(
                "mark => document.body && document.body.textContent.includes(mark)",
                arg=mark,
                timeout=_EDIT_SECONDS * 1000,
            )
            return time.perf_counter() - began
        except Exception as error:
            if "navigation" not in str(error) and "destroyed" not in str(error):
                raise
    raise TimeoutError(f"{mark} did not show")


def path_of(post: Path) -> str:
    category = next(
        line.partition(": ")[2]
        for line in post.read_text(encoding="utf-8").splitlines()
        if line.startswith("categories: ")
    )
    year, month, day, slug = post.stem.split("-", 3)
    return f"/bench/{category}/{year}/{month}/{day}/{slug}/"


@contextmanager
def served(site: Path, command: list[str]) -> Iterator[str]:
    """A server of `site`, up and built; its address."""
    port = free_port()
    flags = ["-P", str(port)]
    if command[0] == "jekyll":
        flags += ["--livereload-port", str(free_port())]
    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
    process = subprocess.Popen(
        [*command, *flags],
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + _START_SECONDS
        while not answers(f"{url}/bench/archive/"):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{' '.join(command)} did not start")
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def opened(url: str) -> Iterator[Page]:
    """The page in Chromium, its live-reload script connected."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(url)
        page.wait_for_timeout(1500)
        yield page
        browser.close()


if __name__ == "__main__":
    main()
