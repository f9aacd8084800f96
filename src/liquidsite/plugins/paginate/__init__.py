"""jekyll-paginate."""

from liquidsite.plugins.paginate.generator import plugin

__all__ = ["plugin"]
