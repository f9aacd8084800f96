"""Responses from files: ETags, ranges, HEAD, and large files in pieces.

A file is opened once, and size and ETag are those of the open file. Builds replace files, so a
response is either the complete old file or the complete new one.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from liquidsite.serve.inject import injected
from liquidsite.serve.media_types import is_html, media_type

PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")
# Browsers revalidate each time; with an ETag the response may be 304 Not Modified.
NO_CACHE = {"cache-control": "no-cache, max-age=0, must-revalidate"}


@dataclass(frozen=True, slots=True)
class Body:
    """An open file of `size` bytes."""

    file: BinaryIO
    size: int
    etag: str


def etag_of(path: str) -> str:
    """Return the ETag of the file at `path`; empty when there is none."""
    try:
        return _etag(os.stat(path))  # noqa: PTH116
    except OSError:
        return ""


def _etag(found: os.stat_result) -> str:
    return f'"{found.st_mtime_ns:x}-{found.st_size:x}-{found.st_ino:x}"'


def open_body(path: str, *, script: bool) -> Body:
    """Open the file at `path`; `script` adds the live-reload script. Raises OSError."""
    file = open(path, "rb")  # noqa: PTH123, SIM115 - a large one is closed by the response
    found = os.fstat(file.fileno())
    etag = _etag(found)
    if not script and found.st_size > PIECE:
        return Body(file, found.st_size, etag)
    with file:
        data = file.read()
    if script:
        data = injected(data, etag)
    return Body(io.BytesIO(data), len(data), etag)


def file_response(
    request: Request,
    path: str,
    *,
    encoding: str,
    live: bool,
    extra: Mapping[str, str],
    status: int = 200,
) -> Response:
    """Return the response to `request` from the file at `path`. `live` adds the script to pages.

    Raises OSError.
    """
    kind = media_type(path, encoding)
    body = open_body(path, script=live and is_html(kind))
    headers = {**NO_CACHE, "etag": body.etag, "accept-ranges": "bytes", **extra}
    if status == 200 and body.etag in _etags(request, "if-none-match"):
        body.file.close()
        return Response(status_code=304, headers=headers)
    piece = _range(request, body) if status == 200 else None
    if piece is None:
        piece = range(body.size)
    elif not piece:
        body.file.close()
        return Response(status_code=416, headers=headers | _content_range("*", body.size))
    else:
        status = 206
        headers |= _content_range(f"{piece.start}-{piece.stop - 1}", body.size)
    return FileResponse(body.file, piece, request.method == "HEAD", status, headers, kind)


def _etags(request: Request, header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in request.headers.get(header, "").split(",")]


def _content_range(span: str, size: int) -> dict[str, str]:
    return {"content-range": f"bytes {span}/{size}"}


def _range(request: Request, body: Body) -> range | None:
    """Return the requested range of bytes; None for the whole file, empty if out of bounds.

    Requests for several ranges, or in units other than bytes, get the whole file, as HTTP allows.
    """
    match = _RANGE.fullmatch(request.headers.get("range", ""))
    fresh = request.headers.get("if-range", body.etag) == body.etag
    if not match or not fresh or match.groups() == ("", "") or request.method not in _READS:
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, body.size - int(last)), body.size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(body.size, int(last) + 1 if last else body.size))


_READS = ("GET", "HEAD")


class FileResponse(Response):
    """Sends a piece of an open file, and closes it."""

    def __init__(
        self,
        file: BinaryIO,
        piece: range,
        head: bool,
        status: int,
        headers: Mapping[str, str],
        kind: str,
    ) -> None:
        super().__init__(None, status, {**headers, "content-length": str(len(piece))})
        self.headers["content-type"] = kind
        self._file = file
        self._piece = range(0) if head else piece

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file as file:
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            left = len(self._piece)
            file.seek(self._piece.start)
            request = Request(scope, receive)
            while left > PIECE and not await request.is_disconnected():
                data = await run_in_threadpool(file.read, PIECE)
                left -= len(data)
                await send({"type": "http.response.body", "body": data, "more_body": True})
            await send({"type": "http.response.body", "body": file.read(min(left, PIECE))})
