"""jekyll-octicons: `{% octicon alert height:32 class:"big" %}` is that icon of GitHub's as SVG.

The pictures are those of the package pyocticons (the extra `octicons`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from liquidsite.plugin import Context, Plugin, PluginError, Tag, TemplateError
from liquidsite.plugins import Version
from liquidsite.ruby.methods import to_i
from liquidsite.ruby.values import to_s

_VARIABLE = re.compile(r"\{\{\s*(\w+\.?\w*)\s*\}\}", re.ASCII)
_SYMBOL = re.compile(r"[\w.\[\]()-]+", re.ASCII)
_OPTION = re.compile(
    r"([\w-]+)\s*:\s*(\"[^\"]*\"|'[^']*'|(?:[^\s,|'\"]|\"[^\"]*\"|'[^']*')+)", re.ASCII
)
_HEIGHT = "16"
# The version of the gem from which pictures say what they are.
_WITH_COMPONENT = (19, 24)


def svg(symbol: str, options: Mapping[str, str], *, has_component: bool = True) -> str:
    """Return the picture `symbol`, with `options` as attributes. Raises TemplateError."""
    icon = _icons().get(symbol)
    if icon is None:
        raise TemplateError(f"There is no octicon '{symbol}' in the package pyocticons")
    asked = options.get("height") or options.get("width") or _HEIGHT
    height = _natural(list(map(int, icon["heights"])), to_i(asked))
    drawn = icon["heights"][str(height)]
    width = int(drawn["width"])
    named = f"octicon octicon-{symbol} {options.get('class', '')} ".strip()
    attributes = {
        **({"data-component": "Octicon"} if has_component else {}),
        **options,
        "class": named,
        "viewBox": f"0 0 {width} {height}",
        "version": "1.1",
        "width": str(width),
        "height": str(height),
    }
    if "width" in options or "height" in options:
        attributes |= _size(options, width, height)
    attributes |= {"role": "img"} if "aria-label" in options else {"aria-hidden": "true"}
    shown = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<svg {shown}>{drawn['path']}</svg>"


def _natural(heights: list[int], asked: int) -> int:
    """Return the last of the heights that is not over what is asked, or the first."""
    return next((height for height in reversed(heights) if height <= asked), heights[0])


def _size(options: Mapping[str, str], width: int, height: int) -> dict[str, str]:
    """Return both attributes; the one that is not given follows from the other."""
    wide, high = options.get("width"), options.get("height")
    return {
        "width": str(to_i(high or "") * width // height) if wide is None else wide,
        "height": str(to_i(wide or "") * height // width) if high is None else high,
    }


@cache
def _icons() -> Mapping[str, Any]:
    """Return name → height → `width` and `path`. Raises PluginError."""
    try:
        package = import_module("pyocticons.octicons")
    except ImportError:
        message = "jekyll-octicons needs the pictures: pip install 'liquidsite[octicons]'"
        raise PluginError(message) from None
    icons: Mapping[str, Any] = package._octicons
    return icons


class Octicon(Tag):
    has_component = True

    def render(self, context: Context) -> object:
        markup = self.markup
        if found := _VARIABLE.search(markup):
            value = to_s(context[found[1]]) or found[1]
            markup = _VARIABLE.sub(lambda match: value, markup)
        symbol = _SYMBOL.match(markup)
        if symbol is None:
            return None
        options = {name: _unquoted(value) for name, value in _OPTION.findall(markup)}
        return svg(symbol[0], options, has_component=self.has_component)


class OcticonWithoutComponent(Octicon):
    has_component = False


def _unquoted(value: str) -> str:
    return value.removeprefix('"').removesuffix('"')


def plugin_of(version: Version) -> Plugin:
    """Return the plugin as of that version of the gem."""
    tag = Octicon if version >= _WITH_COMPONENT else OcticonWithoutComponent
    return Plugin("jekyll-octicons", tags={"octicon": tag})


plugin = plugin_of(_WITH_COMPONENT)
