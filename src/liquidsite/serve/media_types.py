"""Content types by extension. Unlike `mimetypes.guess_type`, they are the same on all machines."""

from __future__ import annotations

import mimetypes

_TEXT_LIKE = (
    "application/json",
    "application/xml",
    "application/manifest+json",
    "image/svg+xml",
)
_MORE = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".geojson": "application/geo+json",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".otf": "font/otf",
    ".rss": "application/rss+xml",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".yaml": "text/yaml",
    ".yml": "text/yaml",
}
UNKNOWN = "application/octet-stream"

_BUILT_IN = mimetypes.MimeTypes(filenames=()).types_map[True]


def media_type(name: str, encoding: str = "utf-8") -> str:
    """Return the content type of a file called `name`, with a charset where it is text."""
    dot = name.rfind(".")
    extension = name[dot:].lower() if dot >= 0 else ""
    found = _MORE.get(extension) or _BUILT_IN.get(extension, UNKNOWN)
    is_text = found.startswith("text/") or found in _TEXT_LIKE or found.endswith("+xml")
    return f"{found}; charset={encoding}" if is_text else found


def is_html(kind: str) -> bool:
    """Return whether a content type is that of a page, which gets the live-reload script."""
    return kind.startswith("text/html")
