"""`liquidsite doctor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from liquidsite.cli import terminal
from liquidsite.cli.command import Verb
from liquidsite.cli.options import SITE_OPTIONS, add, configuration
from liquidsite.migrate.doctor import ERROR, HINT, SEVERITIES, WARNING, Finding

_COLOURS = {ERROR: "red", WARNING: "yellow", HINT: "cyan"}
_SCHEMA = 1


@click.command("doctor", cls=Verb)
@add(SITE_OPTIONS)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON")
@click.option(
    "--show", type=click.IntRange(0), default=5, help="Findings to show of each kind; 0 shows all"
)
def command(as_json: bool, show: int, **flags: Any) -> None:
    """Check the site for problems, and for what will differ from Jekyll.

    The exit status is 1 if there is an error, or a problem that Jekyll's own doctor reports; a site
    without a `url` is only warned about.
    """
    from liquidsite.errors import LiquidsiteError
    from liquidsite.migrate.doctor import examine, failure, opened

    with terminal.reported(flags):
        try:
            site, found = opened(configuration(flags))
            found += examine(site)
        except LiquidsiteError as error:
            if not as_json:
                raise
            found = [failure(error)]
    failed = any(finding.severity == ERROR for finding in found)
    if as_json:
        import json

        data = {"schema": _SCHEMA, "findings": [asdict(finding) for finding in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _print(site, found, show)
    sys.exit(1 if failed else 0)


def _print(site: Any, found: list[Finding], show: int) -> None:
    """Print Jekyll's findings as Jekyll words them, then liquidsite's by severity."""
    from liquidsite.migrate.checks import findings

    if any(finding.is_jekylls for finding in found):
        for notice in findings(site.model):
            terminal.warn(notice)
    elif all(finding.severity == HINT for finding in found):
        terminal.info("Your test results", "are in. Everything looks fine.")
    ours = [finding for finding in found if not finding.is_jekylls]
    for severity in SEVERITIES:
        for line in _of(severity, [f for f in ours if f.severity == severity], show):
            click.echo(line)


def _of(severity: str, found: list[Finding], show: int) -> Iterator[str]:
    if not found:
        return
    plural = f"{severity}s" if len(found) > 1 else severity
    yield ""
    yield click.style(f"{len(found)} {plural}", fg=_COLOURS[severity], bold=True)
    by_check: dict[str, list[Finding]] = {}
    for finding in found:
        by_check.setdefault(finding.check, []).append(finding)
    for check, same in by_check.items():
        shown = same[:show] if show else same
        for before, finding in zip([None, *shown], shown, strict=False):
            yield from _lines(finding, before)
            if not show:
                yield from (f"      {part.where}: {part.message}" for part in finding.parts)
        if more := len(same) - len(shown):
            yield f"  … and {more} more of this kind ({check}; --show 0 for all)"


def _lines(finding: Finding, before: Finding | None) -> Iterator[str]:
    """Yield the lines of a finding. Its fix is left out if the finding before has the same one."""
    where = f"{finding.where}: " if finding.where else ""
    pages = f" ({finding.pages} pages)" if finding.pages > 1 else ""
    yield f"  {where}{finding.message}{pages}"
    if finding.fix and not (before and before.fix == finding.fix):
        yield f"      {finding.fix}"
