"""The state that the server serves, and the browsers to notify when it changes.

Everything here runs in the server's event loop.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from liquidsite.serve.files import etag_of
from liquidsite.serve.media_types import is_html, media_type
from liquidsite.serve.mistakes import Mistakes
from liquidsite.serve.paths import File, Root

# A browser opens at most six connections to a server, and loading a page needs some of them.
CROWD = 3


@dataclass(frozen=True, slots=True)
class Served:
    """The state after one build; each build replaces it as a whole.

    root      the destination folder
    prefix    the base URL without a trailing slash: empty, or `/blog`
    encoding  of text files
    headers   extra response headers, from `webrick.headers` of the configuration
    live      whether pages get the live-reload script
    failure   the error of the last build as HTML; None if it succeeded
    mistakes  what the last build warned of
    """

    root: Root
    prefix: str = ""
    encoding: str = "utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    live: bool = True
    failure: str | None = None
    mistakes: Mistakes = field(default_factory=Mistakes)

    def below_prefix(self, path: str) -> str | None:
        """Return the path below the base URL, with a leading slash; None if it is outside."""
        if not path.startswith(self.prefix + "/"):
            return None
        return path[len(self.prefix) :]

    def etag(self, path: str) -> str:
        """Return the ETag of the file that is served for a URL path, which may be `404.html`.

        Empty if there is none.
        """
        below = self.below_prefix(path)
        found = self.root.find(below) if below else None
        if found is None and self.failure is None:
            found = self.root.find("/404.html")
        return etag_of(found.path) if isinstance(found, File) else ""

    def notices(self, path: str) -> str | None:
        """Return the strip of notices for the page at a URL path, as HTML; None for none."""
        below = self.below_prefix(path)
        found = self.root.find(below) if below else None
        if not isinstance(found, File):
            return self.mistakes.html(None)
        return self.mistakes.html(Path(os.path.relpath(found.path, self.root.folder)).as_posix())

    def asset_urls(self, paths: tuple[str, ...]) -> list[str]:
        """Return the URL paths of destination `paths` that are not pages."""
        return [f"{self.prefix}/{quote(path)}" for path in paths if not is_html(media_type(path))]


@dataclass(slots=True)
class Message:
    """A message to one browser.

    page      whether the page that it shows has changed
    assets    URL paths of stylesheets, images and other files that have changed
    failure   the error of the last build as HTML; None if it succeeded
    mistakes  what the last build warned of
    crowded   whether more than `CROWD` pages are open, so that hidden tabs should disconnect
    """

    page: bool = False
    assets: list[str] = field(default_factory=list)
    failure: str | None = None
    notices: str | None = None
    crowded: bool = False


@dataclass(slots=True)
class Browser:
    """An open page: its URL path, and the ETag of the version that it shows.

    Without a URL path it is notified when any page changes.
    """

    page: str
    etag: str
    queue: asyncio.Queue[Message | None] = field(default_factory=asyncio.Queue)


@dataclass
class Hub:
    """Passes the outcome of each build on to all open pages."""

    served: Served
    browsers: list[Browser] = field(default_factory=list)
    closed: bool = False

    @contextmanager
    def connected(self, page: str, etag: str) -> Iterator[Browser]:
        """Register a browser inside the block, and send what changed since version `etag`."""
        browser = Browser(page, etag)
        self.browsers.append(browser)
        for one in self.browsers if self._is_crowded else [browser]:
            self._tell(one, [])
        if self.closed:
            browser.queue.put_nowait(None)
        try:
            yield browser
        finally:
            self.browsers.remove(browser)

    def publish(self, served: Served, changed: tuple[str, ...] = ()) -> None:
        """Serve `served` from now on, and notify browsers. `changed` are destination paths."""
        self.served = served
        assets = served.asset_urls(changed)
        pages = len(assets) < len(changed)
        for browser in self.browsers:
            self._tell(browser, assets, pages)

    def close(self) -> None:
        """End all connections."""
        self.closed = True
        for browser in self.browsers:
            browser.queue.put_nowait(None)

    def _tell(self, browser: Browser, assets: list[str], pages: bool = False) -> None:
        etag = self.served.etag(browser.page) if browser.page else ""
        changed = etag != browser.etag if browser.page else pages
        browser.etag = etag
        notices = self.served.notices(browser.page) if browser.page else None
        message = Message(changed, assets, self.served.failure, notices, self._is_crowded)
        browser.queue.put_nowait(message)

    @property
    def _is_crowded(self) -> bool:
        return len(self.browsers) > CROWD
