"""Bibliographies: what goes wrong in them, and what an edit of one reaches."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from built_site import Build

from liquidsite import Site
from liquidsite.errors import LimitError, LiquidsiteError, TemplateError
from liquidsite.plugins.scholar import bibtex
from liquidsite.safe_mode.limits import Limits

pytest.importorskip("bibtexparser")

KEYS = {"plugins": ["jekyll-scholar"], "scholar": {"bibliography_template": "[{{ key }}]"}}
BIB = "_bibliography/references.bib"
ALL = "---\n---\n{% bibliography %}"


def test_broken_entries_are_warnings_and_the_others_are_shown(build: Build) -> None:
    bib = (
        "@book{a, title = {A}}\n\n@misc{broken, title = {x\n@book{b,\n  title = A,\n  year = 1 2}\n"
        "@misc{, title = {no key}}\n@misc{c}"
    )
    site = build({BIB: bib, "index.html": ALL}, KEYS)
    assert site["index.html"] == (
        '<ol class="bibliography"><li>[a]</li>\n<li>[b]</li>\n<li>[c]</li></ol>'
    )
    places = [warning.split(": ")[1] for warning in site.warnings if "Scholar" in warning]
    assert places == [f"{BIB}, line {line}" for line in (3, 6, 7)]


def test_warnings_of_a_second_file_have_its_own_lines(build: Build) -> None:
    files = {
        "_bibliography/a.bib": "@misc{a}\n\n",
        "_bibliography/b.bib": "\n@misc{b, x = }\n",
        "index.html": "---\n---\n{% bibliography -f a -f b %}",
    }
    (warning,) = build(files, KEYS).warnings
    assert "_bibliography/b.bib, line 2" in warning


def test_missing_key_is_a_warning(build: Build) -> None:
    page = "---\n---\n{% cite a lost %}{% reference lost %}"
    site = build({BIB: "@misc{a}", "index.html": page}, KEYS)
    assert site["index.html"] == "(missing reference)(missing reference)"
    assert any("No entry has the key 'lost'" in warning for warning in site.warnings)


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{% bibliography --file nowhere %}", "'_bibliography/nowhere.bib' does not exist"),
        ("{% bibliography --max %}", "--max needs a value"),
        ("{% bibliography -q @*[title~=(] %}", "no valid expression"),
        ("{% details_link nothing %}", "could not find an entry"),
    ],
)
def test_errors_have_the_place_of_their_tag(build: Build, tag: str, message: str) -> None:
    with pytest.raises(TemplateError, match=r"(?s)" + message.replace("(", r"\(")) as caught:
        build({BIB: "@misc{a}", "index.html": f"---\n---\n\n{tag}"}, KEYS)
    assert (caught.value.path, caught.value.line) == ("index.html", 4)


def test_unknown_style_and_filter(build: Build) -> None:
    page = "---\n---\n{% cite a --style nothing-like-it %}"
    with pytest.raises(LiquidsiteError, match="no citation style 'nothing-like-it'"):
        build({BIB: "@misc{a}", "index.html": page}, KEYS)
    settings = {**KEYS, "scholar": {**KEYS["scholar"], "bibtex_filters": ["latex", "upside"]}}  # type: ignore[dict-item]
    site = build({BIB: "@misc{a}", "index.html": ALL}, settings)
    assert any("no filter 'upside'" in warning for warning in site.warnings)


def test_bad_style_file_is_an_error_with_its_name(build: Build) -> None:
    page = "---\n---\n{% cite a --style own.csl %}"
    with pytest.raises(LiquidsiteError, match="The style cannot be read"):
        build({BIB: "@misc{a}", "own.csl": "<style>", "index.html": page}, KEYS)


@pytest.mark.parametrize(
    "bib",
    [
        "@misc{a, title = " + "{" * 50_000,
        "@misc{a, title = {" + "{}" * 50_000 + "}}",
        "@misc{a, author = {" + "A and " * 20_000 + "B}}",
        "@misc{a, title = {" + "\\emph{" * 20_000 + "}}",
        "@misc{a, title = {" + "$" * 20_000 + "\\" * 20_000 + "}}",
        "@string{s0 = {xx}}\n"
        + "".join(f"@string{{s{i + 1} = s{i} # s{i}}}\n" for i in range(60))
        + "@misc{a, title = s60}",
        "@" * 20_000,
    ],
    ids=["open", "empty braces", "people", "commands", "dollars", "strings", "ats"],
)
def test_hostile_files_are_read(build: Build, bib: str) -> None:
    page = "---\n---\n{% bibliography --template {{entry.title}} %}"
    build({BIB: bib, "index.html": page}, KEYS)


def test_style_with_a_mistake_is_read_and_the_mistake_told(build: Build) -> None:
    style = (
        '<?xml version="1.0"?><style><!-- x --><citation><layout prefix="["suffix="]">'
        '<text variable="title"font-style="italic"/></layout></citation></style>'
    )
    page = "---\n---\n{% cite a --style own.csl %}"
    site = build({BIB: "@misc{a, title = {T}}", "own.csl": style, "index.html": page}, KEYS)
    assert "[<i>T</i>]" in site["index.html"]
    assert any("own.csl is not well-formed" in warning for warning in site.warnings)


def entry(number: int, title: str = "Title", year: int = 2000) -> str:
    return (
        f"@book{{k{number}, title = {{{title} {number}}}, author = {{A, B}}, year = {{{year}}}}}\n"
    )


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def build_warm(root: Path) -> tuple[Any, dict[str, str]]:
    result = Site.load(root, config={"cache_dir": str(root.parent / "cache")}).build(root / "_site")
    return result, texts(root / "_site")


def build_cold(root: Path) -> dict[str, str]:
    out = root.parent / "cold"
    Site.load(root, config={"disable_disk_cache": True}).build(out)
    return texts(out)


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


SITE = {
    "_config.yml": "plugins: [jekyll-scholar]\nexclude: ['*.bib']\n",
    "_layouts/post.html": "---\n---\n{{ content }}{% bibliography --cited %}",
    "_layouts/bibtex.html": "---\n---\n{{ page.title }} {{ page.reference }}",
    "_posts/2020-01-01-a.md": "---\nlayout: post\n---\nSee {% cite k1 %}.\n",
    "all.html": "---\nscholar: {sort_by: year, bibliography: '*.bib'}\n---\n{% bibliography %}",
    "other.html": "---\n---\nNo entries.\n",
    "count.html": "---\n---\n{% bibliography_count %}",
    BIB: entry(1) + entry(2),
}


STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
    '<citation><layout><text value="old"/></layout></citation></style>'
)


def test_an_edit_reaches_the_pages_that_show_the_file(tmp_path: Path) -> None:
    root = tmp_path / "site"
    write(root, SITE)
    build_warm(root)
    assert build_warm(root)[0].rendered == ()
    write(root, {BIB: entry(1, "Changed") + entry(2)})
    result, files = build_warm(root)
    assert "Changed 1" in files["2020/01/01/a.html"]
    assert "other.html>/other.html" not in result.rendered
    assert files == build_cold(root)


ENTRIES = {
    "s": "@string{press = {Press}}",
    "a": "@book{a, title = {Alpha}, publisher = press, year = 2000}",
    "b": "@book{b, title = {Beta}, publisher = {House}, year = 2001}",
    "p": "@proceedings{p, title = {Meeting}, year = 2002}",
    "c": "@inproceedings{c, title = {Gamma}, crossref = {p}, year = 2003}",
}
PAGES = {
    "_config.yml": "plugins: [jekyll-scholar]\n",
    "_layouts/bibtex.html": "---\n---\n{{ page.entry.title }} {{ page.reference }}",
    "books.html": "---\n---\n{% bibliography --query @book %}",
    "two.html": "---\n---\n{% bibliography --query @book --max 1 %}",
    "count.html": "---\n---\n{% bibliography_count %}",
    "a.html": "---\n---\n{% cite a %}",
    "b.html": "---\n---\n{% reference b %}",
    "c.html": "---\n---\n{% reference c %}",
    "none.html": "---\n---\n{% cite new %}",
}


def bib(**changed: str) -> str:
    return "\n".join({**ENTRIES, **changed}.values())


def rendered_after(root: Path, text: str) -> set[str]:
    """Return the pages that a build renders after a change of the bibliography."""
    write(root, {BIB: text})
    result, files = build_warm(root)
    assert files == build_cold(root)
    return {key.partition(">")[0] for key in result.rendered}


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        (
            bib(a="@book{a, title = {Other}, publisher = press, year = 2000}"),
            {"a.html", "books.html", "two.html", "bibliography/a.html"},
        ),
        (
            bib(b="@book{b, title = {Other}, publisher = {House}, year = 2001}"),
            {"b.html", "books.html", "bibliography/b.html"},
        ),
        # Line breaks and comments between entries are seen by no page.
        ("\n\nA comment\n" + bib(), set()),
        # The citation does not show the publisher: its text stays, and the page with it.
        (bib(s="@string{press = {Other}}"), {"books.html", "two.html", "bibliography/a.html"}),
        (
            bib(p="@proceedings{p, title = {Other}, year = 2002}"),
            {"c.html", "bibliography/c.html", "bibliography/p.html"},
        ),
        # What an entry does not inherit is not its own.
        (bib(p="@proceedings{p, title = {Meeting}, year = 1999}"), {"bibliography/p.html"}),
        (bib(new="@misc{new}"), {"count.html", "none.html", "bibliography/new.html"}),
        (bib(b=ENTRIES["a"], a=ENTRIES["b"]), {"books.html", "two.html"}),
    ],
)
def test_an_edit_renders_the_pages_that_show_it(
    tmp_path: Path, text: str, rendered: set[str]
) -> None:
    root = tmp_path / "site"
    write(root, {**PAGES, BIB: bib()})
    build_warm(root)
    assert rendered_after(root, text) == rendered


def test_a_file_that_did_not_change_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    page = "---\n---\n{% bibliography --file more %}"
    write(root, {**PAGES, BIB: bib(), "_bibliography/more.bib": entry(1), "more.html": page})
    build_warm(root)
    monkeypatch.setattr(bibtex, "parse", None)
    assert build_warm(root)[0].rendered == ()
    write(root, {"a.html": "---\n---\n{% cite a %} and {% bibliography --file more %}"})
    assert "Title 1" in build_warm(root)[1]["a.html"]


def test_warnings_are_shown_again_when_nothing_changed(tmp_path: Path) -> None:
    root = tmp_path / "site"
    page = "---\n---\n{% bibliography --file more %}"
    more = entry(1) + "\n@book{broken, title = {\n"
    write(root, {**PAGES, BIB: bib() + "\n@misc{cut, title = {\n", "more.html": page})
    write(root, {"_bibliography/more.bib": more})
    told = [str(warning) for warning in build_warm(root)[0].warnings]
    for text in (f"{BIB}, line 6: ", "_bibliography/more.bib, line 3: ", "the key 'new'"):
        assert sum(text in warning for warning in told) == 1
    result, _ = build_warm(root)
    assert result.rendered == ()
    assert [str(warning) for warning in result.warnings] == told


def test_a_build_with_nothing_to_do_knows_the_files_that_it_stands_on(tmp_path: Path) -> None:
    root = tmp_path / "site"
    write(root, {**PAGES, "_layouts/bibtex.html": "{{ page.reference }}", "own.csl": STYLE})
    config = "plugins: [jekyll-scholar]\nscholar: {source: bib, style: own.csl}\nexclude: [bib]\n"
    write(root, {"_config.yml": config, "bib/references.bib": bib()})
    build_warm(root)
    validity = build_warm(root)[0].validity
    assert validity is not None
    assert {str(root / name) for name in ("bib/references.bib", "own.csl")} <= {*validity.read}


def test_a_bibliography_beyond_the_limits_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {**PAGES, BIB: bib()})
    safe = {"safe": True, "whitelist": ["jekyll-scholar"]}
    with pytest.raises(LimitError, match="has more than 200 bytes"):
        Site.load(tmp_path, config=safe, limits=Limits(file_size=200)).build(tmp_path / "_site")


def test_a_style_of_the_site_is_followed(tmp_path: Path) -> None:
    root = tmp_path / "site"
    page = "---\nscholar: {style: own.csl}\n---\n{% cite k1 %}"
    write(root, {**SITE, "own.csl": STYLE, "cite.html": page})
    assert ">old</a>" in build_warm(root)[1]["cite.html"]
    write(root, {"own.csl": STYLE.replace("old", "new")})
    assert ">new</a>" in build_warm(root)[1]["cite.html"]


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_of_bibliographies_give_what_a_clean_build_gives(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    root = tmp_path / "site"
    write(root, SITE)
    for step in range(8):
        kind = chance.randrange(5)
        if kind == 0:
            years = [(n, chance.randrange(1990, 2000)) for n in range(1, chance.randrange(2, 5))]
            write(root, {BIB: "".join(entry(n, f"Step {step}", year) for n, year in years)})
        elif kind == 1:
            write(root, {f"_bibliography/more{chance.randrange(2)}.bib": entry(10 + step)})
        elif kind == 2:
            (root / "_bibliography/more0.bib").unlink(missing_ok=True)
        elif kind == 3:
            keys = " ".join(chance.sample(["k1", "k2", "k3"], 2))
            write(
                root, {"_posts/2020-01-01-a.md": f"---\nlayout: post\n---\n{{% cite {keys} %}}\n"}
            )
        else:
            write(root, {BIB: "@string{s = {String " + str(step) + "}}\n@misc{k1, title = s}\n"})
        assert build_warm(root)[1] == build_cold(root)


def test_many_entries(build: Build) -> None:
    site = build({BIB: "".join(map(entry, range(1000))), "index.html": ALL}, KEYS)
    assert site["index.html"].count("<li>") == 1000
