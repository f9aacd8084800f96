"""`liquidsite diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liquidsite import folder_tree
from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.cli.options import BUILD_OPTIONS, add, configuration
from liquidsite.config import Config, absolute

if TYPE_CHECKING:
    from liquidsite.migrate.diff import Comparison
    from liquidsite.site import Site

_OWN = ("reference", "built", "downloaded", "html", "as_json", "show", "strict", "screenshots")


@click.command("diff", cls=Verb, brief=True)
@click.argument("reference", metavar="REFERENCE_DIR")
@add(BUILD_OPTIONS)
@click.option("--built", metavar="DIR", help="Compare this folder instead of building the site")
@click.option("--downloaded", is_flag=True, help="REFERENCE_DIR was downloaded from the server")
@click.option("--html", metavar="FILE", help="Write an HTML report")
@click.option(
    "--screenshots/--no-screenshots", default=True, help="Include screenshots in the report"
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON")
@click.option("--show", type=click.IntRange(0), default=2, help="Number of examples per finding")
@click.option("--strict", is_flag=True, help="Count harmless findings as differences too")
def command(**flags: Any) -> None:
    """Build the site and compare it with REFERENCE_DIR, a build by Jekyll or a download.

    The exit status is 0 if nothing differs, 1 if something does, and 2 on errors.
    """
    own = {name: flags.pop(name) for name in _OWN}
    with terminal.reported(flags, status=2):
        config = configuration(flags)
        with _built(config, flags, own) as folder:
            comparison = _compared(config, own, folder)
            if not comparison.same and not own["built"]:
                comparison = _compared_again(config, own, folder)
            if own["html"]:
                _write_page(comparison, config, own)
            _print(comparison, own)
        passed = not comparison.findings if own["strict"] else comparison.same
        sys.exit(0 if passed else 1)


@contextmanager
def _built(config: Config, flags: dict[str, Any], own: dict[str, Any]) -> Iterator[Path]:
    """Yield the folder to compare: that of `--built`, or the site built into a temporary folder."""
    if own["built"]:
        yield absolute(own["built"])
        return
    with folder_tree.temporary() as folder:
        target = absolute(flags["destination"] or folder)
        _build(config, target, absolute(own["reference"]))
        yield target


def _build(config: Config, target: Path, reference: Path) -> None:
    """Build the site into `target`, and print its warnings."""
    from liquidsite.builder.left_out import left_out, shown

    warnings = _site(config, target, reference).build().warnings
    for notice in shown(warnings, verbose=bool(config["verbose"])):
        terminal.warn(notice)
    if (missing := left_out((*config.notices, *warnings))) is not None:
        terminal.warn(missing)


def _site(config: Config, target: Path, reference: Path) -> Site:
    """Return the site with `target` as its destination, without `reference` if that is inside.

    The disk cache is off, because it belongs to the usual destination.
    """
    from liquidsite.site import Site

    settings = {**config.settings, "destination": str(target), "disable_disk_cache": True}
    if reference.is_relative_to(config.source):
        inside = reference.relative_to(config.source).as_posix()
        settings["exclude"] = [*(config["exclude"] or ()), inside]
    return Site.of(replace(config, settings=settings))


def _compared_again(config: Config, own: dict[str, Any], folder: Path) -> Comparison:
    """Compare as `_compared`, with a second build that shows what depends on time and chance."""
    reference = absolute(own["reference"])
    with folder_tree.temporary() as name:
        again = Path(name)
        _site(config, again, reference).build(now=_moment(reference))
        return _compared(config, own, folder, again)


def _compared(
    config: Config, own: dict[str, Any], folder: Path, again: Path | None = None
) -> Comparison:
    from liquidsite.migrate.diff import Addresses, compare

    address = Addresses(str(config.get("url") or ""), str(config.get("baseurl") or ""))
    return compare(
        own["reference"],
        folder,
        downloaded=address if own["downloaded"] else None,
        moment=_moment(folder),
        again=again,
    )


def _moment(folder: Path) -> datetime:
    """Return when the site in `folder` was built, as far as its files say."""
    page = folder / "index.html"
    when = datetime.fromtimestamp(page.stat().st_mtime) if page.is_file() else datetime.now()
    return when.astimezone()


def _print(comparison: Comparison, own: dict[str, Any]) -> None:
    if own["as_json"]:
        import json

        from liquidsite.migrate.report.data import as_data

        click.echo(json.dumps(as_data(comparison), ensure_ascii=False, indent=2))
        return
    from liquidsite.migrate.report.text import lines

    for line in lines(comparison, own["show"]):
        click.echo(_coloured(line))


def _coloured(line: str) -> str:
    """Colour removed lines red and added lines green. Without a terminal, click drops colours."""
    colours = {"- ": "red", "+ ": "green"}
    colour = colours.get(line[5:7]) if line.startswith("     ") else None
    return click.style(line, fg=colour) if colour else line


def _write_page(comparison: Comparison, config: Config, own: dict[str, Any]) -> None:
    from liquidsite.errors import WriteError
    from liquidsite.migrate.report.page import page
    from liquidsite.migrate.report.pictures import pictures

    baseurl = str(config.get("baseurl") or "")
    shots = pictures(comparison, baseurl) if own["screenshots"] else {}
    try:
        Path(own["html"]).write_text(page(comparison, shots), "utf-8")
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", path=own["html"]) from error
