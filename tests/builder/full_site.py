"""A site on a theme, with plugins: what the small sample does not have."""

from __future__ import annotations

import json
from pathlib import Path

from sample import post_name, write

CONFIG = {
    "title": "Household",
    "footer": "plain",
    "unused": 1,
    "url": "https://example.org",
    "timezone": "UTC",
    "theme": "house",
    "show_drafts": True,
    "paginate": 3,
    "exclude": ["left_out"],
    "plugins": [
        "jekyll-archives", "jekyll-feed", "jekyll-include-cache", "jekyll-minifier",
        "jekyll-paginate", "jekyll-redirect-from", "jekyll-scholar", "jekyll-seo-tag",
        "jekyll-sitemap", "jekyll-toc",
    ],
    "scholar": {"sort_by": "year", "bibliography_template": "{{entry.title}} {{entry.journal}}"},
    "jekyll-archives": {"enabled": ["tags", "years"], "layout": "plain"},
    "collections": {"notes": {"output": True}, "recipes": {"output": False}},
    "defaults": [{"scope": {"path": "", "type": "posts"}, "values": {"layout": "post"}}],
}  # fmt: skip

PLUGINS = """\
from dataclasses import replace
from liquidsite.plugin import Plugin, Tag

FILTER, TAG, GENERATED, HOOKED, CONVERTED = "one", "two", "three", "four", "five"

class Stamp(Tag):
    def render(self, context):
        return f"{TAG} {context['page.title']} {context.config('footer')}"

class Asked(Tag):
    def render(self, context):
        return context.fetch("no:address").error

class Upper:
    name, priority = "upper", 0
    def matches(self, ext):
        return ext == ".up"
    def output_ext(self, ext):
        return ".html"
    def convert(self, text):
        return f"{CONVERTED} {text.upper()}"

def generate(site):
    made = {"word": GENERATED, "titles": [post.data.get("title") for post in site.posts]}
    return replace(site, data={**site.data, "made": made})

def sign(text, page, site):
    return f"{text}<!-- {HOOKED} {page.data.get('title')} {page.data.get('mood')} -->"

plugin = Plugin(
    "own",
    tags={"stamp": Stamp, "asked": Asked},
    filters={"wrap": lambda text: f"{FILTER}({text})"},
    converters=(Upper(),),
    generators=(generate,),
    hooks={("notes", "post_render"): sign},
)
"""

BIBLIOGRAPHY = "_bibliography/references.bib"
ENTRIES = (
    "@string{house = {House}}",
    "@book{k0, title = {Cats}, author = {A, B}, publisher = house, year = 2001}",
    "@book{k1, title = {Dogs}, author = {C, D}, publisher = {Barn}, year = 2000}",
    "@article{k2, title = {Mice}, author = {E, F}, journal = house, year = 1999}",
    "@proceedings{k3, title = {Meeting}, year = 2003}",
    "@inproceedings{k4, title = {Birds}, author = {G, H}, crossref = {k3}, year = 2004}",
)

