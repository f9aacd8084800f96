"""jekyll-coffeescript: `.coffee` files with front matter become JavaScript.

The compiler is that of the package dukpy (the extra `coffeescript`).
"""

from __future__ import annotations

from importlib import import_module

from liquidsite.errors import ConversionError, PluginError
from liquidsite.plugin import Plugin


class CoffeeScript:
    name = "coffeescript"
    priority = 0

    def matches(self, ext: str) -> bool:
        return ext.lower() == ".coffee"

    def output_ext(self, ext: str) -> str:
        return ".js"

    def convert(self, text: str) -> str:
        try:
            dukpy = import_module("dukpy")
        except ImportError:
            raise PluginError(
                "CoffeeScript needs its compiler: pip install 'liquidsite[coffeescript]'"
            ) from None
        try:
            script: str = dukpy.coffee_compile(text)
        except dukpy.JSRuntimeError as error:
            raise ConversionError(f"CoffeeScript: {str(error).splitlines()[0]}") from error
        return script


plugin = Plugin("jekyll-coffeescript", converters=(CoffeeScript(),))
