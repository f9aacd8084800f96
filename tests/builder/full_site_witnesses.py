"""For each kind of dependency, an edit that a build misses if it forgets this kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from full_site import BIBLIOGRAPHY, post
from full_site_edits import KEPT, set_config, set_matter
from sample import write


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


# None: the clock goes on.
WITNESSES: dict[str, Callable[[Path], None] | None] = {
    "front": lambda root: set_matter(root / "about.md", title="Other"),
    "body": lambda root: append(root / "about.md", "More.\n"),
    "date": None,
    "order": lambda root: write(root / "_posts/2020-01-03-between.md", post(99)),
    "item": lambda root: set_matter(root / "about.md", title="Other"),
    "keys": lambda root: set_matter(root / "_recipes/soup.md", salt="some"),
    "text": lambda root: append(root / "about.md", "More.\n"),
    "seen": lambda root: append(root / "_notes/a.md", "More.\n"),
    "own": lambda root: append(root / "about.md", "More.\n"),
    "list": lambda root: write(root / "_posts/2020-01-20-new.md", post(99)),
    "column": lambda root: set_matter(root / "_notes/b.md", mood="bad"),
    "config": lambda root: set_config(root, footer="other"),
    "matter": lambda root: set_matter(root / "_notes/b.md", mood="bad"),
    "pager": lambda root: set_config(root, paginate=2),
    "data": lambda root: write(root / "_data/menu.json", '[{"name": "z"}]'),
    "data keys": lambda root: write(root / "_data/extra/new.yml", "word: new"),
    "data hash": lambda root: (root / "_data/extra/two.yml").unlink(),
    "include": lambda root: write(root / "_includes/head.html", "own"),
    "fetched": lambda root: set_config(root, allow_network=True),
    "file": lambda root: write(root / "part.txt", "another"),
    "is file": lambda root: write(root / "_bibliography/more", "@misc{m, title = {Own}}"),
    "parsed": lambda root: replace(root / BIBLIOGRAPHY, "Dogs", "Wolves"),
    "part": lambda root: replace(root / BIBLIOGRAPHY, "Dogs", "Wolves"),
    "selection": lambda root: append(root / BIBLIOGRAPHY, "@book{k9, title = {New}}\n"),
    "problems": lambda root: append(root / "_bibliography/more.bib", "@misc{broken, title = {\n"),
    "page": lambda root: set_config(root, exclude=["beside.txt"]),
    "layout": lambda root: write(root / "_layouts/plain.html", "own"),
    "layout data": lambda root: write(
        root / "_layouts/plain.html", "---\nmark: own\n---\n{{ content }}"
    ),
    "clock": None,
    "now": None,
    "names": lambda root: write(root / "_first/_part.scss", "p { top: 1px }"),
    "load paths": lambda root: write(root / "_sass/_part.scss", "p { top: 2px }"),
    "theme": lambda root: write(root / "_themes/house/house.gemspec", "s.authors = ['Grace']"),
    "link": lambda root: set_matter(root / "about.md", permalink="/moved/"),
    "post_url": lambda root: set_matter(root / "_posts" / KEPT[0], permalink="/moved/"),
}


def add_styles(root: Path) -> None:
    """A style sheet with a partial of the theme, and a folder where Sass looks before."""
    write(root / "css/style.scss", "---\n---\n@import 'part'; b { left: 0 }\n")
    write(root / "_themes/house/_sass/_part.scss", "i { top: 0 }")
    write(root / "_first/_other.scss", "")
    set_config(root, sass={"load_paths": ["_first"]})
