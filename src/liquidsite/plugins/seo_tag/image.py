"""The image of a page, as jekyll-seo-tag finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liquidsite.plugin import Context
from liquidsite.ruby.values import is_truthy

# Neither from the root nor an address with a scheme.
_RELATIVE = re.compile(r"(?!/|[A-Za-z][A-Za-z0-9.+-]*:)")


@dataclass(frozen=True)
class Image:
    """An image. `path` is its absolute, escaped URL, `data` its front matter."""

    path: str
    data: Mapping[str, Any]

    @classmethod
    def of(cls, setting: object, context: Context, folder: str | None = None) -> Image | None:
        """Return the image that the front matter key `image` means, if it has an address.

        A relative path is one from `folder`, that of the page's URL; None: that of the site.
        """
        data = setting if isinstance(setting, Mapping) else {"path": setting}
        if not isinstance(setting, str | Mapping):
            return None
        addresses = (data.get(key) for key in ("path", "facebook", "twitter"))
        address = next((one for one in addresses if is_truthy(one)), None)
        if address is None:
            return None
        if folder is not None and isinstance(address, str) and _RELATIVE.match(address):
            address = f"{folder}/{address}"
        path = context.filter("uri_escape", context.filter("absolute_url", address))
        return cls(path, data)

    def json(self) -> object:
        """Return the image in JSON-LD: its URL, or with more to say an object."""
        more = {key: value for key, value in self.data.items() if key != "path"}
        if not more:
            return self.path
        return {**more, "url": self.path, "@type": "imageObject"}
