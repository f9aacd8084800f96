"""jekyll-scholar: bibliographies and citations from .bib files."""

from liquidsite.plugin import Plugin
from liquidsite.plugins.scholar.tags import TAGS

plugin = Plugin("jekyll-scholar", tags=TAGS)

__all__ = ["plugin"]
