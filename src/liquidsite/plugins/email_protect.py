"""jekyll-email-protect: `{{ address | encode_email }}`, for the `href` of a link."""

from __future__ import annotations

import unicodedata

from liquidsite.plugin import Plugin
from liquidsite.ruby.values import to_s


def encode_email(address: object) -> str:
    """Write letters and digits as percent-encoded bytes, which few harvesting programs read."""
    return "".join(_encoded(char) for char in to_s(address))


def _encoded(char: str) -> str:
    is_alphanumeric = unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"
    if not is_alphanumeric:
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


plugin = Plugin("jekyll-email-protect", filters={"encode_email": encode_email})
