"""The limits that the manual lists are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

from liquidsite import Limits

PAGE = Path(__file__).parent.parent.parent / "docs" / "untrusted.md"


def test_the_manual_lists_all_limits() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert listed == [(name, str(default)) for name, default in Limits._field_defaults.items()]
