"""Files that become far more than they are: YAML, JSON, tables, sizes and numbers of files."""

# ruff: noqa: E501 - a hostile template is one line
from __future__ import annotations

import pytest

from liquidsite import Limits

from .attack import Sparse
from .conftest import Attack

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
CHAIN = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 500))
SHOW = "---\n---\n{{ site.data | jsonify }}"


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        CHAIN,
        "a: &a [*a]\n",
        "a: &a {b: *a}\n",
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 50_000,
        "a: [" + "1," * 600_000 + "1]",
        "".join(f"k{n}: v\n" for n in range(300_000)),
    ],
    ids=["aliases", "chain", "itself", "own hash", "[", "{", "-", "long", "keys"],
)
@pytest.mark.parametrize("place", ["_data/a.yml", "_config.yml", "index.html", "_docs/a.yml"])
def test_yaml(attacked: Attack, text: str, place: str) -> None:
    body = {"index.html": f"---\n{text}\n---\n", "_docs/a.yml": f"---\n{text}"}.get(place, text)
    files = {
        place: body,
        **({} if place == "_config.yml" else {"_config.yml": "collections: [docs]"}),
    }
    outcome = attacked({"show.html": SHOW, **files})
    assert outcome.error in ("LimitError", "ReadError", "ConfigError", "DataError")
    assert outcome.path is not None
    assert outcome.path.endswith(place)
    assert outcome.line is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.json", "[" * 200_000 + "]" * 200_000),
        ("objects.json", '{"a":' * 100_000 + "1" + "}" * 100_000),
        ("wide.json", "[" + "0," * 3_000_000 + "0]"),
        ("large.json", Sparse(1 << 40)),
        ("large.csv", Sparse(1 << 40)),
    ],
)
def test_data(attacked: Attack, name: str, text: str) -> None:
    outcome = attacked({"show.html": SHOW, f"_data/{name}": text})
    assert outcome.error in ("LimitError", "StoppedError")
    assert outcome.path == f"_data/{name}"


@pytest.mark.parametrize("text", ["," * 2_000_000, '"' * 2_000_001, "a\n" * 1_000_000, "\t" * 99])
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_tables(attacked: Attack, text: str, ending: str) -> None:
    outcome = attacked({"index.html": "---\n---\nx", f"_data/a.{ending}": text})
    assert outcome.error in ("", "DataError", "LimitError", "StoppedError")


@pytest.mark.parametrize("text", ["a = " + "[" * 50_000, "a = " + "{a=" * 50_000])
def test_toml(attacked: Attack, text: str) -> None:
    assert attacked({"_config.toml": text}).error == "ConfigError"


@pytest.mark.parametrize(
    "name",
    ["page.html", "_layouts/a.html", "_includes/a.html", "_posts/2020-01-01-a.md", "_config.yml"],
)
def test_large_files(attacked: Attack, name: str) -> None:
    text = b"---\n---\n" + b"a" * (9 << 20)
    outcome = attacked(
        {"index.html": "---\n---\n{% include a.html %}", name: text, "_includes/b.html": ""}
    )
    assert outcome.error in ("LimitError", "TemplateLimitError")


def test_large_files_to_copy(attacked: Attack) -> None:
    files = {f"{n}.bin": Sparse(200 << 20) for n in range(9)}
    outcome = attacked(files)
    assert outcome.error in ("LimitError", "StoppedError")
    assert outcome.path is not None


def test_many_files(attacked: Attack) -> None:
    files = {f"{n}.txt": "" for n in range(60)}
    outcome = attacked(files, limits=Limits(files=50))
    assert "more than 50 files" in outcome.message


@pytest.mark.parametrize(("top", "name"), [("a", "b.html"), ("_posts", "2020-01-01-b.md")])
def test_deep_folders(attacked: Attack, top: str, name: str) -> None:
    outcome = attacked({f"{top}/{'/'.join('a' * 400)}/{name}": "---\n---\n"}, limits=Limits())
    assert outcome.error in ("LimitError", "StoppedError")
    assert "nested more than 100 deep" in outcome.message


def test_a_page_for_each_post(attacked: Attack) -> None:
    files = {f"_posts/2020-01-01-{n}.md": "" for n in range(300)}
    settings = "paginate: 1\npaginate_path: /p/:num\nplugins: [jekyll-paginate]\nwhitelist: [jekyll-paginate]\n"
    index = "---\n---\n{% for p in paginator.posts %}{{ p.title }}{% endfor %}"
    outcome = attacked(
        {**files, "_config.yml": settings, "index.html": index}, limits=Limits(pages=500)
    )
    assert "more than 500 pages" in outcome.message


def test_a_page_for_each_tag(attacked: Attack) -> None:
    tags = ", ".join(f"t{n}" for n in range(30_000))
    settings = "jekyll-archives: {enabled: all}\nplugins: [jekyll-archives]\nwhitelist: [jekyll-archives]\n"
    files = {"_config.yml": settings, "_posts/2020-01-01-a.md": f"---\ntags: [{tags}]\n---\n"}
    assert attacked(files).error in ("LimitError", "StoppedError")


def test_all_pages_together(attacked: Attack) -> None:
    page = "---\n---\n{% for i in (1..90) %}0123456789{% endfor %}"
    files = {f"{n}.html": page for n in range(20)}
    outcome = attacked(files, limits=Limits(written=10_000))
    assert "more than 10000 characters" in outcome.message


@pytest.mark.parametrize("pattern", ["*a" * 60 + "b", "[" * 99, "?" * 250 + "*" * 250 + "b"])
@pytest.mark.parametrize("key", ["include", "exclude", "keep_files"])
def test_globs(attacked: Attack, pattern: str, key: str) -> None:
    files = {"a" * 250: "", "_config.yml": f"{key}: ['{pattern}']\n"}
    assert attacked(files).error in ("", "ConfigError")


def test_time(attacked: Attack) -> None:
    outcome = attacked(
        {f"{n}.md": "---\n---\n" + "*a* " * 9000 for n in range(200)}, limits=Limits(seconds=1)
    )
    assert "takes more than 1 seconds" in outcome.message
    assert outcome.path is not None


def test_an_honest_site(attacked: Attack) -> None:
    files = {"index.md": "---\nlayout: a\n---\n# Hi\n", "_layouts/a.html": "<b>{{ content }}</b>"}
    assert attacked(files).written["index.html"].startswith("<b><h1")
