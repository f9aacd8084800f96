"""A site in several languages: one build of all of them, and after edits what they reach."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample import Edit
from test_incremental import tree
from test_property import SEED, STEPS, Server, Walk, cold, warm

from liquidsite import LiquidsiteError, Site, file_stamp, up_to_date
from liquidsite.cli import manifest
from liquidsite.config import load

NOW = datetime(2021, 5, 7, tzinfo=UTC)
FOOT = "<a href='/'>{{ site.data.words.home }}</a> {{ site.title }} {{ site.active_lang }}\n"
SITE = {
    "_config.yml": "title: Workshop\nurl: https://example.org\nlanguages: [en, fr, de]\n"
    "plugins: [jekyll-polyglot, jekyll-redirect-from]\ntimezone: UTC\n"
    "exclude_from_localization: [images/]\n",
    "_layouts/page.html": '{% I18n_Headers %}<a href="/about/">{{ page.title }}</a>\n'
    f"{{{{ page.missing_languages | join: ' ' }}}}\n{{{{ content }}}}{FOOT}",
    "_data/en/words.yml": "home: Home\n",
    "_data/fr/words.yml": "home: Accueil\n",
    "index.md": "---\ntitle: Start\nlayout: page\n---\n"
    "{% for post in site.posts %}{{ post.title }} {{ post.content }}{% endfor %}\n",
    "about.md": "---\ntitle: About\nlang: en\npage_id: about\nlayout: page\npermalink: /about/\n"
    "---\nAbout.\n",
    "about.fr.md": "---\ntitle: À propos\nlang: fr\npage_id: about\nlayout: page\n"
    "permalink: /a-propos/\n---\nÀ propos.\n",
    "plain.html": "---\n---\nThe same everywhere.\n",
    "_posts/2021-01-01-one.md": "---\ntitle: One\nlang: en\npermalink: /one/\n---\n1\n",
    "_posts/2021-01-01-un.md": "---\ntitle: Un\nlang: fr\npermalink: /one/\n---\n1\n",
    "images/a.svg": "<svg/>",
    "notes.txt": "Notes.\n",
}


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def create(root: Path) -> Path:
    write(root, SITE)
    return root


def translate(chance: random.Random, root: Path) -> None:
    """A page in another language, with or without an identifier, comes or goes."""
    file = root / f"about.{chance.choice(['de', 'fr'])}.md"
    if file.exists():
        file.unlink()
        return
    language = file.name.split(".")[1]
    name = chance.choice(["page_id: about\n", ""])
    link = chance.choice(["about", f"about-{language}"])
    text = (
        f"---\ntitle: {language}\nlang: {language}\n{name}layout: page\npermalink: /{link}/\n---\n"
    )
    file.write_text(text + str(chance.random()))


def change_words(chance: random.Random, root: Path) -> None:
    language = chance.choice(["en", "fr", "de"])
    write(root, {f"_data/{language}/words.yml": f"home: {chance.random()}\n"})


def change_languages(chance: random.Random, root: Path) -> None:
    config = SITE["_config.yml"]
    listed = chance.choice(["[en, fr, de]", "[en, fr]", "[fr, en]", "[en]"])
    (root / "_config.yml").write_text(config.replace("[en, fr, de]", listed))


def change_setting(chance: random.Random, root: Path) -> None:
    file = root / "_config.yml"
    new = chance.choice(["title: One", "title: Two", "default_lang: fr", "baseurl: /lab"])
    file.write_text(f"{SITE['_config.yml']}{new}\n" if chance.random() < 0.7 else file.read_text())


def write_post(chance: random.Random, root: Path) -> None:
    language = chance.choice(["en", "fr", "de"])
    title = f"title: {language} {chance.random()}"
    text = f"---\n{title}\nlang: {language}\npermalink: /two/\nlayout: page\n---\n[a](/about/)\n"
    write(root, {f"_posts/2021-02-0{chance.choice('123')}-two-{language}.md": text})


def change_page(chance: random.Random, root: Path) -> None:
    name = chance.choice(["index.md", "about.md", "plain.html", "notes.txt", "_layouts/page.html"])
    with (root / name).open("a") as file:
        file.write(f'\n<a href="/{chance.random()}">\n')


def move_pages(chance: random.Random, root: Path) -> None:
    """A page of the default language has the address of another one."""
    file = root / "about.md"
    link = chance.choice(["about", "over", "fr/over"])
    file.write_text(SITE["about.md"].replace("/about/", f"/{link}/"))


EDITS: list[Edit] = [
    translate, change_words, change_languages, change_setting, write_post, change_page, move_pages,
]  # fmt: skip


@pytest.mark.parametrize("trust", [False, True])
def test_warm_builds_equal_clean_ones(
    tmp_path: Path, trust: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trust:
        monkeypatch.setattr(file_stamp, "_FRESH", 0)
    chance, going = random.Random(SEED + trust), Walk(create(tmp_path / "site"), warm, EDITS)
    for step in range(STEPS // 5):
        going.check(f"step {step}")
        going.step(chance, chance.choice([1, 1, 2]))


def test_builds_of_a_server_equal_clean_ones(tmp_path: Path) -> None:
    server, chance = Server(), random.Random(SEED)
    going = Walk(create(tmp_path / "site"), server, EDITS)
    for step in range(STEPS // 5):
        going.check(f"step {step}")
        going.step(chance, chance.choice([1, 1, 2]))
    server.close()


def test_an_edit_reaches_its_pages_in_each_language(tmp_path: Path) -> None:
    root = create(tmp_path / "site")
    warm(root, NOW)
    assert warm(root, NOW).rendered == ()
    (root / "about.fr.md").write_text(SITE["about.fr.md"] + "Plus.\n")
    assert warm(root, NOW).written == ("fr/a-propos/index.html",)
    (root / "plain.html").write_text("---\n---\nNew.\n")
    result = warm(root, NOW)
    assert result.written == ("plain.html", "fr/plain.html", "de/plain.html")
    assert len(result.rendered) == 3


def test_a_language_that_is_no_more_loses_its_folder(tmp_path: Path) -> None:
    root = create(tmp_path / "site")
    warm(root, NOW)
    config = SITE["_config.yml"].replace("[en, fr, de]", "[en, fr]")
    (root / "_config.yml").write_text(config)
    assert warm(root, NOW).removed == ("de/",)
    assert (root / "_site/fr/index.html").is_file()


def test_an_error_in_one_language_leaves_all_as_they_were(tmp_path: Path) -> None:
    root = create(tmp_path / "site")
    warm(root, NOW)
    before = tree(root / "_site")
    (root / "index.md").write_text("---\n---\nNew.\n")
    (root / "about.fr.md").write_text("---\nlang: fr\n---\n{% if %}\n")
    with pytest.raises(LiquidsiteError, match=r"about\.fr\.md"):
        warm(root, NOW)
    assert tree(root / "_site") == before


def test_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command ends at once, until the file of any language is touched."""
    monkeypatch.setattr(file_stamp, "_FRESH", 0)
    root = create(tmp_path / "site")
    arguments = ["build", "-s", str(root)]
    for _ in range(2):
        time.sleep(0.01)
        began = time.time_ns()
        config = load({"source": str(root), "destination": str(root / "_site")})
        manifest.keep(arguments, config, Site.of(config).build(now=NOW), [], began)
    assert up_to_date.answer(arguments, NOW.timestamp()) == []
    (root / "_site/fr/index.html").unlink()
    assert up_to_date.answer(arguments, NOW.timestamp()) is None


