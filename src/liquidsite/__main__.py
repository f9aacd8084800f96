"""The `liquidsite` command, and `python -m liquidsite`."""

from __future__ import annotations

import os
import sys
import time


def run() -> None:
    """Run the command. A build of a site that is up to date ends before its code is imported."""
    began = time.perf_counter()
    from liquidsite import up_to_date

    lines = up_to_date.answer(sys.argv[1:])
    if lines is None or (sys.stderr.isatty() and any(is_warning for _, is_warning in lines)):
        from liquidsite.cli import run as run_command

        run_command()
        return
    for line, is_warning in lines:
        print(line, file=sys.stderr if is_warning else sys.stdout)
    if any(not is_warning for _, is_warning in lines):  # not with --quiet
        seconds = time.perf_counter() - began
        print(f"{'':>19} done in {seconds:.3f} seconds. 0 pages rendered, 0 files written.")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    run()
