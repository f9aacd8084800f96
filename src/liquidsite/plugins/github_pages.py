"""The settings of GitHub Pages, for sites whose Gemfile has `github-pages`.

Source: GitHub's documentation, "About GitHub Pages and Jekyll", and the github-pages gem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from liquidsite.config import GITHUB_PAGES, Config, deep_merge
from liquidsite.config.gemfile import jekyll_plugins
from liquidsite.errors import Notice, ThemeError
from liquidsite.themes.resolve import PRIMER

REMOTE_THEME = "jekyll-remote-theme"

PLUGINS = (
    "jekyll-coffeescript",
    "jekyll-commonmark-ghpages",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-paginate",
    "jekyll-relative-links",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-default-layout",
    "jekyll-titles-from-headings",
)

ALLOWED = (
    *PLUGINS,
    "jekyll-avatar",
    "jekyll-feed",
    "jekyll-include-cache",
    "jekyll-mentions",
    "jekyll-octicons",
    "jekyll-redirect-from",
    "jekyll-remote-theme",
    "jekyll-seo-tag",
    "jekyll-sitemap",
    "jemoji",
)

# What a site may change … (The gem has `future: true` too, which Jekyll's own default overrides.)
DEFAULTS: Mapping[str, Any] = {
    "jailed": False,
    "theme": PRIMER,
    "markdown": "kramdown",
    "kramdown": {
        "input": "GFM",
        "hard_wrap": False,
        "gfm_quirks": "paragraph_end",
        "syntax_highlighter_opts": {"default_lang": "plaintext"},
    },
}
PRODUCTION_DEFAULTS: Mapping[str, Any] = {"sass": {"style": "compressed"}}

# … and what it may not.
FORCED: Mapping[str, Any] = {
    "lsi": False,
    "safe": True,
    "whitelist": list(ALLOWED),
    "highlighter": "rouge",
    "kramdown": {"template": "", "math_engine": "mathjax", "syntax_highlighter": "rouge"},
    "gist": {"noscript": False},
}


def applied(config: Config) -> Config:
    """Return `config` as GitHub Pages has it, where the Gemfile or `profile` asks for that."""
    if config.get("profile") != GITHUB_PAGES and GITHUB_PAGES not in jekyll_plugins(config.source):
        return config
    own = config
    settings = _defaults(config)
    settings = deep_merge(settings, FORCED)
    settings["exclude"] = _union(settings["exclude"], ["CNAME"])
    settings["plugins"] = _union(settings["plugins"], PLUGINS)
    if "remote_theme" in settings:
        settings["plugins"] = _union(settings["plugins"], [REMOTE_THEME])
    config = replace(config, settings=settings, github_pages=True)
    return _with_theme(config, named="theme" in own)


def _defaults(config: Config) -> dict[str, Any]:
    """Return the site's settings over GitHub's; a value that is Jekyll's default counts as none."""
    from liquidsite.config import DEFAULTS as JEKYLL

    defaults = DEFAULTS
    if config.environment == "production":
        defaults = deep_merge(DEFAULTS, PRODUCTION_DEFAULTS)
    own = {key: value for key, value in config.items() if JEKYLL.get(key, ...) != value}
    merged = deep_merge(deep_merge(JEKYLL, defaults), own)
    return merged | ({"theme": config["theme"]} if "theme" in config else {})


def _with_theme(config: Config, *, named: bool) -> Config:
    """Remove the default theme where it is not installed and the site does not name one."""
    from liquidsite.themes.resolve import find_theme

    if named:
        return config
    try:
        find_theme(config)
    except ThemeError:
        message = f"the default theme {PRIMER} cannot be fetched; none is used"
        missing = Notice("GitHub Pages:", message, ("theme", PRIMER))
        settings = {**config.settings, "theme": None}
        return replace(config, settings=settings, notices=(*config.notices, missing))
    return config


def _union(values: object, more: Any) -> list[Any]:
    return list(dict.fromkeys([*(values if isinstance(values, list) else []), *more]))
