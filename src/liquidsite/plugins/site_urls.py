"""URLs of a site as its templates would make them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from liquidsite.config import Config
from liquidsite.liquid.host import Host, Standalone

# The filters are imported when they are used: most builds do without them.


@dataclass(frozen=True)
class SiteUrls:
    """The filters `absolute_url` and `relative_url` with a site's settings."""

    config: Config

    @cached_property
    def host(self) -> Host:
        return Standalone({}, self.config)

    def absolute(self, path: str) -> str:
        from liquidsite.liquid.filters import urls

        return str(urls.absolute_url(self, path))

    def relative(self, path: str) -> str:
        from liquidsite.liquid.filters import urls

        return str(urls.relative_url(self, path))
