"""Templates, checked without rendering: unknown tags and filters, and deprecated syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquidsite.builder.engine import tags_of
from liquidsite.builder.post_names import PostNames
from liquidsite.liquid.filters import FILTERS
from liquidsite.liquid.tags import is_block
from liquidsite.migrate.doctor.finding import ERROR, HINT, WARNING, Finding
from liquidsite.migrate.doctor.sources import Source, Sources
from liquidsite.plugin import Plugin
from liquidsite.plugins import BUNDLED
from liquidsite.plugins.unknown import GEMS

_MARKUP = re.compile(
    r"\{%-?\s*(?P<tag>\w+)(?P<rest>(?:[^%]|%(?!\}))*+)%\}|\{\{(?P<output>(?:[^}]|\}(?!\}))*+)\}\}"
)
_END_RAW = re.compile(r"\{%-?\s*end(raw|comment)\s*-?%\}")
_STRING = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_FILTER = re.compile(r"\|\s*([A-Za-z_]\w*)")
_CODE_FREE = frozenset(["raw", "comment"])
# Tags that only occur inside other tags.
_INNER = frozenset(["else", "elsif", "when"])
_OLD_INCLUDE = re.compile(
    r"""\s*["'][^"'{]+["']|[^"'{}]*\s(?:with|for)\s+[\w.]+\s*-?\Z|\s*[^\s=]+,\s"""
)


def templates(sources: Sources, plugin: Plugin) -> Iterator[Finding]:
    """Yield findings about all templates of the site."""
    tags = tags_of(plugin)
    filters = FILTERS.keys() | plugin.filters.keys()
    posts = PostNames(sources.site.posts)
    ends = {f"end{name}" for name in tags if is_block(name, tags)}
    known = tags.keys() | ends | _INNER
    for source in sources.templates():
        for match in _markup(source.text):
            line = source.line(match.start())
            if (tag := match["tag"]) is not None:
                if tag not in known and not tag.startswith("end"):
                    yield _unknown("tag", tag, source, line)
                yield from _deprecated(tag, match["rest"], source, line, posts)
            body = _STRING.sub("", match["output"] or match["rest"] or "")
            if tag in (None, "assign", "for", "if", "unless", "echo"):
                for name in _FILTER.findall(body):
                    if name not in filters:
                        yield _unknown("filter", name, source, line)


def _markup(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags and outputs of a template, without those that are raw or in comments."""
    at = 0
    while match := _MARKUP.search(text, at):
        yield match
        at = match.end()
        if match["tag"] in _CODE_FREE:
            end = _END_RAW.search(text, at)
            at = end.end() if end else len(text)


def _unknown(kind: str, name: str, source: Source, line: int) -> Finding:
    gem = GEMS.get(name)
    fix = "Write it in Python (see `liquidsite docs python-plugins`), or remove it."
    if gem in BUNDLED:
        fix = f"It belongs to {gem}: add that to `plugins`."
    does = "stops the build" if kind == "tag" else "lets its input through"
    severity = ERROR if kind == "tag" else WARNING
    return Finding(kind, severity, f"the unknown {kind} {name} {does}", source.path, line, fix)


def _deprecated(
    tag: str, rest: str, source: Source, line: int, posts: PostNames
) -> Iterator[Finding]:
    if tag == "post_url":
        name = rest.strip(" \t\r\n-")
        found = None if posts.exactly(name) else posts.by_date_and_slug(name)
        if found is not None:
            folder = found.path.removeprefix("_posts/").rpartition(".")[0]
            text = f"`post_url {name}` finds its post by date and title only, which is deprecated"
            fix = f"Write `post_url {folder}`."
            yield Finding("deprecated", HINT, text, source.path, line, fix)
    if tag == "include" and _OLD_INCLUDE.match(rest):
        text = f"`include{rest.rstrip(' -')}` has the syntax of Liquid, not that of Jekyll"
        fix = "Write `include file.html name=value`."
        yield Finding("deprecated", WARNING, text, source.path, line, fix)
