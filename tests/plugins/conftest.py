"""A site of a few files, built."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from built_site import Build, Built

from liquidsite import Site
from liquidsite.plugin import Plugin


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Build a site from path → text; `config` are its settings."""
    monkeypatch.delenv("JEKYLL_NO_BUNDLER_REQUIRE", raising=False)
    source = tmp_path / "site"
    source.mkdir()

    def build(
        files: Mapping[str, str],
        config: Mapping[str, Any] | None = None,
        plugins: tuple[Plugin, ...] = (),
    ) -> Built:
        for path, text in files.items():
            file = source / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        settings = {"timezone": "UTC", "disable_disk_cache": True, **(config or {})}
        site = Site.load(source, config=settings, plugins=plugins)
        return Built(source / "_site", site.build().warnings)

    return build
