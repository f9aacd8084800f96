"""A server that tests ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from local_server import served


class Web:
    """A server on this machine.

    pages     path with query → what it answers: a text, or bytes; None closes the connection
    statuses  path → its status, where that is not 200; for a redirect with its `Location`
    asked     the paths that it was asked for, in order
    headers   those of the last request
    """

    def __init__(self) -> None:
        self.url = ""
        self.pages: dict[str, str | bytes | None] = {}
        self.statuses: dict[str, tuple[int, str]] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}


@contextmanager
def serving() -> Iterator[Web]:
    web = Web()

    def answer(request: BaseHTTPRequestHandler) -> None:
        web.asked.append(request.path)
        web.headers = dict(request.headers.items())
        page = web.pages.get(request.path, "")
        if page is None:
            return
        status, location = web.statuses.get(request.path, (200, ""))
        if request.path not in web.pages and request.path not in web.statuses:
            status = 404
        request.send_response(status)
        if location:
            request.send_header("Location", location)
        request.end_headers()
        request.wfile.write(page.encode() if isinstance(page, str) else page)

    with served(answer) as web.url:
        yield web
