"""Filters that show any value as a string."""

from __future__ import annotations

from liquidsite.ruby import text as ruby_text

from .escaping import xml_escape


def jsonify(value: object) -> str:
    from liquidsite.ruby.json import to_json

    return to_json(value)


def inspect(value: object) -> str:
    """Return Ruby's `inspect`, escaped for HTML."""
    return xml_escape(ruby_text.inspect(value))
