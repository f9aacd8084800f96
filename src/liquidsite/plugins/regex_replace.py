"""jekyll-regex-replace: `{{ text | regex_replace: "(a+)", "<b>\\1</b>" }}`."""

from __future__ import annotations

from functools import lru_cache
from re import Pattern

from liquidsite.plugin import Plugin, TemplateError
from liquidsite.ruby import regexp
from liquidsite.ruby.values import to_s


def regex_replace(text: object, pattern: object, value: object) -> str:
    """Replace every match."""
    return _compiled(to_s(pattern)).sub(regexp.replacement(to_s(value)), to_s(text))


def regex_replace_once(text: object, pattern: object, value: object) -> str:
    """Replace the first match."""
    return _compiled(to_s(pattern)).sub(regexp.replacement(to_s(value)), to_s(text), count=1)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Pattern[str]:
    try:
        return regexp.compiled(pattern)
    except ValueError as error:
        raise TemplateError(str(error)) from None


plugin = Plugin(
    "jekyll-regex-replace",
    filters={"regex_replace": regex_replace, "regex_replace_once": regex_replace_once},
)
