"""jekyll-seo-tag: `{% seo %}`, what search engines and social networks want in a page's head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.plugins.seo_tag.json_ld import linked_data
from liquidsite.plugins.seo_tag.values import Rules, Seo, Texts, either
from liquidsite.ruby.json import to_json
from liquidsite.ruby.values import is_truthy, to_s

_NO_TITLE = re.compile("title=false", re.IGNORECASE)
_NO_CANONICAL = re.compile("canonical=false", re.IGNORECASE)
_VERIFICATIONS = {
    "google": "google-site-verification",
    "bing": "msvalidate.01",
    "alexa": "alexaVerifyID",
    "yandex": "yandex-verification",
    "baidu": "baidu-site-verification",
    "facebook": "facebook-domain-verification",
}


class SeoTag(Tag):
    """The tag of version 2.8."""

    rules = Rules("2.8.0")

    def __init__(self, name: str, markup: str) -> None:
        super().__init__(name, markup)
        self.has_title = not _NO_TITLE.search(markup)
        self.has_canonical = not (self.rules.is_newer and _NO_CANONICAL.search(markup))
        self.texts: Texts = {}

    def render(self, context: Context) -> str:
        seo = Seo(context, self.texts, self.rules)
        lines = [
            f"<!-- Begin Jekyll SEO tag v{self.rules.version} -->",
            *([f"<title>{seo.title}</title>"] if self.has_title and seo.title else []),
            *_about(seo, has_canonical=self.has_canonical),
            *_image(seo),
            *_kind(seo),
            *_twitter(seo),
            *_facebook(seo),
            *_verifications(seo),
            '<script type="application/ld+json">',
            f"{to_json(linked_data(seo))}</script>",
            "<!-- End Jekyll SEO tag -->",
        ]
        return "\n".join(lines) + "\n"


def _name(name: str, content: object) -> str:
    return f'<meta name="{name}" content="{to_s(content)}" />'


def _property(name: str, content: object) -> str:
    return f'<meta property="{name}" content="{to_s(content)}" />'


def _twitter_meta(seo: Seo, name: str, content: object) -> str:
    """Return the metadata, as a property until version 2.8."""
    write = _name if seo.rules.is_newer else _property
    return write(f"twitter:{name}", content)


def _about(seo: Seo, *, has_canonical: bool) -> Iterator[str]:
    yield _name("generator", f"Jekyll v{to_s(seo.jekyll_version)}")
    if seo.page_title:
        yield _property("og:title", seo.page_title)
    if is_truthy(seo.author.name):
        yield _name("author", seo.author.name)
    yield _property("og:locale", seo.locale)
    if seo.description:
        yield _name("description", seo.description)
        name = 'name="twitter:description" ' if seo.rules.is_newer else ""
        yield _property("og:description", seo.description).replace("<meta ", f"<meta {name}", 1)
    if is_truthy(seo.site["url"]):
        if has_canonical:
            yield f'<link rel="canonical" href="{seo.canonical_url}" />'
        yield _property("og:url", seo.canonical_url)
    if seo.site_title:
        yield _property("og:site_name", seo.site_title)


def _image(seo: Seo) -> Iterator[str]:
    if seo.image is None:
        return
    yield _property("og:image", seo.image.path)
    for key in ("height", "width", "alt"):
        if is_truthy(seo.image.data.get(key)):
            yield _property(f"og:image:{key}", seo.image.data[key])


def _kind(seo: Seo) -> Iterator[str]:
    """Yield the date of an article, and the links to the pages before and after."""
    if is_truthy(seo.page["date"]):
        yield _property("og:type", "article")
        yield _property("article:published_time", seo.date_published)
        if seo.rules.is_newer and seo.date_modified:
            yield _property("article:modified_time", seo.date_modified)
    else:
        yield _property("og:type", "website")
    pager = seo.context["paginator"]
    for rel, step in (("prev", "previous"), ("next", "next")):
        if isinstance(pager, Mapping) and is_truthy(pager.get(f"{step}_page")):
            href = seo.context.filter("absolute_url", pager.get(f"{step}_page_path"))
            yield f'<link rel="{rel}" href="{to_s(href)}" />'


def _twitter(seo: Seo) -> Iterator[str]:
    if seo.image is None:
        yield _name("twitter:card", "summary")
    else:
        cards = (_in(seo.page["twitter"], "card"), _in(seo.site["twitter"], "card"))
        yield _name("twitter:card", either(*cards) or "summary_large_image")
        yield _twitter_meta(seo, "image", seo.image.path)
        if is_truthy(seo.image.data.get("alt")):
            yield _name("twitter:image:alt", seo.image.data["alt"])
    if seo.page_title:
        yield _twitter_meta(seo, "title", seo.page_title)
    site = seo.site["twitter"]
    if is_truthy(site):
        yield _name("twitter:site", "@" + to_s(_in(site, "username")).replace("@", ""))
        if seo.author.twitter:
            yield _name("twitter:creator", "@" + seo.author.twitter.replace("@", ""))


def _facebook(seo: Seo) -> Iterator[str]:
    own = seo.site["facebook"]
    names = {"admins": "fb:admins", "publisher": "article:publisher", "app_id": "fb:app_id"}
    for key, name in names.items():
        if is_truthy(_in(own, key)):
            yield _property(name, _in(own, key))


def _verifications(seo: Seo) -> Iterator[str]:
    codes = seo.site["webmaster_verifications"]
    if is_truthy(codes):
        for key, name in _VERIFICATIONS.items():
            if is_truthy(_in(codes, key)):
                yield _name(name, _in(codes, key))
    elif is_truthy(code := seo.site["google_site_verification"]):
        yield _name(_VERIFICATIONS["google"], code)


def _in(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


class NewerSeoTag(SeoTag):
    """The tag of version 2.9."""

    rules = Rules("2.9.0", is_newer=True)


plugin = Plugin("jekyll-seo-tag", tags={"seo": SeoTag}, fingerprint="2.8")
_NEWER = Plugin("jekyll-seo-tag", tags={"seo": NewerSeoTag}, fingerprint="2.9")


def plugin_of(version: tuple[int, ...]) -> Plugin:
    """Return the plugin as that version of the gem works."""
    return _NEWER if version >= (2, 9) else plugin
