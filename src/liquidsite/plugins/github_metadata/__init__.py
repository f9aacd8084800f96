"""jekyll-github-metadata."""

from liquidsite.plugins.github_metadata.namespace import plugin

__all__ = ["plugin"]
