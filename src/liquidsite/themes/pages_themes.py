"""The themes that GitHub Pages has, and where each is from.

Source: the github-pages gem, version 232, "THEMES".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from liquidsite.themes.resolve import PRIMER


class PagesTheme(NamedTuple):
    """The version of the gem, and the repository at that version."""

    version: str
    repository: str


def _of(name: str, version: str) -> PagesTheme:
    return PagesTheme(version, f"pages-themes/{name}@v{version}")


_NAMES = (
    "architect", "cayman", "dinky", "hacker", "leap-day", "merlot", "midnight", "minimal",
    "modernist", "slate", "tactile", "time-machine",
)  # fmt: skip
THEMES: Mapping[str, PagesTheme] = {
    "minima": PagesTheme("2.5.1", "jekyll/minima@v2.5.1"),
    "jekyll-swiss": PagesTheme("1.0.0", "broccolini/swiss@v1.0.0"),
    PRIMER: _of("primer", "0.6.0"),
    **{f"jekyll-theme-{name}": _of(name, "0.2.0") for name in _NAMES},
}
