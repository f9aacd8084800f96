"""jekyll-feed."""

from liquidsite.plugins.feed.generator import plugin

__all__ = ["plugin"]
