"""The connection of one client."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Connection(H11Protocol):
    """A connection that accepts unescaped non-ASCII characters in URLs, as `curl` sends them."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.since = self.loop.time()

    @property
    def is_waiting(self) -> bool:
        """Return whether no complete request is waiting for a response."""
        return self.cycle is None or self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        if self.conn.their_state is h11.IDLE and b"\n" not in self.conn.trailing_data[0]:
            line, end, rest = data.partition(b"\n")
            data = _NOT_ASCII.sub(_encoded, line) + end + rest
        super().data_received(data)


def _encoded(match: re.Match[bytes]) -> bytes:
    return b"%%%02X" % match[0][0]


def close_waiting(connections: Iterable[Any]) -> None:
    """Close half of the idle connections, oldest first."""
    waiting = [one for one in connections if isinstance(one, Connection) and one.is_waiting]
    waiting.sort(key=lambda one: one.since)
    for one in waiting[: (len(waiting) + 1) // 2]:
        one.transport.abort()
