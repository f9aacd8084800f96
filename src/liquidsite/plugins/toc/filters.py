"""jekyll-toc: a list of a page's headings, and anchors in front of them."""

from __future__ import annotations

from liquidsite.plugin import Context, Plugin, Tag, needs_context
from liquidsite.plugins.toc.entries import Contents
from liquidsite.ruby.values import is_truthy, to_str


class Toc(Tag):
    def render(self, context: Context) -> str:
        if not context.page["toc"]:
            return ""
        return Contents.of(str(context.page["content"]), context.config("toc")).list()


@needs_context
def toc_only(context: Context, html: object) -> str:
    """Return the list alone."""
    return _contents(context, html).list() if _is_on(context) else ""


@needs_context
def inject_anchors(context: Context, html: object) -> object:
    """Return the text with anchors."""
    return _contents(context, html).anchored() if _is_on(context) else html


@needs_context
def toc(context: Context, html: object) -> object:
    """Return the list, then the text with anchors."""
    if not _is_on(context):
        return html
    contents = _contents(context, html)
    return contents.list() + contents.anchored()


def _contents(context: Context, html: object) -> Contents:
    """Return the contents of a string; nil and false are an empty one, as Nokogiri takes them.

    Raises RubyError for everything else.
    """
    text = to_str(html) if is_truthy(html) else ""
    return Contents.of(text, context.config("toc"))


def _is_on(context: Context) -> bool:
    return context["page.toc"] is True


plugin = Plugin(
    "jekyll-toc",
    tags={"toc": Toc},
    filters={"toc": toc, "toc_only": toc_only, "inject_anchors": inject_anchors},
)
