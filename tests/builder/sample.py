"""A small site that reads in every way there is, and the edits that people make to one."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[random.Random, Path], None]

SITE = {
    "_config.yml": """\
title: Sample
footer: plain
future: true
timezone: UTC
collections:
  notes: {output: true}
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post}
""",
    "_layouts/base.html": "<title>{{ page.title }}</title>\n{% include nav.html %}\n{{ content }}"
    "<footer>{{ site.footer }} {{ layout.mark }}</footer>\n",
    "_layouts/post.html": "---\nlayout: base\nmark: post\n---\n<h1>{{ page.title }}</h1>\n"
    "{{ content }}\n{% if page.previous %}<a>{{ page.previous.title }}</a>{% endif %}"
    "{% if page.next %}<a>{{ page.next.url }}</a>{% endif %}\n",
    "_includes/nav.html": "<nav>{% for entry in site.data.nav %}{{ entry }} {% endfor %}</nav>",
    "_includes/card.html": "<b>{{ include.post.title }}</b> {{ include.post.tags | join: ', ' }}",
    "_data/nav.yml": "- Start\n- About\n",
    "_data/people/ada.yml": "name: Ada\n",
    "_data/people/bob.yml": "name: Bob\n",
    "_notes/one.md": "---\ntitle: One\norder: 1\n---\nNote *one*.\n",
    "_notes/two.md": "---\ntitle: Two\norder: 2\n---\nNote *two*.\n",
    "about.md": "---\ntitle: About\nlayout: base\n---\nAbout {{ site.title }}.\n",
    "archive.html": "---\ntitle: Archive\nlayout: base\n---\n"
    "{% for post in site.posts %}{% include card.html post=post %} {{ post.date }}\n{% endfor %}",
    "feed.xml": "---\n---\n{% for post in site.posts limit: 3 %}{{ post.content }}{% endfor %}",
    "excerpts.html": "---\n---\n{% for post in site.posts %}{{ post.excerpt }}{% endfor %}",
    "boss.html": "---\n---\n{% if site.data.people.ada %}There is a boss.{% endif %}",
    "people.html": "---\n---\n{{ site.data.people.ada.name }} {{ site.data.people.eve.name }}"
    "{% for person in site.data.people %}{{ person[0] }} {% endfor %}",
    "tags.html": "---\n---\n{% for tag in site.tags %}{{ tag[0] }}: {{ tag[1].size }} {% endfor %}",
    "notes.html": "---\n---\n{% assign notes = site.notes | sort: 'order' %}"
    "{% for note in notes %}{{ note.title }}: {{ note.content }}{% endfor %}",
    "clock.html": "---\n---\n{{ site.time | date: '%Y' }}",
    "zone.html": "---\n---\n{{ '2020-07-01 12:00' | date: '%H %z' }}",
    "now.html": "---\n---\n{{ 'now' | date: '%H' }}",
    "links.md": "---\n---\n[about]({% link about.md %}) {% include_relative part.txt %}\n",
    "part.txt": "a part",
    "pages.html": "---\n---\n{% for page in site.pages %}{{ page.url }} {{ page.title }}\n"
    "{% endfor %}{% for file in site.static_files %}{{ file.path }}\n{% endfor %}",
    "style.css": "p { margin: 0 }\n",
}
POSTS = 6


def create(root: Path, seed: int = 0) -> Path:
    """Write the site into `root`, which it returns."""
    chance = random.Random(seed)
    for path, text in SITE.items():
        write(root / path, text)
    for number in range(POSTS):
        write(root / "_posts" / post_name(number), post(chance, number))
    return root


def edit_body(chance: random.Random, root: Path) -> None:
    with some(chance, root, "_posts/*.md").open("a") as file:
        file.write(f"\nMore *text* {word(chance)}.\n")


def edit_first_paragraph(chance: random.Random, root: Path) -> None:
    _replace(some(chance, root, "_posts/*.md"), "First", f"First {word(chance)}")


def edit_title(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "_notes/*.md", "about.md", "archive.html")
    lines = path.read_text().split("\n")
    lines[1] = f"title: {word(chance).title()}"
    path.write_text("\n".join(lines))


def edit_tags(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    lines = [line for line in path.read_text().split("\n") if not line.startswith("tags:")]
    path.write_text("\n".join([lines[0], f"tags: [{word(chance)}, {word(chance)}]", *lines[1:]]))


def edit_layout(chance: random.Random, root: Path) -> None:
    with some(chance, root, "_layouts/*.html").open("a") as file:
        file.write(f"<!-- {word(chance)} -->\n")


def edit_layout_data(chance: random.Random, root: Path) -> None:
    path = root / "_layouts/post.html"
    lines = path.read_text().split("\n")
    lines[2] = f"mark: {word(chance)}"
    path.write_text("\n".join(lines))


def edit_include(chance: random.Random, root: Path) -> None:
    with some(chance, root, "_includes/*.html").open("a") as file:
        file.write(f"<i>{word(chance)}</i>")


def edit_data(chance: random.Random, root: Path) -> None:
    with (root / "_data/nav.yml").open("a") as file:
        file.write(f"- {word(chance)}\n")


def edit_data_value(chance: random.Random, root: Path) -> None:
    some(chance, root, "_data/people/*.yml").write_text(f"name: {word(chance)}\n")


def add_data(chance: random.Random, root: Path) -> None:
    name = chance.choice(["eve", "mallory", word(chance)])
    write(root / f"_data/people/{name}.yml", f"name: {word(chance)}\n")


def remove_data(chance: random.Random, root: Path) -> None:
    _remove(chance, root, "_data/people/*.yml", least=1)


def add_post(chance: random.Random, root: Path) -> None:
    number = chance.randint(0, 60)
    write(root / "_posts" / post_name(number), post(chance, number))


def remove_post(chance: random.Random, root: Path) -> None:
    _remove(chance, root, "_posts/*.md", least=2)


def rename_post(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    path.rename(path.with_name(f"{path.stem}-{word(chance)}.md"))


def unpublish(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    _replace(path, "---\n", f"---\npublished: {chance.choice(['true', 'false'])}\n")


def edit_note(chance: random.Random, root: Path) -> None:
    some(chance, root, "_notes/*.md").write_text(
        f"---\ntitle: {word(chance)}\norder: {chance.randint(0, 9)}\n---\n*{word(chance)}*\n"
    )


def edit_config(chance: random.Random, root: Path) -> None:
    lines = (root / "_config.yml").read_text().split("\n")
    lines[chance.choice([0, 1])] = f"{chance.choice(['title', 'footer'])}: {word(chance)}"
    (root / "_config.yml").write_text("\n".join(lines))


def edit_timezone(chance: random.Random, root: Path) -> None:
    config = root / "_config.yml"
    lines = [line for line in config.read_text().split("\n") if not line.startswith("timezone")]
    zone = chance.choice(["UTC", "Europe/Berlin", "Asia/Tokyo"])
    config.write_text("\n".join([*lines, f"timezone: {zone}", ""]))


def edit_part(chance: random.Random, root: Path) -> None:
    (root / "part.txt").write_text(word(chance))


def move_about(chance: random.Random, root: Path) -> None:
    path = root / "about.md"
    lines = [line for line in path.read_text().split("\n") if not line.startswith("permalink")]
    path.write_text("\n".join([lines[0], lines[1], f"permalink: /{word(chance)}/", *lines[2:]]))


def add_page(chance: random.Random, root: Path) -> None:
    name = word(chance)
    write(root / f"extra/{name}.md", f"---\ntitle: {name}\nlayout: base\n---\n{name}\n")


def remove_page(chance: random.Random, root: Path) -> None:
    _remove(chance, root, "extra/*.md", least=0)


def add_static_file(chance: random.Random, root: Path) -> None:
    write(root / f"files/{word(chance)}.txt", word(chance))


def damage_output(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_site/*.html", "_site/**/*.html")
    path.write_text("damaged") if chance.random() < 0.5 else path.unlink()


EDITS: tuple[Edit, ...] = (
    edit_body,
    edit_first_paragraph,
    edit_title,
    edit_tags,
    edit_layout,
    edit_layout_data,
    edit_include,
    edit_data,
    edit_data_value,
    add_data,
    remove_data,
    add_post,
    remove_post,
    rename_post,
    unpublish,
    edit_note,
    edit_config,
    edit_timezone,
    edit_part,
    move_about,
    add_page,
    remove_page,
    add_static_file,
    damage_output,
)


def word(chance: random.Random) -> str:
    return "".join(chance.choice("abcdefgh") for _ in range(4))


def post_name(number: int) -> str:
    return f"2020-{1 + number // 28:02}-{1 + number % 28:02}-post-{number}.md"


def post(chance: random.Random, number: int) -> str:
    return (
        f"---\ntitle: Post {number}\ntags: [{word(chance)}, common]\n---\n"
        f"First *paragraph* {number}.\n\nSecond [one](/{number}).\n"
    )


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def some(chance: random.Random, root: Path, *patterns: str) -> Path:
    return chance.choice(sorted(path for pattern in patterns for path in root.glob(pattern)))


def _remove(chance: random.Random, root: Path, pattern: str, least: int) -> None:
    if len(list(root.glob(pattern))) > least:
        some(chance, root, pattern).unlink()


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new, 1))
