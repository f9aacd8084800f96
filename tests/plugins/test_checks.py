"""A plugin that is not what it should be is an error that names it and what was meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liquidsite import Plugin, Site
from liquidsite.errors import PluginError
from liquidsite.plugin import Block, Context, Tag


def nothing(*_: Any) -> Any:
    return None


class Misspelt(Tag):
    def rendr(self, context: Context) -> object:
        return ""


class Shout:
    name, priority = "shout", 0

    def match(self, ext: str) -> bool:
        return False


class Fine(Block):
    def render(self, context: Context, body: Callable[[], str]) -> object:
        return body()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"hooks": {("pages", "post_rendr"): nothing}},
            "pages have no event 'post_rendr'; did you mean 'post_render'?",
        ),
        (
            {"hooks": {("site", "pre_rende"): nothing}},
            "the site has no event 'pre_rende'; did you mean 'pre_render'?",
        ),
        (
            {"hooks": {("site", "zzz"): nothing}},
            "the site has no event 'zzz'; there are after_init, post_read, pre_render, ",
        ),
        (
            {"hooks": {"pages": nothing}},
            "the key of a hook should be (owner, event), but is 'pages'",
        ),
        (
            {"hooks": [nothing]},
            "hooks should be a mapping of (owner, event) to functions, but is a",
        ),
        (
            {"hooks": {("pages", "post_render"): "x"}},
            "the hook pages, post_render should be a function, but is a str",
        ),
        (
            {"generators": nothing},
            "generators should be a tuple, but is a function: write generators=(…,)",
        ),
        ({"generators": ("x",)}, "a generator should be a function, but is a str"),
        (
            {"filters": nothing},
            "filters should be a mapping of names to filters",
        ),
        ({"filters": {"up": "upper"}}, "the filter 'up' should be a function, but is a str"),
        (
            {"tags": {"x": nothing}},
            "the tag 'x' should be a class of Tag or Block",
        ),
        ({"tags": {"x": dict}}, "the tag 'x' should be a class of Tag or Block, which dict is not"),
        (
            {"tags": {"x": Misspelt}},
            "the tag 'x' has no method 'render'; did you mean 'rendr'?",
        ),
        (
            {"converters": (Shout,)},
            "a converter should be an object, but is the class Shout: write Shout()",
        ),
        ({"converters": (Shout(),)}, "a converter (Shout) has no 'matches'; did you mean 'match'?"),
    ],
)
def test_parts_of_the_wrong_kind(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(PluginError) as caught:
        Plugin("mine", **parts)
    assert caught.value.message.startswith(f"The plugin 'mine': {message}")


def test_lists_do_as_well(tmp_path: Path) -> None:
    made: Any = {"generators": [lambda site: site], "converters": []}
    assert isinstance(Plugin("mine", tags={"fine": Fine}, **made).generators, tuple)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"generators": (nothing,)},
            "a generator should return the site, but nothing returned None",
        ),
        (
            {"hooks": {("post", "post_render"): nothing}},
            "hooks have no owner 'post', and the site no such collection; did you mean 'posts'?",
        ),
        (
            {"hooks": {("talk", "post_render"): nothing}},
            "hooks have no owner 'talk', and the site no such collection; did you mean 'talks'?",
        ),
        (
            {"hooks": {("pages", "post_render"): lambda text, *_: 5}},
            "the hook pages, post_render should return a str or None, but <lambda> returned an int",
        ),
        (
            {"hooks": {("site", "post_read"): lambda site: [site]}},
            "the hook site, post_read should return a Site or None, but <lambda> returned a list",
        ),
    ],
)
def test_what_shows_only_in_a_site(tmp_path: Path, parts: dict[str, Any], message: str) -> None:
    (tmp_path / "index.html").write_text("---\n---\n")
    site = Site.load(
        tmp_path, config={"collections": {"talks": {}}}, plugins=[Plugin("mine", **parts)]
    )
    with pytest.raises(PluginError) as caught:
        site.render("index.html")
    assert caught.value.message == f"The plugin 'mine': {message}"


def test_hooks_of_collections_that_other_sites_have(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("---\n---\nx")
    added = Plugin("mine", hooks={("recipes", "post_render"): nothing})
    assert Site.load(tmp_path, plugins=[added]).render("index.html") == "x"


def test_a_mistake_in_a_file_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "_plugins").mkdir()
    (tmp_path / "_plugins" / "a.py").write_text(
        "from liquidsite.plugin import Plugin\n\nplugin = Plugin('a', generators=print)\n"
    )
    with pytest.raises(PluginError, match="generators should be a tuple") as caught:
        _ = Site.load(tmp_path).plugin
    assert (caught.value.path, caught.value.line) == ("_plugins/a.py", 3)
