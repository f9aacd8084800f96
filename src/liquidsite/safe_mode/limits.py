"""The limits of safe mode, for untrusted sites."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Far above what sites use. Only the caller sets them: no setting of a site is asked.

    `seconds`: a whole build, by the clock.
    `stylesheet_seconds`: Sass, for one stylesheet.
    `memory`: bytes that the process may grow by during a build, where the system tells.
    `files`: files that are read or copied.
    `file_size`: bytes of one file that is read.
    `copied`: bytes of all files that are copied.
    `pages`: pages and documents, generated ones included.
    `written`: characters of all pages together.
    `output`: characters that one template writes, and the size of any one value in it.
    `tags`: characters of all tags and outputs of one template.
    `iterations`: rounds of all loops of one template, those of `where_exp` and its kin included.
    `yaml_nodes`: values in one YAML or JSON file, with aliases expanded.
    `nesting`: values in values, folders in folders.
    """

    seconds: float = 60
    stylesheet_seconds: float = 4
    memory: int = 1 << 30
    files: int = 20_000
    file_size: int = 8 << 20
    copied: int = 1 << 30
    pages: int = 20_000
    written: int = 500_000_000
    output: int = 5_000_000
    tags: int = 250_000
    iterations: int = 1_000_000
    yaml_nodes: int = 500_000
    nesting: int = 100

    def __repr__(self) -> str:
        """Show what differs from the defaults."""
        own = sorted(self._asdict().items() - self._field_defaults.items())
        return f"Limits({', '.join(f'{name}={value}' for name, value in own)})"
