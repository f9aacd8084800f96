"""Which Jekyll a site is built as."""

from __future__ import annotations

from dataclasses import dataclass

from liquidsite.config import Config


@dataclass(frozen=True)
class Generation:
    """What one version of Jekyll does; `jekyll` is its number."""

    jekyll: str


JEKYLL_4 = Generation("4.4.1")


def of(config: Config) -> Generation:
    """Return the generation that the configuration asks for."""
    return JEKYLL_4
