"""Sites with bibliographies: what liquidsite writes is what Jekyll and jekyll-scholar wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden.record import SITES, Golden, differences

from liquidsite import Site

HERE = Path(__file__).parent / "sites"


@pytest.mark.parametrize("name", sorted(folder.name for folder in HERE.iterdir()))
def test_site_is_built_as_jekyll_builds_it(name: str, tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    assert SITES.is_dir()
    golden = Golden.load(HERE / name)
    built = tmp_path / "built"
    cache = {"cache_dir": str(tmp_path / "cache"), "disable_disk_cache": True}
    Site.load(golden.source, config=golden.config | cache).build(built)
    assert differences(golden.expected, built) == []
