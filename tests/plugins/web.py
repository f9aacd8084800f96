"""A server that tests ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Web:
    """A server on this machine.

    pages     path with query → what it answers: a text, or bytes; None closes the connection
    statuses  path → its status, where that is not 200; for a redirect with its `Location`
    asked     the paths that it was asked for, in order
    headers   those of the last request
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, str | bytes | None] = {}
        self.statuses: dict[str, tuple[int, str]] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}


@contextmanager
def serving() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.headers = dict(self.headers.items())
            page = web.pages.get(self.path, "")
            if page is None:
                return
            status, location = web.statuses.get(self.path, (200, ""))
            if self.path not in web.pages and self.path not in web.statuses:
                status = 404
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(page.encode() if isinstance(page, str) else page)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
