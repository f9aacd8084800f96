"""The attributes of Jekyll's drops: their order in loops and JSON, and Ruby's Enumerable."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite import Site


@pytest.mark.parametrize(
    ("drop", "keys"),
    [
        (
            "site.posts.first",
            "name id collection next tags previous content output relative_path excerpt path url "
            "categories date title draft count slug ext",
        ),
        ("site.static_files.first", "name basename extname path collection modified_time"),
        (
            "site.collections.first",
            "label docs files relative_directory output directory permalink",
        ),
        ("jekyll", ""),
    ],
)
def test_keys(drop: str, keys: str, tmp_path: Path) -> None:
    template = f"{{% for key in {drop} %}}{{{{ key }}}} {{% endfor %}}"
    assert rendered(template, tmp_path).split() == keys.split()


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("site.posts.first.count", "own"),  # Ruby ends in recursion; front matter is more use
        ("site.posts.first.first | join: '='", "name=2024-01-01-a.md"),
        ("site.static_files.first.count", "6"),
        ("first[0]", "page"),
        ("site.serving", "false"),
        (
            "site.collections | jsonify | truncate: 43",
            '[{"label":"posts","docs":["<p>x</p>\\n"],...',
        ),
    ],
)
def test_enumerable(expression: str, printed: str, tmp_path: Path) -> None:
    assert rendered(f"{{{{ {expression} }}}}", tmp_path) == printed


def rendered(template: str, root: Path) -> str:
    (root / "_posts").mkdir()
    (root / "_posts" / "2024-01-01-a.md").write_text("---\ncount: own\n---\nx")
    (root / "file.txt").write_text("x")
    (root / "index.html").write_text(f"---\n---\n{template}")
    return Site.load(root).render("index.html")


def test_numbers_are_keys_of_data(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/words.yml").write_text("1: one\n2: {3: three}\n")
    template = "{{ site.data.words[1] }} {{ site.data.words[2][3] }} {{ site.data.words[9] }}."
    assert rendered(template, tmp_path) == "one three ."
