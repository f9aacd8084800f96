# ruff: noqa: E501 - templates are written as sites write them
"""The site that the benchmarks build: as many posts as asked for, made from a fixed seed.

Layouts three deep, includes with parameters, data files, tags, a feed, excerpts and code.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_WORDS = (
    "archive bridge canvas delta engine forest garden harbor island journal kernel ladder "
    "meadow needle orbit palette quarry ribbon signal timber umbrella valley window yonder zenith"
)
WORDS = _WORDS.split()
TAGS = [f"topic-{number}" for number in range(20)]
AUTHORS = [f"author{number}" for number in range(12)]

CONFIG = """\
title: Bench
description: A site to measure with.
url: https://example.org
baseurl: /bench
timezone: UTC
permalink: /:categories/:year/:month/:day/:title/
navigation:
  Home: /
  Archive: /archive/
  Tags: /tags/
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post, comments: true}
  - scope: {path: ""}
    values: {layout: page}
"""

LAYOUTS = {
    "base": """\
---
lang: en
---
<!DOCTYPE html>
<html lang="{{ layout.lang }}">
<head>
<meta charset="utf-8">
<title>{% if page.title %}{{ page.title | escape }} - {% endif %}{{ site.title }}</title>
<meta name="description" content="{{ page.description | default: site.description | escape }}">
<link rel="canonical" href="{{ page.url | absolute_url }}">
<link rel="stylesheet" href="{{ '/style.css' | relative_url }}">
</head>
<body class="{{ layout.kind | default: 'plain' }}">
{% include nav.html active=page.url %}
<main>
{{ content }}
</main>
{% include sidebar.html most=8 %}
{% include footer.html note="Built to be measured" %}
</body>
</html>
""",
    "page": """\
---
layout: base
kind: page
---
<h1>{{ page.title }}</h1>
{{ content }}
""",
    "post": """\
---
layout: page
kind: post
---
{% include author.html name=page.author %}
<p class="date">{{ page.date | date: "%-d %B %Y" }}, {{ content | number_of_words }} words</p>
{{ content }}
<ul class="tags">
{%- for tag in page.tags %}
<li>{% include tag.html tag=tag %}</li>
{%- endfor %}
</ul>
<p>{% if page.previous %}<a href="{{ page.previous.url | relative_url }}">{{ page.previous.title }}</a>{% endif %}
{% if page.next %}<a href="{{ page.next.url | relative_url }}">{{ page.next.title }}</a>{% endif %}</p>
""",
}

INCLUDES = {
    "nav.html": """\
<nav>
{%- for entry in site.navigation %}
<a href="{{ entry[1] | relative_url }}"{% if include.active == entry[1] %} class="active"{% endif %}>{{ entry[0] }}</a>
{%- endfor %}
</nav>
""",
    "sidebar.html": """\
<aside>
<h2>Newest</h2>
<ul>
{%- for post in site.posts limit: include.most %}
<li><a href="{{ post.url | relative_url }}">{{ post.title | escape }}</a>
<time datetime="{{ post.date | date_to_xmlschema }}">{{ post.date | date: "%b %-d, %Y" }}</time></li>
{%- endfor %}
</ul>
<h2>Topics</h2>
<ul>
{%- for tag in site.tags %}
{%- assign topic = tag[0] %}
<li>{% include tag.html tag=topic %} ({{ tag[1].size }})</li>
{%- endfor %}
</ul>
</aside>
""",
    "footer.html": "<footer>{{ include.note }}, {{ site.title | upcase }}</footer>\n",
    "author.html": """\
{% assign author = site.data.authors[include.name] -%}
<p class="author"><a href="{{ author.url }}">{{ author.name }}</a>, {{ author.affiliation }}</p>
""",
    "tag.html": """\
<a href="{{ '/tags/' | append: include.tag | append: '/' | relative_url }}">{{ include.tag }}</a>
""",
}

PAGES = {
    "index.html": """\
---
title: Start
---
{% for post in site.posts limit: 20 %}
<article><h2><a href="{{ post.url | relative_url }}">{{ post.title }}</a></h2>
<time>{{ post.date | date_to_xmlschema }}</time>
{{ post.excerpt }}
</article>
{% endfor %}
""",
    "archive.md": """\
---
title: Archive
permalink: /archive/
---
{% for post in site.posts %}
* {{ post.date | date: "%Y-%m-%d" }} [{{ post.title }}]({{ post.url | relative_url }})
{%- endfor %}
""",
    "tags.html": """\
