"""jekyll-youtube: `{% youtube "https://www.youtube.com/watch?v=…" %}`, or a variable."""

from __future__ import annotations

import re

from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.ruby.values import to_s

_SHORT = re.compile(r"youtu\.be/([^?]*)")
# The last of these in a line comes before the video's name.
_BEFORE_NAME = re.compile(r".*(?:v/|embed/|watch\?)\??v?=?")
_END_OF_NAME = re.compile(r"[&?]")
_TEMPLATE = "_includes/youtube.html"
_STYLE = (
    "<style>.embed-container { position: relative; padding-bottom: 56.25%; height: 0; "
    "overflow: hidden; max-width: 100%; } .embed-container iframe, .embed-container object, "
    ".embed-container embed { position: absolute; top: 0; left: 0; width: 100%; height: 100%; }"
    "</style>"
)
_FRAME = (
    '<div class=\'embed-container\'>    <iframe title="YouTube video player" width="640" '
    'height="390" src="//www.youtube.com/embed/{}" frameborder="0" allowfullscreen></iframe></div>'
)


class Youtube(Tag):
    def render(self, context: Context) -> str:
        """Return the player of the video, or what the site's own template makes of its name."""
        address = self.markup.strip().removeprefix("{{").removesuffix("}}")
        video = _video(to_s(context[address.strip()]))
        own = context.read_file(_TEMPLATE)
        if own is not None:
            return context.template(own, _TEMPLATE)({"youtube_id": video})
        return _STYLE + _FRAME.format(to_s(video))


def _video(address: str) -> str | None:
    """Return the name of the video that a URL is of; None when it is no such URL."""
    if short := _SHORT.search(address):
        return short[1]
    if before := _BEFORE_NAME.search(address):
        return _END_OF_NAME.split(address[before.end() :], maxsplit=1)[0]
    return None


plugin = Plugin("jekyll-youtube", tags={"youtube": Youtube})
