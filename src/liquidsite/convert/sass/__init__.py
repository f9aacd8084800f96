"""Sass and SCSS through Dart Sass, as jekyll-sass-converter 3 does it."""

from liquidsite.convert.sass.converter import SassConverter, SassSite

__all__ = ["SassConverter", "SassSite"]
