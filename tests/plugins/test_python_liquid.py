"""Filters and tags of python-liquid in a Jekyll site."""

from __future__ import annotations

from pathlib import Path

import liquid
import pytest
from liquid.filter import with_context, with_environment

from liquidsite import Site
from liquidsite.errors import PluginError
from liquidsite.plugins.python_liquid import from_environment


@pytest.fixture
def environment() -> liquid.Environment:
    made = liquid.Environment()
    made.add_filter("shout", lambda text, mark="!": f"{text}{mark}".upper())
    return made


def render(tmp_path: Path, text: str, environment: liquid.Environment, **names: list[str]) -> str:
    (tmp_path / "index.html").write_text(f"---\ntitle: Hello\n---\n{text}")
    plugin = from_environment(environment, **names)  # type: ignore[arg-type]
    return Site.load(tmp_path, plugins=[plugin]).render("index.html")


def test_filters_take_input_and_arguments(tmp_path: Path, environment: liquid.Environment) -> None:
    text = "{{ page.title | shout }} {{ page.title | shout: '?' }}"
    assert render(tmp_path, text, environment, filters=["shout"]) == "HELLO! HELLO?"


def test_filters_that_ask_for_it_get_the_environment(
    tmp_path: Path, environment: liquid.Environment
) -> None:
    @with_environment
    def count(value: object, *, environment: liquid.Environment) -> bool:
        return len(environment.filters) > 10

    environment.add_filter("many", count)
    assert render(tmp_path, "{{ 1 | many }}", environment, filters=["many"]) == "true"


def test_an_inline_tag_sees_the_page(tmp_path: Path, environment: liquid.Environment) -> None:
    text = "{% echo page.title | shout %}"
    assert render(tmp_path, text, environment, tags=["echo"]) == "HELLO!"


def test_what_cannot_be_carried_over_is_refused(environment: liquid.Environment) -> None:
    environment.add_filter("inside", with_context(lambda value, *, context: value))
    for names in ({"filters": ["inside"]}, {"filters": ["none"]}, {"tags": ["none"]}):
        with pytest.raises(PluginError):
            from_environment(environment, **names)  # type: ignore[arg-type]
