"""The manual, built once, and a browser that is as the reader's."""

from __future__ import annotations

from pathlib import Path

import pytest
from serve.conftest import chromium  # noqa: F401 - a fixture

from liquidsite import BuildResult, Site

MANUAL = Path(__file__).parent.parent.parent / "docs"


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Path]:
    folder = tmp_path_factory.mktemp("manual")
    settings = {"destination": str(folder / "built"), "disable_disk_cache": True}
    return Site.load(MANUAL, config=settings).build(), folder / "built"


@pytest.fixture(scope="session")
def built(result: tuple[BuildResult, Path]) -> Path:
    """The folder with the built manual."""
    return result[1]
