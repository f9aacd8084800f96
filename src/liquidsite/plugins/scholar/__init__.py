"""jekyll-scholar: bibliographies and citations from .bib files."""

from liquidsite.plugin import HIGH, Plugin
from liquidsite.plugins.scholar.details import add_details
from liquidsite.plugins.scholar.tags import TAGS

plugin = Plugin("jekyll-scholar", tags=TAGS, generators=(add_details,), priority=HIGH)

__all__ = ["plugin"]
