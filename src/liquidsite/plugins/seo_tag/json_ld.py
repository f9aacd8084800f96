"""The description of a page by jekyll-seo-tag as JSON-LD, by schema.org."""

from __future__ import annotations

from typing import Any

from liquidsite.plugins.seo_tag.values import Seo

_AUTHORS = ("Organization", "Person")
_ENTITIES = ("BlogPosting", "CreativeWork")


def linked_data(seo: Seo) -> dict[str, Any]:
    """Return the object, its keys in order; what is unknown is left out."""
    found = {
        "@context": "https://schema.org",
        "@type": seo.type,
        "author": _author(seo),
        "dateModified": seo.date_modified,
        "datePublished": seo.date_published,
        "description": seo.description,
        "headline": seo.page_title,
        "image": seo.image.json() if seo.image else None,
        "mainEntityOfPage": _entity(seo),
        "name": seo.name,
        "publisher": _publisher(seo),
        "sameAs": seo.links,
        "url": seo.canonical_url,
    }
    return {key: value for key, value in found.items() if value is not None}


def _author(seo: Seo) -> dict[str, Any] | None:
    data = seo.author.data
    kind = data.get("type") or "Person"
    if not seo.author.name or kind not in _AUTHORS:
        return None
    author = {"@type": kind, "name": seo.author.name}
    return author | {"url": data["url"]} if data.get("url") else author


def _entity(seo: Seo) -> dict[str, Any] | None:
    if seo.type not in _ENTITIES:
        return None
    return {"@type": "WebPage", "@id": seo.canonical_url}


def _publisher(seo: Seo) -> dict[str, Any] | None:
    if not seo.logo:
        return None
    logo = {"@type": "ImageObject", "url": seo.logo}
    publisher = {"@type": "Organization", "logo": logo}
    return publisher | {"name": seo.author.name} if seo.author.name else publisher
