"""Every template of the Liquid suite gives what Liquid 4.0.4 gives."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from liquidsite.errors import TemplateError
from liquidsite.liquid import Environment, Source, Standalone

_DEFAULT = Path(__file__).parents[2] / ".." / "shared" / "suites"
SUITE = Path(os.environ.get("LIQUIDSITE_SUITES", _DEFAULT)) / "liquid.json"

# The suite's results for 'now' and 'today' were recorded on this day.
RECORDED = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class Recorded(Standalone):
    def now(self, form: str = "") -> datetime:
        return RECORDED


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    if not SUITE.exists():
        pytest.skip("the Liquid suite is not here; LIQUIDSITE_SUITES names its folder")
    loaded: list[dict[str, Any]] = json.loads(SUITE.read_text(encoding="utf-8"))["cases"]
    return loaded


def outcome(env: Environment, case: dict[str, Any]) -> str | None:
    """What the template prints; None when it ends in an error."""
    try:
        template = env.parse(Source(case["template"], "template"))
        return template.render_with(case["data"], Recorded({}, {}))
    except TemplateError:
        return None


def test_every_case_of_the_suite(cases: list[dict[str, Any]]) -> None:
    env = Environment(jekyll_filters=False, error_mode="lax")
    wrong = [case["name"] for case in cases if outcome(env, case) != case.get("result")]
    assert not wrong
    assert len(cases) == 3403
