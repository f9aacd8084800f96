"""Runs single filters, in a site of the test's choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from liquidsite.liquid.filters import FILTERS, LIQUID_FILTERS, takes_context
from liquidsite.liquid.host import Standalone

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class FakeHost(Standalone):
    includes: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    zone: tzinfo = BERLIN

    def convert(self, converter: str, text: str) -> str:
        return f"[{converter}]{text}"

    def now(self, form: str = "") -> datetime:
        return datetime(2021, 5, 7, 10, 11, 12, tzinfo=self.zone)

    def timezone(self) -> tzinfo:
        return self.zone


@dataclass(frozen=True, slots=True)
class FakeContext:
    """Expressions are `item` or `item.key`, which is enough to see that they are asked."""

    host: FakeHost = FakeHost()

    def lookup(self, name: str) -> object:
        return None

    def check(self, markup: str) -> None:
        pass

    def evaluate(self, markup: str, variable: str, item: Any) -> object:
        name, _, key = markup.partition(".")
        assert name == variable
        return item.get(key) if key else item

    render = evaluate


def run(name: str, *args: object, settings: Mapping[str, object] | None = None) -> Any:
    """Jekyll's filter `name`."""
    return _call(FILTERS[name], args, settings or {})


def run_liquid(name: str, *args: object) -> Any:
    """Liquid's own filter `name`, where Jekyll has another."""
    return _call(LIQUID_FILTERS[name], args, {})


def _call(function: Any, args: tuple[object, ...], settings: Mapping[str, object]) -> Any:
    if takes_context(function):
        return function(FakeContext(FakeHost(settings=settings)), *args)
    return function(*args)
