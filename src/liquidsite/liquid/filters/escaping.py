"""HTML, XML and URL escapes, and the removal of markup."""

from __future__ import annotations

import re

from liquidsite.ruby.values import LiquidError, RubyError, class_name, to_s, to_str

_ESCAPABLE = re.compile(r"[\"><']|&(?!(?:[a-zA-Z]+|#[0-9]+);)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
# What `strip_html` removes together with what is inside, by how it begins.
_BLOCK = re.compile("<script|<!--|<style")
_BLOCK_ENDS = {"<script": "</script>", "<!--": "-->", "<style": "</style>"}
_TAG = re.compile("<[^>]*>")
_URI_SAFE = ":/?#[]@!$&'()*+,;=-._~"


def escape(value: object) -> str | None:
    if value is None:
        return None
    text = to_s(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def escape_once(value: object) -> str:
    """Escape all but what already is an entity, named or decimal."""
    return _ESCAPABLE.sub(lambda found: _ENTITIES[found[0]], to_s(value))


def xml_escape(value: object) -> str:
    text = to_s(value).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;").replace("'", "&apos;")


def strip_html(value: object) -> str:
    text = _without_blocks(to_s(value))
    last = text.rfind(">") + 1  # nothing after it can match, but a search would try at every `<`
    return _TAG.sub("", text[:last]) + text[last:]


def _without_blocks(text: str) -> str:
    if not _BLOCK.search(text):
        return text
    kept: list[str] = []
    pos = 0
    missing: set[str] = set()
    for found in _BLOCK.finditer(text):
        start = found.start()
        if start < pos or found[0] in missing:
            continue
        end = _BLOCK_ENDS[found[0]]
        stop = text.find(end, found.end())
        if stop < 0:
            missing.add(found[0])
            continue
        kept.append(text[pos:start])
        pos = stop + len(end)
    kept.append(text[pos:])
    return "".join(kept)


def url_encode(value: object) -> str | None:
    return None if value is None else _form_encoded(to_s(value))


def cgi_escape(value: object) -> str:
    return _form_encoded(to_str(value))


def _form_encoded(text: str) -> str:
    from urllib.parse import quote_plus

    return quote_plus(text)


def url_decode(value: object) -> str | None:
    from urllib.parse import unquote_to_bytes

    if value is None:
        return None
    try:
        return unquote_to_bytes(to_s(value).replace("+", " ")).decode()
    except UnicodeDecodeError:
        raise LiquidError("invalid byte sequence in UTF-8") from None


def uri_escape(value: object) -> str | None:
    from liquidsite.ruby.uri import normalize_component

    if value is None:
        return None
    if not isinstance(value, str):
        raise RubyError(f"Can't convert {class_name(value)} into String.")
    return normalize_component(value, _URI_SAFE)
