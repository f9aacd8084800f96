"""The findings that `doctor` reports."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = (ERROR, WARNING, HINT)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a site, its place, and how to fix it.

    check     the kind of check: `jekyll`, `ruby-plugin`, `gem`, `theme`, `setting`, `deprecated`,
              `tag`, `filter`, `date`, `front-matter`, `warning` (of a build), `build`, `link`,
              `anchor` or `id`
    severity  `error`: the site does not build or is incomplete; `warning`: readers may notice;
              `hint`: good to know
    path      in the source; None for the site as a whole
    line      from 1; None if unknown
    pages     the number of pages that have the problem
    parts     findings that have one cause and are reported together
    """

    check: str
    severity: str
    message: str
    path: str | None = None
    line: int | None = None
    fix: str = ""
    pages: int = 1
    parts: tuple[Finding, ...] = ()

    @property
    def is_jekylls(self) -> bool:
        """Return whether Jekyll's own doctor reports it."""
        return self.check == "jekyll"

    @property
    def where(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line) if part is not None)
