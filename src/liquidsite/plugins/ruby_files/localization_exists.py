"""Multi-language al-folio's localization-exists.rb: `{% localization_exists a.b %}`.

It prints whether the first of the site's `languages` has a text of that name, as
`site.data.en.strings.a.b`.
"""

from __future__ import annotations

from collections.abc import Mapping

from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.ruby.methods import split
from liquidsite.ruby.values import to_s


class LocalizationExists(Tag):
    """The name is Liquid; one without a dot is no name of a text."""

    def render(self, context: Context) -> str:
        text = context.liquid(self.markup.strip())
        languages = context.config("languages")
        first = to_s(languages[0]) if isinstance(languages, list) and languages else ""
        found: object = context.site["data"]
        for name in (first, "strings", *split(text, ".")):
            if not isinstance(found, Mapping) or name not in found:
                return "false"
            found = found[name]
        return "true" if "." in text else "false"


plugin = Plugin("localization-exists.rb", tags={"localization_exists": LocalizationExists})
