"""Time and memory of a build in safe mode, watched from a thread beside it.

Counters end what they foresee. This ends the rest: an exception is put into the building thread,
which meets it at its next step, whatever it is at.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liquidsite.errors import LimitError, LiquidsiteError
from liquidsite.safe_mode.limits import Limits

_STATISTICS = Path("/proc/self/statm")
_TICK = 0.02
# What was caught on its way by code that goes on after any error is put there again.
_AGAIN = 2.0


class StoppedError(LimitError):
    """Put into the building thread, as a class: Python makes the value there."""

    def __init__(self, message: str = "The build used more than it may.") -> None:
        super().__init__(message)


@contextmanager
def watched(limits: Limits | None) -> Iterator[None]:
    """A block that ends in LimitError when it takes longer or more memory than `limits` allow.

    Any other exception in it is an error of the site too, since the site is not trusted.
    """
    if limits is None:
        yield
        return
    dog = _Dog(limits)
    try:
        with dog:
            yield
    except StoppedError as error:
        error.message = dog.reason
        raise
    except (RecursionError, MemoryError) as error:
        raise LimitError("The site is nested too deep, or takes too much memory.") from error
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        # Their words may name files of this machine.
        raise LiquidsiteError(f"The site cannot be built: {type(error).__name__}.") from error


class _Dog:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.reason = ""
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._target = threading.get_ident()
        self._lock = threading.Lock()
        self._done = threading.Event()

    def __enter__(self) -> None:
        self._memory = resident()
        self._ends = time.monotonic() + self.limits.seconds
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._done.set()
            _put(self._target, None)
        self._thread.join()

    def _watch(self) -> None:
        pause = _TICK
        while not self._done.wait(pause):
            if reason := self._exceeded():
                pause = _AGAIN
                with self._lock:
                    if not self._done.is_set():
                        self.reason = self.reason or reason
                        _put(self._target, StoppedError)

    def _exceeded(self) -> str:
        if time.monotonic() > self._ends:
            return f"The build takes more than {self.limits.seconds:g} seconds."
        if resident() - self._memory > self.limits.memory:
            return f"The build takes more than {self.limits.memory} bytes of memory."
        return ""


def resident() -> int:
    """Bytes of memory that this process has; 0 where the system does not tell."""
    try:
        pages = _STATISTICS.read_bytes().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _put(thread: int, kind: type[StoppedError] | None) -> None:
    """Have `thread` raise `kind`; None takes back what it has not raised yet."""
    import ctypes  # most builds do without

    value = None if kind is None else ctypes.py_object(kind)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), value)
