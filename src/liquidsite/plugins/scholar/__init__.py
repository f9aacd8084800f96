"""jekyll-scholar: bibliographies and citations from .bib files."""

from liquidsite.plugin import HIGH, Plugin
from liquidsite.plugins.scholar.details import add_details
from liquidsite.plugins.scholar.entries import PARSERS
from liquidsite.plugins.scholar.pages import convert_pages
from liquidsite.plugins.scholar.tags import TAGS

plugin = Plugin(
    "jekyll-scholar",
    tags=TAGS,
    generators=(add_details,),
    hooks={("site", "post_read"): convert_pages},
    parsers=PARSERS,
    priority=HIGH,
    knows_empty=True,
)

__all__ = ["plugin"]
