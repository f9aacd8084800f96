"""No test asks a server of the world, or writes into the user's cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# No server listens at this port.
NO_SERVER = "http://127.0.0.1:9"


@pytest.fixture(autouse=True, scope="session")
def apart_from_the_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Themes come from no server, and caches outside of sites are in a folder of the tests."""
    folder = tmp_path_factory.mktemp("cache")
    names = ("XDG_CACHE_HOME", "LOCALAPPDATA")
    patch = pytest.MonkeyPatch()
    for name in names:
        patch.setenv(name, os.fspath(folder))
    for name in ("LIQUIDSITE_GEM_SERVER", "LIQUIDSITE_THEME_ARCHIVES"):
        patch.setenv(name, NO_SERVER)
    yield folder
    patch.undo()
