"""What liquidsite writes for each golden site is, byte for byte, what Jekyll wrote.

A new case is a new folder in golden/sites, recorded by golden/record.py; no code.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden.record import SITES, Golden, differences, files, goldens

from liquidsite import Site


@pytest.fixture
def environment(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment that the golden was recorded in; the time zone is restored after."""
    with monkeypatch.context() as patch:
        for name, value in golden.env.items():
            patch.setenv(name, value)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("golden", goldens(), ids=lambda golden: golden.name)
def test_site_is_built_as_jekyll_builds_it(golden: Golden, tmp_path: Path) -> None:
    built = tmp_path / "built"
    cache = {"cache_dir": str(tmp_path / "cache"), "disable_disk_cache": True}
    Site.load(golden.source, config=golden.config | cache).build(built)
    assert differences(golden.expected, built) == []


def test_goldens_are_recorded() -> None:
    assert [g.name for g in goldens() if not files(g.expected)] == []


def test_the_example_is_one_of_them() -> None:
    assert (SITES / "sdg-workshop" / "golden.yml").is_file()
