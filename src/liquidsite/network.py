"""What a build asks the network for, where the owner of the site allows it.

Answers are kept on disk: while one is not too old, no build asks for it again. A failure is kept
for a few minutes, and so is that a server does not answer, so that a site with hundreds of papers
waits for it once.
"""

from __future__ import annotations

import contextlib
import json
import os

# Where hashlib has it from; hashlib itself loads OpenSSL.
from _blake2 import blake2b
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from liquidsite import regular_file
from liquidsite.config import Config

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

MOST_FETCHED = 20 << 20
# For the server to answer at all, and for all of its answer.
_SECONDS, _SECONDS_IN_ALL = 10, 60
_BLOCK = 1 << 16
_FAILURE_SECONDS = 600
# A server that says so is not asked for anything else either.
_REFUSES = (403, 429, 503)
_IN_URLS = "%/:=&?~#+!$,;'@()*[]"
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, or why there is nothing.

    url      the address after redirects
    charset  the one that the server names
    error    "" where there is an answer
    asked    whether the server was asked for this address
    """

    content: bytes = b""
    url: str = ""
    charset: str = ""
    error: str = ""
    asked: bool = False

    @property
    def text(self) -> str:
        """Return the content as text, with U+FFFD for what is none."""
        try:
            return self.content.decode(self.charset or "utf-8", "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")


def refusal(config: Config) -> str:
    """Return why nothing may be fetched; "" when it may."""
    if config.limits is not None or config.get("safe"):
        return "nothing is fetched in safe mode"
    if config.get("offline"):
        return "nothing is fetched with --offline"
    if config.get("allow_network") is not True:
        return "builds ask the network only with --allow-network, or with `allow_network: true`"
    return ""


def fetch(
    config: Config,
    url: str,
    now: datetime,
    *,
    headers: Mapping[str, str] = _NOTHING,
    pause: float = 0.0,
) -> Answer:
    """Return what a server has at `url`, or why there is nothing; `now` is when the build began.

    `headers` are for the server at `url` alone. `pause`, in seconds, is waited before it is asked.
    """
    if reason := refusal(config):
        return Answer(error=reason)
    cache = _Cache(config, now)
    kept = cache.find(url, headers)
    if kept is not None:
        return kept
    address = quote(url, safe=_IN_URLS)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        return Answer(error=f"it is no address: {error}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Answer(error="it is no address with http or https")
    server = f"{parts.scheme}://{parts.netloc}"
    if (silent := cache.find(f"server {server}", _NOTHING)) is not None:
        return silent
    if pause:
        sleep(pause)
    found, is_of_server = _ask(address, headers)
    found = replace(found, asked=True)
    cache.keep(url, headers, found)
    if is_of_server:
        message = f"{server} is not asked again for some minutes: {found.error}"
        cache.keep(f"server {server}", _NOTHING, Answer(error=message))
    return found


def _ask(url: str, headers: Mapping[str, str]) -> tuple[Answer, bool]:
    """Return the answer, and whether it is that the server does not answer at all."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request

    try:
        request = Request(url)
        for name, value in headers.items():
            request.add_unredirected_header(name, value)
        with _opener().open(request, timeout=_SECONDS) as answer:
            return _read(answer), False
    except HTTPError as error:
        error.close()
        message = f"the server answers {error.code} {error.reason}".rstrip()
        return Answer(error=message), error.code in _REFUSES
    except TimeoutError:
        return Answer(error="the server does not answer in time"), True
    except (OSError, ValueError, HTTPException) as error:
        return Answer(error=f"it cannot be fetched: {getattr(error, 'reason', error)}"), True


def _opener() -> OpenerDirector:
    """Return what opens addresses with http and https, and follows redirects to such alone."""
    from urllib import request

    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPErrorProcessor(),
        request.HTTPDefaultErrorHandler(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "liquidsite")]
    return opener


def _read(answer: object) -> Answer:
    from http.client import HTTPResponse

    assert isinstance(answer, HTTPResponse)
    until, content = monotonic() + _SECONDS_IN_ALL, bytearray()
    while block := answer.read1(_BLOCK):
        content += block
        if len(content) > MOST_FETCHED:
            return Answer(error=f"the answer has more than {MOST_FETCHED} bytes")
        if monotonic() > until:
            return Answer(error="the server does not answer in time")
    charset = answer.headers.get_content_charset() or ""
    return Answer(bytes(content), answer.geturl(), charset)


@dataclass(frozen=True, slots=True)
class _Cache:
    """The answers that are kept: a line of JSON with the rest of each, then its content."""

    config: Config
    now: datetime

    def find(self, name: str, headers: Mapping[str, str]) -> Answer | None:
        """Return what is kept under a name and is not too old."""
        if not self.config.keeps_cache:
            return None
        try:
            head, _, content = regular_file.read(self._file(name, headers)).partition(b"\n")
            fields = json.loads(head)
            age = self.now.timestamp() - fields.pop("time")
            found = Answer(content, **fields)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        hours = self.config.get("network_cache_hours", 24)
        return found if age < (_FAILURE_SECONDS if found.error else hours * 3600) else None

    def keep(self, name: str, headers: Mapping[str, str], answer: Answer) -> None:
        """Keep an answer, if the disk lets it."""
        if not self.config.keeps_cache:
            return
        import tempfile

        file = self._file(name, headers)
        fields = {**asdict(answer), "time": self.now.timestamp()}
        del fields["content"]
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            number, scratch = tempfile.mkstemp(dir=file.parent)
            with os.fdopen(number, "wb") as opened:
                opened.write(json.dumps(fields).encode() + b"\n" + answer.content)
            os.replace(scratch, file)  # noqa: PTH105

    def _file(self, name: str, headers: Mapping[str, str]) -> Path:
        asked = json.dumps([name, sorted(headers.items())]).encode()
        return self.config.cache_dir / "fetched" / blake2b(asked, digest_size=16).hexdigest()
