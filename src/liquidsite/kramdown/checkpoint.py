"""Where a conversion can be stopped. Python in each form of the program: see `checkpoint`."""

from __future__ import annotations


def checkpoint() -> None:
    """Let the interpreter raise what waits: Ctrl-C, or the end of a time limit in safe mode.

    It does so when it runs Python code, and compiled modules may run none for as long as a
    text takes. So they call this once for each block, text and element.
    """
