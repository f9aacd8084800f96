"""A hostile site, built in a process of its own that is measured and watched."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import liquidsite
from liquidsite import Limits

CANARY = "canary-8c1f6e"
SECONDS = 10
MEGABYTES = 300

# Beside the site: what must be neither read nor written.
OUTSIDE: Mapping[str, str] = {
    "secret.txt": f"{CANARY}\n",
    "secret.html": f"---\ntitle: {CANARY}\n---\n{CANARY}\n",
    "secret.yml": f"key: {CANARY}\n",
    "secret.scss": f".{CANARY} {{ color: red }}\n",
    "_broken.scss": f".{CANARY} {{ color: \n",
    "Gemfile": f'gem "{CANARY}", group: :jekyll_plugins\n',
    "2020-01-01-secret.md": f"---\ntitle: {CANARY}\n---\n{CANARY}\n",
    "deep/secret.html": f"{CANARY}\n",
}
# A whole build of an honest site takes less; busy machines make clocks useless.
QUICK = Limits(seconds=3, memory=100 << 20)

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["liquidsite.site", "liquidsite.builder.pipeline"])


@dataclass(frozen=True)
class Link:
    """A symbolic link, to what `OUTSIDE` is in by default."""

    target: str


@dataclass(frozen=True)
class Sparse:
    """A file of that many bytes, which takes no room."""

    size: int


Files = Mapping[str, "str | bytes | Link | Sparse"]


@dataclass(frozen=True)
class Outcome:
    """How the build ended. `touched` are the paths outside that it opened or listed."""

    error: str = ""
    message: str = ""
    is_ours: bool = True
    path: str | None = None
    line: int | None = None
    cpu: float = 0
    megabytes: int = 0
    touched: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)


def attack(
    root: Path,
    files: Files,
    limits: Limits = QUICK,
    config: Mapping[str, Any] | None = None,
    destination: bool = True,
) -> Outcome:
    """Build `files`; whatever they are, it is quick, small, and stays inside."""
    outside, site = root / "outside", root / "site"
    write(outside, OUTSIDE)
    write(site, files)
    before = _state(root)
    _as_unread(outside)
    target = {"destination": str(root / "dest")} if destination else {}
    outcome = _in_process(site, limits, {**target, **(config or {})})
    assert _read(outside) == [], "read outside, by this process or by one that it started"
    changed = {path for path, text in _state(root).items() if before.get(path) != text}
    inside = ("dest", "site/_site")
    assert [path for path in changed if not path.startswith(inside)] == [], "written outside"
    assert outcome.touched == (), "read outside"
    assert outcome.is_ours, f"{outcome.error}: {outcome.message}"
    assert CANARY not in outcome.message
    assert not [path for path, text in _state(root / "dest").items() if CANARY in text]
    assert outcome.cpu < SECONDS
    assert outcome.megabytes < MEGABYTES
    return replace(outcome, written=_state(root / "dest"))


def _as_unread(folder: Path) -> None:
    """Reset the access times of the files, which show whether they are read."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(0, path.stat().st_mtime_ns))


def _read(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.stat().st_atime_ns]


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        file = Path(os.fsdecode(os.fsencode(str(folder)) + b"/" + os.fsencode(name)))
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            file.symlink_to(content.target)
        elif isinstance(content, Sparse):
            with file.open("wb") as opened:
                opened.truncate(content.size)
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())


def _state(folder: Path) -> dict[str, str]:
    """Every path below `folder`: what a file has, where a link leads."""
    found: dict[str, str] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_dir():
            found[name] = "/"
        elif path.is_file() and path.stat().st_size < 1 << 20:
            found[name] = path.read_text("utf-8", "replace")
    return found


def _in_process(site: Path, limits: Limits, config: dict[str, Any]) -> Outcome:
    mine, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_build, args=(theirs, site, limits, config))
    process.start()
    theirs.close()
    try:
        assert mine.poll(12 * SECONDS), "the build does not end"
        outcome = mine.recv()
    except EOFError:
        raise AssertionError("the process died") from None
    finally:
        process.kill()
        process.join()
    assert isinstance(outcome, Outcome)
    return outcome


def _build(answer: Connection, site: Path, limits: Limits, config: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (4 * SECONDS, 4 * SECONDS))
    touched = _watch(str(site.parent / "outside"))
    began = _cpu()
    outcome = _outcome(site, limits, config)
    size = max(_usage(who).ru_maxrss for who in _BOTH) // 1024
    answer.send(
        replace(outcome, cpu=_cpu() - began, megabytes=size, touched=tuple(sorted(touched)))
    )
    answer.close()
    os._exit(0)


def _outcome(site: Path, limits: Limits, config: dict[str, Any]) -> Outcome:
    try:
        liquidsite.Site.load(site, config=config, safe=True, limits=limits).build()
    except liquidsite.LiquidsiteError as error:
        return Outcome(type(error).__name__, str(error), True, error.path, error.line)
    except BaseException as error:
        return Outcome(type(error).__name__, str(error), False)
    return Outcome()


def _watch(outside: str) -> set[str]:
    """From now on, the paths in `outside` that this process opens or lists."""
    touched: set[str] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str):
            path = os.path.realpath(arguments[0])
            if path.startswith(outside):
                touched.add(path)

    sys.addaudithook(hook)
    return touched


_BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _usage(who: int) -> resource.struct_rusage:
    return resource.getrusage(who)


def _cpu() -> float:
    return time.process_time() + _usage(resource.RUSAGE_CHILDREN).ru_utime
