"""The live-reload script goes into the response, never into a file."""

from __future__ import annotations

import re

PREFIX = "/__liquidsite__/"

# What may come before the first child of `<head>`, with white space around it.
_PROLOGUE = re.compile(rb"\s*<(?:!doctype\b[^>]*|html\b[^>]*|head\b[^>]*)>", re.IGNORECASE)
_SPACE = re.compile(rb"\s*")


def injected(page: bytes, etag: str) -> bytes:
    """Insert the script tag into `page`.

    `etag` is the version of the page that the script is in.
    """
    place = _place(page)
    version = etag.strip('"')
    tag = f'<script type="module" async src="{PREFIX}client.js?page={version}"></script>'
    return page[:place] + tag.encode() + page[place:]


def _place(page: bytes) -> int:
    """Return the end of doctype, comments, `<html>` and `<head>`, where a script is harmless."""
    place = at = 3 if page.startswith(b"\xef\xbb\xbf") else 0
    while True:
        if match := _PROLOGUE.match(page, at):
            place = at = match.end()
            continue
        space = _SPACE.match(page, at)
        start = space.end() if space else at
        end = page.find(b"-->", start + 4) if page.startswith(b"<!--", start) else -1
        if end < 0:
            return place
        at = end + 3
