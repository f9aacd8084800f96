"""The bundled plugins: what Jekyll's usual gems do, one module a gem.

Each module exposes `plugin`. A site turns plugins on by the names of their gems; only the
modules of those are imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from liquidsite.plugin import Plugin

# Gem → its module here.
BUNDLED: Mapping[str, str] = {
    "jekyll-archives": "archives",
    "jekyll-archives-v2": "archives_v2",
    "jekyll-avatar": "avatar",
    "jekyll-coffeescript": "coffeescript",
    "jekyll-default-layout": "default_layout",
    "jekyll-email-protect": "email_protect",
    "jekyll-feed": "feed",
    "jekyll-fontawesome-svg": "fontawesome_svg",
    "jekyll-get-json": "get_json",
    "jekyll-gist": "gist",
    "jekyll-github-metadata": "github_metadata",
    "jekyll-imagemagick": "imagemagick",
    "jekyll-include-cache": "include_cache",
    "jekyll-jupyter-notebook": "jupyter_notebook",
    "jekyll-last-modified-at": "last_modified_at",
    "jekyll-link-attributes": "link_attributes",
    "jekyll-mentions": "mentions",
    "jekyll-minifier": "minifier",
    "jekyll-octicons": "octicons",
    "jekyll-optional-front-matter": "optional_front_matter",
    "jekyll-paginate": "paginate",
    "jekyll-paginate-v2": "paginate_v2",
    "jekyll-readme-index": "readme_index",
    "jekyll-polyglot": "polyglot",
    "jekyll-redirect-from": "redirect_from",
    "jekyll-regex-replace": "regex_replace",
    "jekyll-relative-links": "relative_links",
    "jekyll-scholar": "scholar",
    "jekyll-seo-tag": "seo_tag",
    "jekyll-sitemap": "sitemap",
    "jekyll-spaceship": "spaceship",
    "jekyll-tabs": "tabs",
    "jekyll-terser": "terser",
    "jekyll-timeago": "timeago",
    "jekyll-titles-from-headings": "titles_from_headings",
    "jekyll-toc": "toc",
    "jekyll-twitter-plugin": "twitter",
    "jekyll-youtube": "youtube",
    "jemoji": "jemoji",
    "liquid_reading_time": "reading_time",
}

# Plugin → the extra that has the packages which it needs.
EXTRAS: Mapping[str, str] = {
    "jekyll-coffeescript": "coffeescript",
    "jekyll-fontawesome-svg": "fontawesome",
    "jekyll-imagemagick": "images",
    "jekyll-jupyter-notebook": "notebooks",
    "jekyll-minifier": "minifier",
    "jekyll-octicons": "octicons",
    "jekyll-scholar": "scholar",
    "jekyll-spaceship": "jemoji",
    "jekyll-terser": "minifier",
    "jemoji": "jemoji",
}

# The bundled plugins that ask neither Git nor the network, nor the time without
# recording it: a build of such a site may be found up to date.
FROM_FILES = frozenset((
    "jekyll-archives", "jekyll-avatar", "jekyll-coffeescript", "jekyll-default-layout",
    "jekyll-feed", "jekyll-include-cache", "jekyll-mentions", "jekyll-minifier", "jekyll-octicons",
    "jekyll-optional-front-matter", "jekyll-paginate", "jekyll-paginate-v2", "jekyll-polyglot",
    "jekyll-readme-index", "jekyll-redirect-from", "jekyll-relative-links", "jekyll-scholar",
    "jekyll-seo-tag", "jekyll-sitemap", "jekyll-spaceship", "jekyll-terser",
    "jekyll-titles-from-headings", "jekyll-toc", "jekyll-youtube", "jemoji",
))  # fmt: skip

# Gems whose work is done elsewhere in liquidsite, or that are no plugins: libraries and tools.
BUILT_IN = frozenset(
    [
        "base64",
        "bigdecimal",
        "bundler",
        "classifier-reborn",
        "concurrent-ruby",
        "csv",
        "css_parser",
        "duktape",
        "eventmachine",
        "execjs",
        "faraday-retry",
        "feedjira",
        "ffi",
        "hawkins",
        "html-proofer",
        "http_parser.rb",
        "httparty",
        "jekyll-compose",
        "json",
        "logger",
        "mini_racer",
        "nokogiri",
        "observer",
        "ostruct",
        "racc",
        "rake",
        "rexml",
        "sass-embedded",
        "sassc",
        "therubyracer",
        "uglifier",
        "unicode_utils",
        "github-pages",
        "jekyll",
        "jekyll-commonmark",
        "jekyll-commonmark-ghpages",
        "jekyll-remote-theme",
        "jekyll-sass-converter",
        "jekyll-watch",
        "kramdown",
        "kramdown-parser-gfm",
        "liquid",
        "rouge",
        "tzinfo",
        "tzinfo-data",
        "wdm",
        "webrick",
    ]
)


# A version of a gem, as numbers.
Version = tuple[int, ...]


def bundled(names: Iterable[str], versions: Mapping[str, Version] | None = None) -> list[Plugin]:
    """Return the bundled plugins among the gems `names`, in order.

    Of a name given twice, the first. `versions` are the gems' that the site asks for; without one
    a plugin does as the version of the reference.
    """
    asked = versions or {}
    return [
        _load(BUNDLED[name], asked.get(name)) for name in dict.fromkeys(names) if name in BUNDLED
    ]


def _load(module: str, version: Version | None) -> Plugin:
    found = import_module(f"{__name__}.{module}")
    if version is not None and hasattr(found, "plugin_of"):
        made: Plugin = found.plugin_of(version)
        return made
    plugin: Plugin = found.plugin
    return plugin
