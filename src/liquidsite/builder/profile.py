"""Where the time of a build went: by template, and by kind of work."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# The value of the setting `profile` that asks for the times.
TIMES = "times"


@dataclass(eq=False, repr=False)
class Row:
    """One template: how often it was rendered, to how many characters, in how many seconds."""

    count: int = 0
    characters: int = 0
    seconds: float = 0.0


@dataclass(eq=False, repr=False)
class Profile:
    """`templates` by path, `kinds` (read, generate, liquid, convert, write) in seconds."""

    templates: dict[str, Row] = field(default_factory=dict)
    kinds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def kind(self, name: str) -> Iterator[None]:
        """Count the time that passes as that kind of work."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.kinds[name] = self.kinds.get(name, 0.0) + time.perf_counter() - began

    def rendered(self, path: str, text: str, seconds: float) -> None:
        """Count one rendering of the template at `path`, and its time as that kind of work."""
        self.kinds["liquid"] = self.kinds.get("liquid", 0.0) + seconds
        row = self.templates.setdefault(path, Row())
        row.count += 1
        row.characters += len(text)
        row.seconds += seconds

    def slowest(self, most: int = 50) -> list[tuple[str, Row]]:
        """Return the templates that took longest, the slowest first."""
        rows = sorted(self.templates.items(), key=lambda item: -item[1].seconds)
        return rows[:most]
