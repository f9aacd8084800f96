"""kramdown 2.5.2's own test cases, and the same texts under Jekyll's GFM defaults."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from liquidsite.kramdown import to_html

_here = Path(__file__).resolve().parents[2]
SUITE = Path(os.environ.get("LIQUIDSITE_SUITES", _here.parent / "shared" / "suites"))


def _cases() -> list[dict[str, Any]]:
    path = SUITE / "kramdown.json"
    if not path.exists():
        return []
    cases = json.loads(path.read_text("utf-8"))["cases"]
    return [case for case in cases if case["reference_agrees"]]


CASES = _cases()


@pytest.mark.skipif(not CASES, reason="kramdown.json is not at hand (LIQUIDSITE_SUITES)")
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_same_html_as_kramdown(case: dict[str, Any]) -> None:
    assert to_html(case["text"], case["options"]) == case["html"]
