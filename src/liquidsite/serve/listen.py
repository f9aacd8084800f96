"""The server's socket, which limits the number of clients."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from liquidsite.errors import ConfigError

_TRIES = 100
_PORTS = 65536


class Listener(socket.socket):
    """A listening socket that reserves half of the process's file descriptors for builds.

    A connection is a file descriptor, too. The system assigns the lowest number that is free, so
    the number of a new connection shows how many are open: from `crowd` on, `make_room` is called
    to close idle ones; from `most` on, clients are refused.
    """

    crowd = most = sys.maxsize
    _make_room: Callable[[], None] | None = None

    def leave_room(self, make_room: Callable[[], None]) -> None:
        """Start limiting connections. Until then all are accepted."""
        free, limit = _lowest_free(), _open_files_limit()
        self._make_room = make_room
        self.crowd, self.most = free + (limit - free) // 4, free + (limit - free) // 2

    def accept(self) -> tuple[socket.socket, Any]:
        """Accept a connection as sockets do. Raises ConnectionAbortedError if it was refused."""
        connection, address = super().accept()
        if connection.fileno() >= self.crowd and self._make_room:
            self._make_room()
        if connection.fileno() >= self.most:
            connection.close()
            raise ConnectionAbortedError("There are too many connections.")
        return connection, address


def listen(host: str, port: int, flag: str = "--port") -> Listener:
    """Return a socket bound to that address. Raises ConfigError with advice."""
    if not 0 < port < _PORTS:  # which the system may take for another port
        raise ConfigError(f"Port {port} does not exist: choose one from 1 to {_PORTS - 1}.")
    try:
        return _bound(host, port)
    except OSError as error:
        raise ConfigError(_reason(error, host, port, flag)) from error


def _bound(host: str, port: int) -> Listener:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = Listener(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(1024)
    except OSError:
        bound.close()
        raise
    bound.set_inheritable(True)
    return bound


def _reason(error: OSError, host: str, port: int, flag: str) -> str:
    if error.errno == errno.EADDRINUSE:
        free = _free_port(host, port)
        hint = f" Choose another port, for example {flag} {free}." if free else ""
        return f"Port {port} is in use by another program, perhaps another server.{hint}"
    if error.errno == errno.EACCES:
        return (
            f"Port {port} needs administrator rights. Choose another port, for example {flag} 4000."
        )
    return f"Cannot listen on {host}:{port}: {error.strerror or error}."


def _free_port(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + _TRIES, _PORTS)):
        try:
            _bound(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


def _lowest_free() -> int:
    number = os.open(os.devnull, os.O_RDONLY)
    os.close(number)
    return number


def _open_files_limit() -> int:
    """Return how many files the process may have open; on Windows `sys.maxsize`."""
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else soft
