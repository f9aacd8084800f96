"""After any edit an incremental build equals a clean one, byte for byte.

The recorder is then broken on purpose, one kind of fact at a time: each time the same edits
must show a difference, or the test above would prove nothing.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sample

from liquidsite import Site, file_stamp, parallel
from liquidsite.builder import workers
from liquidsite.builder.result import BuildResult
from liquidsite.incremental.cache import Cache
from liquidsite.incremental.dependencies import Front
from liquidsite.incremental.evaluator import Evaluator
from liquidsite.incremental.trace import Dependency
from liquidsite.incremental.tracker import Tracker
from liquidsite.model import Page
from liquidsite.safe_mode.limits import Limits
from liquidsite.source import front_matter

MUTANTS = (
    "text", "item", "seen", "own", "list", "include", "layout", "data", "data keys", "data hash",
    "config", "clock", "now", "link", "file",
)  # fmt: skip


def build(root: Path, hour: int, to: Path | None = None, **config: object) -> BuildResult:
    """Build at a moment that `hour` stands for; in every other one the site sets its own time."""
    moment = datetime(2020 + hour % 4, 3, 4, hour % 24, tzinfo=UTC)
    fixed = {"time": moment.isoformat()} if hour % 2 else {}
    return Site.load(root, config={**fixed, **config}).build(to, now=moment)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differs(root: Path, clean: Path, hour: int) -> list[str]:
    """The files in which an incremental build and a clean one differ."""
    build(root, hour)
    shutil.rmtree(clean, ignore_errors=True)
    build(root, hour, clean, disable_disk_cache=True)
    ours, theirs = tree(root / "_site"), tree(clean)
    return sorted(path for path in ours.keys() | theirs if ours.get(path) != theirs.get(path))


@pytest.mark.parametrize("seed", range(6))
def test_incremental_builds_equal_clean_ones(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root, clean = sample.create(tmp_path / "site", seed), tmp_path / "clean"
    assert differs(root, clean, 0) == []
    hour = 0
    for step in range(50):
        edit = chance.choice(sample.EDITS)
        edit(chance, root)
        hour += chance.random() < 0.1
        assert differs(root, clean, hour) == [], f"step {step}: {edit.__name__}"


@pytest.mark.parametrize("kind", MUTANTS)
def test_broken_recorders_are_caught(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Tracker.record

    def forgetful(tracker: Tracker, dependency: Dependency) -> None:
        if dependency[0] != kind:
            record(tracker, dependency)

    monkeypatch.setattr(Tracker, "record", forgetful)
    chance = random.Random(1)
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    differs(root, clean, 0)
    for hour in range(6):
        for edit in sample.EDITS:
            edit(chance, root)
            if differs(root, clean, hour):
                return
    pytest.fail(f"a recorder that forgets {kind!r} was not noticed")


def test_nothing_is_rendered_when_nothing_changed(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    build(root, 1)
    result = build(root, 1)
    assert (result.rendered, result.written, result.removed) == ((), (), ())


def test_an_edit_of_a_body_reaches_only_what_shows_it(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    build(root, 1)
    with (root / "_posts/2020-01-01-post-0.md").open("a") as file:
        file.write("\nA new last paragraph.\n")
    result = build(root, 1)
    assert result.rendered == ("_posts/2020-01-01-post-0.md",)
    assert result.written == ("2020/01/01/post-0.html",)


def test_a_new_data_file_is_noticed_where_its_absence_was_read(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    build(root, 1)
    (root / "_data/people/eve.yml").write_text("name: Eve\n")
    result = build(root, 1)
    assert result.rendered == ("people.html>/people.html",)
    assert "Eve" in (root / "_site/people.html").read_text()


def test_a_page_that_shows_the_year_lasts_for_a_year(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    forms = "{{ site.time | date: '%Y' }} {{ 'now' | date: '%Y' }} {{ site.time | date_to_string }}"
    (root / "clock.html").write_text(f"---\n---\n{forms}")
    (root / "now.html").write_text("---\n---\n{{ site.time | date: '%Y' | plus: 1 }}")

    def rendered(moment: datetime) -> tuple[str, ...]:
        return Site.load(root).build(now=moment).rendered

    rendered(datetime(2021, 3, 4, 5, tzinfo=UTC))
    assert rendered(datetime(2021, 3, 4, 6, tzinfo=UTC)) == ()
    assert rendered(datetime(2021, 3, 5, 6, tzinfo=UTC)) == ("clock.html>/clock.html",)
    both = ("clock.html>/clock.html", "now.html>/now.html")
    assert rendered(datetime(2022, 3, 4, 5, tzinfo=UTC)) == both
    assert (root / "_site/clock.html").read_text() == "2022 2022 04 Mar 2022"


def test_a_stylesheet_that_comes_to_stand_before_another_is_noticed(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    with (root / "_config.yml").open("a") as config:
        config.write("sass: {load_paths: [first, second]}\n")
    for path, text in {
        "main.scss": "---\n---\n@use 'parts/color';\n",
        "_sass/parts/_color.scss": "p { color: red }\n",
        "second/other.txt": "",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    build(root, 1)
    assert "red" in (root / "_site/main.css").read_text()
    (root / "parts").mkdir()
    (root / "parts/_color.scss").write_text("p { color: blue }\n")
    assert build(root, 1).rendered == ("main.scss>/main.css",)
    assert "blue" in (root / "_site/main.css").read_text()


@pytest.mark.parametrize("knows", ["held", "gone"])
def test_what_a_worker_found_to_be_good_stays_known(
    tmp_path: Path, knows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content that did not change, verified by a worker, below a layout that did.

    Each of two safeguards has to suffice: workers report what they verified (`held`), and a stage
    whose memo is `gone` makes the stages that show it possibly stale.
    """
    monkeypatch.setattr(workers, "FEW", 3)
    monkeypatch.setattr(parallel, "count", lambda: 2)
    if knows == "gone":
        monkeypatch.setattr(Evaluator, "mark_verified", lambda memos, name: None)
    else:
        monkeypatch.setattr(Cache, "_kept_and_unsure", lambda cache, lost: (cache._new, lost))
    root, clean = tmp_path / "site", tmp_path / "clean"
    (root / "_layouts").mkdir(parents=True)
    (root / "_posts").mkdir()
    (root / "_layouts" / "base.html").write_text("{{ content }}")
    for n in range(3):
        (root / "_posts" / f"2020-01-0{n + 1}-p.md").write_text(f"---\ntitle: Post {n}\n---\n")
    for n in range(6):
        (root / f"list{n}.html").write_text(
            "---\nlayout: base\n---\n{% for post in site.posts %}{{ post.title }} {% endfor %}"
        )
    assert differs(root, clean, 0) == []
    (root / "_posts" / "2020-01-01-p.md").write_text("---\ntitle: Post 0\nother: x\n---\n")
    (root / "_layouts" / "base.html").write_text("<p>{{ content }}</p>")
    assert differs(root, clean, 0) == []
    (root / "_posts" / "2020-01-09-p.md").write_text("---\ntitle: Post 9\n---\n")
    assert differs(root, clean, 0) == []


