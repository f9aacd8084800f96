from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from . import attack

Attack = Callable[..., attack.Outcome]


@pytest.fixture
def attacked(tmp_path: Path) -> Attack:
    """Builds a hostile site in a folder of its own."""

    def run(files: attack.Files, **options: object) -> attack.Outcome:
        return attack.attack(tmp_path, files, **options)  # type: ignore[arg-type]

    return run