FILES = {
    "_plugins/own.py": PLUGINS,
    "_themes/house/_layouts/plain.html": "<h1>{{ page.title }}</h1>{% include head.html %}\n"
    "{{ content }}{{ layout.mark }}{{ site.footer }}\n",
    "_themes/house/_layouts/post.html": "---\nlayout: plain\nmark: post\n---\n{{ content }}\n"
    "{{ page.previous.title }} | {{ page.next.url }} | {{ page.categories | join: ' ' }}\n",
    "_themes/house/_includes/head.html": "{% seo %}{% feed_meta %}<i>{{ include.word }}</i>",
    "_themes/house/_includes/foot.html": "<footer>{{ site.data.theme.word }}</footer>",
    "_themes/house/_data/theme.yml": "word: theme\n",
    "_themes/house/house.gemspec": "s.authors = ['Ada']\n",
    "_themes/house/assets/theme.css": "p { margin: 0 }\n",
    "_themes/house/assets/page.html": "---\ntitle: Theme page\n---\n{{ site.title }}\n",
    "_data/menu.json": '[{"name": "a", "n": 1}, {"name": "b", "n": 2}]\n',
    "_data/table.csv": "name,n\nx,1\ny,2\n",
    "_data/deep/down/words.yml": "first: one\nsecond: {third: three}\n",
    "_data/extra/one.yml": "word: one\n",
    "_data/extra/two.yml": "word: two\n",
    "_drafts/idea.md": "---\ntitle: Idea\n---\nAn *idea*.\n",
    "_notes/a.md": "---\ntitle: A\norder: 1\nkind: x\n---\nNote *a*.\n",
    "_notes/b.md": "---\ntitle: B\norder: 2\nkind: y\nmood: good\n---\nNote *b*. "
    "{% for post in site.related_posts limit: 2 %}{{ post.title }} {% endfor %}\n",
    "_notes/figure.txt": "a figure",
    "_recipes/soup.md": "---\ntitle: Soup\norder: 3\n---\nStir *it*.\n",
    "index.html": "---\ntitle: Start\nlayout: plain\n---\n{% for post in paginator.posts %}"
    "{{ post.title }} {{ post.excerpt }}{% endfor %}{{ paginator.total_pages }}\n",
    "about.md": "---\ntitle: About\nlayout: plain\nredirect_from: /who/\n---\n"
    "* toc\n{:toc}\n\n# About {{ site.title }}\n\n{% stamp %} {% asked %} {{ 'word' | wrap }}\n",
    "lists.html": "---\n---\n{% assign notes = site.notes | where: 'kind', 'x' | sort: 'order' %}"
    "{% for note in notes %}{{ note.title }}{% endfor %}\n"
    "{% assign late = site.posts | where_exp: 'post', 'post.title > \"Post 2\"' %}"
    "{{ late | map: 'title' | join: ',' }}\n"
    "{% for group in (site.documents | group_by: 'kind') %}{% endfor %}"
    "{% assign groups = site.documents | group_by: 'kind' %}"
    "{% for group in groups %}{{ group.name }} {{ group.size }} {% endfor %}\n",
    "groups.html": "---\n---\n{% for tag in site.tags %}{{ tag[0] }} {{ tag[1].size }} {% endfor %}"
    "{% for entry in site.categories %}{{ entry[0] }}: {% for post in entry[1] %}{{ post.url }} "
    "{% endfor %}{% endfor %}",
    "all.html": "---\n---\n{% for document in site.documents %}{{ document.title }} "
    "{{ document.relative_path }} {% endfor %}{% for one in site.collections %}{{ one.label }} "
    "{{ one.output }} {{ one.docs.size }} {{ one.files.size }} {% endfor %}",
    "files.html": "---\n---\n{% for file in site.static_files %}{{ file.path }} "
    "{{ file.modified_time | date: '%s' }}\n{% endfor %}",
    "quotes.html": "---\ntitle: Quotes\n---\n{% for page in site.pages %}{% if page.quoted %}"
    "{{ page.content }}{% endif %}{% endfor %}{% for note in site.notes %}{{ note.output }}"
    "{{ note.content }}{% endfor %}{{ site.posts.first.content }}{{ site.posts.last.excerpt }}",
    "aaa.html": "---\nquoted: true\n---\nEarly {{ site.footer }}\n",
    "zzz.html": "---\nquoted: true\n---\nLate {{ site.data.menu[0].name }}\n",
    "own.md": "---\ntitle: Own\nlayout: plain\n---\n"
    "{{ page.content | size }} *own* {{ layout.mark }}\n",
    "dump.html": "---\n---\n{{ site.recipes | jsonify }}{{ site.notes.first.date }}",
    "columns.html": "---\n---\n{{ site.documents | where: 'mood', 'bad' | map: 'title' | join }} "
    "{{ site.pages | sort: 'title' | map: 'url' | join }} {{ site.static_files | map: 'path' }}",
    "data.html": "---\n---\n{{ site.data.made.word }} {{ site.data.deep.down.words.second.third }} "
    "{% for row in site.data.table %}{{ row.name }}={{ row.n }} {% endfor %}"
    "{% for entry in site.data.extra %}{{ entry[0] }} {{ entry[1].word }} {% endfor %}"
    "{{ site.data.extra.one.word }}"
    "{{ site.data.made.titles | join: ' ' }}",
    "boss.html": "---\n---\n{% if site.data.extra.two %}There is a boss.{% endif %}",
    "link.html": "---\n---\n{% link about.md %}",
    "links.md": "---\n---\n[a]({% link own.md %}) [p]({% post_url 2020-01-01-post-0 %}) "
    "{% include_relative part.txt %} {% include_cached foot.html %}\n",
    "beside.md": "---\n---\n{% include_relative beside.txt %}\n",
    "beside.txt": "---\nunseen: true\n---\nbeside",
    "part.txt": "a part {{ site.unseen }}",
    "theme.html": "---\n---\n{{ theme.authors }}",
    "clock.html": "---\n---\n{{ site.time | date: '%F %H' }}",
    "now.html": "---\n---\n{{ 'now' | date: '%F %H' }}",
    "shout.up": "---\ntitle: Shout\n---\nhello {{ site.title }}\n",
    "swap.html": "a static file",
    "files/one.txt": "one",
    BIBLIOGRAPHY: "\n\n".join(ENTRIES) + "\n",
    "_bibliography/more.bib": "@misc{m, title = {More}}\n",
    "_layouts/bibtex.html": "{{ page.title }} {{ page.entry.bibtex }}",
    "books.html": "---\n---\n{% bibliography --query @book %}",
    "count.html": "---\n---\n{% bibliography_count --query @article[year>=1999] %}",
    "cites.html": "---\n---\n{% cite k1 k2 %} {% cite new %} {% reference k4 %}",
    "more.html": "---\n---\n{% bibliography --file more --template {{entry.title}} %}",
}  # fmt: skip
POSTS = 7


def create(root: Path) -> Path:
    """Write the site into `root`, which it returns."""
    write(root / "_config.yml", json.dumps(CONFIG, indent=1))
    for path, text in FILES.items():
        write(root / path, text)
    for number in range(POSTS):
        write(root / "_posts" / post_name(number), post(number))
    return root


def post(number: int) -> str:
    return (
        f"---\ntitle: Post {number}\ntags: [common, t{number % 3}]\n---\n"
        f"First *paragraph* {number}.\n\nSecond [one](/{number}).\n"
    )
