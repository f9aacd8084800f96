"""Tasks done by forked processes, which are born with all that they need: only results are sent.

Nothing waits on a process that can wait on it: an end of a pipe is open in one process alone, so
a process that waits at the other end is woken when that one ends. No process outlives its parent:
it would keep the standard output open that it has inherited, and a program that reads that would
wait for ever.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import selectors
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import FileIO
from queue import SimpleQueue
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")

# A process has so many tasks before it: it goes on while its parent has something else to do.
_AHEAD = 2
# It ends after so many.
_MOST = 50
# So many bytes of results may wait for the parent: those of 20 pages are some hundred thousand.
_WAITING = 1 << 20
# The bytes of a number: a task's, or the length of a result.
_NUMBER = 8
# The collector of a process runs after so many new objects.
_COLLECTED = 50_000
# What `prctl` of Linux calls PR_SET_PDEATHSIG.
_SET_DEATH_SIGNAL = 1


@contextlib.contextmanager
def working(
    tasks: Sequence[Callable[[], T]], count: int, apart: int = 0
) -> Iterator[Iterator[tuple[int, T]]]:
    """Do `tasks` in `count` processes; give the index and the result of each, as they come.

    The first `apart` tasks, which take much memory, are done by one process more. A process ends
    after `_MOST` tasks, which frees its memory, and a new process takes its place.

    Tasks start in order, and no process is left at the end of the block. Raises OSError when
    the system has no place for the processes; so do the results (ChildProcessError) when one ends
    before its task is done, as it does after any error: that tells no more than this.
    """
    with ExitStack() as stack:
        workers = _Workers(tasks, stack)
        if apart:
            workers.start(iter(range(apart)))
        numbers = iter(range(apart, len(tasks)))
        for _ in range(min(count, len(tasks) - apart)):
            workers.start(numbers)
        for worker in workers.alive * _AHEAD:
            worker.ask()
        yield workers.results()


@dataclass(eq=False)
class _Worker:
    """What the parent has of a process.

    asks, gets  where it asks for tasks, and where results come from
    numbers     the tasks that are next, of this one or of several
    end         ends it
    asked       how many tasks it was asked for, `done` of which are done
    """

    asks: FileIO
    gets: FileIO
    numbers: Iterator[int]
    end: Callable[[], None]
    asked: int = 0
    done: int = 0

    def ask(self) -> None:
        """Ask for the task that is next, if there is one for it. Raises OSError."""
        if self.asked < _MOST and (number := next(self.numbers, None)) is not None:
            self.asked += 1
            _send(self.asks, number.to_bytes(_NUMBER, "big"))

    def receive(self) -> Any:
        """Return the result of a task. Raises ChildProcessError."""
        size = int.from_bytes(_receive(self.gets, _NUMBER), "big")
        packed = _receive(self.gets, size)
        self.done += 1
        self.ask()
        return pickle.loads(packed)


class _Workers:
    """The processes that do `tasks`; `stack` ends those that are left."""

    def __init__(self, tasks: Sequence[Callable[[], object]], stack: ExitStack) -> None:
        self.alive: list[_Worker] = []
        self._tasks = tasks
        self._stack = stack
        self._selector = stack.enter_context(selectors.DefaultSelector())

    def start(self, numbers: Iterator[int]) -> _Worker:
        """Start a process that does tasks of these numbers. Raises OSError."""
        end = self._stack.enter_context(ExitStack())
        asks, gets = end.enter_context(_worker(self._tasks, self.alive))
        worker = _Worker(asks, gets, numbers, end.close)
        self._selector.register(gets, selectors.EVENT_READ, worker)
        self.alive.append(worker)
        return worker

    def results(self) -> Iterator[Any]:
        while self.alive:
            for key, _ in self._selector.select():
                worker: _Worker = key.data
                result = worker.receive()
                if worker.done == worker.asked:
                    self._replace(worker)
                yield result

    def _replace(self, worker: _Worker) -> None:
        """End a process, and start a new one if tasks are left. Raises OSError."""
        self._selector.unregister(worker.gets)
        self.alive.remove(worker)
        worker.end()
        if worker.done == _MOST:
            new = self.start(worker.numbers)
            for _ in range(_AHEAD):
                new.ask()
            if not new.asked:
                self._replace(new)


@contextlib.contextmanager
def _worker(
    tasks: Sequence[Callable[[], T]], others: Sequence[_Worker]
) -> Iterator[tuple[FileIO, FileIO]]:
    """Fork a process, and end it; `others` are those there are already. Raises OSError."""
    _flush()
    parent = os.getpid()
    with _pipe() as (asked, asks), _pipe() as (gets, sends):
        _widen(sends)
        pid = os.fork()
        if pid == 0:
            with contextlib.suppress(BaseException):
                for file in (
                    asks,
                    gets,
                    *(end for other in others for end in (other.asks, other.gets)),
                ):
                    file.close()
                _end_with(parent)
                _keep_shared()
                _do(tasks, asked, sends)
            os._exit(1)
        try:
            asked.close()
            sends.close()
            yield asks, gets
        finally:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it is gone
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _do(tasks: Sequence[Callable[[], object]], asked: FileIO, sends: FileIO) -> NoReturn:
    """In a forked process: do what is asked, until the parent ends."""
    numbers: SimpleQueue[int] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked, numbers), daemon=True).start()
    while True:
        number = numbers.get()
        packed = pickle.dumps((number, tasks[number]()), pickle.HIGHEST_PROTOCOL)
        _flush()
        _send(sends, len(packed).to_bytes(_NUMBER, "big") + packed)


def _listen(asked: FileIO, numbers: SimpleQueue[int]) -> None:
    """In a thread: the pipe is closed when the parent ends, which nothing else tells everywhere."""
    with contextlib.suppress(OSError):
        while True:
            numbers.put(int.from_bytes(_receive(asked, _NUMBER), "big"))
    os._exit(1)


def _keep_shared() -> None:
    """Leave alone what the parent has made: a collector that looks at it writes to its memory,
    which is then no longer shared with the parent.

    What tasks leave behind is collected soon instead.
    """
    gc.freeze()
    gc.set_threshold(_COLLECTED, *gc.get_threshold()[1:])


def _end_with(parent: int) -> None:
    """Have Linux end this process with `parent`, whatever it is doing."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
            if os.getppid() != parent:  # it has ended before
                os._exit(1)


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[FileIO, FileIO]]:
    """Give what is read from, and what is written to. Raises OSError."""
    read, write = os.pipe()
    with FileIO(read, "rb") as reads, FileIO(write, "wb") as writes:
        yield reads, writes


def _widen(pipe: FileIO) -> None:
    """Let a pipe hold more, where the system can: who writes does not wait for who reads."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import fcntl

            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WAITING)


def _send(pipe: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest) :]


def _receive(pipe: FileIO, size: int) -> bytearray:
    """Wait for `size` bytes. Raises ChildProcessError when the other side has ended."""
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        got = pipe.readinto(rest)
        if not got:
            raise ChildProcessError("A process has ended before its work was done.")
        rest = rest[got:]
    return data


def _flush() -> None:
    """Write what waits for the standard output and error, or two processes would write it."""
    with contextlib.suppress(AttributeError, OSError, ValueError):  # there may be none
        sys.stdout.flush()
        sys.stderr.flush()
