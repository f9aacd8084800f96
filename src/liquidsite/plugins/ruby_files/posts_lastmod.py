"""chirpy's posts-lastmod-hook.rb: `last_modified_at` of posts that have changed, from Git.

It is a text, the date of the author of the last commit, and only there if a post has more than
one commit. What front matter says wins.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from liquidsite.model import Document, Site
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.git import Commit, commits_of

_KEY = "last_modified_at"


def with_dates(site: Site, *, end: str = "") -> Site:
    """Return the site with the dates of its posts; `end` is what follows each date."""
    if site.config.limits:
        return site  # the settings of a repository may be commands, which Git runs
    commits = commits_of(site.config.source)
    docs = [
        _dated(doc, commits.get(doc.path, []), end) if doc.collection == "posts" else doc
        for doc in site.documents
    ]
    return generated.with_documents(site, docs)


def _dated(post: Document, commits: list[Commit], end: str) -> Document:
    if len(commits) < 2 or _KEY in post.data:
        return post
    return replace(post, data={_KEY: commits[0].author_date + end, **post.data})


plugin = Plugin("posts-lastmod-hook.rb", hooks={("site", "post_read"): with_dates})
with_line_end = Plugin(
    "posts-lastmod-hook.rb", hooks={("site", "post_read"): partial(with_dates, end="\n")}
)
