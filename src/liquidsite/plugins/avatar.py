"""jekyll-avatar: `{% avatar name size=50 %}`, an image of a GitHub user."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urljoin
from zlib import crc32

from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.ruby.values import to_s

_SIZE = re.compile(r"\bsize=(\d+)\b", re.IGNORECASE)
_USER = re.compile(r"\buser=([\w.]+)\b", re.ASCII)
_SMALL = 48


@dataclass(frozen=True)
class Image:
    """The addresses of one user's image."""

    user: str
    size: int

    def path(self, scale: int) -> str:
        return f"{self.user}?v=3&s={self.size * scale}"

    def url(self, scale: int = 1) -> str:
        host = os.environ.get("PAGES_AVATARS_URL")
        if host:
            return urljoin(host if host.endswith("/") else f"{host}/", self.path(scale))
        server = crc32(self.path(1).encode()) % 4
        return f"https://avatars{server}.githubusercontent.com/{self.path(scale)}"

    def sources(self) -> str:
        return ", ".join(f"{self.url(scale)} {scale}x" for scale in range(1, 5))


class Avatar(Tag):
    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup.strip())
        size = _SIZE.search(self.markup)
        self.size = size[1] if size else "40"
        variable = _USER.search(self.markup)
        self.variable = variable[1] if variable else None

    def render(self, context: Context) -> str:
        text = context.liquid(self.markup)
        user = self._user(context, text)
        small = " avatar-small" if int(self.size) < _SMALL else ""
        image = Image(user, int(self.size))
        start = (
            f'<img class="avatar{small}" alt="{user}" width="{self.size}" height="{self.size}" '
            'data-proofer-ignore="true"'
        )
        if "lazy=true" in text:
            return f'{start} src="" data-src="{image.url()}" data-srcset="{image.sources()}" />'
        return f'{start} src="{image.url()}" srcset="{image.sources()}" />'

    def _user(self, context: Context, text: str) -> str:
        if self.variable is not None:
            value = context[self.variable]
            return to_s(value) if value else self.variable
        return (text.split(" ")[0] if " " in text else text).removeprefix("@")


plugin = Plugin("jekyll-avatar", tags={"avatar": Avatar})
