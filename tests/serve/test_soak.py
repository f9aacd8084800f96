"""Edits while pages are loaded: every answer is a whole old or a whole new file."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from serve.served import Served, wait_for

EDITS = 60
CLIENTS = 8
BODY = 40_000


def text(number: int) -> str:
    return f"---\n---\n<html><head></head><body>{f'[{number}]' * (BODY // 6)}</body></html>\n"


def is_whole(body: str) -> bool:
    """Whether a page speaks of one edit only, to its end."""
    inner = body.partition("<body>")[2].partition("</body></html>")[0]
    first = inner[: inner.find("]") + 1]
    return bool(first) and inner == first * (BODY // 6) and body.rstrip().endswith("</html>")


def is_built(page: Path, number: int) -> bool:
    return f"[{number}]" in page.read_text()[:80]


def memory(pid: int) -> int:
    """Resident kilobytes; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


def test_no_torn_page_and_flat_memory(make_site: Callable[[], Served]) -> None:
    site = make_site()
    site.write("long.html", text(0))
    site.start()
    torn: list[str] = []
    loaded = [0]
    done = threading.Event()

    def load() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
        while not done.is_set():
            connection.request("GET", "/long.html")
            body = connection.getresponse().read().decode()
            loaded[0] += 1
            if not is_whole(body):
                torn.append(body[:200])
        connection.close()

    clients = [threading.Thread(target=load) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    assert site.process is not None
    built = site.source / "_site/long.html"
    try:
        for number in range(1, EDITS + 1):
            site.write("long.html", text(number))
            wait_for(partial(is_built, built, number))
            if number == EDITS // 3:
                before = memory(site.process.pid)
    finally:
        done.set()
        for client in clients:
            client.join()
    assert torn == []
    assert loaded[0] > EDITS
    assert memory(site.process.pid) < before + 20_000
