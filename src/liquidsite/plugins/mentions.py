"""jekyll-mentions: `@name` in the text of a page is a link to that user of GitHub."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from liquidsite.errors import ConfigError
from liquidsite.model import Renderable
from liquidsite.plugin import Plugin
from liquidsite.plugins import page_body
from liquidsite.plugins.html.writing import escaped

_MENTION = re.compile(
    r"((?:^|\W)@)([A-Za-z0-9_][\w-]*+)(?!/)(?=\.+[ \t\W]|\.+$|[^0-9a-zA-Z_.]|$)",
    re.ASCII | re.MULTILINE,
)
_IGNORED = frozenset(["pre", "code", "a", "style", "script"])
# Names that mean mentioning itself.
_NOT_USERS = frozenset(["mention", "mentions", "mentioned", "mentioning"])


def link_mentions(page: str, item: Renderable, site: Mapping[str, object]) -> str | None:
    """Return `page` with its mentions linked; None when it has none."""
    setting = item.front("jekyll-mentions")
    if "@" not in page or not page_body.is_html(item) or setting is False:
        return None
    own = "jekyll-mentions" in item.data
    base = _base(setting if own else site["jekyll-mentions"])
    prefix = base if base.endswith(("/", "~")) else f"{base}/"

    def link(match: re.Match[str]) -> str:
        before, user = match.groups()
        if user.lower() in _NOT_USERS:
            return match[0]
        return f"{before[:-1]}<a href='{prefix}{user}' class='user-mention'>@{user}</a>"

    def replace(text: str) -> str:
        if "@" not in text:
            return text
        html = escaped(text)
        linked = _MENTION.sub(link, html)
        return text if linked == html else linked

    return page_body.replaced(page, lambda body: bool(_MENTION.search(body)), replace, _IGNORED)


def _base(setting: object) -> str:
    """Return the address that the names are under."""
    if isinstance(setting, Mapping):
        setting = setting.get("base_url")
    if setting is not None and not isinstance(setting, str):
        raise ConfigError("Your jekyll-mentions config has to either be a string or a hash.")
    return setting or _github()


def _github() -> str:
    secure, host = os.environ.get("SSL"), os.environ.get("GITHUB_HOSTNAME")
    if not secure or not host:
        return "https://github.com"
    return f"http{'s' if secure == 'true' else ''}://{host.removesuffix('/')}"


plugin = Plugin(
    "jekyll-mentions",
    hooks={
        ("pages", "post_render"): link_mentions,
        ("documents", "post_render"): link_mentions,
    },
    knows_blank=True,
)
