"""jekyll-toc."""

from liquidsite.plugins.toc.filters import plugin

__all__ = ["plugin"]
