"""jekyll-seo-tag."""

from liquidsite.plugins.seo_tag.tag import plugin, plugin_of

__all__ = ["plugin", "plugin_of"]
