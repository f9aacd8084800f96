"""A session shows, after every edit, what a cold build of the same files writes."""

from __future__ import annotations

import gc
import pickle
import threading
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import liquidsite
from liquidsite import LiquidsiteError, RenderedPage, Session, Site
from liquidsite.errors import ReadError

FILES = {
    "_config.yml": "title: T\ncollections: {notes: {output: true}}\nplugins: [jekyll-feed]\n"
    "defaults: [{scope: {path: ''}, values: {layout: base}}]\ntimezone: UTC\ntime: 2030-01-01\n",
    "_layouts/base.html": "<title>{{ page.title }}</title>{% include nav.html %}{{ content }}"
    "{{ page.previous.title }}|{{ page.next.url }}|{{ page.date }}",
    "_includes/nav.html": "{{ site.data.people.chair }}{% for page in site.pages %}"
    "{{ page.url }}{% endfor %}",
    "_data/people.yml": "chair: Ada\n",
    "index.md": "---\n---\n{% for post in site.posts %}\n* {{ post.title }}: {{ post.excerpt }}\n"
    "{% endfor %}\n",
    "about.md": "---\ntitle: About\npermalink: /about/\n---\nAbout *us*",
    "_posts/2020-01-01-one.md": "---\ntags: [a]\n---\nOne\n\nmore",
    "_posts/2020-01-02-two.md": "---\ntags: [a, b]\ntitle: Two\n---\nTwo\n\nmore",
    "_drafts/three.md": "---\ntitle: Three\n---\nThree",
    "_notes/first.md": "---\n---\nFirst *note* {{ site.title }}",
    "css/main.scss": "---\n---\n@import 'colors'; b { color: $red }",
    "_sass/_colors.scss": "$red: #f00;",
    "logo.svg": "<svg/>",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    source = tmp_path / "site"
    for name, text in FILES.items():
        write(source / name, text)
    return source


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def swap(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text()
    assert old in text
    (root / name).write_text(text.replace(old, new))


def matter(root: Path, name: str, line: str) -> None:
    """Add a line to the front matter."""
    text = (root / name).read_text()
    (root / name).write_text(text.replace("---\n", f"---\n{line}\n", 1))


def built(root: Path) -> dict[str, str]:
    """URL → page, as a cold build of the files writes it."""
    folder = root.parent / "cold"
    Site.load(root, config={"disable_disk_cache": True}).build(folder)
    site = Site.load(root).model
    return {i.url: (folder / i.destination).read_text() for i in site.renderables if i.written}


def shown(session: Session) -> dict[str, str]:
    return {page.url: page.html for page in session.pages()}


EDITS: list[tuple[str, Callable[[Path], None]]] = [
    ("_posts/2020-01-01-one.md", lambda r: swap(r, "_posts/2020-01-01-one.md", "One", "Uno")),
    ("_posts/2020-01-02-two.md", lambda r: swap(r, "_posts/2020-01-02-two.md", "Two", "Second")),
    ("_posts/2020-01-02-two.md", lambda r: swap(r, "_posts/2020-01-02-two.md", "title", "t")),
    ("_data/people.yml", lambda r: write(r / "_data/people.yml", "chair: Grace\n")),
    ("_includes/nav.html", lambda r: swap(r, "_includes/nav.html", "{{ page.url }}", "<u>")),
    ("_layouts/base.html", lambda r: swap(r, "_layouts/base.html", "<title>", "<title>Site: ")),
    ("_sass/_colors.scss", lambda r: write(r / "_sass/_colors.scss", "$red: #e00;")),
    ("_notes/second.md", lambda r: write(r / "_notes/second.md", "---\n---\nNew")),
    ("_config.yml", lambda r: swap(r, "_config.yml", "title: T", "title: Title")),
    ("_posts/2020-01-01-one.md", lambda r: (r / "_posts/2020-01-01-one.md").unlink()),
    ("_posts/2020-01-02-two.md", lambda r: matter(r, "_posts/2020-01-02-two.md", "date: 2019-1-1")),
    ("_notes/first.md", lambda r: matter(r, "_notes/first.md", "published: false")),
    ("about.md", lambda r: swap(r, "about.md", "/about/", "/us/")),
    ("index.md", lambda r: swap(r, "index.md", "---\n---\n", "")),
]  # fmt: skip


def test_every_edit_shows_what_a_cold_build_writes(root: Path) -> None:
    with Site.load(root).open() as session:
        assert shown(session) == built(root)
        for name, edit in EDITS:
            edit(root)
            assert session.refresh() == (name,)
            assert shown(session) == built(root), name
            assert session.refresh() == ()


def test_pages_that_were_not_rendered_in_between_are_right(root: Path) -> None:
    with Site.load(root).open() as session:
        session.render("about.md")
        for _, edit in EDITS[:6]:
            edit(root)
            session.refresh()
            session.render("/")
        assert shown(session) == built(root)


@pytest.mark.parametrize("target", ["about.md", "/about/", Path("about.md")])
def test_a_page_by_path_and_url(root: Path, target: str | Path) -> None:
    with Site.load(root).open() as session:
        page = session.render(target)
        assert (page.path, page.url, page.warnings) == ("about.md", "/about/", ())
        assert page.html == built(root)["/about/"] == str(page)
        assert "the setting data" in page.dependencies
        assert session.render(page) == page == session.render(root / "about.md")
        item = next(item for item in session.site.pages if item.path == "about.md")
        assert session.render(item) == page


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    with Site.load(root).open() as session:
        list(session.pages())
        session.render("about.md", content="x")
    assert sorted(root.rglob("*")) == before


def test_what_a_caller_gives_reaches_lists_and_feeds_and_is_forgotten(root: Path) -> None:
    post = "_posts/2020-01-02-two.md"
    with Site.load(root).open() as session:
        before = shown(session)
        page = session.render(post, page={"title": "Draft"}, content="*new*")
        assert "<title>Draft</title>" in page.html
        assert "<em>new</em>" in page.html
        home = session.render("/", data={"people": {"chair": "Bob"}})
        assert home.html.startswith("<title></title>Bob")
        swap(root, post, "title: Two", "title: Draft")
        edited = built(root)
        swap(root, post, "title: Draft", "title: Two")
        assert page.html == edited[page.url].replace(
            "<p>Two</p>\n\n<p>more</p>", "<p><em>new</em></p>"
        )
        assert shown(session) == before
        assert session.refresh() in ((), (post,))


def test_a_page_that_is_not_on_disk(root: Path) -> None:
    with Site.load(root).open() as session:
        before = shown(session)
        post = session.render("_posts/2020-02-02-new.md", page={"title": "New"}, content="Text")
        assert post.url == "/2020/02/02/new.html"
        assert "<title>New</title>" in post.html
        assert "Two|" in post.html  # the post before it
        page = session.render("docs/here.md", content="{{ page.path }}")
        assert (page.url, "docs/here.md" in page.html) == ("/docs/here.html", True)
        assert session.render("_notes/n.md", content="*n*").url == "/notes/n.html"
        draft = session.render("_drafts/three.md", page={})
        assert "<title>Three</title>" in draft.html
        assert "Three" in draft.html.partition("</title>")[2]
        with pytest.raises(ReadError, match="no page"):
            session.render("_drafts/three.md")
        with pytest.raises(ReadError, match="leads out"):
            session.render("../secret.md", content="x")
        assert shown(session) == before


def test_another_time(root: Path) -> None:
    swap(root, "_config.yml", "time: 2030-01-01\n", "")
    write(root / "_posts/2040-01-01-future.md", "---\ntitle: Future\n---\n")
    write(root / "now.md", "---\n---\n{{ site.time | date: '%Y' }} {{ site.posts[0].title }}")
    with Site.load(root).open() as session:
        assert f"{datetime.now(UTC):%Y} Two" in session.render("now.md").html
        assert "2041 Future" in session.render("now.md", now=datetime(2041, 5, 7, tzinfo=UTC)).html
        assert "2041" not in session.render("now.md").html


def test_the_time_moves(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swap(root, "_config.yml", "time: 2030-01-01\n", "")
    write(root / "now.md", "---\n---\n{{ site.time | date: '%Y' }}")
    with Site.load(root).open() as session:
        first = session.render("about.md")

        class Later(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return datetime(2050, 1, 1, tzinfo=UTC)

        monkeypatch.setattr("liquidsite.session.datetime", Later)
        assert "2050" in session.render("now.md").html
        assert session.render("about.md").html == first.html


def test_the_settings_of_the_caller_hold_after_the_configuration_changed(root: Path) -> None:
    with Site.load(root, config={"title": "Mine"}).open() as session:
        assert "Mine" in session.render("_notes/first.md").html
        swap(root, "_config.yml", "title: T", "title: Theirs")
        session.refresh()
        assert "Mine" in session.render("_notes/first.md").html


def test_a_mistake_leaves_the_site_as_it_was(root: Path) -> None:
    swap(root, "_config.yml", "title: T", "title: T\nstrict_front_matter: true")
    with Site.load(root).open() as session:
        before = shown(session)
        swap(root, "about.md", "title: About", "title: [")
        for _ in range(2):
            with pytest.raises(LiquidsiteError, match=r"about\.md"):
                session.refresh()
        assert shown(session) == before
        swap(root, "about.md", "title: [", "title: Fixed")
        assert "about.md" in session.refresh()
        assert shown(session) == built(root)


def test_an_error_names_its_file_and_line_and_the_next_render_works(root: Path) -> None:
    with Site.load(root).open() as session:
        with pytest.raises(LiquidsiteError) as caught:
            session.render("about.md", content="a\n{% if %}")
        assert (caught.value.path, caught.value.line) == ("about.md", 6)
        assert "<em>us</em>" in session.render("about.md").html


def test_counters_go_on_from_page_to_page(root: Path) -> None:
    for name in ("a", "b", "c"):
        write(root / f"{name}.html", "---\n---\n{% increment n %}")
    expected = built(root)
    with Site.load(root).open() as session:
        assert session.render("c.html").html == expected["/c.html"]
        assert shown(session) == expected
        assert session.render("b.html", page={"title": "X"}).html == expected["/b.html"].replace(
            "<title></title>", "<title>X</title>"
        )


def test_threads_take_turns(root: Path) -> None:
    reads = []
    with Site.load(root).open() as session:
        expected = built(root)
        failures: list[str] = []

        def work() -> None:
            for url, html in expected.items():
                if session.render(url).html != html:
                    failures.append(url)
            reads.append(session.site)

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(reads) == 16


def test_a_closed_session_says_so_and_leaves_nothing_open(root: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        session = Site.load(root).open()
        assert "red" in session.render("css/main.scss").html or session.render("css/main.scss")
        session.close()
        session.close()
        gc.collect()
    with pytest.raises(RuntimeError, match="closed"):
        session.render("about.md")


def test_a_page_in_a_notebook_is_apart_from_its_styles(root: Path) -> None:
    with Site.load(root).open() as session:
        page = session.render("about.md")
    assert page._repr_html_().startswith("<iframe srcdoc=")
    assert "<title>" not in page._repr_html_()
    assert len(repr(page)) < 200
    assert isinstance(page, RenderedPage)
    assert hash(page) == hash(page)


def test_a_site_can_be_sent_to_another_process(root: Path) -> None:
    site = pickle.loads(pickle.dumps(Site.load(root)))
    with site.open() as session:
        assert "<em>us</em>" in session.render("about.md").html


def test_safe_mode_keeps_its_limits(root: Path) -> None:
    (root / "_config.yml").write_text("title: T\n")
    site = Site.load(root, safe=True, limits=liquidsite.Limits(iterations=100))
    with site.open() as session:
        with pytest.raises(LiquidsiteError, match="limit"):
            session.render("about.md", content="{% for i in (1..1000) %}{% endfor %}")
        assert session.render("about.md").html
    assert not (root / ".jekyll-cache").exists()
