"""The socket of the server."""

from __future__ import annotations

import errno
import os
import socket

from liquidsite.errors import ConfigError

_TRIES = 100
_PORTS = 65536


def listen(host: str, port: int, flag: str = "--port") -> socket.socket:
    """A socket bound to that address. Raises ConfigError that says what to do about it."""
    if not 0 < port < _PORTS:  # which the system may take for another port
        raise ConfigError(f"Port {port} does not exist: choose one from 1 to {_PORTS - 1}.")
    try:
        return _bound(host, port)
    except OSError as error:
        raise ConfigError(_reason(error, host, port, flag)) from error


def _bound(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, socket.SOCK_STREAM)
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
        hint = f" Ask for another one with {flag} {free}." if free else ""
        return f"Port {port} is in use by another program, perhaps another server.{hint}"
    if error.errno == errno.EACCES:
        return f"Port {port} is for administrators. Ask for another one with {flag} 4000."
    return f"Cannot listen on {host}:{port}: {error.strerror or error}."


def _free_port(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + _TRIES, _PORTS)):
        try:
            _bound(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None
