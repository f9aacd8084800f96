"""jekyll-seo-tag."""

from liquidsite.plugins.seo_tag.tag import plugin

__all__ = ["plugin"]