def test_a_setting_that_hides_the_data_files_shows(tmp_path: Path) -> None:
    root = tmp_path / "site"
    sample.write(root / "_config.yml", "title: T\n")
    sample.write(root / "_data/talk.yml", "name: file\n")
    sample.write(root / "index.html", "---\n---\n{{ site.data.talk.name }}")
    build(root, 0)
    assert (root / "_site/index.html").read_text() == "file"
    sample.write(root / "_config.yml", "title: T\ndata: {talk: {name: setting}}\n")
    build(root, 0)
    assert (root / "_site/index.html").read_text() == "setting"


def test_the_fingerprint_of_front_matter_leaves_out_the_text() -> None:
    """A name in `left_out` that is no field would let each edit of a body reach all readers."""
    assert {*Front.left_out} <= {f.name for f in fields(Page)}


def test_a_file_may_be_a_page_and_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As sites have it that name the folder of a collection under `include`."""
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))
    root = tmp_path / "site"
    note = "---\ntitle: {}\n---\n*Note*\n"
    sample.write(root / "_config.yml", "include: [_notes]\ncollections: {notes: {output: true}}\n")
    sample.write(root / "_notes/one.md", note.format("One"))
    loops = "{% for page in site.html_pages %}{{ page.title }}{% endfor %}{{ site.notes[0].title }}"
    sample.write(root / "index.html", f"---\n---\n{loops}")
    assert differs(root, tmp_path / "clean", 0) == []
    assert differs(root, tmp_path / "clean", 0) == []
    with Site.load(root).open() as session:
        assert session.render("index.html").html == "OneOne"
        sample.write(root / "_notes/one.md", note.format("Another"))
        session.refresh()
        assert session.render("index.html").html == "AnotherAnother"
    assert differs(root, tmp_path / "clean", 0) == []


def dated(title: str, body: str) -> str:
    return f"---\ntitle: {title}\n---\n{body} under {{{{ page.title }}}}\n"


def test_an_edit_below_the_front_matter_parses_no_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, page = tmp_path / "_posts" / "2020-01-01-one.md", tmp_path / "_site/2020/01/01/one.html"
    sample.write(post, dated("First", "Old text"))
    build(tmp_path, 0)
    parsed: list[str] = []
    parse = front_matter.parse

    def noting(matter: str, path: str, limits: Limits | None = None) -> object:
        parsed.append(path)
        return parse(matter, path, limits)

    monkeypatch.setattr(front_matter, "parse", noting)
    for number in range(2):
        sample.write(post, dated("First", f"New text {number}"))
        build(tmp_path, 0)
        assert f"New text {number} under First" in page.read_text()
    assert parsed == []
    sample.write(post, dated("Second", "New text 1"))
    build(tmp_path, 0)
    assert "New text 1 under Second" in page.read_text()
    assert parsed == ["_posts/2020-01-01-one.md"]
