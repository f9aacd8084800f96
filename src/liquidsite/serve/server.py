"""The server process: builds in one thread, serves in another, stops on Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import uvicorn

from liquidsite.config import Config
from liquidsite.errors import ConfigError
from liquidsite.ruby.globs import fnmatch
from liquidsite.serve.app import application
from liquidsite.serve.broadcaster import Hub, Served
from liquidsite.serve.connection import Connection, close_waiting
from liquidsite.serve.error_page import error_fragment
from liquidsite.serve.listen import Listener
from liquidsite.serve.mistakes import Mistakes
from liquidsite.serve.outcome import Outcome
from liquidsite.serve.paths import Root
from liquidsite.serve.rebuild import Rebuilder, failure_of


@dataclass
class Server:
    """Serves the results of `first` and later builds, on sockets that are already bound.

    rebuilder  builds while the server runs; None serves the site as it is
    ready      called when the server accepts connections
    """

    sockets: list[Listener]
    first: Outcome
    rebuilder: Rebuilder | None
    ready: Callable[[], None] = lambda: None

    def run(self) -> None:
        """Serve until a signal stops the process."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        hub = Hub(served(self.first))
        config = self.first.config
        server = _Uvicorn(_settings(config, application(hub, str(config["host"]))), hub)
        if self.rebuilder:
            self._rebuild(self.rebuilder, hub)
        asyncio.get_running_loop().call_soon(self.ready)
        for listener in self.sockets:
            listener.leave_room(server.make_room)
        try:
            await server.serve([*self.sockets])
        finally:
            if self.rebuilder:
                self.rebuilder.stop()

    def _rebuild(self, rebuilder: Rebuilder, hub: Hub) -> None:
        loop = asyncio.get_running_loop()

        def on_build(outcome: Outcome) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(hub.publish, served(outcome), changed_paths(outcome))

        rebuilder.on_build = on_build
        # A daemon thread: Ctrl-C does not wait for a build, which never leaves partial files.
        threading.Thread(target=rebuilder.run, name="rebuild", daemon=True).start()


def served(outcome: Outcome) -> Served:
    """Return the state to serve after a build."""
    config = outcome.config
    failed = outcome.error is not None
    webrick = config.get("webrick")
    headers = webrick.get("headers") if isinstance(webrick, dict) else None
    return Served(
        root=Root(str(config.destination), listing=bool(config.get("show_dir_listing"))),
        prefix=prefix(config),
        encoding=str(config["encoding"]),
        headers={str(name).lower(): str(value) for name, value in (headers or {}).items()},
        live=is_live(config),
        failure=error_fragment(failure_of(outcome)) if failed else None,
        mistakes=Mistakes.of(outcome.result, config) if outcome.result else Mistakes(),
    )


def changed_paths(outcome: Outcome) -> tuple[str, ...]:
    """Return the destination paths that a build wrote or removed, except ignored ones."""
    if outcome.result is None:
        return ()
    ignored = outcome.config.get("livereload_ignore") or ()
    return tuple(
        path
        for path in (*outcome.result.written, *outcome.result.removed)
        if not any(fnmatch(str(pattern), path) for pattern in ignored)
    )


def is_live(config: Config) -> bool:
    """Return whether live reload is on, which it is by default."""
    return config.get("livereload") is not False


def prefix(config: Config) -> str:
    """Return the base URL as a prefix of URL paths: empty, or like `/blog`."""
    path = str(config["baseurl"] or "").strip("/")
    return f"/{path}" if path else ""


def _settings(config: Config, app: Any) -> uvicorn.Config:
    certificate, key = config.get("ssl_cert"), config.get("ssl_key")
    if bool(certificate) != bool(key):
        raise ConfigError("Missing --ssl-cert or --ssl-key. Both are required.")
    return uvicorn.Config(
        app,
        http=Connection,
        lifespan="off",
        ws="wsproto",
        log_config=None,
        log_level="debug" if config["verbose"] else "critical",
        access_log=bool(config["verbose"]),
        server_header=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=os.path.join(config.source, certificate) if certificate else None,  # noqa: PTH118
        ssl_keyfile=os.path.join(config.source, key) if key else None,  # noqa: PTH118
    )


class _Uvicorn(uvicorn.Server):
    """A server that closes event streams on exit, which would otherwise keep it waiting."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub
        self._loop = asyncio.get_running_loop()

    def make_room(self) -> None:
        """Close idle connections so that new ones can be accepted."""
        close_waiting(self.server_state.connections)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._hub.close)
        super().handle_exit(sig, frame)