def test_a_session_shows_the_default_language(tmp_path: Path) -> None:
    with Site.load(create(tmp_path / "site")).open() as session:
        assert "Home" in session.render("about.md").html


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("languages: [en, no]", "but was: false. Write 'no' in quotes"),
        ("languages: [en, ../x]", 'but was: "../x"'),
        ("languages: en", "'languages' should be set as an array"),
        ("exclude_from_localization: images", "should be set as an array"),
    ],
)
def test_settings_that_make_no_sense(tmp_path: Path, setting: str, problem: str) -> None:
    key = setting.partition(":")[0]
    lines = [line for line in SITE["_config.yml"].splitlines() if not line.startswith(key)]
    write(tmp_path, {**SITE, "_config.yml": "\n".join([*lines, setting])})
    with pytest.raises(LiquidsiteError, match=r"array|language") as raised:
        cold(tmp_path, NOW, tmp_path / "_site")
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    "name", ["lang", "lang-exclusive", "page_id", "permalink", "redirect_from"]
)
@pytest.mark.parametrize("value", ["1", "[a, 1]", "{a: b}", "false", "''", "2021-01-01"])
def test_odd_front_matter_is_an_error_with_its_file_or_none(
    tmp_path: Path, name: str, value: str
) -> None:
    page = f"---\nlayout: page\nlang: en\n{name}: {value}\n---\n"
    write(tmp_path, {**SITE, "odd.md": page})
    try:
        cold(tmp_path, NOW, tmp_path / "_site")
    except LiquidsiteError as error:
        assert "odd.md" in str(error)
