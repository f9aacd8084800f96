"""jekyll-link-attributes: `rel` and `target` for links to other sites.

The gem writes the whole page from a tree; here the tags of links change, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from liquidsite.model import Document, Renderable
from liquidsite.plugin import Plugin
from liquidsite.ruby import regexp
from liquidsite.ruby.values import is_truthy, to_s

_SKIPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)"
    r"|(?P<link><a(?=[\s>/])(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_OUTSIDE = re.compile(r"^https?://", re.MULTILINE)
_DEFAULTS = {"rel": "external nofollow noopener", "target": "_blank"}


def mark_links(page: str, item: Renderable, site: Mapping[str, object]) -> str | None:
    """Return `page` with the attributes of its links to other sites; None when it has none."""
    if not isinstance(item, Document) and item.output_ext != ".html":
        return None
    settings = site["external_links"]
    settings = settings if isinstance(settings, Mapping) else {}
    enabled = settings.get("enabled")
    if "<a" not in page or (enabled is not None and not is_truthy(enabled)):
        return None
    own = site["url"]
    own_url = None if own is None else to_s(own)

    def marked(match: re.Match[str]) -> str:
        if match["link"] is None:
            return match[0]
        return _marked(match["link"], match["attributes"], settings, own_url)

    return _SKIPPED.sub(marked, page)


def _marked(link: str, text: str, settings: Mapping[str, object], own: str | None) -> str:
    has = {found[1].lower(): found for found in _ATTRIBUTE.finditer(text)}
    href = has.get("href")
    url = unescape(next((part for part in href.groups()[1:] if part), "")) if href else ""
    if not _OUTSIDE.search(url) or (own is not None and url.startswith(own)):
        return link
    added = "".join(
        f' {name}="{escape(_value(settings, name))}"'
        for name in _DEFAULTS
        if name not in has and not _is_excluded(settings, name, url)
    )
    end = "/>" if link.endswith("/>") else ">"
    return link.removesuffix(end).rstrip() + added + end


def _value(settings: Mapping[str, object], name: str) -> str:
    value = settings.get(name)
    if isinstance(value, Mapping):
        value = value.get("value")
    return to_s(value) if is_truthy(value) else _DEFAULTS[name]


def _is_excluded(settings: Mapping[str, object], name: str, url: str) -> bool:
    own = settings.get(name)
    patterns = own.get("exclude") if isinstance(own, Mapping) else settings.get("exclude")
    patterns = patterns if isinstance(patterns, list) else []
    try:
        return any(regexp.compiled(f"^{to_s(one)}$").search(url) for one in patterns)
    except ValueError:
        return False


plugin = Plugin(
    "jekyll-link-attributes",
    hooks={("pages", "post_render"): mark_links, ("documents", "post_render"): mark_links},
)