---
title: Tags
permalink: /tags/
---
{% for tag in site.tags %}
<h2 id="{{ tag[0] | slugify }}">{{ tag[0] }} ({{ tag[1].size }})</h2>
<ul>{% for post in tag[1] %}<li><a href="{{ post.url | relative_url }}">{{ post.title }}</a></li>
{% endfor %}</ul>
{% endfor %}
""",
    "feed.xml": """\
---
layout: null
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>{{ site.title | xml_escape }}</title>
{% for post in site.posts limit: 10 %}
<entry>
<title>{{ post.title | xml_escape }}</title>
<link href="{{ post.url | absolute_url }}"/>
<updated>{{ post.date | date_to_xmlschema }}</updated>
<content type="html">{{ post.content | xml_escape }}</content>
</entry>
{% endfor %}
</feed>
""",
    "style.css": "body { max-width: 40rem; margin: auto }\n",
}

CODE = """\
```python
def {name}(items):
    \"\"\"Add up what is there.\"\"\"
    total = 0
    for index, item in enumerate(items):
        total += item.value * {number}  # weighted
    return total
```
"""


class Post(NamedTuple):
    """One post: what its front matter says, and its Markdown."""

    name: str
    title: str
    author: str
    tags: list[str]
    category: str
    body: str

    @property
    def date(self) -> str:
        """Return year, month and day, with dashes."""
        return self.name[:10]

    @property
    def path(self) -> str:
        """Return the path of its page in the destination, with slashes around it."""
        year, month, day, slug = self.name.removesuffix(".md").split("-", 3)
        return f"/{self.category}/{year}/{month}/{day}/{slug}/"


def generate(root: Path, posts: int, seed: int = 1) -> Path:
    """Write the site with that many posts into `root`, which it returns."""
    write(root / "_config.yml", CONFIG)
    for name, text in LAYOUTS.items():
        write(root / "_layouts" / f"{name}.html", text)
    for name, text in INCLUDES.items():
        write(root / "_includes" / name, text)
    for name, text in PAGES.items():
        write(root / name, text)
    write(root / "_data" / "authors.yml", authors())
    for post in sample_posts(posts, seed):
        front = (
            f"title: {post.title}\nauthor: {post.author}\n"
            f"tags: [{', '.join(post.tags)}]\ncategories: {post.category}\n"
        )
        write(root / "_posts" / post.name, f"---\n{front}---\n{post.body}")
    return root


def post_name(number: int) -> str:
    return f"{2000 + number // 336 % 26}-{1 + number // 28 % 12:02}-{1 + number % 28:02}-post-{number}.md"


def authors() -> str:
    """Return the data file of the authors, in YAML."""
    return "".join(_author(name) for name in AUTHORS)


def _author(name: str) -> str:
    return (
        f"{name}:\n  name: {name.title()}\n  url: https://example.org/{name}\n"
        f"  affiliation: Institute of {name.title()}\n"
    )


def sample_posts(count: int, seed: int = 1) -> Iterator[Post]:
    """Yield so many posts, the same ones for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        tags = chance.sample(TAGS, 3)
        title = f"{' '.join(chance.sample(WORDS, 3)).title()} {number}"
        author, category = chance.choice(AUTHORS), chance.choice(WORDS)
        body = "\n\n".join(_blocks(chance, number)) + "\n"
        yield Post(post_name(number), title, author, tags, category, body)


def _blocks(chance: random.Random, number: int) -> list[str]:
    blocks = [_paragraph(chance)]
    for section in range(chance.randint(2, 4)):
        blocks.append(f"## {' '.join(chance.sample(WORDS, 2)).title()}")
        blocks.extend(_paragraph(chance) for _ in range(chance.randint(1, 3)))
        if section == 0:
            blocks.append("\n".join(f"* *{word}* and `{word}`" for word in chance.sample(WORDS, 4)))
        if section == 1:
            blocks.append(CODE.format(name=chance.choice(WORDS), number=number))
        if section == 2:
            blocks.append("| Name | Count |\n|------|------:|\n" + _rows(chance))
    return blocks


def _paragraph(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(30, 70))]
    words[5] = f"**{words[5]}**"
    words[9] = f"[{words[9]}](https://example.org/{words[9]})"
    words[14] = f'"{words[14]}"'
    words[20] = "{{ site.title }}" if chance.random() < 0.2 else words[20]
    return " ".join(words).capitalize() + "."


def _rows(chance: random.Random) -> str:
    return "\n".join(f"| {word} | {chance.randint(1, 99)} |" for word in chance.sample(WORDS, 5))


def write(path: Path, text: str) -> None:
    """Write a file, and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
