"""What the manual shows of the code is what the code is, and everything is told of."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from docs import record
from liquidsite.liquid.filters import FILTERS
from liquidsite.liquid.tags import TAGS


@pytest.mark.parametrize("name", record.FILES)
def test_data_is_current(name: str) -> None:
    assert record.is_current(name), "tests/docs/record.py writes it anew"


def settings() -> list[dict[str, str]]:
    text = (record.DATA / "settings.yml").read_text(encoding="utf-8")
    return [setting for group in yaml.safe_load(text) for setting in group["settings"]]


def test_each_setting_has_a_meaning() -> None:
    told = [setting["name"] for setting in settings()]
    assert len(told) == len(set(told))
    assert set(record.defaults()) <= set(told)


@pytest.mark.parametrize(("page", "names"), [("filters.md", FILTERS), ("tags.md", TAGS)])
def test_each_filter_and_tag_has_a_section_with_an_example(page: str, names: list[str]) -> None:
    text = (record.DATA.parent / page).read_text(encoding="utf-8")
    _, *sections = re.split(r"^##+ ", text, flags=re.MULTILINE)
    shown = {section.partition("\n")[0] for section in sections if section.count("```") >= 4}
    assert set(names) - shown == set()


def test_each_setting_has_a_kind() -> None:
    defaults = record.defaults()
    for setting in settings():
        known = defaults.get(setting["name"], {"type": ""})
        assert bool(known["type"]) != bool(setting.get("type")), setting["name"]


def names(module: dict[str, Any]) -> list[dict[str, Any]]:
    return [*module["names"], *(m for item in module["names"] for m in item.get("members", []))]


@pytest.mark.parametrize("module", record.api(), ids=lambda module: str(module["name"]))
def test_each_public_name_says_what_it_is(module: dict[str, Any]) -> None:
    assert [item["name"] for item in names(module) if not item["text"]] == []


def test_public_names_are_all_in_the_reference() -> None:
    import liquidsite
    import liquidsite.kramdown
    import liquidsite.liquid

    for package in (liquidsite.kramdown, liquidsite.liquid):
        assert set(package.__all__) - set(record.PUBLIC[package.__name__]) <= {"Host"}
    modules = {name.rpartition(".")[2] for name in record.PUBLIC}
    told = {name for names in record.PUBLIC.values() for name in names} | modules
    assert set(liquidsite.__all__) - told == {"__version__"}
