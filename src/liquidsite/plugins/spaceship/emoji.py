"""`:name:` is an image of that emoji."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from liquidsite.errors import ConfigError
from liquidsite.plugins.html import parse, to_html
from liquidsite.plugins.html.selectors import select
from liquidsite.plugins.html.tree import Element
from liquidsite.plugins.jemoji import images
from liquidsite.plugins.spaceship.parsed_page import ParsedPage
from liquidsite.plugins.spaceship.settings import SECTION
from liquidsite.ruby.values import to_s

_NAME = re.compile(r"(?<!\\):([\w+-]+?):", re.ASCII)
_ESCAPED = re.compile(r"\\:([\w+-]+?)\\:", re.ASCII)


def replaced(page: ParsedPage, own: Mapping[str, Any]) -> str | None:
    """Return the page with images for its emoji; None when it has none."""
    if not any(match[1] in images() for match in _NAME.finditer(page.text)):
        return None
    document = page.document
    body = document.first("body")
    if body is None:
        return page.text
    excluded = to_s(own["exclude"])
    # What is excluded looks otherwise for a moment.
    has_escaped = False
    for element in _selected(body, excluded):
        inside = to_html(element)
        escaped = _NAME.sub(r"\\:\1\\:", inside)
        if escaped != inside:
            has_escaped = True
            element.children = parse(escaped).children
    body.children = parse(_with_images(to_html(body), own)).children
    if has_escaped:
        for element in _selected(body, excluded):
            element.children = parse(_ESCAPED.sub(r":\1:", to_html(element))).children
    return str(document)


def _selected(body: Element, selector: str) -> list[Element]:
    try:
        return select(body, selector)
    except ValueError as error:
        raise ConfigError(f"{SECTION}: emoji-processor: {error}") from None


def _with_images(html: str, own: Mapping[str, Any]) -> str:
    """Return `html` with images for the names in it.

    Of an emoji with more names than one, the first is replaced where any is found.
    """
    names = dict.fromkeys(match[1] for match in _NAME.finditer(html) if match[1] in images())
    css_class, source = to_s(own["css"]["class"]), to_s(own["src"])
    for alias in names:
        name, raw = _first_name(alias), _characters(alias)
        image = (
            f'<img class="{css_class}" title=":{name}:" alt=":{name}:" raw="{raw}"'
            f' src="{source}{images()[alias]}.png"'
            ' style="vertical-align: middle; display: inline; max-width: 1em; visibility: hidden;"'
            " onload=\"this.style.visibility='visible'\""
            " onerror=\"this.replaceWith(this.getAttribute('raw'))\"></img>"
        )
        pattern = re.compile(rf'(?<!="):{re.escape(name)}:(?!"\s)')
        html = pattern.sub(lambda match, image=image: image, html)  # type: ignore[misc]
    return html


def _first_name(alias: str) -> str:
    known: str = _database().aliases.get(f":{alias}:", f":{alias}:")
    return known.strip(":")


@cache
def _database() -> Any:
    return import_module("pymdownx.gemoji_db")


def _characters(alias: str) -> str:
    about = _database().emoji[f":{_first_name(alias)}:"]
    codes = about.get("unicode_alt", about["unicode"]).split("-")
    return "".join(chr(int(code, 16)) for code in codes)
