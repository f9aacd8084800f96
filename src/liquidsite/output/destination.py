"""The destination: only files whose bytes changed are written, obsolete ones go.

Whoever reads the destination sees whole files only, and a build that fails leaves the last one
as it was: see `swap`.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from liquidsite import regular_file
from liquidsite.config import Config
from liquidsite.errors import Notice, WriteError
from liquidsite.file_stamp import stable_stamp, stat_of
from liquidsite.model import FileConversion, StaticFile
from liquidsite.output.scratch import ScratchFile
from liquidsite.output.transaction import PREFIX, DirectoryTransaction, directory_transaction
from liquidsite.safe_mode.paths import is_git, is_in_git
from liquidsite.urls import folders_above

# Bytes of files that are compared at a time.
_PART = 1 << 18


class Stamp(NamedTuple):
    """A file as a build left it: the digest of its text, its size and its time stamp.

    Of a file that was copied, the state of its source stands in the place of the digest.
    """

    digest: str
    size: int
    time: int


@dataclass(eq=False, repr=False)
class Written:
    """What a write did: destination paths that were written, that stayed, that were removed.

    `stamps` are for the next build, `notices` are the warnings of conversions.
    """

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def check_destination(config: Config) -> None:
    """Refuse a destination that is the source or holds it: cleaning it would delete the site."""
    source = os.path.realpath(config.source)
    destination = os.path.realpath(config.destination)
    if source == destination or source.startswith(destination.rstrip(os.sep) + os.sep):
        raise WriteError("Destination directory cannot be or contain the Source directory.")
    if is_in_git(destination):
        raise WriteError("No site is written into a .git folder.", path=str(config.destination))


class Staged(NamedTuple):
    """A file that is ready: where it waits, or None when the destination has it.

    Without a `stamp` the next build has to look at its bytes.
    """

    waiting: str | None
    stamp: Stamp | None


class Output(NamedTuple):
    """One file of the destination: its path there, and its text or the file to copy."""

    path: str
    staged: Staged | None = None
    file: StaticFile | None = None


class Staging(NamedTuple):
    """Makes files ready, one by one, in whichever process they are made.

    `known` are the stamps of the last build: a file that still has its stamp is not read. Where
    the caller `trusts` that the files are as the last build left them, no stamp is asked for.
    """

    swap: DirectoryTransaction
    root: str
    encoding: str
    known: Mapping[str, Stamp]
    trusts: bool = False

    def text(self, path: str, text: Callable[[], str], digest: str) -> Staged:
        """Have `text` wait for the destination `path`. Raises WriteError."""
        target = _inside(self.root, path)
        stamp = _stamp(target, digest)
        if digest and stamp is not None and stamp == self.known.get(path):
            return Staged(None, stamp)
        data = encode(text(), self.encoding)
        if stamp is not None and stamp.size == len(data) and _has_bytes(target, data):
            return Staged(None, stamp)
        with _system_errors(self.root):
            return self._wait(target, data, digest, replaces=stamp is not None)

    def unchanged(self, path: str, digest: str) -> Stamp | None:
        """Return the stamp of the file that the last build left at `path`, if it is that still."""
        known = self.known.get(path)
        if known is None or known.digest != digest or ".." in path:
            return None
        if self.trusts:
            return known
        try:
            stat = os.stat(f"{self.root}/{path}")  # noqa: PTH116 - thousands of calls
        except OSError:
            return None
        is_same = stat.st_size == known.size and stat.st_mtime_ns == known.time
        return known if is_same else None

    def copy(self, path: str, target: str, source: str) -> Staged:
        """Have a copy of `source`, with its time stamp, wait for `path`, which is `target` there.

        Raises OSError. What the destination has is the same if the source is in the state in which
        it was copied. Its size and time alone do not say so: a folder that is moved or a link that
        is switched brings another file of the same, and so do archives with fixed times.
        """
        state = stable_stamp(source, time.time_ns())
        stamp = _stamp(target, state) if state else None
        if stamp is not None and stamp == self.known.get(path):
            return Staged(None, stamp)
        if _is_copy(target, source):
            return Staged(None, stamp)
        import shutil

        waiting, number = self.swap.create(target, replaces=os.path.lexists(target))
        os.close(number)
        shutil.copy2(source, waiting)
        return Staged(waiting, _stamp(waiting, state) if state else None)

    def convert(
        self, path: str, target: str, source: str, conversion: FileConversion
    ) -> tuple[Staged | None, tuple[Notice, ...]]:
        """Have what `conversion` makes of `source` wait for `path`, and return its warnings.

        None is for what is not to be written. Raises OSError. What came with warnings has no
        stamp: the next build makes it, and warns, again.
        """
        state = stable_stamp(source, time.time_ns())
        digest = f"{state} {conversion.key}"
        stamp = _stamp(target, digest) if state else None
        if stamp is not None and stamp == self.known.get(path):
            return Staged(None, stamp), ()
        data, notices = conversion.make(regular_file.read(source))
        if data is None:
            return None, notices
        if _has_bytes(target, data):
            made = Staged(None, stamp)
        else:
            made = self._wait(target, data, digest, replaces=os.path.lexists(target))
        return (made if state and not notices else made._replace(stamp=None)), notices

    def _wait(self, target: str, data: bytes, digest: str, *, replaces: bool) -> Staged:
        waiting, number = self.swap.create(target, replaces=replaces)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(number, rest) :]
            return Staged(waiting, _stamped(os.fstat(number), digest))
        finally:
            os.close(number)

    def scratch(self, data: bytes) -> str:
        """Return a file with `data` that is there until the end. Raises WriteError."""
        with _system_errors(self.root):
            return self.swap.scratch(data)

    def scratch_file(self) -> ScratchFile:
        """Return a file for texts of this process that is there until the end. Raises OSError."""
        return ScratchFile(self.swap.spare())

    @property
    def gives_back(self) -> bool:
        """Return whether `read` gives exactly what was made ready."""
        return self.encoding.lower() in ("utf-8", "utf8")

    def read(self, path: str, staged: Staged) -> str:
        """Return the text of a file that was made ready.

        Raises LookupError when it is not there.
        """
        for file in (staged.waiting, _inside(self.root, path)):
            with contextlib.suppress(OSError), open(file or "", "rb") as opened:  # noqa: PTH123
                return opened.read().decode("utf-8", "surrogateescape")
        raise LookupError(path)


@contextlib.contextmanager
def staging(
    config: Config, known: Mapping[str, Stamp], *, trusts: bool = False
) -> Iterator[Staging]:
    """Stage files inside the block, and move them into place at its end.

    `trusts` says that the destination is as the last build left it.
    Raises WriteError. After an error the destination is unchanged.
    """
    root = str(config.destination)
    with directory_transaction(root, lambda: _system_errors(root)) as swap:
        yield Staging(swap, root, str(config["encoding"]), known, trusts)


def write(
    stage: Staging,
    config: Config,
    outputs: Iterable[Output],
    *,
    others: Sequence[str] = (),
    clean: bool = True,
    obsolete: Callable[[list[str]], list[str]] = list,
) -> Written:
    """Bring the destination to exactly `outputs`, beside what `keep_files` names.

    What would be in one of the folders `others` is not written, and a warning says so.
    Without `clean` nothing is removed: the caller knows that nothing is obsolete. `obsolete` has
    the last word on what is.
    """
    wanted: dict[str, Output] = {}
    result, root, swap = Written(), stage.root, stage.swap
    for output in outputs:
        if (before := wanted.get(output.path)) and before.staged and before.staged.waiting:
            swap.drop(before.staged.waiting)  # of two for one path the last one counts
        wanted[output.path] = output
    for path in [path for path in wanted if others and path.partition("/")[0] in others]:
        output = wanted.pop(path)
        if output.staged and output.staged.waiting:
            swap.drop(output.staged.waiting)
        result.notices.append(_not_written(path))
    with _system_errors(root):
        swap.lock()
        if clean:
            for path in obsolete(_obsolete(swap, root, wanted.keys(), config)):
                swap.remove(os.path.join(root, path.rstrip("/")))  # noqa: PTH118
                result.removed.append(path)
        for output in wanted.values():
            _write_one(stage, output, result)
    return result


def _not_written(path: str) -> Notice:
    folder = path.partition("/")[0]
    message = f"{path} is not written: the folder {folder} has only what is built for it."
    return Notice("Conflict:", message)


@contextlib.contextmanager
def _system_errors(root: str) -> Iterator[None]:
    """Turn an error of the system into one about a file that the user knows. Raises WriteError."""
    try:
        yield
    except OSError as error:
        names = [str(name) for name in (error.filename, error.filename2) if name]
        known = [name for name in names if PREFIX not in name]
        message = f"The site cannot be written: {error.strerror or error}"
        raise WriteError(message, path=known[0] if known else root) from error


def _inside(root: str, path: str) -> str:
    """Return the file for the destination `path`; `..` in it cannot climb out."""
    if "\0" in path:
        raise WriteError("No file can have a NUL in its name.", path=path)
    normal = os.path.normpath("/" + path).lstrip("/" + os.sep)
    if "git" in path.casefold() and any(is_git(part) for part in re.split(r"[/\\]", normal)):
        raise WriteError("No file is written into a .git folder.", path=path)
    return os.path.join(root, normal)  # noqa: PTH118


def _write_one(stage: Staging, output: Output, result: Written) -> None:
    staged = output.staged
    if staged is None or staged.waiting is not None:
        staged = _placed(stage, output, result)
    if staged is None:
        return
    if staged.stamp is not None:
        result.stamps[output.path] = staged.stamp
    (result.unchanged if staged.waiting is None else result.written).append(output.path)


def _placed(stage: Staging, output: Output, result: Written) -> Staged | None:
    """Let the file of `output` become what its path has; None where nothing is to be there."""
    target = _inside(stage.root, output.path)
    staged, file = output.staged, output.file
    if file is not None and file.conversion is not None:
        staged, notices = stage.convert(output.path, target, file.file, file.conversion)
        result.notices += notices
    elif file is not None:
        staged = stage.copy(output.path, target, file.file)
    if staged is None:
        if stat_of(target):
            stage.swap.remove(target)
            result.removed.append(output.path)
    elif staged.waiting is not None:
        stage.swap.add(staged.waiting, target)
    return staged


def encode(text: str, encoding: str) -> bytes:
    """Encode `text` as the site is, or in UTF-8 where that lacks some of its characters."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")


