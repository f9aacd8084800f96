"""jemoji: `:name:` in the text of a page is GitHub's image of that emoji.

Only emoji that are characters: gemoji 4 has no `:octocat:` and the like any more.
The names come from the gemoji list in pymdown-extensions (the extra `jemoji`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from liquidsite.errors import PluginError
from liquidsite.model import Renderable
from liquidsite.plugin import Plugin
from liquidsite.plugins import page_body

_IMAGES = "https://github.githubassets.com/images/icons/"
_IGNORED = frozenset(["pre", "code", "tt"])
_NAME = re.compile(r":([a-z0-9_+-]+)(?=:)", re.IGNORECASE)


def add_images(page: str, item: Renderable, site: Mapping[str, object]) -> str | None:
    """Return `page` with its emoji; None when it has none."""
    if not page_body.is_html(item) or item.front("emoji") is False or not _has_emoji(page):
        return None
    setting = site["emoji"]
    source = setting.get("src") if isinstance(setting, Mapping) else None
    return page_body.replaced(
        page, lambda body: True, lambda text: _with_images(text, str(source or _IMAGES)), _IGNORED
    )


def _has_emoji(page: str) -> bool:
    return any(match[1] in images() for match in _NAME.finditer(page))


def _with_images(text: str, source: str) -> str:
    """Return `text` with images, as HTML; unchanged when there is nothing to show."""
    out: list[str] = []
    at = 0
    for match in _NAME.finditer(text):
        name = match[1]
        if match.start() >= at and name in images():
            address = f"{source.removesuffix('/')}/emoji/{images()[name]}.png"
            out += (
                text[at : match.start()],
                (
                    f'<img class="emoji" title=":{name}:" alt=":{name}:" src="{address}" '
                    'height="20" width="20">'
                ),
            )
            at = match.end() + 1
    return "".join(out) + text[at:] if out else text


@cache
def images() -> Mapping[str, str]:
    """Name → the path of its image, without the extension."""
    try:
        names = import_module("pymdownx.gemoji_db")
    except ImportError:
        raise PluginError(
            "jemoji needs the list of emoji names in pymdown-extensions: "
            "pip install 'liquidsite[jemoji]'"
        ) from None
    found: dict[str, str] = {}
    for name, about in names.emoji.items():
        found[name.strip(":")] = f"unicode/{about['unicode']}"
    for alias, name in names.aliases.items():
        found[alias.strip(":")] = found[name.strip(":")]
    return found


plugin = Plugin(
    "jemoji",
    hooks={("pages", "post_render"): add_images, ("documents", "post_render"): add_images},
    knows_blank=True,
)
