"""The image of a page, as jekyll-seo-tag finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liquidsite.plugin import Context
from liquidsite.ruby.values import is_truthy


@dataclass(frozen=True)
class Image:
    """An image. `path` is its absolute, escaped URL, `data` its front matter."""

    path: str
    data: Mapping[str, Any]

    @classmethod
    def of(cls, setting: object, context: Context) -> Image | None:
        """Return the image that the front matter key `image` means, if it has an address."""
        data = setting if isinstance(setting, Mapping) else {"path": setting}
        if not isinstance(setting, str | Mapping):
            return None
        addresses = (data.get(key) for key in ("path", "facebook", "twitter"))
        address = next((one for one in addresses if is_truthy(one)), None)
        if address is None:
            return None
        path = context.filter("uri_escape", context.filter("absolute_url", address))
        return cls(path, data)

    def json(self) -> object:
        """Return the image in JSON-LD: its URL, or with more to say an object."""
        more = {key: value for key, value in self.data.items() if key != "path"}
        if not more:
            return self.path
        return {**more, "url": self.path, "@type": "imageObject"}
