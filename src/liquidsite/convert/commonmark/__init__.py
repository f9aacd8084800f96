"""`markdown: CommonMark`, as the jekyll-commonmark gem converts it, here with markdown-it-py."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from liquidsite.errors import Notice
from liquidsite.plugin import Converted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

EXTENSIONS = ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
OPTIONS = (
    "DEFAULT",
    "SOURCEPOS",
    "UNSAFE",
    "VALIDATE_UTF8",
    "SMART",
    "LIBERAL_HTML_TAG",
    "FOOTNOTES",
    "STRIKETHROUGH_DOUBLE_TILDE",
    "HARDBREAKS",
    "NOBREAKS",
    "GITHUB_PRE_LANG",
    "TABLE_PREFER_STYLE_ATTRIBUTES",
    "FULL_INFO_STRING",
)
# What cmark-gfm knows and this does not; each warns, and changes nothing.
NOT_SUPPORTED = ("SOURCEPOS",)


class CommonMark:
    """`options` and `extensions` are those of the `commonmark` section that exist."""

    def __init__(self, config: Mapping[str, Any], warn: Callable[[Notice], None]) -> None:
        section = config.get("commonmark")
        section = section if isinstance(section, Mapping) else {}
        self._warn = warn
        names = [str(name).upper() for name in _list(section.get("options"))]
        self.options = self._known(names, OPTIONS, "option")
        extensions = [str(name) for name in _list(section.get("extensions"))]
        self.extensions = self._known(extensions, EXTENSIONS, "extension")
        self._parser: MarkdownIt | None = None

    def convert(self, text: str, path: str = "", line: int = 1) -> Converted:
        if self._parser is None:
            from liquidsite.convert.commonmark.parser import parser

            self._parser = parser(self.options, self.extensions)
        return Converted(self._parser.render(text))

    def _known(self, names: list[str], known: Collection[str], kind: str) -> frozenset[str]:
        for name in names:
            if name not in known:
                self._warn(Notice("CommonMark:", f"{name} is not a valid {kind}"))
                self._warn(Notice(f"Valid {kind}s:", ", ".join(known)))
            elif name in NOT_SUPPORTED:
                self._warn(Notice("CommonMark:", f"the {kind} {name} is not supported"))
        return frozenset(names).intersection(known).difference(NOT_SUPPORTED)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
