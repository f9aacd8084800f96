"""The site of `sample_site` for Hugo: the same pages with the same content at the same paths.

What Hugo's manual advises for speed is used: `partialCached` for what is the same on all pages.
Code is highlighted with classes, and there are no outputs that the site does not have elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from sample_site import PAGES, authors, sample_posts, write

CONFIG = """\
title: Bench
baseURL: https://example.org/bench/
timeZone: UTC
locale: en
disableKinds: [section, sitemap, robotstxt, "404", rss]
taxonomies: {tag: tags}
summaryLength: 1
markup:
  highlight: {noClasses: false}
  goldmark: {renderer: {unsafe: true}}
outputFormats:
  feed: {mediaType: application/xml, baseName: feed}
outputs:
  home: [html, feed]
  taxonomy: [html]
  page: [html]
params:
  description: A site to measure with.
  navigation:
    - {name: Home, url: ""}
    - {name: Archive, url: archive/}
    - {name: Tags, url: tags/}
"""

_TIME = '{{ .Date.Format "2006-01-02T15:04:05-07:00" }}'

LAYOUTS = {
    "baseof.html": """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ with .Title }}{{ . }} - {{ end }}{{ site.Title }}</title>
<meta name="description" content="{{ .Description | default site.Params.description }}">
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "style.css" | relURL }}">
</head>
<body class="{{ block "kind" . }}page{{ end }}">
{{ partial "nav.html" . }}
<main>
<h1>{{ .Title }}</h1>
{{ block "main" . }}{{ .Content }}{{ end }}
</main>
{{ partialCached "sidebar.html" 8 8 }}
{{ partialCached "footer.html" "Built to be measured" "Built to be measured" }}
</body>
</html>
""",
    "page.html": """\
{{ define "kind" }}post{{ end }}
{{ define "main" }}
{{ partialCached "author.html" .Params.author .Params.author }}
<p class="date">{{ .Date.Format "2 January 2006" }}, {{ .WordCount }} words</p>
{{ .Content }}
<ul class="tags">
{{- range .Params.tags }}
<li>{{ partialCached "tag.html" . . }}</li>
{{- end }}
</ul>
<p>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
{{ end }}
""",
    "home.html": f"""\
{{{{ define "main" }}}}
{{{{ range first 20 (where site.RegularPages "Section" "posts") }}}}
<article><h2><a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a></h2>
<time>{_TIME}</time>
{{{{ .Summary }}}}
</article>
{{{{ end }}}}
{{{{ end }}}}
""",
    "archive.html": """\
{{ define "main" }}
<ul>
{{- range where site.RegularPages "Section" "posts" }}
<li>{{ .Date.Format "2006-01-02" }} <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{- end }}
</ul>
{{ end }}
""",
    "taxonomy.html": """\
{{ define "main" }}
{{ range site.Taxonomies.tags.Alphabetical }}
<h2 id="{{ .Name | urlize }}">{{ .Name }} ({{ .Count }})</h2>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>
{{ end }}
{{ end }}
""",
    "home.feed.xml": f"""\
{{{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}}}
<feed xmlns="http://www.w3.org/2005/Atom">
<title>{{{{ site.Title }}}}</title>
{{{{ range first 10 (where site.RegularPages "Section" "posts") }}}}
<entry>
<title>{{{{ .Title }}}}</title>
<link href="{{{{ .Permalink }}}}"/>
<updated>{_TIME}</updated>
<content type="html">{{{{ .Content | html }}}}</content>
</entry>
{{{{ end }}}}
</feed>
""",
    "_shortcodes/title.html": "{{ site.Title }}",
    "_partials/nav.html": """\
<nav>
{{- $here := .RelPermalink }}
{{- range site.Params.navigation }}
{{- $url := .url | relURL }}
<a href="{{ $url }}"{{ if eq $here $url }} class="active"{{ end }}>{{ .name }}</a>
{{- end }}
</nav>
""",
    "_partials/sidebar.html": f"""\
<aside>
<h2>Newest</h2>
<ul>
{{{{- range first . (where site.RegularPages "Section" "posts") }}}}
<li><a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a>
<time datetime="{_TIME}">{{{{ .Date.Format "Jan 2, 2006" }}}}</time></li>
{{{{- end }}}}
</ul>
<h2>Topics</h2>
<ul>
{{{{- range site.Taxonomies.tags.Alphabetical }}}}
<li>{{{{ partialCached "tag.html" .Name .Name }}}} ({{{{ .Count }}}})</li>
{{{{- end }}}}
</ul>
</aside>
""",
    "_partials/footer.html": "<footer>{{ . }}, {{ site.Title | upper }}</footer>\n",
    "_partials/author.html": """\
{{ with index hugo.Data.authors . }}
<p class="author"><a href="{{ .url }}">{{ .name }}</a>, {{ .affiliation }}</p>
{{ end }}
""",
    "_partials/tag.html": """\
<a href="{{ printf "tags/%s/" . | relURL }}">{{ . }}</a>
""",
}

CONTENT = {
    "_index.md": "---\ntitle: Start\n---\n",
    "archive.md": "---\ntitle: Archive\nlayout: archive\n---\n",
    "tags/_index.md": """\
---
title: Tags
cascade:
  - target: {kind: term}
    build: {render: never}
---
""",
}


def generate(root: Path, posts: int, seed: int = 1) -> Path:
    """Write the site with that many posts into `root`, which it returns."""
    write(root / "hugo.yaml", CONFIG)
    for name, text in LAYOUTS.items():
        write(root / "layouts" / name, text)
    for name, text in CONTENT.items():
        write(root / "content" / name, text)
    write(root / "static" / "style.css", PAGES["style.css"])
    write(root / "data" / "authors.yml", authors())
    for post in sample_posts(posts, seed):
        front = (
            f"title: {post.title}\ndate: {post.date}\nurl: {post.path}\n"
            f"author: {post.author}\ntags: [{', '.join(post.tags)}]\n"
        )
        body = post.body.replace("{{ site.title }}", "{{< title >}}")
        write(root / "content" / "posts" / post.name, f"---\n{front}---\n{body}")
    return root
