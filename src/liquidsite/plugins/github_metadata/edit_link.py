"""jekyll-github-metadata's `{% github_edit_link "text" %}`: where to edit the page's source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from liquidsite.plugin import Context, Tag

_TEXT = re.compile(r'"(.*)"|\'(.*)\'')


class GithubEditLink(Tag):
    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        match = _TEXT.search(markup)
        self.text = (match[1] or match[2]) if match else None

    def render(self, context: Context) -> str:
        address = _address(context.config("github"), str(context.page["path"]))
        return address if self.text is None else f'<a href="{address}">{self.text}</a>'


def _address(github: object, path: str) -> str:
    """Empty when the repository is not known."""
    if not isinstance(github, Mapping) or not github.get("repository_url"):
        return ""
    source = github.get("source") or {}
    parts = ["edit", source.get("branch", ""), source.get("path", ""), path]
    folders = [part.strip("/") for part in map(str, parts)]
    return f"{github['repository_url']}/{quote('/'.join(filter(None, folders)))}"
