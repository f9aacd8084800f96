"""`html_to_native`: HTML elements become kramdown's own where these can say the same."""

from __future__ import annotations

from liquidsite.kramdown.element import Element


def convert(element: Element) -> None:
    """Convert `element` and what is in it, in place."""
