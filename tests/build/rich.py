"""A site with a theme, drafts, plugins of its own and bundled ones; and the edits made to it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import sample
from sample import Edit, post, some, word, write

CONFIG = """\
title: Rich
footer: plain
future: false
timezone: UTC
theme: plain
show_drafts: true
plugins: [jekyll-feed, jekyll-sitemap, jekyll-seo-tag, jekyll-paginate, jekyll-redirect-from]
paginate: 2
unused: nothing
exclude: [secret]
collections:
  notes: {output: true}
  talks: {output: false}
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post}
"""

THEME = {
    "_layouts/base.html": "<title>{{ page.title }}</title>{% seo %}\n{% include head.html %}\n"
    "{% include side.html most=2 %}\n{{ content }}\n{% include foot.html note='made' %}\n",
    "_layouts/post.html": "---\nlayout: base\n---\n<h1>{{ page.title | shout }}</h1>{{ content }}"
    "{{ page.previous.title }}|{{ page.next.title }}",
    "_layouts/bare.html": "{{ page.previous.title }}|{{ page.next.title }}",
    "_includes/head.html": "<head>{{ site.title }} {{ site.data.theme.color }}</head>",
    "_includes/side.html": "<aside>{% for post in site.posts limit: include.most %}"
    "{% include item.html post=post %}{% endfor %}{% assign last = site.posts | size %}</aside>",
    "_includes/item.html": "<i>{{ include.post.title }} {{ include.post.date | date: '%Y' }}</i>",
    "_includes/foot.html": "<footer>{{ include.note }} {{ last }} {{ site.footer }}"
    "{% include item.html post=page %}</footer>",
    "_data/theme.yml": "color: red\n",
    "assets/theme.css": "---\n---\np { color: {{ site.data.theme.color }} }\n",
    "assets/plain.css": "p { margin: 0 }\n",
}

PLUGIN = """\
from dataclasses import replace
from liquidsite.model import Page
from liquidsite.plugin import Plugin

def shout(value):
    return f"{value}WORD"

def generate(site):
    titles = ", ".join(post.data["title"] for post in site.posts)
    page = Page(path="made.html", url="/made.html", output_ext=".html", content=titles)
    return replace(site, pages=(*site.pages, page))

