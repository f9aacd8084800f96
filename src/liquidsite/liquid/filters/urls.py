"""URLs of the site: `relative_url`, `absolute_url` and `strip_index`."""

from __future__ import annotations

import re
from functools import lru_cache

from liquidsite.drop import Drop, HashDrop
from liquidsite.ruby.values import no_method, to_s

from .context import FilterContext, needs_context

# A path that is normal already: ASCII, no escapes, no segment that begins with a dot.
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~!$&'()*+,;=@-][A-Za-z0-9._~!$&'()*+,;=@-]*)*/?\Z")
# An address that is normal with any such path behind it.
_PLAIN_SITE = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\Z")
_INDEX = re.compile(r"/index\.html?$", re.MULTILINE)


@needs_context
def relative_url(context: FilterContext, value: object) -> object:
    """Return `value` under the site's baseurl; an absolute URL is unchanged."""
    if value is None:
        return None
    return _relative(_url(value), _baseurl(context))


@needs_context
def absolute_url(context: FilterContext, value: object) -> object:
    """Return `value` under the site's url and baseurl."""
    if value is None:
        return None
    target = _url(value)
    site_url = context.host.config("url")
    if site_url is None or site_url == "":
        return _relative(target, _baseurl(context))
    return _absolute(target, _baseurl(context), to_s(site_url))


def _url(value: object) -> object:
    """Return the URL of a document; a page is a hash in Jekyll, and has none here."""
    is_document = isinstance(value, Drop) and not isinstance(value, HashDrop) and "url" in value
    return value["url"] if is_document else value  # type: ignore[index]


def _baseurl(context: FilterContext) -> str:
    baseurl = context.host.config("baseurl")
    return to_s(baseurl).removesuffix("/")


def _relative(target: object, baseurl: str) -> object:
    text = to_s(target)
    return target if _is_absolute(text) else _relative_text(text, baseurl)


@lru_cache(maxsize=4096)
def _is_absolute(text: str) -> bool:
    from liquidsite.ruby.uri import parse

    return not _PLAIN_PATH.match(text) and parse(text).is_absolute


@lru_cache(maxsize=4096)
def _relative_text(text: str, baseurl: str) -> str:
    joined = _with_slash(baseurl) + _with_slash(text)
    if _PLAIN_PATH.match(joined):
        return joined
    from liquidsite.ruby.uri import normalized

    return normalized(joined)


def _absolute(target: object, baseurl: str, site_url: str) -> object:
    text = to_s(target)
    return target if _is_absolute(text) else _absolute_text(text, baseurl, site_url)


@lru_cache(maxsize=4096)
def _absolute_text(text: str, baseurl: str, site_url: str) -> str:
    path = _relative_text(text, baseurl)
    if path and _PLAIN_PATH.match(path) and _PLAIN_SITE.match(site_url):
        return site_url + path
    from liquidsite.ruby.uri import normalized

    return normalized(site_url + path)


def _with_slash(part: str) -> str:
    return f"/{part}" if part and not part.startswith("/") else part


def strip_index(value: object) -> object:
    """Remove `index.html` from the end."""
    if value is None or to_s(value) == "":
        return None
    if not isinstance(value, str):
        raise no_method("sub", value)
    return _INDEX.sub("/", value, count=1)
