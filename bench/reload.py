"""From the write of a file to the new text in the browser: liquidsite against others.

    python bench/reload.py [--posts 1000] [--edits 20] [--jekyll jekyll] [--hugo PATH] [--soak 1000]

Each serves its form of the same generated site with live reload; Chromium shows a post, whose body
is then edited again and again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from process import ENVIRONMENT
from sample_site import generate, sample_posts
from tools import SLOW, Tool, add_options, available, liquidsite

if TYPE_CHECKING:
    from playwright.sync_api import Page

_START_SECONDS = 300.0
_EDIT_SECONDS = 60.0
# A page that has just reloaded needs some time to listen to its server again.
_CONNECT_SECONDS = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--soak", type=int, default=0, metavar="EDITS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.soak:
            from reload_soak import soak

            soak(liquidsite(), generate(Path(folder) / "site", options.posts), options.soak)
            return
        for tool in available(options):
            site = tool.generate(Path(folder) / tool.name, options.posts)
            edits = 5 if tool.name in SLOW else options.edits
            times = seconds_of_edits(tool, site, options.posts // 2, edits)
            print(
                f"{tool.name:22} median {statistics.median(times) * 1000:7.0f} ms  "
                f"({len(times)} edits, {min(times) * 1000:.0f} to {max(times) * 1000:.0f})",
                flush=True,
            )


def seconds_of_edits(tool: Tool, site: Path, number: int, edits: int) -> list[float]:
    """Return the seconds from each write of the post `number` to the text in the browser."""
    post = next(islice(sample_posts(number + 1), number, None))
    file = site / tool.files["posts"] / post.name
    with served(tool, site) as url, opened(f"{url}/bench{post.path}") as page:
        return [edit(page, file, number) for number in range(edits)]


def edit(page: Page, post: Path, number: int) -> float:
    """One edit, as editors save: written beside and moved over. Seconds until it shows."""
    mark = f"edit number {number} of {os.getpid()}."
    text = f"{post.read_text(encoding='utf-8')}\n{mark}\n"
    beside = post.with_name(f".{post.name}.swp")
    time.sleep(_CONNECT_SECONDS)
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


@contextmanager
def served(tool: Tool, site: Path) -> Iterator[str]:
    """Give the address of a server of `site`, up and built."""
    port = free_port()
    process = subprocess.Popen(
        tool.serve(port),
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + _START_SECONDS
        while not answers(f"{url}/bench/archive/"):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{tool.name} did not start")
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