plugin = Plugin("own", filters={"shout": shout}, generators=(generate,))
"""

SITE = {
    "_config.yml": CONFIG,
    "_plugins/own.py": PLUGIN.replace("WORD", "!"),
    "_data/rows.csv": "name,age\nada,36\n",
    "_data/tree/leaf.json": '{"a": {"b": 1}}',
    "_drafts/idea.md": "---\ntitle: Idea\n---\nAn *idea*.\n",
    "_notes/one.md": "---\ntitle: One\norder: 1\n---\nNote *one*.\n",
    "_talks/first.md": "---\ntitle: First\n---\nTalk.\n",
    "index.html": "---\nlayout: base\n---\n{% for post in paginator.posts %}{{ post.title }}: "
    "{{ post.excerpt }}{% endfor %} {{ paginator.page }}/{{ paginator.total_pages }}",
    "about.md": "---\ntitle: About\nlayout: base\nredirect_from: /old/\n---\nAbout [x](y).\n",
    "lists.html": "---\nlayout: base\n---\n{{ site.categories | jsonify }}{{ site.tags | jsonify }}"
    "{% assign some = site.posts | where: 'mood', 'good' %}{{ some | map: 'title' | join }}"
    "{% for group in site.posts | group_by: 'mood' %}{{ group.name }}{{ group.size }}{% endfor %}"
    "{{ site.notes | where_exp: 'n', 'n.order > 1' | map: 'title' }}",
    "talks.html": "---\n---\n{% for talk in site.talks %}{{ talk.title }}{{ talk.content }}"
    "{% endfor %}{% for row in site.data.rows %}{{ row.name }}{{ row.age }}{% endfor %}"
    "{{ site.data.tree.leaf.a.b }}{{ site.data.tree.twig }}",
    "related.md": "---\nlayout: base\n---\n{% for post in site.posts %}{{ post.output | size }}"
    "{{ post.next.excerpt }}{% endfor %}{% link about.md %}",
    "neighbours.html": "---\n---\n{% post_url 2020-01-01-post-0 %}",
    "year.html": "---\n---\n{{ site.time | date: '%Y' }}",
    "beside/page.md": "---\n---\n{% include_relative part.txt %} {{ page.dir }}\n",
    "beside/part.txt": "a part",
    "secret/hidden.html": "---\n---\nhidden",
    "plain.txt": "copied",
}
POSTS = 5


def create(root: Path, seed: int = 0) -> Path:
    chance = random.Random(seed)
    for path, text in SITE.items():
        write(root / path, text)
    for path, text in THEME.items():
        write(root / "_themes/plain" / path, text)
    for number in range(POSTS):
        write(root / f"_posts/2020-01-0{number + 1}-post-{number}.md", post(chance, number))
    return root


def shadow_theme(chance: random.Random, root: Path) -> None:
    """A file of the site takes the place of one of the theme, or gives it back."""
    path = chance.choice(sorted(THEME))
    if (root / path).exists():
        (root / path).unlink()
    else:
        write(root / path, THEME[path] + f"<!-- {word(chance)} -->\n")


def shadow_layout(chance: random.Random, root: Path) -> None:
    path = chance.choice(["_layouts/base.html", "_layouts/post.html"])
    write(root / path, THEME[path] + f"<!-- {word(chance)} -->\n")


def edit_theme(chance: random.Random, root: Path) -> None:
    path = chance.choice(["_includes/foot.html", "_includes/side.html", "assets/plain.css"])
    with (root / "_themes/plain" / path).open("a") as file:
        file.write(word(chance))


def edit_theme_data(chance: random.Random, root: Path) -> None:
    (root / "_themes/plain/_data/theme.yml").write_text(f"color: {word(chance)}\n")


def edit_draft(chance: random.Random, root: Path) -> None:
    name = chance.choice(["idea", "other"])
    write(root / f"_drafts/{name}.md", f"---\ntitle: {word(chance)}\n---\n{word(chance)}\n")


def publish_draft(chance: random.Random, root: Path) -> None:
    for path in sorted((root / "_drafts").glob("*.md"))[:1]:
        path.rename(root / f"_posts/2020-02-1{chance.randint(0, 9)}-{path.name}")


def date_draft(chance: random.Random, root: Path) -> None:
    """The date of a draft is that of its file."""
    for path in sorted((root / "_drafts").glob("*.md"))[:1]:
        moment = 1_550_000_000 + chance.randint(0, 40_000_000)
        os.utime(path, (moment, moment))


def edit_mood(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    lines = [line for line in path.read_text().split("\n") if not line.startswith("mood")]
    path.write_text("\n".join([lines[0], f"mood: {chance.choice(['good', 'bad'])}", *lines[1:]]))


def edit_category(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    lines = [line for line in path.read_text().split("\n") if not line.startswith("categ")]
    path.write_text("\n".join([lines[0], f"categories: {word(chance)[:1]}", *lines[1:]]))


def date_post(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    lines = [line for line in path.read_text().split("\n") if not line.startswith("date:")]
    day = f"20{chance.randint(18, 23)}-0{chance.randint(1, 9)}-03 0{chance.randint(0, 9)}:00"
    path.write_text("\n".join([lines[0], f"date: {day}", *lines[1:]]))


def hide_post(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    lines = [line for line in path.read_text().split("\n") if not line.startswith("published")]
    more = chance.choice([[], ["published: false"]])
    path.write_text("\n".join([lines[0], *more, *lines[1:]]))


def bare_posts(chance: random.Random, root: Path) -> None:
    """Posts that show nothing but their neighbours."""
    path = some(chance, root, "_posts/*.md")
    lines = [line for line in path.read_text().split("\n") if not line.startswith("layout")]
    path.write_text("\n".join([lines[0], "layout: bare", *lines[1:]]))


def edit_plugin(chance: random.Random, root: Path) -> None:
    write(root / "_plugins/own.py", PLUGIN.replace("WORD", word(chance)))


def edit_generator(chance: random.Random, root: Path) -> None:
    path = root / "_plugins/own.py"
    path.write_text(path.read_text().replace('", ".join', f'"{word(chance)} ".join'))


def edit_setting(chance: random.Random, root: Path) -> None:
    name, values = chance.choice(
        [
            ("unused", ["one", "two"]),
            ("footer", ["one", "two"]),
            ("paginate", ["1", "2", "3"]),
            ("exclude", ["[secret]", "[plain.txt]", "[]"]),
            ("permalink", ["date", "pretty", "/:title/"]),
            ("show_drafts", ["true", "false"]),
            ("future", ["true", "false"]),
            ("excerpt_separator", ["'\\n\\n'", "'*'"]),
            ("url", ["https://a.example", "https://b.example"]),
            ("baseurl", ["/a", "''"]),
        ]
    )
    path = root / "_config.yml"
    lines = [line for line in path.read_text().split("\n") if not line.startswith(f"{name}:")]
    path.write_text("\n".join([f"{name}: {chance.choice(values)}", *lines]))


def edit_collection(chance: random.Random, root: Path) -> None:
    path = root / "_config.yml"
    output = chance.choice(["true", "false"])
    lines = [
        f"  talks: {{output: {output}}}" if line.startswith("  talks") else line
        for line in path.read_text().split("\n")
    ]
    path.write_text("\n".join(lines))


def edit_talk(chance: random.Random, root: Path) -> None:
    name = chance.choice(["first", "second", "third"])
    write(root / f"_talks/{name}.md", f"---\ntitle: {word(chance)}\n---\n{word(chance)}\n")


def edit_row(chance: random.Random, root: Path) -> None:
    write(root / "_data/rows.csv", f"name,age\n{word(chance)},{chance.randint(1, 9)}\n")


def edit_leaf(chance: random.Random, root: Path) -> None:
    name = chance.choice(["leaf", "twig"])
    write(root / f"_data/tree/{name}.json", f'{{"a": {{"b": {chance.randint(1, 9)}}}}}')


def change_static(chance: random.Random, root: Path) -> None:
    (root / "plain.txt").write_text(word(chance))


def page_for_static(chance: random.Random, root: Path) -> None:
    """A page where a static file was, and back."""
    text = (root / "plain.txt").read_text()
    matter = "---\n---\n"
    (root / "plain.txt").write_text(text.removeprefix(matter) if matter in text else matter + text)


def touch(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md", "*.md", "_themes/plain/*/*.html", "_data/*.csv")
    os.utime(path)


def same_size(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    path.write_text(path.read_text().replace("First", chance.choice(["Fjrst", "First"])))


def go_back_in_time(chance: random.Random, root: Path) -> None:
    path = some(chance, root, "_posts/*.md")
    path.write_text(path.read_text() + word(chance))
    os.utime(path, (1_500_000_000, 1_500_000_000))


def break_site(chance: random.Random, root: Path) -> None:
    (root / "broken.html").write_text("---\n---\n{% if %}")


def folder_for_file(chance: random.Random, root: Path) -> None:
    path = root / "beside" / "page.md"
    if path.exists():
        path.unlink()
    else:
        write(path, SITE["beside/page.md"])


def count_on(chance: random.Random, root: Path) -> None:
    path = root / "counted.html"
    if path.exists():
        path.unlink()
    else:
        path.write_text("---\n---\n{% increment n %}")


def move_redirect(chance: random.Random, root: Path) -> None:
    path = root / "about.md"
    lines = path.read_text().split("\n")
    lines[3] = f"redirect_from: /{word(chance)}/"
    path.write_text("\n".join(lines))


EDITS: tuple[Edit, ...] = (
    sample.edit_body,
    sample.edit_first_paragraph,
    sample.edit_title,
    sample.edit_tags,
    sample.rename_post,
    sample.damage_output,
    sample.add_static_file,
    shadow_theme,
    shadow_theme,
    shadow_layout,
    edit_theme,
    edit_theme_data,
    edit_draft,
    publish_draft,
    date_draft,
    edit_mood,
    edit_category,
    date_post,
    bare_posts,
    hide_post,
    edit_plugin,
    edit_generator,
    edit_setting,
    edit_setting,
    edit_collection,
    edit_talk,
    edit_row,
    edit_leaf,
    change_static,
    page_for_static,
    touch,
    same_size,
    go_back_in_time,
    break_site,
    folder_for_file,
    count_on,
    move_redirect,
)
