"""`liquidsite new-theme`."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Option, Verb
from liquidsite.config import absolute
from liquidsite.errors import WriteError

TEMPLATE = Path(__file__).parent / "starter" / "theme"
FOLDERS = ("_data", "_includes", "_layouts", "_sass", "assets")
# Files of the template → what they are called in the theme.
_NAMES = {"gitignore": ".gitignore", "theme.gemspec": "THEME.gemspec"}
_CONDUCT = "CODE_OF_CONDUCT.md"


@click.command("new-theme", cls=Verb)
@click.argument("name", nargs=-1, required=True)
@click.option(
    "-c", "--code-of-conduct", cls=Option, is_flag=True, help="Write a code of conduct too"
)
@click.option("-t", "--trace", cls=Option, is_flag=True, help="Show the full backtrace of an error")
def command(name: tuple[str, ...], code_of_conduct: bool, trace: bool) -> None:
    """Write the start of a theme, a gem, into a new folder NAME."""
    with terminal.reported({"trace": trace}):
        named = re.sub("_+", "_", "_".join(name).replace(" ", "_"))
        folder = absolute(named)
        for path in create(folder, code_of_conduct=code_of_conduct):
            terminal.info("create", path)
        click.echo(f"Your new theme {folder.name} is in {folder}. Read README.md there first.")


def create(folder: Path, *, code_of_conduct: bool = False) -> list[Path]:
    """Write a theme into `folder`; return what was written. Raises WriteError when it exists."""
    if folder.exists():
        raise WriteError(f"{folder} exists already. Choose another name for the theme.")
    try:
        return _create(folder, code_of_conduct)
    except OSError as error:
        message = f"The new theme cannot be written: {error.strerror or error}"
        raise WriteError(message, path=str(error.filename or folder)) from error


def _create(folder: Path, code_of_conduct: bool) -> list[Path]:
    written = [folder / name for name in FOLDERS]
    for made in written:
        made.mkdir(parents=True)
    for source in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
        name = source.relative_to(TEMPLATE).as_posix()
        if name == _CONDUCT and not code_of_conduct:
            continue
        target = folder / _NAMES.get(name, name).replace("THEME", folder.name)
        text = source.read_text("utf-8").replace("THEME", folder.name)
        target.write_text(text.replace("YEAR", f"{date.today():%Y}"), "utf-8")
        written.append(target)
    if (git := shutil.which("git")) is not None:
        # The gemspec asks Git for the theme's files.
        with suppress(OSError):
            subprocess.run([git, "init", "--quiet", str(folder)], check=False, capture_output=True)
    return written
