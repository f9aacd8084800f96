"""jekyll-fontawesome-svg: `{% fa_svg fas.fa-star %}` shows an icon of Font Awesome.

`{% fa_svg_generate %}`, near the end of a layout, has the pictures of those that the page shows.
They are those of the package fontawesomefree (the extra `fontawesome`).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import NamedTuple

from liquidsite.plugin import Context, Plugin, PluginError, Tag, TemplateError
from liquidsite.ruby.values import to_s

_FOLDERS = {"fab": "brands", "far": "regular", "fas": "solid"}
_ICON = re.compile(r"(fab|far|fas)\.[a-z]+-([a-z0-9-]+)")
# Markdown may have changed the quotes.
_SHOWN = re.compile(r"<svg class=\"icon\"><use xlink:href=[\"']#([a-z0-9.-]+)[\"']")
_VIEW_BOX = re.compile(r'viewBox="([^"]*)"')
_PATH = re.compile(r'<path d="([^"]*)"')
# The variable with the icons that a template has shown so far.
_SO_FAR = "fa_svg"
_START = """\
<svg display="none" version="1.1" xmlns="http://www.w3.org/2000/svg" \
xmlns:xlink="http://www.w3.org/1999/xlink">
                  <defs>
                  <!--
                  Font Awesome Free 5.5.0 by @fontawesome - https://fontawesome.com
                  License - https://fontawesome.com/license/free \
(Icons: CC BY 4.0, Fonts: SIL OFL 1.1, Code: MIT License)
                  -->
              """
_END = "</defs>\n              </svg>"


class Picture(NamedTuple):
    view_box: str
    path: str


@cache
def picture(folder: str, name: str) -> Picture | None:
    """Return the picture of an icon; None when there is none. Raises PluginError."""
    try:
        package = import_module("fontawesomefree")
    except ImportError:
        message = "jekyll-fontawesome-svg needs the icons: pip install 'liquidsite[fontawesome]'"
        raise PluginError(message) from None
    file = files(package) / "static/fontawesomefree/svgs" / folder / f"{name}.svg"
    if not file.is_file():
        return None
    text = file.read_text("utf-8")
    view_box, path = _VIEW_BOX.search(text), _PATH.search(text)
    return Picture(view_box[1], path[1]) if view_box and path else None


def _symbol(icon: str) -> str:
    """Return the definition of `fas.fa-star`. Raises TemplateError, PluginError."""
    match = _ICON.fullmatch(icon)
    found = picture(_FOLDERS[match[1]], match[2]) if match else None
    if match is None or found is None:
        raise TemplateError(f"There is no icon '{icon}' in the package fontawesomefree")
    return (
        f"<symbol id='{icon}' viewBox='{found.view_box}'>\n"
        f"            <title>{match[2]}</title>\n"
        f"            <path class='path1' d='{found.path}'></path>\n"
        "        </symbol>\n        "
    )


class Icon(Tag):
    """`{% fa_svg fas.fa-star %}`, or a text or variable that has the name."""

    def render(self, context: Context) -> object:
        icon = (to_s(context[self.markup]) or self.markup).strip()
        _symbol(icon)  # an unknown one is an error in its own place
        so_far = context[_SO_FAR]
        context[_SO_FAR] = [*(so_far if isinstance(so_far, list) else []), icon]
        return f"<svg class=\"icon\"><use xlink:href='#{icon}'></use></svg>"


class Definitions(Tag):
    """`{% fa_svg_generate %}`: the icons in the content, and those shown before in the layout."""

    def render(self, context: Context) -> object:
        so_far = context[_SO_FAR]
        icons = [
            *_SHOWN.findall(to_s(context["content"])),
            *(so_far if isinstance(so_far, list) else []),
        ]
        if not icons:
            return None
        return f"{_START}{''.join(map(_symbol, dict.fromkeys(icons)))}{_END}"


plugin = Plugin("jekyll-fontawesome-svg", tags={"fa_svg": Icon, "fa_svg_generate": Definitions})
