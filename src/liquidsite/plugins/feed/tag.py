"""jekyll-feed's `{% feed_meta %}`: the link to the main feed for a page's head."""

from __future__ import annotations

from liquidsite.plugin import Context, Tag
from liquidsite.plugins.feed.paths import main_path


class FeedMeta(Tag):
    def render(self, context: Context) -> str:
        settings = context.config("feed")
        href = context.filter("absolute_url", main_path(settings))
        title = context.config("title") or context.config("name")
        attributes = {"type": "application/atom+xml", "rel": "alternate", "href": href}
        if title:
            attributes["title"] = title
        written = (f'{name}="{_escaped(str(value))}"' for name, value in attributes.items())
        return f"<link {' '.join(written)} />"


def _escaped(value: str) -> str:
    """Escape as Ruby's `encode(xml: :attr)`."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace('"', "&quot;")
