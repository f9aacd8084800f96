"""Escaping for HTML, in kramdown's three degrees."""

from __future__ import annotations

import re

_REFERENCE = r"&(?=[A-Za-z0-9_:][A-Za-z0-9_.:-]*;|#[0-9]+;|#x[0-9a-fA-F]+;)"
_bare_ampersand = re.compile(rf"(?!{_REFERENCE})&")


def escape(text: str) -> str:
    """Escape code and math: all but quotes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def escape_text(text: str) -> str:
    """Escape text, but no references to entities."""
    if "&" in text:
        text = _bare_ampersand.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def escape_attribute(text: str) -> str:
    """Escape an attribute's value: as text, and quotes."""
    text = escape_text(text)
    return text.replace('"', "&quot;") if '"' in text else text
