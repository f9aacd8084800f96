"""Builds with several processes end, whatever happens to one of these."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from liquidsite import Site, parallel
from liquidsite.parallel import forked

MANY = 90
SECONDS = 60
# As the command, on as many cores wherever it runs; each test may change something before.
COMMAND = (
    "from liquidsite import parallel; from liquidsite.parallel import forked; "
    "parallel.count = lambda: 2; {}; from liquidsite.cli.group import main; main()"
)
PLUGIN = """
import os
import time
from liquidsite import Plugin

FIRST = os.getpid()

def in_worker(text, do):
    if os.getpid() != FIRST:
        os.write(1, b"working\\n")  # at once: two processes write lines
        os._exit(3) if do == "die" else time.sleep(600)
    return text

plugin = Plugin("own", filters={"in_worker": in_worker})
"""
only_forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


def site(root: Path, text: str = "{{ page.url }}") -> Path:
    """A site with enough pages for workers."""
    (root / "_plugins").mkdir(parents=True)
    (root / "_plugins" / "own.py").write_text(PLUGIN)
    for number in range(MANY):
        (root / f"{number}.html").write_text(f"---\n---\n{text}\n")
    return root


def command(root: Path, before: str = "pass") -> list[str]:
    code = COMMAND.format(before)
    return [sys.executable, "-c", code, "build", "-q", "-s", str(root), "-d", str(root / "_site")]


def pages(root: Path) -> set[str]:
    return {file.read_text() for file in (root / "_site").glob("*.html")}


EXPECTED = {f"/{number}.html\n" for number in range(MANY)}


@only_forked
def test_a_process_that_has_done_its_part_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forked, "_MOST", 3)
    tasks = [partial(_number_and_process, number) for number in range(20)]
    with forked.working(tasks, 2, apart=4) as results:
        found = dict(results)
    assert sorted(found) == [*range(20)]
    assert all(number == result[0] for number, result in found.items())
    done = Counter(process for _, process in found.values())
    assert max(done.values()) == 3
    assert not {found[number][1] for number in range(4)} & {found[n][1] for n in range(4, 20)}
    assert os.getpid() not in done
    for process in done:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def _number_and_process(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_an_error_while_another_process_has_much_to_send(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    for number in range(250):
        post = tmp_path / "_posts" / f"2020-01-01-{number:03}.md"
        post.write_text(f"---\ntitle: {number}\n---\n" + 6000 * "text ")
    (tmp_path / "_posts" / "2020-01-01-003.md").write_text("---\ndate: not a date\n---\n")
    done = subprocess.run(command(tmp_path), capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 1
    assert b"Invalid date 'not a date'" in done.stderr


@only_forked
@pytest.mark.parametrize("limit", [11, 13, 15, 17])
def test_few_files_may_be_open(tmp_path: Path, limit: int) -> None:
    root = site(tmp_path)
    limited = f"import resource as r; r.setrlimit(r.RLIMIT_NOFILE, ({limit}, {limit}))"
    subprocess.run(command(root, limited), timeout=SECONDS, check=True)
    assert pages(root) == EXPECTED


def lacking(root: Path, limit: str = "true") -> str:
    """The only line that a build prints; `limit` is run by the shell before."""
    build = [sys.executable, "-m", "liquidsite", "build", "-q", "-s", str(root)]
    run = ["sh", "-c", f'{limit}; exec "$@"', "sh", *build]
    done = subprocess.run(run, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 1
    [line] = (done.stdout + done.stderr).decode().splitlines()
    return line


@only_forked
def test_too_few_files_are_told_of_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "style.scss").write_text("---\n---\na { b: c }\n")
    line = lacking(tmp_path, "ulimit -n 7")
    assert line.startswith("             ERROR: No more files can be opened.")


@only_forked
def test_too_little_memory_is_told_of_in_one_line(tmp_path: Path) -> None:
    root = site(tmp_path)
    plugin = "from liquidsite import Plugin\ndef much(site):\n    raise MemoryError\n"
    (root / "_plugins/own.py").write_text(plugin + 'plugin = Plugin("m", generators=(much,))\n')
    assert lacking(root).startswith("             ERROR: There is not enough memory.")


@only_forked
def test_there_is_no_place_for_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(parallel, "count", lambda: 2)
    root = site(tmp_path)
    Site.load(root).build()
    assert pages(root) == EXPECTED


@only_forked
def test_a_worker_that_dies(tmp_path: Path) -> None:
    root = site(tmp_path, '{{ page.url | in_worker: "die" }}')
    done = subprocess.run(command(root), capture_output=True, timeout=SECONDS, check=True)
    assert b"working" in done.stdout
    assert pages(root) == EXPECTED


def _build(root: Path) -> None:
    Site.load(root).build()


def test_a_daemonic_process_builds_alone(tmp_path: Path) -> None:
    root = site(tmp_path)
    worker = multiprocessing.get_context("spawn").Process(target=_build, args=(root,), daemon=True)
    worker.start()
    worker.join(SECONDS)
    assert worker.exitcode == 0
    assert pages(root) == EXPECTED


@only_forked
@pytest.mark.parametrize("before", ["pass", "forked._end_with = lambda parent: None"])
def test_workers_end_with_a_build_that_is_killed(tmp_path: Path, before: str) -> None:
    root = site(tmp_path, '{{ page.url | in_worker: "wait" }}')
    with subprocess.Popen(command(root, before), stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"working\n"
        began = time.monotonic()
        build.send_signal(signal.SIGKILL)
        build.stdout.read()  # up to the end of the last process that could write to it
    assert time.monotonic() - began < SECONDS
