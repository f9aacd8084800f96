"""The connection of one client."""

from __future__ import annotations

import re

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Connection(H11Protocol):
    """A connection whose requests may name non-ASCII characters as they are, as `curl` does."""

    def data_received(self, data: bytes) -> None:
        if self.conn.their_state is h11.IDLE and b"\n" not in self.conn.trailing_data[0]:
            line, end, rest = data.partition(b"\n")
            data = _NOT_ASCII.sub(_encoded, line) + end + rest
        super().data_received(data)


def _encoded(match: re.Match[bytes]) -> bytes:
    return b"%%%02X" % match[0][0]
