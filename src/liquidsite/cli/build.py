"""`liquidsite build`."""

from __future__ import annotations

from typing import Any

import click

from liquidsite.cli.building import run
from liquidsite.cli.command import Verb
from liquidsite.cli.flags import STRICT
from liquidsite.cli.options import BUILD_OPTIONS, add, option


@click.command("build", cls=Verb)
@add((*BUILD_OPTIONS, option(STRICT)))
def command(**flags: Any) -> None:
    """Build your site."""
    run(flags)
