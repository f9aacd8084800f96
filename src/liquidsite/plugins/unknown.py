"""Where tags and filters that a site does not have may come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from liquidsite.config import Config
from liquidsite.errors import TemplateError
from liquidsite.plugins import BUILT_IN, BUNDLED
from liquidsite.plugins.loading import wanted

_UNKNOWN = re.compile(r"Unknown tag '(\w+)'|undefined filter (\w+)")

# Tag or filter → the gem that it comes from.
GEMS: Mapping[str, str] = {
    "avatar": "jekyll-avatar",
    "bibliography": "jekyll-scholar",
    "bibliography_count": "jekyll-scholar",
    "cite": "jekyll-scholar",
    "cite_details": "jekyll-scholar",
    "count_words": "liquid_reading_time",
    "encode_email": "jekyll-email-protect",
    "fa_svg": "jekyll-fontawesome-svg",
    "fa_svg_generate": "jekyll-fontawesome-svg",
    "feed_meta": "jekyll-feed",
    "gist": "jekyll-gist",
    "github_edit_link": "jekyll-github-metadata",
    "include_cached": "jekyll-include-cache",
    "inject_anchors": "jekyll-toc",
    "jupyter_notebook": "jekyll-jupyter-notebook",
    "last_modified_at": "jekyll-last-modified-at",
    "nocite": "jekyll-scholar",
    "octicon": "jekyll-octicons",
    "reading_time": "liquid_reading_time",
    "reference": "jekyll-scholar",
    "regex_replace": "jekyll-regex-replace",
    "regex_replace_once": "jekyll-regex-replace",
    "seo": "jekyll-seo-tag",
    "tab": "jekyll-tabs",
    "tabs": "jekyll-tabs",
    "timeago": "jekyll-timeago",
    "toc": "jekyll-toc",
    "toc_only": "jekyll-toc",
    "twitter": "jekyll-twitter-plugin",
    "youtube": "jekyll-youtube",
}


@contextmanager
def named(config: Config) -> Iterator[None]:
    """Add to errors about unknown tags and filters which gem to name, or which one is missing."""
    try:
        yield
    except TemplateError as error:
        if match := _UNKNOWN.search(error.message):
            error.message += _hint(match[1] or match[2], config)
        raise


def _hint(name: str, config: Config) -> str:
    gem = GEMS.get(name)
    if gem in BUNDLED:
        return f" (it comes from {gem}: name that under 'plugins' in the configuration)"
    missing = [gem] if gem else [own for own in wanted(config) if own not in {*BUNDLED, *BUILT_IN}]
    if not missing:
        return ""
    return f" (it may come from {' or '.join(missing)}, which liquidsite does not have)"
