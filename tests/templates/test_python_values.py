"""Values of Python programs print as their counterparts do in Ruby."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_values import REFUSED, RUBY, TEMPLATE, VALUES, Paper, Talk

from liquidsite import Site, liquid, model, plugin
from liquidsite.errors import PluginError, RenderError
from liquidsite.ruby.from_python import from_python


@pytest.fixture(autouse=True)
def _in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("value", "ruby", "printed"), VALUES, ids=[row[1] for row in VALUES])
def test_prints_as_its_counterpart(value: object, ruby: str, printed: str) -> None:
    assert liquid.render(TEMPLATE, {"v": value}) == printed


def test_ruby_prints_the_same() -> None:
    ruby = shutil.which("ruby")
    questions = "\n".join([TEMPLATE, *(row[1] for row in VALUES), ""])
    command = [ruby or "", "-e", RUBY]
    asked = ruby and subprocess.run(
        command,
        input=questions,
        capture_output=True,
        text=True,
        env={**os.environ, "TZ": "Europe/Berlin"},
    )
    version, *answers = asked.stdout.splitlines() if asked else [""]
    if version != "4.0.4":
        pytest.skip("Liquid 4.0.4 is not on RUBYLIB")
    assert answers == [row[2] for row in VALUES]


@pytest.mark.parametrize(("value", "message"), REFUSED, ids=[row[1][:40] for row in REFUSED])
def test_what_cannot_be_shown_is_refused_with_its_place(value: object, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        liquid.render("nothing of it", {"v": value})
    assert str(caught.value).startswith(message)


def test_what_contains_itself_is_refused() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(TypeError, match="contains itself"):
        liquid.render("", {"ring": ring})


def test_a_time_without_a_zone_is_in_the_zone_that_is_given() -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Asia/Tokyo")
    assert from_python([datetime(2021, 5, 7, 9)], zone=zone) == [
        datetime(2021, 5, 7, 9, tzinfo=zone)
    ]


def test_numpy_and_pandas() -> None:
    numpy: Any = pytest.importorskip("numpy")
    values = {
        "numbers": numpy.arange(3),
        "one": numpy.float32(0.5),
        "yes": numpy.bool_(True),
        "at": numpy.array(["2021-05-07T09:00", "NaT"], dtype="datetime64[ns]"),
    }
    text = "{{ numbers }} {{ one }} {{ yes }} {{ at[0] | date: '%H:%M' }} {{ at[1] }}"
    assert liquid.render(text, values) == "012 0.5 true 09:00 "
    pandas: Any = pytest.importorskip("pandas")
    days = pandas.to_datetime(["2021-05-07", None])
    frame = pandas.DataFrame({"by": ["Ada", "Bob"], "at": days})
    rows = "{% for r in rows %}{{ r.by }} {{ r.at | date: '%Y' }},{% endfor %}{{ names }}"
    printed = liquid.render(rows, {"rows": frame.to_dict("records"), "names": frame["by"]})
    assert printed == "Ada 2021,Bob ,AdaBob"
    assert liquid.render("[{{ none }}]", {"none": pandas.NA}) == "[]"


def test_a_drop_shows_what_its_class_declares() -> None:
    source = "{{ p.kind }} {{ p.title }} {{ p.undeclared }}{{ p._row }}{{ p.named }}{{ p.keys }}"
    assert liquid.render(source, {"p": Paper()}) == "paper T "


def test_a_drop_of_names_that_are_known_at_run_time() -> None:
    class Anything(liquid.Drop):
        def liquid_method_missing(self, name: str) -> object:
            return (name,) if name.startswith("x") else None

    assert liquid.render("{{ d.x1 }}{{ d.y }}", {"d": Anything()}) == "x1"
    assert liquid.render("{{ d.x1 }}", {"d": Anything()}, strict_variables=True) == "x1"


def test_a_dataclass_may_be_a_drop() -> None:
    @dataclass
    class Speaker(liquid.Drop):
        name: str
        talk: Talk

    speaker = Speaker("Ada", Talk("Engines", object()))
    assert liquid.render("{{ s.name }}", {"s": speaker}) == "Ada"
    with pytest.raises(RenderError, match=r"TypeError: Speaker\.talk\.room: cannot show an object"):
        liquid.render("{{ s.talk.title }}", {"s": speaker})


class Pair(plugin.Tag):
    def render(self, context: plugin.Context) -> object:
        context["pair"] = ("a", "b")
        return ("c", Talk("d"))


def test_what_filters_and_tags_return_crosses_the_border_too(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "---\n---\n{% pair %}{{ pair.size }} {% assign t = 1 | talk %}{{ t.title }} {{ 1 | odd }}"
    )
    filters = {"talk": lambda value: Talk(f"T{value}"), "odd": lambda value: object()}
    added = plugin.Plugin("mine", filters=filters, tags={"pair": Pair})
    with pytest.raises(RenderError, match="odd: cannot show an object"):
        Site.load(tmp_path, plugins=[added]).render("index.html")
    added = plugin.Plugin("mine", filters={**filters, "odd": str}, tags={"pair": Pair})
    page = Site.load(tmp_path, plugins=[added]).render("index.html")
    assert page == 'c{"title"=>"d", "room"=>nil}2 T1 1'


def test_settings_of_a_program_cross_the_border(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "---\n---\n{{ site.team | join: ' ' }} {{ site.talk.title }}"
    )
    site = Site.load(tmp_path, config={"team": ("Ada", "Bob"), "talk": Talk("T")})
    assert site.render("index.html") == "Ada Bob T"
    with pytest.raises(TypeError, match=r"config\.team\[0\]: cannot show an object"):
        Site.load(tmp_path, config={"team": (object(),)})


class Kinds(plugin.Tag):
    """Says of a hash whether it is a Mapping, and what is in it."""

    def render(self, context: plugin.Context) -> object:
        found = context[self.markup]
        assert isinstance(found, Mapping)
        assert list(found) == [key for key, _ in found.items()]
        pairs = [f"{key}={found[key]}" for key in found if found.get(key, 0)]
        return f"{pairs} {found.get('none', 'no')}"


@pytest.mark.parametrize("markup", ["include", "site.data.team", "page", "site"])
def test_every_hash_is_a_mapping_to_plugins(tmp_path: Path, markup: str) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "team.yml").write_text("ada: 1\n")
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes" / "a.html").write_text(f"{{% kinds {markup} %}}")
    (tmp_path / "index.html").write_text("---\nada: 1\n---\n{% include a.html ada=1 %}")
    loaded = Site.load(tmp_path, config={"ada": 1}, plugins=[plugin.Plugin("k", {"kinds": Kinds})])
    assert "'ada=1'" in loaded.render("index.html")


def add_related(site: model.Site) -> model.Site:
    """Put pages, a document and values of Python into all places that templates see."""
    first, second = sorted((p for p in site.pages if p.path != "index.html"), key=lambda p: p.path)
    related = {
        "single": first,
        "many": [first, second],
        "pair": (first, site.posts[0]),
        "deep": {"next": [{"page": second}]},
        "tags": ("x", {"y"}),
    }
    pages = (replace(p, data={**p.data, "related": related}) for p in site.pages)
    settings = {**site.config.settings, "featured": first, "team": ("Ada", "Bob")}
    return replace(
        site,
        pages=tuple(pages),
        data={**site.data, "deep": {"best": second}},
        config=replace(site.config, settings=settings),
    )


def test_pages_that_generators_put_anywhere_are_told_by_type(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2021-05-07-p.md").write_text("---\ntitle: P\n---\n")
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_text(f"---\ntitle: {name}\n---\n")
    (tmp_path / "index.html").write_text(
        "---\n---\n{% assign r = page.related %}{{ r.single.url }} {{ r.many | map: 'title' }} "
        "{{ r.pair[1].title }} {{ r.deep.next[0].page.title }} {{ r.tags }} "
        "{{ site.featured.title }} {{ site.team[1] }} {{ site.data.deep.best.title }}"
    )
    added = plugin.Plugin("related", generators=(add_related,))
    out = tmp_path / "_site" / "index.html"
    Site.load(tmp_path, plugins=[added]).build()
    assert out.read_text() == "/a.html ab P b xy a Bob b"
    result = Site.load(tmp_path, plugins=[added]).build()
    assert not result.rendered
    (tmp_path / "b.html").write_text("---\ntitle: new\n---\n")
    Site.load(tmp_path, plugins=[added]).build()
    assert out.read_text() == "/a.html anew P new xy a Bob new"


def test_what_a_generator_cannot_show_is_an_error_of_the_plugin(tmp_path: Path) -> None:
    def generate(site: model.Site) -> model.Site:
        return replace(site, data={"team": [{"photo": object()}]})

    (tmp_path / "index.html").write_text("---\n---\n")
    added = plugin.Plugin("team", generators=(generate,))
    with pytest.raises(PluginError, match=r"site\.data\.team\[0\]\.photo: cannot show an object"):
        Site.load(tmp_path, plugins=[added]).render("index.html")


def test_what_a_session_is_given_crosses_the_border(tmp_path: Path) -> None:
    text = "---\n---\n{{ page.talk.title }} {{ page.at }} {{ site.data.team | join: ' ' }}"
    (tmp_path / "index.html").write_text(text)
    with Site.load(tmp_path, config={"timezone": "Asia/Tokyo"}).open() as session:
        values = {"talk": Talk("T"), "at": datetime(2021, 5, 7, 9)}
        page = session.render("index.html", page=values, data={"team": ("Ada", "Bob")})
        assert page.html == "T 2021-05-07 09:00:00 +0900 Ada Bob"
        with pytest.raises(TypeError, match=r"page\.talk: cannot show an object"):
            session.render("index.html", page={"talk": object()})
