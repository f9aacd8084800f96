"""The values of jekyll-seo-tag: from a page's front matter, else from the site's settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from liquidsite.plugin import Context
from liquidsite.plugins.seo_tag.author import Author
from liquidsite.plugins.seo_tag.image import Image
from liquidsite.ruby.values import is_truthy, to_s

_HOME_OR_ABOUT = re.compile(r"^/(?:about/)?(?:index.html?)?$", re.MULTILINE)
_INDEX = re.compile(r"/index\.html$", re.MULTILINE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_PLACE = re.compile(r"%<(current|total)>s|%%")

Texts = dict[str, str | None]


# Words of a description, from version 2.9 on.
_MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between versions of the gem: `is_newer` from 2.9 on."""

    version: str
    is_newer: bool = False


class Seo:
    """The values of one page; those that are texts are fit for HTML. `texts` remembers these."""

    def __init__(self, context: Context, texts: Texts, rules: Rules) -> None:
        self.context = context
        self.rules = rules
        self.page = context.page
        self.site = context.site
        self.jekyll_version = context["jekyll.version"]
        self.texts = texts

    def text(self, value: object) -> str | None:
        """Return `value`, Markdown, as one line without markup; None when that is empty."""
        source = to_s(value)
        if source not in self.texts:
            text = source
            for name in ("markdownify", "strip_html", "normalize_whitespace", "escape_once"):
                text = self.context.filter(name, text)
            self.texts[source] = text or None
        return self.texts[source]

    def inner(self, owner: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = owner[key]
        return value if isinstance(value, Mapping) else {}

    @cached_property
    def site_title(self) -> str | None:
        return self.text(either(self.site["title"], self.site["name"]))

    @cached_property
    def site_description(self) -> str | None:
        return self.text(self.site["description"])

    @cached_property
    def page_title(self) -> str | None:
        title = self.text(self.page["title"])
        category = self.text(self.page["title_category"]) if self.rules.is_newer else None
        if title and category and title != category:
            return f"{title} | {category}"
        return title or category or self.site_title

    @cached_property
    def title(self) -> str | None:
        title = self._title
        return None if title is None else self._page_number + title

    @property
    def _title(self) -> str | None:
        own, site = self.page_title, self.site_title
        if site and own and own != site:
            return f"{own} | {site}"
        if site and self.site_description:
            return f"{site} | {self.text(self.site['tagline']) or self.site_description}"
        return own

    @property
    def _page_number(self) -> str:
        """Return `Page 2 of 3 for `, from the second page of a paginated list on."""
        pager = self.context["paginator"]
        current = pager.get("page") if isinstance(pager, Mapping) else None
        if not isinstance(pager, Mapping) or not isinstance(current, int) or current < 2:
            return ""
        numbers = {"current": current, "total": pager.get("total_pages")}
        message = to_s(self.site["seo_paginator_message"] or "Page %<current>s of %<total>s for ")
        return _PLACE.sub(lambda place: str(numbers[place[1]]) if place[1] else "%", message)

    @cached_property
    def is_home_or_about(self) -> bool:
        return bool(_HOME_OR_ABOUT.search(to_s(self.page["url"])))

    @property
    def name(self) -> str | None:
        own = self.inner(self.page, "seo").get("name")
        if is_truthy(own) and self.text(own):
            return self.text(own)
        if not self.is_home_or_about:
            return None
        social = self.inner(self.site, "social").get("name")
        return self.text(social) if is_truthy(social) else self.site_title

    @cached_property
    def description(self) -> str | None:
        own = either(self.page["description"], self.page["excerpt"])
        text = self.text(own) or self.site_description
        return self._shortened(text) if text and self.rules.is_newer else text

    def _shortened(self, text: str) -> str:
        """Return the first words of a description, with an ellipsis if there are more."""
        most = self.page["seo_description_max_words"]
        words = _SPACES.split(text)[: most if isinstance(most, int) else _MOST_WORDS]
        short = " ".join(words)
        return f"{short}…" if len(short) < len(text) else short

    @cached_property
    def author(self) -> Author:
        return Author.of(self.page, self.site)

    @cached_property
    def image(self) -> Image | None:
        folder = to_s(self.page["url"]).rpartition("/")[0] if self.rules.is_newer else None
        return Image.of(self.page["image"], self.context, folder)

    @property
    def date_modified(self) -> Any:
        own = self.inner(self.page, "seo").get("date_modified")
        return self.date(either(own, self.page["last_modified_at"], self.page["date"]))

    @property
    def date_published(self) -> Any:
        return self.date(self.page["date"])

    def date(self, value: object) -> Any:
        return self.context.filter("date_to_xmlschema", value) if is_truthy(value) else None

    @cached_property
    def type(self) -> Any:
        own = self.inner(self.page, "seo").get("type")
        if is_truthy(own):
            return own
        if self.is_home_or_about:
            return "WebSite"
        return "BlogPosting" if is_truthy(self.page["date"]) else "WebPage"

    @property
    def links(self) -> Any:
        own = self.inner(self.page, "seo").get("links")
        if is_truthy(own) or not self.is_home_or_about:
            return own
        return self.inner(self.site, "social").get("links")

    @property
    def logo(self) -> Any:
        logo = self.site["logo"]
        if not is_truthy(logo):
            return None
        return self.context.filter("uri_escape", self.context.filter("absolute_url", logo))

    @property
    def locale(self) -> str:
        page, site = self.page, self.site
        found = either(page["locale"], site["locale"], page["lang"], site["lang"], "en_US")
        return to_s(found).replace("-", "_")

    @cached_property
    def canonical_url(self) -> str:
        own = to_s(self.page["canonical_url"])
        url = to_s(self.context.filter("absolute_url", self.page["url"]))
        return own or _INDEX.sub("/", url)


def either(*values: object) -> Any:
    """Return the first true value, else the last, as Ruby's `||`."""
    return next((value for value in values if is_truthy(value)), values[-1])
