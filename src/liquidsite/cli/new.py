"""`liquidsite new`."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.config import absolute
from liquidsite.errors import WriteError

STARTER = Path(__file__).parent / "starter"
# Starter → folders in it that are empty at first.
FOLDERS = {
    "blank": ("_data", "_drafts", "_includes", "_posts"),
    "site": ("_posts",),
    "workshop": ("assets/people",),
}
# Text of a starter's settings and data that becomes a date.
_DATE = re.compile(r"IN_(\d+)_DAYS")


@click.command("new", cls=Verb)
@click.argument("path", nargs=-1, required=True)
@click.option("--force", is_flag=True, help="Write into a folder that is not empty")
@click.option("--blank", is_flag=True, help="Create the folders with as few files as possible")
@click.option("--workshop", is_flag=True, help="Start the site of a workshop")
@click.option("--skip-bundle", is_flag=True, help="No effect; accepted because Jekyll has it")
@click.option("-t", "--trace", is_flag=True, help="Show the full backtrace of an error")
def command(
    path: tuple[str, ...], force: bool, blank: bool, workshop: bool, skip_bundle: bool, trace: bool
) -> None:
    """Write a new site into PATH."""
    if blank and workshop:
        raise click.UsageError("--blank and --workshop exclude each other.")
    with terminal.reported({"trace": trace}):
        named = " ".join(path)  # as Jekyll joins them
        folder = absolute(named)
        create(
            folder, starter="blank" if blank else "workshop" if workshop else "site", force=force
        )
        quoted = f'"{named}"' if " " in named else named
        click.echo(f"New site in {folder}. To see it: liquidsite serve --source {quoted}")


def create(folder: Path, *, starter: str = "site", force: bool = False) -> None:
    """Write a starter, `site`, `workshop` or `blank`, into `folder`.

    Raises WriteError, also when the folder is not empty and `force` is off.
    """
    try:
        _create(folder, starter, force)
    except shutil.Error as error:  # holds a list of (source, target, reason)
        _, target, reason = error.args[0][0]
        raise WriteError(f"The new site cannot be written: {reason}", path=str(target)) from error
    except OSError as error:
        message = f"The new site cannot be written: {error.strerror or error}"
        raise WriteError(message, path=str(error.filename or folder)) from error


def _create(folder: Path, starter: str, force: bool) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise WriteError(
            f"{folder} exists and is not empty. Choose an empty folder, or use --force."
        )
    shutil.copytree(STARTER / starter, folder, dirs_exist_ok=True)
    for name in FOLDERS[starter]:
        (folder / name).mkdir(exist_ok=True)
    for file in (folder / "_config.yml", *(folder / "_data").glob("*.yml")):
        text = file.read_text("utf-8")
        if _DATE.search(text):
            file.write_text(_DATE.sub(_date, text), "utf-8")
    # These have other names in the starter: Git would apply the first, and the second gets a date.
    for name, target in (
        ("gitignore", ".gitignore"),
        ("first-post.md", f"_posts/{date.today():%Y-%m-%d}-first-post.md"),
    ):
        if (STARTER / starter / name).exists():
            (folder / name).replace(folder / target)


def _date(match: re.Match[str]) -> str:
    return f"{date.today() + timedelta(days=int(match[1])):%Y-%m-%d}"
