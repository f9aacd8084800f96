"""What templates make of drops: Jekyll's own kind, and those that are plain hashes in Jekyll."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from liquidsite import liquid
from liquidsite.drop import Drop, HashDrop


class Attributes(Drop):
    def __init__(self, values: Mapping[str, object]) -> None:
        self.entries = values

    def __getitem__(self, key: str) -> object:
        return self.entries.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def keys(self) -> list[str]:
        return list(self.entries)

    def __str__(self) -> str:
        return "SomeDrop"


class Folder(Attributes, HashDrop):
    pass


VALUES = {"a": 1, "b": {"n": "x"}}


@pytest.mark.parametrize(
    ("template", "drop", "folder"),
    [
        ("{% for i in d %}[{{ i | join: '=' }}]{% endfor %}", "[a][b]", '[a=1][b={"n"=>"x"}]'),
        ("{{ d.size }},{{ d | size }}", ",0", "2,2"),
        ("{{ d.first | join: '=' }}", "a=1", "a=1"),
        ("{{ d | join: ' ' }}", "a b", "SomeDrop"),
        ("{{ d | map: 'a' | join }}", "a ", "1"),
        ("{% if d contains 'a' %}yes{% endif %}", "", "yes"),
        ("{{ d | jsonify }}", '{"a":1,"b":{"n":"x"}}', '{"a":1,"b":{"n":"x"}}'),
        ("{{ d.b.n }}{{ d['a'] }}{{ d.c }}", "x1", "x1"),
        ("{{ d | default: 5 }}", "SomeDrop", "SomeDrop"),
        ("{{ e | default: 5 }}{% if e == empty %}!{% endif %}", "SomeDrop", "5!"),
    ],
)
def test_drops(template: str, drop: str, folder: str) -> None:
    for kind, printed in ((Attributes, drop), (Folder, folder)):
        assert liquid.render(template, {"d": kind(VALUES), "e": kind({})}) == printed


def test_inspecting_a_drop_shows_it_as_json_and_a_hash_as_a_hash() -> None:
    template = "{{ d | inspect | replace: '&quot;', '`' }}"
    assert liquid.render(template, {"d": Attributes({"a": [1]})}) == ("{\n  `a`: [\n    1\n  ]\n}")
    assert liquid.render(template, {"d": Folder({"a": [1]})}) == "{`a`=&gt;[1]}"


def test_a_document_stands_for_its_url() -> None:
    assert liquid.render("{{ d | relative_url }}", {"d": Attributes({"url": "/a/"})}) == "/a/"
    assert liquid.render("{{ d | relative_url }}", {"d": Folder({"url": "/a/"})}) == "/SomeDrop"


def test_filters_take_the_values_of_a_folder() -> None:
    folder = Folder({"p": {"n": 1}, "q": {"n": 2}})
    assert liquid.render("{{ d | where: 'n', 2 | jsonify }}", {"d": folder}) == '[{"n":2}]'
    assert liquid.render("{{ d | find_exp: 'i', 'i.n == 1' | jsonify }}", {"d": folder}) == (
        '{"n":1}'
    )
