"""`liquidsite clean`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from liquidsite import folder_tree
from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.cli.options import BUILD_OPTIONS, add, configuration
from liquidsite.config import outside_cache


@click.command("clean", cls=Verb, brief=True)
@add(BUILD_OPTIONS)
def command(**flags: Any) -> None:
    """Remove the built site and the caches, without building."""
    with terminal.reported(flags):
        config = configuration(flags)
        outside = outside_cache(config.source)
        _remove(config.destination, folder=True)
        _remove(config.source / ".jekyll-metadata", folder=False)
        _remove(config.cache_dir, folder=True)
        if outside.is_dir():
            _remove(outside, folder=True)
        _remove(Path(".sass-cache"), folder=True)


def _remove(path: Path, *, folder: bool) -> None:
    if not (path.is_dir() if folder else path.is_file()):
        terminal.info("Cleaner:", f"Nothing to do for {path}.")
        return
    terminal.info("Cleaner:", f"Removing {path}...")
    if folder and not path.is_symlink():
        folder_tree.remove(path)
    else:
        path.unlink()
