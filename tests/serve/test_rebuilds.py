"""A site that stays loaded gives what a cold build of the same files gives, after every edit."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from liquidsite.builder.result import BuildResult
from liquidsite.config import load
from liquidsite.errors import Notice
from liquidsite.output import destination
from liquidsite.plugin import Plugin
from liquidsite.serve.outcome import Outcome, build, check
from liquidsite.serve.rebuild import tell_outcome
from liquidsite.session import Session
from liquidsite.site import Site

FILES = {
    "_config.yml": "title: T\ncollections: {notes: {output: true}}\nplugins: [jekyll-feed]\n"
    "defaults: [{scope: {path: ''}, values: {layout: base}}]\ntimezone: UTC\ntime: 2030-01-01\n",
    "_layouts/base.html": "<title>{{ page.title }}</title>{% include nav.html %}{{ content }}"
    "{{ page.previous.title }}|{{ page.next.url }}|{{ page.date }}",
    "_layouts/wide.html": "---\nlayout: base\n---\n<div>{{ content }}</div>{{ layout.wide }}",
    "_includes/nav.html": "{{ site.data.people.chair }}{% for page in site.pages %}"
    "{{ page.url }}{% endfor %}",
    "_data/people.yml": "chair: Ada\n",
    "index.md": "{% for post in site.posts %}\n* {{ post.title }}: {{ post.excerpt }}\n"
    "{% endfor %}\n{% post_url 2020-01-02-two %}\n",
    "tags.html": "{% for tag in site.tags %}{{ tag[0] }}{{ tag[1].size }}{% endfor %}",
    "bodies.html": "{% for note in site.notes %}{{ note.content }}{{ note.date | date: '%Y' }}"
    "{% endfor %}{% for post in site.posts %}{{ post.content | size }}{% endfor %}",
    "relative.md": "{% include_relative part.txt %}",
    "part.txt": "a part",
    "_posts/2020-01-01-one.md": "---\ntags: [a]\n---\nOne\n\nmore",
    "_posts/2020-01-02-two.md": "---\ntags: [a, b]\ntitle: Two\n---\nTwo\n\nmore",
    "_posts/2020-01-03-three.md": "---\nlayout: wide\n---\nThree\n\nmore",
    "_notes/first.md": "First *note* {{ site.title }}",
    "_notes/second.md": "Second {{ page.path }}",
    "css/main.scss": "@import 'colors'; b { color: $red }",
    "_sass/_colors.scss": "$red: #f00;",
    "logo.svg": "<svg/>",
}
MATTERLESS = ("_config.yml", "_data/", "_includes/", "_sass/", "part.txt", "logo.svg")

Edit = Callable[[Path], None]


def write(name: str, text: str) -> Edit:
    def edit(root: Path) -> None:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        has_matter = name.startswith(MATTERLESS) or text.startswith("---\n")
        file.write_text(text if has_matter else f"---\n---\n{text}")

    return edit


def remove(name: str) -> Edit:
    return lambda root: (root / name).unlink()


def move(old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        (root / old).rename(root / new)

    return edit


def swap(name: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))

    return edit


PLUGIN = """\
from liquidsite.plugin import Plugin

