"""jekyll-toc: a list of a page's headings, and anchors in front of them."""

from __future__ import annotations

from collections.abc import Mapping

from liquidsite.drop import Drop
from liquidsite.liquid.filters import FilterContext, needs_context
from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.plugins.toc.entries import Contents


class Toc(Tag):
    def render(self, context: Context) -> str:
        if not context.page["toc"]:
            return ""
        return Contents.of(str(context.page["content"]), context.config("toc")).list()


@needs_context
def toc_only(context: FilterContext, html: str) -> str:
    """The list alone."""
    return Contents.of(html, context.host.config("toc")).list() if _is_on(context) else ""


@needs_context
def inject_anchors(context: FilterContext, html: str) -> str:
    """The text with anchors."""
    return Contents.of(html, context.host.config("toc")).anchored() if _is_on(context) else html


@needs_context
def toc(context: FilterContext, html: str) -> str:
    """The list, then the text with anchors."""
    if not _is_on(context):
        return html
    contents = Contents.of(html, context.host.config("toc"))
    return contents.list() + contents.anchored()


def _is_on(context: FilterContext) -> bool:
    page = context.lookup("page")
    return isinstance(page, Mapping | Drop) and page["toc"] is True


plugin = Plugin(
    "jekyll-toc",
    tags={"toc": Toc},
    filters={"toc": toc, "toc_only": toc_only, "inject_anchors": inject_anchors},
)
