"""al-folio's hide-custom-bibtex.rb: `{{ entry.bibtex | hideCustomBibtex }}`.

The filter leaves out the lines of fields that the site uses for itself, such as `abbr`. They are
listed in the setting `filtered_bibtex_keywords`, as regular expressions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import Pattern

from liquidsite.plugin import Context, Plugin, TemplateError, needs_context
from liquidsite.ruby import regexp
from liquidsite.ruby.values import to_s

_FIELD = r"\b{}\b *= *\{{"
_MARKS = re.compile("[*†‡§¶‖&^]")


@needs_context
def without_fields(context: Context, bibtex: object) -> str:
    """Return the entry without the lines of these fields."""
    return _without(context, to_s(bibtex), _FIELD)


@needs_context
def without_fields_and_marks(context: Context, bibtex: object) -> str:
    """Do as `without_fields`, and take footnote marks out of the authors."""
    text = _without(context, to_s(bibtex), _FIELD)
    return _line(r"\bauthor\b *= *\{").sub(lambda line: _MARKS.sub("", line[0]), text)


@needs_context
def without_lines(context: Context, bibtex: object) -> str:
    """Return the entry without any line that has one of the words in it."""
    return _without(context, to_s(bibtex), "{}")


def _without(context: Context, text: str, pattern: str) -> str:
    """Return `text` without the lines with `pattern`, in which `{}` is each of the keywords."""
    keywords = context.config("filtered_bibtex_keywords")
    for keyword in keywords if isinstance(keywords, list) else ():
        text = _line(pattern.format(to_s(keyword))).sub("", text)
    return text


@lru_cache(maxsize=256)
def _line(pattern: str) -> Pattern[str]:
    """Return the pattern of a whole line, with its end, in which `pattern` is found."""
    try:
        return regexp.compiled(rf"^.*{pattern}.*\n")
    except ValueError as error:
        raise TemplateError(f"filtered_bibtex_keywords: {error}") from None


plugin = Plugin("hide-custom-bibtex.rb", filters={"hideCustomBibtex": without_fields_and_marks})
of_fields = Plugin("hide-custom-bibtex.rb", filters={"hideCustomBibtex": without_fields})
of_lines = Plugin("hide-custom-bibtex.rb", filters={"hideCustomBibtex": without_lines})
