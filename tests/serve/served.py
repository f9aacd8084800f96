"""A small site, and a server for it in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

FILES = {
    "_config.yml": "title: Workshop\n",
    "_layouts/base.html": (
        "<!DOCTYPE html>\n<html><head><title>{{ page.title }}</title>\n"
        '<link rel="stylesheet" href="{{ "/style.css" | relative_url }}"></head>\n'
        "<body><h1>{{ site.title }}</h1>{% include nav.html %}\n"
        '<main>{{ content }}</main><form><input id="name" name="name"></form>\n'
        '<div style="height: 3000px"></div></body></html>\n'
    ),
    "_includes/nav.html": "<nav>{{ site.data.people.chair }}</nav>\n",
    "_data/people.yml": "chair: Ada\n",
    "style.css": "h1 { color: rgb(1, 2, 3) }\n",
    "index.md": "---\nlayout: base\ntitle: Start\n---\nHello there.\n",
    "alone.html": "---\ntitle: Alone\n---\n<html><head></head><body>Alone</body></html>\n",
    "docs/index.md": "---\nlayout: base\ntitle: Docs\n---\nDocs.\n",
    "docs/about.md": "---\nlayout: base\ntitle: About\n---\nAbout.\n",
    "404.html": "---\nlayout: base\ntitle: Lost\n---\nNothing here.\n",
}


@dataclass
class Served:
    """A site on disk and the server that shows it."""

    source: Path
    port: int
    process: subprocess.Popen[str] | None = None
    wrapper: tuple[str, ...] = ()  # a command that runs the server's
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def write(self, name: str, text: str) -> None:
        """Write as editors do: beside, then over it."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.swp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)

    def rebuild(self, name: str, text: str) -> None:
        """Write a file, and wait for the end of the build."""
        before = self.output().count("Regenerating:")
        self.write(name, text)
        wait_for(lambda: self.output().count("Regenerating:") > before)

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.source / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def start(self, *flags: str) -> None:
        python = [*self.wrapper, sys.executable]
        command = [*python, "-m", "liquidsite", "serve", "-P", str(self.port), *flags]
        log = (self.source.parent / f"{self.source.name}.log").open("w")
        with log:
            self.process = subprocess.Popen(
                command,
                cwd=self.source,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
            )
        wait_for(lambda: "Server running" in self.output() or self.has_ended())

    def output(self) -> str:
        """What the server has printed so far."""
        return (self.source.parent / f"{self.source.name}.log").read_text()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)


def wait_for(what: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
