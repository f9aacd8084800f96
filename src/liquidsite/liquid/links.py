"""The work of `{% link %}` and `{% post_url %}` while a template renders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .failures import NotFoundError
from .filters.urls import relative_url

if TYPE_CHECKING:
    from .context import Context


def link(context: Context, path: str) -> object:
    """Return the URL of the page, document or static file at `path`."""
    url = context.host.link(path)
    if url is None:
        raise NotFoundError(
            f"Could not find document '{path}' in tag 'link'.\n\n"
            "Make sure the document exists and the path is correct.\n"
            f"{_nearest(path, context.host.link_candidates())}"
        )
    return _shown(context, url)


def post_url(context: Context, name: str) -> object:
    """Return the URL of the post `name`, `folder/2021-05-07-title`."""
    url = context.host.post_url(name)
    if url is None:
        raise NotFoundError(
            f"Could not find post \"{name}\" in tag 'post_url'.\n"
            "Make sure the post exists and the name is correct.\n"
            f"{_nearest(name, map(_post_name, context.host.link_candidates()))}"
        )
    return _shown(context, url)


def _shown(context: Context, url: str) -> object:
    return relative_url(context, url) if context.host.generation.links_with_baseurl else url


def _post_name(path: str) -> str:
    return path.replace("_posts/", "").rpartition(".")[0]


def _nearest(name: str, candidates: Iterable[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, list(candidates), 1)
    return f"The nearest is '{found[0]}'.\n" if found else ""
