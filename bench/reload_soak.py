"""A thousand edits while twenty clients load pages: no torn page, memory flat.

Run by `python bench/reload.py --soak 1000`.
"""

from __future__ import annotations

import http.client
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from reload import served
from sample_site import sample_posts
from tools import Tool

CLIENTS = 20
_EVERY = 100


@dataclass
class Load:
    """Clients that load pages until told to stop, and what they saw."""

    port: int
    paths: list[str]
    stop: threading.Event = field(default_factory=threading.Event)
    pages: int = 0
    torn: list[str] = field(default_factory=list)
    gone: int = 0

    def run(self, seed: int) -> None:
        chance = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.stop.is_set():
            path = chance.choice(self.paths)
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read().decode()
            self.pages += 1
            if answer.status == 404:
                self.gone += 1
            elif answer.status != 200 or not is_whole(body):
                self.torn.append(f"{answer.status} {path} {len(body)}")
            time.sleep(0.01)
        connection.close()


def is_whole(page: str) -> bool:
    """Begin and end are there, and the two marks of an edit agree."""
    marks = page.split("edit-mark-")[1:]
    numbers = {mark.split("-", 1)[0] for mark in marks}
    whole = page.lstrip().startswith("<!DOCTYPE") and page.rstrip().endswith("</html>")
    return whole and len(numbers) <= 1


def soak(tool: Tool, site: Path, edits: int) -> None:
    """Edit random posts at random times; print memory and pages as it goes."""
    chance = random.Random(1)
    posts = sorted((site / "_posts").iterdir())
    originals = {post: post.read_text(encoding="utf-8") for post in posts}
    paths = [f"/bench{post.path}" for post in sample_posts(len(posts))]
    with served(tool, site) as url:
        port = urlsplit(url).port or 0
        load = Load(port, paths)
        clients = [threading.Thread(target=load.run, args=(n,)) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        first = 0
        for number in range(1, edits + 1):
            post = chance.choice(posts)
            mark = f"edit-mark-{number}-"
            post.write_text(f"{originals[post]}\n{mark}\n\nmore {mark}\n", encoding="utf-8")
            time.sleep(chance.uniform(0.02, 0.2))
            if number % _EVERY == 0:
                now = memory_of(port)
                first = first or now
                print(f"{number:5} edits, {load.pages:7} pages, {now / 1024:7.1f} MB", flush=True)
        load.stop.set()
        for client in clients:
            client.join()
        print(f"torn or failed pages: {len(load.torn)}", *load.torn[:5])
        # Edits are in place: a build may meet a file that is still empty, without its category.
        print(f"pages that were elsewhere for a moment: {load.gone}")
        print(f"memory since edit {_EVERY}: {(memory_of(port) - first) / 1024:+.1f} MB")
        if load.torn:
            sys.exit(1)


def memory_of(port: int) -> int:
    """Resident kilobytes of the process that was told to serve at `port`."""
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            if str(port).encode() in command and b"liquidsite" in command:
                status = (folder / "status").read_text()
                return int(status.partition("VmRSS:")[2].split()[0])
        except (OSError, ValueError, IndexError):
            continue
    return 0
