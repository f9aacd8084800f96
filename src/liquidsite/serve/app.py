"""The web application: files of the destination, and the server's own addresses."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from liquidsite.serve.broadcaster import Hub
from liquidsite.serve.error_page import error_page
from liquidsite.serve.events import events
from liquidsite.serve.files import NO_CACHE, file_response
from liquidsite.serve.guard import Guard
from liquidsite.serve.inject import PREFIX, injected
from liquidsite.serve.listing import listing
from liquidsite.serve.livereload import livereload
from liquidsite.serve.paths import File, Folder

_CLIENT = Path(__file__).parent / "client"
_CLIENT_FILES = ("client.js", "idiomorph.esm.js")


def application(hub: Hub, host: str) -> ASGIApp:
    """Return the application for a server that is bound to `host`."""

    async def of_events(request: Request) -> Response:
        return events(request, hub)

    async def of_livereload(socket: WebSocket) -> None:
        await livereload(socket, hub)

    async def of_site(request: Request) -> Response:
        return site_response(request, hub)

    app = Starlette(
        routes=[
            Route(f"{PREFIX}events", of_events),
            Route(f"{PREFIX}{{name}}", client_response),
            WebSocketRoute("/livereload", of_livereload),
            Route("/{path:path}", of_site, methods=["GET"]),
        ]
    )
    return Guard(app, host)


async def client_response(request: Request) -> Response:
    """Return the scripts that run in the browser."""
    name = request.path_params["name"]
    if name not in _CLIENT_FILES:
        return PlainTextResponse("Not Found\n", 404)
    return file_response(request, str(_CLIENT / name), encoding="utf-8", live=False, extra={})


def site_response(request: Request, hub: Hub) -> Response:
    """Return the site's response to `request`."""
    served = hub.served
    path = request.scope["raw_path"].decode("latin-1")
    below = served.below_prefix(path)
    if below is None and path in ("/", served.prefix):
        return _redirect(request, f"{served.prefix}/")
    found = served.root.find(below) if below else None
    try:
        if isinstance(found, File):
            return _file(request, hub, found)
        if isinstance(found, Folder):
            return _folder(request, found, path)
    except OSError:  # removed in the meantime, or not readable
        pass
    return _missing(request, hub)


def _file(request: Request, hub: Hub, file: File, status: int = 200) -> Response:
    served = hub.served
    return file_response(
        request,
        file.path,
        encoding=served.encoding,
        live=served.live,
        extra=served.headers,
        status=status,
    )


def _folder(request: Request, folder: Folder, path: str) -> Response:
    if not folder.slash:
        return _redirect(request, f"{path}/")
    page = listing(folder.path, request.scope["path"])
    return HTMLResponse(page, headers=NO_CACHE)


def _redirect(request: Request, path: str) -> Response:
    """Redirect to `path` of this site, with the query of the request."""
    query = request.scope["query_string"].decode("latin-1")
    # Exactly one leading slash, since two would start the name of another host.
    target = "/" + path.lstrip("/") + (f"?{query}" if query else "")
    return RedirectResponse(target, 302, headers=NO_CACHE)


def _missing(request: Request, hub: Hub) -> Response:
    """Return the site's own 404 page; if the last build failed, a page that shows the error."""
    served = hub.served
    if served.failure is not None:
        page = error_page(served.failure).encode()
        page = injected(page, "") if served.live else page
        return HTMLResponse(page, 503, headers=NO_CACHE)
    own = served.root.find("/404.html")
    try:
        if isinstance(own, File):
            return _file(request, hub, own, 404)
    except OSError:
        pass
    page = injected(_NOT_FOUND, "") if served.live else _NOT_FOUND
    return HTMLResponse(page, 404, headers=NO_CACHE)


_NOT_FOUND = b"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Not Found</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
</style>
</head>
<body>
<h1>Not Found</h1>
<p>The site has no page at this address.</p>
</body>
</html>
"""
