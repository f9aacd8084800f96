"""Files of a folder replaced all together, or not at all.

New files wait in a folder of their own until all of them are there, so a full disk or an error
met halfway leaves everything as it was. They wait in a tree of the same shape: a folder that the
root has not yet is moved whole, a file each at once; should one move fail, those before it are
taken back. Files that replace others wait side by side: their folders need not be made.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

from liquidsite import folder_tree
from liquidsite.errors import LiquidsiteError, Notice

PREFIX = ".liquidsite.part."
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# No build takes so many seconds.
_LONG = 3600.0


class DirectoryTransaction:
    """What is to change below `root`; `name` is the folder there that new files wait in."""

    def __init__(self, root: str, undo: ExitStack) -> None:
        # Threads of one process may build into one folder.
        self.name = f"{PREFIX}{os.getpid()}.{threading.get_ident()}"
        self._root = root
        self._folder = os.path.join(root, self.name)  # noqa: PTH118
        self._tree = os.path.join(self._folder, "tree")  # noqa: PTH118
        self._replacing = os.path.join(self._folder, "replacing")  # noqa: PTH118
        self._undo = undo
        self._waiting: dict[str, str] = {}
        self._made: set[str] = set()  # folders that are there
        self._count = 0
        self.left: list[str] = []  # what could not be undone, and why
        self._lock: int | None = None

    def lock(self) -> None:
        """Wait until no other transaction changes the folder, where the system has such locks."""
        if sys.platform != "win32" and self._lock is None:
            import fcntl

            self._lock = os.open(self._root, os.O_RDONLY)
            with contextlib.suppress(OSError):  # not every file system has them
                fcntl.flock(self._lock, fcntl.LOCK_EX)

    def unlock(self) -> None:
        """Let the next transaction change the folder."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def is_in_use(self, name: str) -> bool:
        """Return whether `name` is a folder of staged files, of any build."""
        pid = name.removeprefix(PREFIX).partition(".")[0]
        if name == self.name or not name.startswith(PREFIX) or not pid.isdecimal():
            return name == self.name
        return _is_alive(int(pid), os.path.join(self._root, name))  # noqa: PTH118

    def create(self, target: str, *, replaces: bool = False) -> tuple[str, int]:
        """Return a new file that waits to become `target`, in any process that was born with this
        one; `replaces` says that there is a file now.

        Where it is, and the number by which it is open. Its place in the tree may be taken: by a
        file of the same name, in whatever case.
        """
        waiting = self._in_tree(target)
        if replaces:
            self._count += 1
            waiting = os.path.join(self._replacing, f"{os.getpid()}.{self._count}")  # noqa: PTH118
        folder = os.path.dirname(waiting)  # noqa: PTH120
        with contextlib.suppress(FileExistsError, NotADirectoryError):
            if folder not in self._made:
                for _ in _make_folders(folder):
                    pass  # all of the tree goes together
                self._made.add(folder)
            return waiting, os.open(waiting, _NEW, 0o666)
        waiting = self.spare()
        return waiting, os.open(waiting, _NEW, 0o666)

    def scratch(self, data: bytes) -> str:
        """Return a file with `data` that other processes may read until the end."""
        path = os.path.abspath(self.spare())  # noqa: PTH100
        with open(path, "xb") as file:  # noqa: PTH123
            file.write(data)
        return path

    def add(self, waiting: str, target: str) -> None:
        """Let the file `waiting`, made by `create`, become `target`; the last one for it does."""
        self._waiting.pop(target, None)
        self._waiting[target] = waiting

    def drop(self, waiting: str) -> None:
        """Forget the file `waiting`, made by `create`: all that stays in the tree is moved."""
        os.unlink(waiting)  # noqa: PTH108

    def remove(self, path: str) -> None:
        """Take away a file or a folder."""
        self._move(path, self.spare())

    def finish(self) -> None:
        """Move the files that wait to their places."""
        new = {
            target: place
            for target, place in self._waiting.items()
            if not place.startswith(self._replacing)
        }
        moves_tree = all(place == self._in_tree(target) for target, place in new.items())
        for target, place in self._waiting.items():
            if not (moves_tree and target in new):
                self.make_folder(os.path.dirname(target))  # noqa: PTH120
                self._put(place, target)
        if new and moves_tree:
            self._move_tree()

    def _in_tree(self, target: str) -> str:
        return self._tree + target[len(self._root) :]

    def spare(self) -> str:
        """Return a place outside of the tree, for one file or folder."""
        if self._folder not in self._made:
            os.makedirs(self._folder, exist_ok=True)  # noqa: PTH103
            self._made.add(self._folder)
        self._count += 1
        return os.path.join(self._folder, f"{os.getpid()}.{self._count}")  # noqa: PTH118

    def _move_tree(self) -> None:
        folders = [(self._tree, self._root)]
        while folders:
            folder, target = folders.pop()
            with os.scandir(folder) as found:
                entries = list(found)
            for entry in entries:
                place = os.path.join(target, entry.name)  # noqa: PTH118
                if entry.is_dir() and not self._is_moved(entry.path, place):
                    folders.append((entry.path, place))
                elif not entry.is_dir():
                    self._put(entry.path, place)

    def _is_moved(self, folder: str, to: str) -> bool:
        """Move a whole folder to where there is none; else `to` is there from here on.

        Another build may be faster, or the folder may be on another disk.
        """
        if os.path.isdir(to):  # noqa: PTH112
            return False
        try:
            self._move(folder, to)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EEXIST, errno.ENOTEMPTY):
                raise
            self.make_folder(to)
            return False
        return True

    def _put(self, waiting: str, target: str) -> None:
        if os.path.lexists(target):
            self._keep(target)
            _replace(waiting, target)
        else:
            _replace(waiting, target)
            self._undo.callback(self._back, os.unlink, target)

    def discard(self) -> None:
        """Delete what waits, and what was taken away."""
        # Most often there is nothing in them.
        for folder in (self._tree, self._replacing, self._folder):
            with contextlib.suppress(OSError):
                os.rmdir(folder)  # noqa: PTH106
        if os.path.isdir(self._folder):  # noqa: PTH112
            with contextlib.suppress(OSError):  # the next build removes what is left
                folder_tree.remove(self._folder)

    def _keep(self, target: str) -> None:
        """Make a second name for `target`, from which it can be restored."""
        spare = self.spare()
        try:
            os.link(target, spare)
        except OSError:  # not every file system has hard links
            if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112, PTH114
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target) from None
            self._move(target, spare)
        else:
            self._undo.callback(self._back, os.replace, spare, target)

    def _move(self, path: str, to: str) -> None:
        os.rename(path, to)  # noqa: PTH104
        self._undo.callback(self._back, os.rename, to, path)

    def make_folder(self, folder: str) -> None:
        """Make the folder, and those above it."""
        if folder not in self._made and not os.path.isdir(folder):  # noqa: PTH112
            for made in _make_folders(folder):
                self._undo.callback(_remove_empty, made)
        self._made.add(folder)

    def _back(self, step: Callable[..., None], *paths: str) -> None:
        """Undo a step. That this fails must not hide the error that made it necessary."""
        try:
            step(*paths)
        except OSError as error:
            shown = [path for path in paths if PREFIX not in path]
            self.left += [f"{path} ({error.strerror or error})" for path in shown]


