"""`liquidsite new`."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.config import absolute
from liquidsite.errors import WriteError

STARTER = Path(__file__).parent / "starter"
BLANK_FOLDERS = ("_data", "_drafts", "_includes", "_posts")


@click.command("new", cls=Verb)
@click.argument("path")
@click.option("--force", is_flag=True, help="Write into a folder that is not empty")
@click.option("--blank", is_flag=True, help="Create the folders with as few files as possible")
@click.option("--skip-bundle", is_flag=True, help="No effect; accepted because Jekyll has it")
@click.option("-t", "--trace", is_flag=True, help="Show the full backtrace of an error")
def command(path: str, force: bool, blank: bool, skip_bundle: bool, trace: bool) -> None:
    """Write a new site into PATH."""
    with terminal.reported(trace=trace):
        folder = absolute(path)
        create(folder, blank=blank, force=force)
        click.echo(f"New site in {folder}. To see it: liquidsite serve -s {path}")


def create(folder: Path, *, blank: bool = False, force: bool = False) -> None:
    """Write the starter site into `folder`.

    Raises WriteError, also when the folder is not empty and `force` is off.
    """
    try:
        _create(folder, blank, force)
    except shutil.Error as error:  # holds a list of (source, target, reason)
        _, target, reason = error.args[0][0]
        raise WriteError(f"The new site cannot be written: {reason}", path=str(target)) from error
    except OSError as error:
        message = f"The new site cannot be written: {error.strerror or error}"
        raise WriteError(message, path=str(error.filename or folder)) from error


def _create(folder: Path, blank: bool, force: bool) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise WriteError(
            f"{folder} exists and is not empty. Choose an empty folder, or use --force."
        )
    shutil.copytree(STARTER / ("blank" if blank else "site"), folder, dirs_exist_ok=True)
    if blank:
        for name in BLANK_FOLDERS:
            (folder / name).mkdir(exist_ok=True)
    else:
        posts = folder / "_posts"
        posts.mkdir(exist_ok=True)
        (folder / "first-post.md").rename(posts / f"{date.today():%Y-%m-%d}-first-post.md")
