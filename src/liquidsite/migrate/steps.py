"""What a plan is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CREATE, APPEND = "create", "append"


@dataclass(frozen=True, slots=True)
class Step:
    """A file to create, or text to append to one; `path` is below the plan's root."""

    kind: str
    path: str
    text: str
    why: str


@dataclass(frozen=True)
class Plan:
    """What is to be written below `root`, the repository's folder, and what is left to do."""

    root: Path
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, as far as its host needs it.

    source   the site's folder below `root`; empty for `root` itself
    install  what pip gets to install
    branch   the branch that is checked out
    """

    root: Path
    source: str
    install: str
    branch: str

    @property
    def build(self) -> str:
        """Return the command that builds the site into `_site` of the repository."""
        options = f" --source {self.source} --destination _site" if self.source else ""
        return f"liquidsite build{options}"

    def text(self, path: str) -> str:
        """Return the text of a file; empty if there is none."""
        file = self.root / path
        return file.read_text("utf-8", "replace") if file.is_file() else ""
