# ruff: noqa: E501 - templates are written as sites write them
"""The site of `sample_site` for Eleventy: the same pages with the same content at the same paths.

Its includes are Jekyll's (LiquidJS has an option for them), its Markdown has smart quotes, heading
ids and highlighted code as there.
"""

from __future__ import annotations

import json
from pathlib import Path

from sample_site import AUTHORS, PAGES, sample_posts, write

# What npm installs for it.
PACKAGES = (
    "@11ty/eleventy@3.1.8",
    "@11ty/eleventy-plugin-syntaxhighlight@5",
    "markdown-it@14",
    "markdown-it-anchor@9",
)

CONFIG = """\
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import markdownIt from "markdown-it";
import anchor from "markdown-it-anchor";

export default function (config) {
  const markdown = markdownIt({ html: true, typographer: true }).use(anchor, { tabIndex: false });
  config.setQuietMode(true);
  config.setLibrary("md", markdown);
  config.addPlugin(syntaxHighlight);
  config.setLiquidOptions({ jekyllInclude: true });
  config.setFrontMatterParsingOptions({
    excerpt: (file) => { file.excerpt = file.content.trimStart().split("\\n\\n", 1)[0]; },
  });
  config.addPassthroughCopy("style.css");
  config.addFilter("markdown", (text) => markdown.render(text));
  config.addCollection("posts", (api) => api.getFilteredByGlob("posts/*.md").reverse());
  config.addCollection("topics", (api) => {
    const topics = new Map();
    for (const post of api.getFilteredByGlob("posts/*.md").reverse()) {
      for (const tag of post.data.tags) {
        topics.set(tag, [...(topics.get(tag) ?? []), post]);
      }
    }
    return [...topics].map(([name, posts]) => ({ name, posts }));
  });
  return {
    pathPrefix: "/bench/",
    htmlTemplateEngine: "liquid",
    dir: { layouts: "_layouts" },
  };
}
"""

SITE = {
    "title": "Bench",
    "description": "A site to measure with.",
    "url": "https://example.org",
    "navigation": [["Home", "/"], ["Archive", "/archive/"], ["Tags", "/tags/"]],
}

FILES = {
    "_layouts/base.html": """\
---
lang: en
---
<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<title>{% if title %}{{ title | escape }} - {% endif %}{{ site.title }}</title>
<meta name="description" content="{{ description | default: site.description | escape }}">
<link rel="canonical" href="{{ site.url }}{{ page.url | url }}">
<link rel="stylesheet" href="{{ '/style.css' | url }}">
</head>
<body class="{{ kind | default: 'plain' }}">
{% include nav.html active=page.url %}
<main>
{{ content }}
</main>
{% include sidebar.html most=8 %}
{% include footer.html note="Built to be measured" %}
</body>
</html>
""",
    "_layouts/page.html": """\
---
layout: base.html
kind: page
---
<h1>{{ title }}</h1>
{{ content }}
""",
    "_layouts/post.html": """\
---
layout: page.html
kind: post
---
{% include author.html name=author %}
<p class="date">{{ page.date | date: "%-d %B %Y" }}, {{ content | number_of_words }} words</p>
{{ content }}
<ul class="tags">
{%- for tag in tags %}
<li>{% include tag.html tag=tag %}</li>
{%- endfor %}
</ul>
{%- assign newer = collections.posts | getPreviousCollectionItem: page %}
{%- assign older = collections.posts | getNextCollectionItem: page %}
<p>{% if older %}<a href="{{ older.url | url }}">{{ older.data.title }}</a>{% endif %}
{% if newer %}<a href="{{ newer.url | url }}">{{ newer.data.title }}</a>{% endif %}</p>
""",
    "_includes/nav.html": """\
<nav>
{%- for entry in site.navigation %}
<a href="{{ entry[1] | url }}"{% if include.active == entry[1] %} class="active"{% endif %}>{{ entry[0] }}</a>
{%- endfor %}
</nav>
""",
    "_includes/sidebar.html": """\
<aside>
<h2>Newest</h2>
<ul>
{%- for post in collections.posts limit: include.most %}
<li><a href="{{ post.url | url }}">{{ post.data.title | escape }}</a>
<time datetime="{{ post.date | date_to_xmlschema }}">{{ post.date | date: "%b %-d, %Y" }}</time></li>
{%- endfor %}
</ul>
<h2>Topics</h2>
<ul>
{%- for topic in collections.topics %}
<li>{% include tag.html tag=topic.name %} ({{ topic.posts.size }})</li>
{%- endfor %}
</ul>
</aside>
""",
    "_includes/footer.html": "<footer>{{ include.note }}, {{ site.title | upcase }}</footer>\n",
    "_includes/author.html": """\
{% assign author = authors[include.name] -%}
<p class="author"><a href="{{ author.url }}">{{ author.name }}</a>, {{ author.affiliation }}</p>
""",
    "_includes/tag.html": """\
<a href="{{ '/tags/' | append: include.tag | append: '/' | url }}">{{ include.tag }}</a>
""",
    "index.html": """\
---
title: Start
layout: page.html
---
{% for post in collections.posts limit: 20 %}
<article><h2><a href="{{ post.url | url }}">{{ post.data.title }}</a></h2>
<time>{{ post.date | date_to_xmlschema }}</time>
{{ post.page.excerpt | markdown }}
</article>
{% endfor %}
""",
    "archive.md": """\
---
title: Archive
layout: page.html
permalink: /archive/
---
{% for post in collections.posts %}
* {{ post.date | date: "%Y-%m-%d" }} [{{ post.data.title }}]({{ post.url | url }})
{%- endfor %}
""",
    "tags.html": """\
---
title: Tags
layout: page.html
permalink: /tags/
---
{% for topic in collections.topics %}
<h2 id="{{ topic.name | slugify }}">{{ topic.name }} ({{ topic.posts.size }})</h2>
<ul>{% for post in topic.posts %}<li><a href="{{ post.url | url }}">{{ post.data.title }}</a></li>
{% endfor %}</ul>
{% endfor %}
""",
    "feed.liquid": """\
---
permalink: /feed.xml
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>{{ site.title | xml_escape }}</title>
{% for post in collections.posts limit: 10 %}
<entry>
<title>{{ post.data.title | xml_escape }}</title>
<link href="{{ site.url }}{{ post.url | url }}"/>
<updated>{{ post.date | date_to_xmlschema }}</updated>
<content type="html">{{ post.content | xml_escape }}</content>
</entry>
{% endfor %}
</feed>
""",
    "posts/posts.json": '{"layout": "post.html"}\n',
    "style.css": PAGES["style.css"],
    "eleventy.config.js": CONFIG,
    "package.json": '{"type": "module"}\n',
    "_data/site.json": json.dumps(SITE, indent=1) + "\n",
}


def generate(root: Path, posts: int, seed: int = 1) -> Path:
    """Write the site with that many posts into `root`, which it returns."""
    for name, text in FILES.items():
        write(root / name, text)
    write(root / "_data" / "authors.json", _authors())
    for post in sample_posts(posts, seed):
        front = (
            f"title: {post.title}\ndate: {post.date}\npermalink: {post.path}\n"
            f"author: {post.author}\ntags: [{', '.join(post.tags)}]\n"
        )
        write(root / "posts" / post.name, f"---\n{front}---\n{post.body}")
    return root


def _authors() -> str:
    known = {
        name: {
            "name": name.title(),
            "url": f"https://example.org/{name}",
            "affiliation": f"Institute of {name.title()}",
        }
        for name in AUTHORS
    }
    return json.dumps(known, indent=1) + "\n"