plugin = Plugin("shout", filters={"shout": lambda text: text.upper() + "!"})
"""


def folder_for(name: str) -> Edit:
    def edit(root: Path) -> None:
        (root / name).unlink()
        write(f"{name}/inside.md", "inside")(root)

    return edit


EDITS: tuple[tuple[str, Edit], ...] = (
    ("a post's body", swap("_posts/2020-01-01-one.md", "One", "Uno")),
    ("below the excerpt", swap("_posts/2020-01-01-one.md", "more", "and much more")),
    ("a title", swap("_posts/2020-01-02-two.md", "title: Two", "title: Second")),
    ("tags", swap("_posts/2020-01-02-two.md", "[a, b]", "[b, c]")),
    ("data", write("_data/people.yml", "chair: Grace\n")),
    ("new data", write("_data/more.yml", "x: 1\n")),
    ("an include", swap("_includes/nav.html", "{{ page.url }}", "<{{ page.url }}>")),
    ("a layout", swap("_layouts/base.html", "<title>", "<title>Site: ")),
    (
        "front matter of a layout",
        swap("_layouts/wide.html", "layout: base", "layout: base\nwide: 1"),
    ),
    ("a note", swap("_notes/first.md", "First", "Primary")),
    ("a new post", write("_posts/2020-01-02-new.md", "New")),
    ("a post goes", remove("_posts/2020-01-01-one.md")),
    ("a new page", write("about/me.md", "Me")),
    ("a page moves", move("about/me.md", "about/you.md")),
    ("a post moves in time", move("_posts/2020-01-03-three.md", "_posts/2019-01-03-three.md")),
    ("a new note", write("_notes/a.md", "A note")),
    ("an included part", write("part.txt", "another part")),
    ("a partial", write("_sass/_colors.scss", "$red: #e00;")),
    ("a static file", write("logo.svg", "<svg></svg>")),
    ("configuration", swap("_config.yml", "title: T", "title: Title")),
    ("a plugin", write("_plugins/shout.py", "---\n")),
    ("a plugin that works", lambda root: write_plugin(root, PLUGIN)),
    ("its use", swap("_notes/second.md", "page.path", "page.path | shout")),
    ("its code", lambda root: write_plugin(root, PLUGIN.replace('"!"', '"?"'))),
    ("a counter", swap("_notes/first.md", "Primary", "{% increment n %} Primary")),
    ("a page goes while it counts", remove("tags.html")),
    ("no counter", swap("_notes/first.md", "{% increment n %} ", "")),
    ("an error", swap("index.md", "{% endfor %}", "{% endfo %}")),
    ("another edit in between", swap("_notes/first.md", "Primary", "Prime")),
    ("undone", swap("_notes/first.md", "Prime", "Primary")),
    ("the fix", swap("index.md", "{% endfo %}", "{% endfor %}")),
    ("a folder in the place of a page", folder_for("relative.md")),
)


def write_plugin(root: Path, code: str) -> None:
    (root / "_plugins/shout.py").write_text(code)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    source = tmp_path / "site"
    for name, text in FILES.items():
        write(name, text)(source)
    return source


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    settings = {"source": str(root), "destination": str(root / "_site")}
    with Session(lambda: load(settings)) as session:
        yield session


def snapshot(root: Path) -> dict[Path, tuple[int, int, int]]:
    return {
        path: (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        for path in root.rglob("*")
        if path.is_file() and "_site" not in path.parts and ".jekyll-cache" not in path.parts
        for stat in [path.stat()]
    }


def step(session: Session, root: Path, edit: Edit) -> Outcome:
    """Edit, and build with the paths that changed, as the watcher tells them; then check."""
    outcome = built(session, root, edit)
    assert check(session) is None
    return outcome


def built(session: Session, root: Path, edit: Edit) -> Outcome:
    before = snapshot(root)
    edit(root)
    after = snapshot(root)
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    outcome = build(session, frozenset(map(str, paths)))
    session.finish()
    return outcome


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_as_cold(root: Path, tmp_path: Path) -> None:
    cold = tmp_path / "cold"
    Site.load(root, config={"disable_disk_cache": True}).build(cold)
    assert files_of(root / "_site") == files_of(cold)


def test_every_edit_gives_what_a_cold_build_gives(
    root: Path, session: Session, tmp_path: Path
) -> None:
    assert build(session).error is None
    for name, edit in EDITS:
        outcome = step(session, root, edit)
        if outcome.error is None:
            assert_as_cold(root, tmp_path)
        else:
            assert name in ("a plugin", "an error", "another edit in between", "undone"), (
                name,
                outcome.error,
            )
    assert outcome.error is None


def test_what_the_watcher_missed_is_built_by_the_check(
    root: Path, session: Session, tmp_path: Path
) -> None:
    build(session)
    session.finish()
    for edit in (swap("_data/people.yml", "chair: ", "chair: Prof. "), removal_of_an_output):
        edit(root)
        swap("_posts/2020-01-01-one.md", "One", "One, again")(root)
        told = build(session, frozenset([str(root / "_posts/2020-01-01-one.md")]))
        assert told.result is not None
        session.finish()
        missed = check(session)
        assert missed is not None
        assert missed.result is not None
        assert missed.result.written
        assert_as_cold(root, tmp_path)
        assert check(session) is None


def removal_of_an_output(root: Path) -> None:
    (root / "_site/2020/01/02/two.html").unlink()


def test_a_build_that_failed_is_not_checked(root: Path, session: Session) -> None:
    build(session)
    session.finish()
    outcome = step(session, root, swap("_posts/2020-01-01-one.md", "One", "One {% endfor %}"))
    assert outcome.error is not None


def test_a_site_with_hooks_after_writing_is_built_once(root: Path) -> None:
    built: list[str] = []

    def ended(result: BuildResult) -> BuildResult:
        built.append("built")
        return result

    plugin = Plugin("ended", hooks={("site", "post_write"): ended})
    settings = {"source": str(root), "destination": str(root / "_site")}
    with Session(lambda: load(settings), [plugin]) as session:
        build(session)
        session.finish()
        step(session, root, swap("_posts/2020-01-01-one.md", "One", "Uno"))
    assert built == ["built", "built"]


def test_a_site_with_counters_is_rendered_once(root: Path, session: Session) -> None:
    write("_notes/first.md", "First {% increment n %}")(root)
    build(session)
    session.finish()
    outcome = step(session, root, swap("_notes/second.md", "Second", "2nd"))
    assert outcome.result is not None
    assert len(outcome.result.rendered) > 2
    assert all(not edition.is_unchecked for edition in session._live.values())


def test_another_build_into_the_destination_is_noticed(
    root: Path, session: Session, tmp_path: Path
) -> None:
    build(session)
    session.finish()
    Site.load(root, config={"title": "Of another build", "disable_disk_cache": True}).build()
    for old, new in (("One", "Uno"), ("Uno", "Un")):
        outcome = step(session, root, swap("_posts/2020-01-01-one.md", old, new))
        assert outcome.error is None
        assert_as_cold(root, tmp_path)


def test_what_is_lost_in_the_destination_comes_back(
    root: Path, session: Session, tmp_path: Path
) -> None:
    build(session)
    (root / "_site/2020/01/02/two.html").unlink()
    session.finish()
    built(session, root, swap("_posts/2020-01-01-one.md", "One", "Uno"))
    check(session)  # where the build itself has not seen it, as folders have coarse time stamps
    assert_as_cold(root, tmp_path)


def test_a_session_that_ends_before_it_finished_leaves_a_good_cache(
    root: Path, session: Session, tmp_path: Path
) -> None:
    build(session)
    session.finish()
    swap("_posts/2020-01-01-one.md", "One", "Uno")(root)
    build(session, frozenset([str(root / "_posts/2020-01-01-one.md")]))
    with Site.load(root).open() as other:
        other.build()
        assert_as_cold(root, tmp_path)


def test_edits_in_any_order(root: Path, session: Session, tmp_path: Path) -> None:
    chance = random.Random(8)
    names = [name for name in FILES if name.endswith((".md", ".html")) or "people" in name]
    build(session)
    for number in range(40):
        name = chance.choice(names)
        text = (root / name).read_text()
        if name == "_data/people.yml":
            new = f"chair: Number {number}\n"
        else:
            new = f"{text}\n\n{{{{ page.title }}}} {number}"
        outcome = step(session, root, partial(write_over, name=name, text=new))
        assert outcome.error is None
        if number % 8 == 7:
            assert_as_cold(root, tmp_path)


def write_over(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text)


def test_only_what_an_edit_reaches_is_rendered(root: Path, session: Session) -> None:
    build(session)
    outcome = step(session, root, swap("_notes/second.md", "Second", "2nd"))
    assert outcome.result is not None
    assert set(outcome.result.written) == {"notes/second.html", "bodies.html"}
    assert len(outcome.result.rendered) == 2


def test_a_destination_that_was_removed_comes_back(
    root: Path, session: Session, tmp_path: Path
) -> None:
    import shutil

    build(session)
    shutil.rmtree(root / "_site")
    build(session)
    assert_as_cold(root, tmp_path)


@pytest.mark.parametrize("name", ["stray.txt", "notes/stray.txt", "strays/deep/stray.txt"])
def test_what_somebody_puts_into_the_destination_goes(
    root: Path, session: Session, tmp_path: Path, name: str
) -> None:
    build(session)
    time.sleep(0.02)  # file systems have clocks of their own, which tick slower
    stray = root / "_site" / name
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_text("put there by hand")
    outcome = step(session, root, swap("_notes/second.md", "Second", "2nd"))
    assert outcome.result is not None
    assert outcome.result.removed == (name if name.count("/") < 2 else "strays/",)
    assert_as_cold(root, tmp_path)


def test_a_destination_as_it_was_left_is_not_listed(
    root: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(session)
    monkeypatch.setattr(destination, "_obsolete", None)
    assert step(session, root, swap("_notes/second.md", "Second", "2nd")).error is None
    assert step(session, root, swap("_notes/second.md", "2nd", "Second")).error is None


def test_another_build_of_the_same_site_in_between(
    root: Path, session: Session, tmp_path: Path
) -> None:
    build(session)
    Site.load(root, config={"title": "Other", "markdown": "CommonMark"}).build()
    outcome = step(session, root, swap("_layouts/base.html", "<title>", "<title>Site: "))
    assert outcome.error is None
    assert_as_cold(root, tmp_path)


def test_what_is_wrong_with_the_configuration_is_an_outcome(root: Path, session: Session) -> None:
    build(session)
    outcome = step(session, root, lambda root: write_over(root, "_config.yml", "exclude: 3\n"))
    assert "exclude" in str(outcome.error)
    outcome = step(session, root, write("_config.yml", FILES["_config.yml"]))
    assert outcome.error is None


def test_a_failed_build_says_each_warning_once(tmp_path: Path) -> None:
    (tmp_path / "odd.md").write_text("---\ntitle: News: moves\n---\n")
    (tmp_path / "index.md").write_text("---\n---\n{% nothing %}\n")
    said: list[Notice] = []
    with Session(lambda: load({"source": str(tmp_path)})) as session:
        outcome = build(session)
    tell_outcome(outcome, said.append, said.append)
    assert len([notice for notice in said if "odd.md" in str(notice)]) == 1
    assert any("nothing" in str(notice) for notice in said)
