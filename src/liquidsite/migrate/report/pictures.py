"""What pages look like in both versions, where the machine has Chromium.

The folders are served on this machine, so that absolute links find their stylesheets; nothing is
asked of the network, so that the pictures of one page are the same every time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from liquidsite.migrate.diff import Comparison

# Chromium takes about a second for each.
_MOST_PAGES = 12
_SECONDS = 30
_SIZE = "1000,1200"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_HTML = (".html", ".htm")


def pictures(comparison: Comparison, baseurl: str = "") -> dict[str, tuple[bytes, bytes]]:
    """Return PNG pictures of the first page of each finding: of the reference and as built."""
    browser = find_browser()
    files = list(_pages(comparison)) if browser else []
    if browser is None or not files:
        return {}
    with serving(comparison.reference, baseurl) as old, serving(comparison.built, baseurl) as new:
        found = {}
        for file in files:
            one = _picture(browser, old + quote(file))
            other = _picture(browser, new + quote(comparison.pairs.get(file, file)))
            if one and other:
                found[file] = one, other
        return found


def find_browser() -> str | None:
    """Find Chromium or Chrome; `CHROMIUM` in the environment names another program."""
    named = os.environ.get("CHROMIUM")
    return next((path for name in (named, *_NAMES) if name and (path := shutil.which(name))), None)


def _pages(comparison: Comparison) -> Iterator[str]:
    taken: dict[str, None] = {}
    for finding in comparison.findings:
        if finding.kind in ("missing", "extra", "unlinked"):
            continue
        files = [example.file for example in finding.examples]
        pages = [file for file in files if file.endswith(_HTML) and file not in taken]
        taken |= dict.fromkeys(pages[:1])
    yield from list(taken)[:_MOST_PAGES]


class _Handler(SimpleHTTPRequestHandler):
    """Files of a built site, below its base URL and below none."""

    def __init__(self, *args: Any, baseurl: str, **settings: Any) -> None:
        self.baseurl = baseurl.rstrip("/")
        super().__init__(*args, **settings)

    def translate_path(self, path: str) -> str:
        if self.baseurl and path.startswith(f"{self.baseurl}/"):
            path = path[len(self.baseurl) :]
        return super().translate_path(path)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path, baseurl: str) -> Iterator[str]:
    """Serve `folder` on this machine while the block runs, and yield its URL, with a slash."""
    handler = partial(_Handler, directory=str(folder), baseurl=baseurl)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{baseurl.rstrip('/')}/"
        finally:
            server.shutdown()
            thread.join()


def _picture(browser: str, url: str) -> bytes | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.png")
        command = [
            browser,
            "--headless",
            "--hide-scrollbars",
            "--disable-gpu",
            f"--window-size={_SIZE}",
            f"--user-data-dir={folder}/profile",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            f"--screenshot={file}",
            *(["--no-sandbox"] if _is_root() else []),
            url,
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            return file.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None


def _is_root() -> bool:
    """Return whether this is root, for whom Chromium's sandbox does not run."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
