"""Nothing stays open when a build, an explanation or a session has ended."""

from __future__ import annotations

import gc
import warnings
from pathlib import Path

from liquidsite import Site


def test_no_file_and_no_process_stays_open(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: T\n")
    (tmp_path / "index.md").write_text("---\n---\nText\n")
    (tmp_path / "main.scss").write_text("---\n---\nb { color: red }\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        site = Site.load(tmp_path)
        site.build()
        site.build()
        site.explain("index.md")
        with site.open() as session:
            session.render("index.md")
            session.build()
        del site, session
        gc.collect()
