"""What the doctor reports."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = (ERROR, WARNING, HINT)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a site, where it is, and how to mend it.

    check     its kind: `jekyll`, `ruby-plugin`, `gem`, `theme`, `setting`, `deprecated`, `tag`,
              `filter`, `date`, `front-matter`, `warning` (what a build says), `build`, `link`,
              `anchor` or `id`
    severity  `error`: the site does not build, or lacks something; `warning`: readers may notice;
              `hint`: good to know
    path      in the source; None for the site as a whole
    line      from 1; None where it is not known
    pages     on how many pages it shows
    """

    check: str
    severity: str
    message: str
    path: str | None = None
    line: int | None = None
    mend: str = ""
    pages: int = 1

    @property
    def is_jekylls(self) -> bool:
        """Return whether Jekyll's own doctor reports it."""
        return self.check == "jekyll"

    @property
    def where(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line) if part is not None)
