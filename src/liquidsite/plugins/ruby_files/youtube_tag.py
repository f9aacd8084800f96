"""The tag `youtube` of two Ruby files that hundreds of blogs have as youtube.rb.

"Easy Youtube Embed" has a frame of one size within a `<figure>`. The other takes the size behind
the video's name: `{% youtube oHg5SJYRHA0 %}`, `{% youtube oHg5SJYRHA0 500 400 %}`.
"""

from __future__ import annotations

import re

from liquidsite.plugin import Context, Plugin, Tag, TemplateError

_SIZED = re.compile(r"^\s*(\S+)(\s+(\d+)\s+(\d+)\s*)?", re.ASCII | re.MULTILINE)
_NAME = re.compile(r"\S+", re.ASCII)


class InFigure(Tag):
    """`{% youtube id %}` of Easy Youtube Embed."""

    css_class = "video"

    def render(self, context: Context) -> str:
        found = _NAME.search(self.markup)
        return (
            f'<div class="{self.css_class}"><figure><iframe width="640" height="480"'
            f' src="//www.youtube.com/embed/{found[0] if found else ""}" frameborder="0"'
            " allowfullscreen></iframe></figure></div>"
        )


class InContainer(InFigure):
    css_class = "embed-container"


class Sized(Tag):
    """`{% youtube id %}`, `{% youtube id width height %}`."""

    scheme = "https"

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        found = _SIZED.search(markup)
        if found is None:
            raise TemplateError('No YouTube ID provided in the "youtube" tag')
        # The Ruby file takes both numbers, as one text, for the width; the first is the height.
        self.width, self.height = (int(found[3]),) * 2 if found[2] else (560, 420)
        self.id = found[1]

    def render(self, context: Context) -> str:
        return (
            f'<iframe width="{self.width}" height="{self.height}" src="{self.scheme}://www.youtube.com/'
            f'embed/{self.id}?color=white&theme=light"></iframe>'
        )


class Centred(Sized):
    scheme = "http"

    def render(self, context: Context) -> str:
        return f'<p align="center">{super().render(context)}</p>'


in_figure = Plugin("youtube.rb", tags={"youtube": InFigure})
in_container = Plugin("youtube.rb", tags={"youtube": InContainer})
sized = Plugin("youtube.rb", tags={"youtube": Sized})
centred = Plugin("youtube.rb", tags={"youtube": Centred})