def _stamp(target: str, digest: str) -> Stamp | None:
    found = stat_of(target)
    return _stamped(found, digest) if found else None


def _stamped(stat: os.stat_result, digest: str) -> Stamp:
    return Stamp(digest, stat.st_size, stat.st_mtime_ns)


def _has_bytes(target: str, data: bytes) -> bool:
    try:
        with open(target, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False


def _is_copy(target: str, source: str) -> bool:
    """Return whether the two have the same time stamp and the same bytes."""
    there, here = stat_of(target), stat_of(source)
    if not (there and here):
        return False
    if (there.st_size, there.st_mtime_ns) != (here.st_size, here.st_mtime_ns):
        return False
    return not here.st_size or _same_bytes(target, source)


def _same_bytes(one: str, other: str) -> bool:
    try:
        with open(one, "rb") as a, open(other, "rb") as b:  # noqa: PTH123
            while (part := a.read(_PART)) == b.read(_PART):
                if not part:
                    return True
    except OSError:  # the copying says what is wrong
        pass
    return False


def _obsolete(
    swap: DirectoryTransaction, root: str, wanted: Iterable[str], config: Config
) -> list[str]:
    """Yield files that are not wanted, empty folders (with a slash), and files in place of
    folders.
    """
    files = {os.path.normpath(path).replace(os.sep, "/") for path in wanted}
    kept = KeepFiles.of(config)
    found = _not_wanted(root, files, folders_above(files) | kept.folders, kept)
    return [path for path in found if not swap.is_in_use(path.rstrip("/"))]


def _not_wanted(root: str, files: set[str], folders: set[str], kept: KeepFiles) -> Iterator[str]:
    to_see = [""]
    while to_see:
        below = to_see.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                path = f"{below}/{entry.name}" if below else entry.name
                is_folder = entry.is_dir(follow_symlinks=False)
                if path in (folders if is_folder else files):  # most are: this is asked first
                    if is_folder:
                        to_see.append(path)
                elif not (kept.keeps(path) or is_git(entry.name)):  # of a checkout
                    yield path + "/" if is_folder else path


class KeepFiles(NamedTuple):
    """The setting `keep_files`: what begins with one of its entries stays."""

    pattern: re.Pattern[str]
    folders: frozenset[str]

    @classmethod
    def of(cls, config: Config) -> KeepFiles:
        names = [str(name).lstrip("/") for name in config["keep_files"] or []]
        pattern = "|".join(re.escape(name) for name in names) if names else r"(?!)"
        return cls(re.compile(pattern), frozenset(folders_above(names)))

    def keeps(self, path: str) -> bool:
        return self.pattern.match(path) is not None
