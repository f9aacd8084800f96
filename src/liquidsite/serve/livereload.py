"""The LiveReload protocol, version 7, for browser extensions and editors.

Source of the messages: "LiveReload Protocol", livereload.com.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

from liquidsite.serve.broadcaster import Browser, Hub, Message

PORT = 35729
HELLO = {
    "command": "hello",
    "protocols": ["http://livereload.com/protocols/official-7"],
    "serverName": "liquidsite",
}


async def livereload(socket: WebSocket, hub: Hub) -> None:
    """Serve one connection, from the greeting to its end."""
    await socket.accept()
    await socket.send_text(json.dumps(HELLO))
    with hub.connected("", "") as browser:
        browser.queue.get_nowait()
        listening = asyncio.create_task(_listen(socket, hub, browser))
        telling = asyncio.create_task(_tell(socket, browser))
        done, open_ones = await asyncio.wait(
            (listening, telling), return_when=asyncio.FIRST_COMPLETED
        )
        for task in open_ones:
            task.cancel()
        await asyncio.gather(*done, *open_ones, return_exceptions=True)


async def _tell(socket: WebSocket, browser: Browser) -> None:
    while (message := await browser.queue.get()) is not None:
        for path in _paths(message, browser):
            command = {"command": "reload", "path": path, "liveCSS": True, "liveImg": True}
            await socket.send_text(json.dumps(command))
    await socket.close(1001)


def _paths(message: Message, browser: Browser) -> Iterator[str]:
    """Yield the paths to send: for a page the browser reloads it, a stylesheet it replaces."""
    if message.page:
        yield browser.page or "/"
    else:
        yield from message.assets


async def _listen(socket: WebSocket, hub: Hub, browser: Browser) -> None:
    """Receive messages, and record which page the browser shows."""
    try:
        while True:
            message = _parsed(await socket.receive_text())
            url = message.get("url")
            if message.get("command") in ("info", "url") and isinstance(url, str):
                browser.page = _path(url)
                browser.etag = hub.served.etag(browser.page)
    except (WebSocketDisconnect, KeyError):
        return


def _parsed(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
