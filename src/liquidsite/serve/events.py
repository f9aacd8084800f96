"""Live reload over server-sent events, for the script that is added to pages."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import StreamingResponse

from liquidsite.serve.broadcaster import Hub, Message
from liquidsite.serve.files import NO_CACHE

RETRY_MILLISECONDS = 300


def events(request: Request, hub: Hub) -> StreamingResponse:
    """Return the stream for one page: `?path=` is its URL path, `?page=` the ETag that it came
    with.
    """
    path = request.query_params.get("path", "/")
    page = request.query_params.get("page", "")
    stream = _stream(hub, path, f'"{page}"' if page else "")
    return StreamingResponse(stream, media_type="text/event-stream", headers=NO_CACHE)


async def _stream(hub: Hub, path: str, etag: str) -> AsyncIterator[str]:
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    with hub.connected(path, etag) as browser:
        while (message := await browser.queue.get()) is not None:
            yield _event(message)


def _event(message: Message) -> str:
    return f"data: {json.dumps(asdict(message))}\n\n"
