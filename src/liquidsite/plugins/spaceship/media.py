"""Images whose address is a sound, a film or a page of films become players."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from liquidsite.plugins.html import Element, parse
from liquidsite.plugins.spaceship.parsed_page import ParsedPage
from liquidsite.ruby.values import to_s

_FILE = r"(?:https?://)?.*/"
_QUERY = re.compile(r"(?<=\?)\S*?$", re.ASCII | re.MULTILINE)
# What addresses of media have in them.
_MAY_PLAY = re.compile(
    r"<img[^>]*?(?:\.(?:mp3|wav|ogg|midi?|aac|wma|avi|mp4|webm|ogv|flv|mkv|mov|wmv|3gp|rmvb|asf)"
    r"|youtu|vimeo|dai|spotify|soundcloud)",
    re.IGNORECASE,
)
_SOUNDCLOUD = "https://w.soundcloud.com/player/?url="


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of media: `address` matches it, and its group is what identifies one there."""

    element: str
    address: re.Pattern[str]
    base: str = ""
    height: int | None = None


def _kind(element: str, address: str, base: str = "", height: int | None = None) -> _Kind:
    return _Kind(element, re.compile(address, re.ASCII), base, height)


_KINDS = (
    _kind("audio", rf"{_FILE}(.+?\.(?:mp3|wav|ogg|mid|midi|aac|wma))"),
    _kind("video", rf"{_FILE}(.+?\.(?:avi|mp4|webm|ogg|ogv|flv|mkv|mov|wmv|3gp|rmvb|asf))"),
    _kind(
        "iframe",
        r"(?:https?:)?//.*youtu.*(?:(?<=\?v=)|(?<=embed/)|(?<=\.be/))([a-zA-Z0-9_\-]+)",
        "https://www.youtube.com/embed/",
    ),
    _kind("iframe", r"(?:https?:)?//vimeo\.com/([0-9]+)", "https://player.vimeo.com/video/"),
    _kind(
        "iframe",
        r"(?:https?:)?//(?>www\.)?dai\.?ly(?>motion\.com/video)?/([a-zA-Z0-9_\-]+)",
        "https://www.dailymotion.com/embed/video/",
    ),
    _kind(
        "iframe",
        r"(?:https?:)?//open\.spotify\.com/track/([a-zA-Z0-9_\-]+)",
        "https://open.spotify.com/embed/track/",
        80,
    ),
    _kind(
        "iframe",
        r"(?:https?:)?//open\.spotify\.com/episode/([a-zA-Z0-9_\-]+)",
        "https://open.spotify.com/embed/episode/",
        152,
    ),
    _kind("iframe", r"((?:https?:)?//soundcloud\.com/.+/[^?]+)", _SOUNDCLOUD, 125),
)


def replaced(page: ParsedPage, own: Mapping[str, Any]) -> str | None:
    """Return the page with players; None when it has nothing to play."""
    if not _MAY_PLAY.search(page.text):
        return None
    document = page.document
    for parent in [document.root, *document.root.walk()]:
        parent.children = [
            (_player(child, own["default"]) or child)
            if isinstance(child, Element) and child.name == "img"
            else child
            for child in parent.children
        ]
    return str(document)


def _player(image: Element, default: Mapping[str, Any]) -> Element | None:
    """Return the player that takes the place of an image; None for an image that is one."""
    source = image.attributes.get("src") or ""
    for kind in _KINDS:
        if match := kind.address.search(source):
            html = _written(kind, match[1], source, image.attributes.get("title"), default)
            made = parse(html).children[0]
            return made if isinstance(made, Element) else None
    return None


def _written(
    kind: _Kind, id_: str, source: str, title: str | None, default: Mapping[str, Any]
) -> str:
    query = _QUERY.search(source)
    given = dict(parse_qsl(query[0] if query else "", keep_blank_values=True))
    options = {key: value for key, value in given.items() if value not in (id_, "")}
    if kind.base == _SOUNDCLOUD:
        # The gem asks the network for the track's number; the player takes the address, too.
        id_ = quote("https:" + id_ if id_.startswith("//") else id_, safe="")
    address = _address(f"{kind.base}{id_}" if kind.base else source, options, kind)
    own = {name: to_s(options.get(name, value)) for name, value in default.items()}
    settings = {
        "id": own.get("id", "").replace("{id}", id_),
        "class": own.get("class", "").replace("{id}", id_),
        "style": own.get("style", ""),
    }
    if kind.element == "iframe":
        settings |= {
            "src": address,
            "title": title or "",
            "width": own.get("width", ""),
            "height": to_s(options.get("height", kind.height or default.get("height"))),
            "allow": to_s(default.get("allow")),
            "frameborder": own.get("frameborder", ""),
        }
        order = ("id", "class", "src", "title", "width", "height", "style", "allow", "frameborder")
        return f"<iframe{_attributes(settings, order)} allowfullscreen></iframe>"
    flags = "".join(
        f" {flag if flag in options or _is_set(default.get(flag)) else ''}"
        for flag in ("autoplay", "loop")
    )
    if kind.element == "audio":
        if "hidden" in options:
            settings["style"] += ";display: none;"
        settings["src"] = address
        return (
            f"<audio{_attributes(settings, ('id', 'class'))}{flags}"
            f"{_attributes(settings, ('src', 'style'))} controls>"
            f"{_fallback('audio', address)}</audio>"
        )
    return (
        f"<video{_attributes(settings, ('id', 'class', 'style'))}{flags} controls>"
        f' <source src="{address}">{_fallback("video", address)}</video>'
    )


def _fallback(what: str, address: str) -> str:
    return (
        f" Your browser doesn't support HTML5 {what}."
        f' Here is a <a href="{address}">link to download the {what}</a> instead.'
    )


def _attributes(settings: Mapping[str, str], names: tuple[str, ...]) -> str:
    return "".join(f' {name}="{settings[name]}"' for name in names)


def _is_set(value: object) -> bool:
    return value is not None and value is not False


def _address(address: str, options: Mapping[str, str], kind: _Kind) -> str:
    """Return the address with the options as its query; without any, as it was."""
    if not options:
        return address
    if kind.base == _SOUNDCLOUD:
        return f"{address}&{_form(options)}"
    return urlunsplit(urlsplit(address)._replace(query=_form(options)))


def _form(options: Mapping[str, str]) -> str:
    return urlencode(options, safe="*").replace("~", "%7E")