@contextlib.contextmanager
def directory_transaction(
    root: str, system_errors: Callable[[], AbstractContextManager[None]]
) -> Iterator[DirectoryTransaction]:
    """Give a `DirectoryTransaction` that is finished at the end, or undone by any error before.

    `system_errors` is a block that turns OSError into what the caller raises. What could not be
    undone is among the notices of the error.
    """
    undo = ExitStack()
    transaction = DirectoryTransaction(root, undo)
    try:
        with system_errors():
            transaction.make_folder(root)
        undo.callback(transaction.discard)
        yield transaction
        with system_errors():
            transaction.lock()
            transaction.finish()
    except BaseException as error:
        undo.close()
        if transaction.left and isinstance(error, LiquidsiteError):
            left = f"These files could not be put back: {', '.join(transaction.left)}"
            error.notices = (*error.notices, Notice("Error:", left))
        raise
    else:
        transaction.discard()
    finally:
        transaction.unlock()


def _remove_empty(folder: str) -> None:
    with contextlib.suppress(OSError):  # what another process has put there stays
        os.rmdir(folder)  # noqa: PTH106


def _make_folders(folder: str) -> Iterator[str]:
    """Make `folder`, and those above it that are missing; gives each that was made, at once.

    It is tried from below: most often one is missing, or few are.
    """
    missing = [folder]
    while missing:
        try:
            os.mkdir(missing[-1])  # noqa: PTH102
        except FileExistsError:
            if not os.path.isdir(missing[-1]):  # noqa: PTH112
                raise
            missing.pop()  # another process was faster
        except FileNotFoundError:
            missing.append(os.path.dirname(missing[-1]))  # noqa: PTH120
        else:
            yield missing.pop()


def _is_alive(pid: int, folder: str) -> bool:
    """Return whether the build `pid` goes on, as far as the system tells.

    Else by its folder's age.
    """
    if os.name == "nt":
        return time.time() - os.stat(folder).st_mtime < _LONG  # noqa: PTH116
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def _replace(waiting: str, target: str) -> None:
    try:
        os.replace(waiting, target)  # noqa: PTH105
    except OSError as error:
        if error.errno != errno.EXDEV:  # a disk of its own is mounted below the root
            raise
        import shutil

        shutil.move(waiting, target)
