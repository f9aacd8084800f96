"""`liquidsite docs`."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path

import click

from liquidsite import __version__
from liquidsite.cli import terminal
from liquidsite.cli.command import Verb

_PACKAGE = Path(__file__).parents[1]
# Where the manual's sources are: in an installed package, in a checkout.
_SOURCES = (_PACKAGE / "manual", _PACKAGE.parents[1] / "docs")


@click.command("docs", cls=Verb)
@click.argument("page", required=False)
@click.option(
    "--open/--no-open", "opens", default=None, help="Open a browser, or only print the address"
)
@click.option("-t", "--trace", is_flag=True, help="Show the full backtrace of an error")
def command(page: str | None, opens: bool | None, trace: bool) -> None:
    """Open the manual, or its PAGE, in a browser. It needs no network.

    PAGE is a name such as serving, plugins or configuration.
    """
    with terminal.reported({"trace": trace}):
        file = manual() / f"{page_name(page or 'index')}.html"
        click.echo(file)
        if opens or (opens is None and sys.stdout.isatty()):
            import webbrowser

            webbrowser.open(file.as_uri())


def manual() -> Path:
    """Return the folder with the built manual, which is built first if need be.

    Raises ReadError where its sources are not installed.
    """
    from liquidsite.config import outside_cache
    from liquidsite.site import Site

    source = sources()
    folder = outside_cache(source).parent.with_name(f"manual-{__version__}")
    newest = max(path.stat().st_mtime for path in source.rglob("*") if path.is_file())
    index = folder / "index.html"
    if not index.is_file() or index.stat().st_mtime < newest:
        settings = {"destination": str(folder), "disable_disk_cache": True}
        Site.load(source, config=settings).build()
        index.touch()
    return folder


def sources() -> Path:
    """Return the folder with the manual's sources. Raises ReadError."""
    from liquidsite.errors import ReadError

    found = next((folder for folder in _SOURCES if (folder / "_config.yml").is_file()), None)
    if found is None:
        raise ReadError("The manual is not installed.", path=str(_SOURCES[0]))
    return found


def page_name(name: str) -> str:
    """Return the page that `name` begins, is a part of, or resembles. Raises ReadError."""
    from liquidsite.errors import ReadError

    stem = name.removesuffix(".md").removesuffix(".html").removeprefix("docs/")
    pages = sorted(path.stem for path in sources().glob("*.md"))
    if stem in pages:
        return stem
    matches = [page for page in pages if page.startswith(stem.lower())]
    matches = matches or [page for page in pages if stem.lower() in page]
    matches = matches or get_close_matches(stem.lower(), pages, 1)
    if not matches:
        raise ReadError(f"The manual has no page '{name}'. It has: {', '.join(pages)}.")
    return matches[0]
