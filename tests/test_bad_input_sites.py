"""Broken sites, each with a mistake that people make: the message alone is enough to fix it.

A new case is a folder in golden/broken with a `source` and the `message.txt` that is expected:
the exit status, which is that of Jekyll, and what the command tells. No code.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bad_input import LAST_GOOD, run, write

BROKEN = Path(__file__).parent / "golden" / "broken"


@pytest.mark.parametrize("case", sorted(BROKEN.iterdir()), ids=lambda case: case.name)
def test_the_message_is_enough_to_mend_it(case: Path, tmp_path: Path) -> None:
    site, dest = tmp_path / "site", tmp_path / "dest"
    shutil.copytree(case / "source", site)
    write(dest, LAST_GOOD)
    outcome = run(site, dest)
    message = (case / "message.txt").read_text(encoding="utf-8")
    assert f"exit status {outcome.status}\n{outcome.told}" == message
    assert outcome.intact == (outcome.status != 0)
