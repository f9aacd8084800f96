"""HTML with fewer bytes, and with the same meaning: what the gem htmlcompressor does to it.

Preformatted text, scripts, styles and the values of event handlers are set aside first; in their
place stands a mark between NULs, which HTML cannot have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Minify = Callable[[str], str]

_SPACE = " \t\r\n\f\v"
_OPENING = re.compile(r"<!--|<!\[|<(?P<name>pre|script|style|textarea)(?=[\s/>])", re.I | re.A)
_COMMENT_END = re.compile("-->")
_SKIPPED = re.compile(r"<!--\s*\{\{\{\s*-->", re.A)
_SKIPPED_END = re.compile(r"<!--\s*\}\}\}\s*-->", re.A)
_CONDITION = re.compile(r"<!(?:--)?\[[^\]<>]+\]>")
_CONDITION_END = re.compile(r"<!\[[^\]<>]+\]-->")
_ENDS = {name: re.compile(f"</{name}>", re.I) for name in ("pre", "script", "style", "textarea")}
_TYPE = re.compile(r"\stype\s*=\s*([\"']?)([^\"'>\s]+)\1", re.I | re.A)
_EVENT = re.compile(
    r"(?P<name>\son[a-z]+\s*=\s*)"
    r"(?:\"(?P<double>(?:[^\"\\\r\n]|\\.)*+)\"|'(?P<single>(?:[^'\\\r\n]|\\.)*+)')",
    re.I | re.A,
)
_JAVASCRIPT = frozenset(["", "text/javascript", "application/javascript"])
_MARK = re.compile("\0([0-9]+)\0")
_SPACES = re.compile(r"\s+", re.A)
_BETWEEN_TAGS = re.compile(r"(?<=[>\0])\s+(?=[<\0])", re.A)
_TAG = re.compile(r"<[^<>]+>")
_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_DOCTYPE = re.compile(r"<!doctype\b", re.I)
_EQUALS = re.compile(r"(\s\w+)\s*=\s*", re.A)
_LAST_SPACE = re.compile(r"\s(/?>)\Z", re.A)
_BARE_END = re.compile(r"=\s*[\w-]+\s/>\Z", re.I | re.A)
_QUOTED = re.compile(r"\s?=\s?([\"'])([\w-]+)\1(/?)", re.A)
_BOOLEAN = re.compile(
    r"(?<=[\"'\s])(checked|selected|disabled|readonly)\s*=\s*([\"']?)\w*\2", re.I | re.A
)
_ADDRESS = re.compile(r"((?:href|src|cite|action)\s*=\s*[\"'])(https?:)(?=//)", re.I | re.A)
_EXTERNAL = re.compile(r"\srel\s*=\s*[\"']?(?:alternate\s+)?external\b", re.I | re.A)
_STYLESHEET = re.compile(r"\srel\s*=\s*[\"']?(?:alternate\s+)?stylesheet\b", re.I | re.A)


def _attribute(name: str, values: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){name}\s*=\s*([\"']?)(?:{values})\1(?=[\s/>])", re.I | re.A)


class Default(NamedTuple):
    """An attribute that says what holds without it: its setting, its tag and its pattern."""

    setting: str
    tag: str
    pattern: re.Pattern[str]


_SCRIPTS = "(?:text|application)/javascript"
_DEFAULTS = (
    Default("remove_script_attributes", "script", _attribute("type", _SCRIPTS)),
    Default("remove_script_attributes", "script", _attribute("language", "javascript")),
    Default("remove_style_attributes", "style", _attribute("type", "text/(?:style|css)")),
    Default("remove_link_attributes", "link", _attribute("type", "text/(?:css|plain)")),
    Default("remove_form_attributes", "form", _attribute("method", "get")),
    Default("remove_input_attributes", "input", _attribute("type", "text")),
)  # fmt: skip

# The settings of the gem that are on unless the site turns them off.
ON = frozenset(("remove_comments", "remove_multi_spaces", "remove_spaces_inside_tags"))
SETTINGS = ON | {
    "compress_css",
    "compress_javascript",
    "preserve_line_breaks",
    "remove_http_protocol",
    "remove_https_protocol",
    "remove_intertag_spaces",
    "remove_javascript_protocol",
    "remove_quotes",
    "simple_boolean_attributes",
    "simple_doctype",
    *(default.setting for default in _DEFAULTS),
}


class Markup(NamedTuple):
    """How to make HTML smaller.

    settings   the names of the settings that are on, of `SETTINGS`
    script     makes a script smaller, `style` a stylesheet
    preserved  patterns of text that stays as it is
    """

    settings: frozenset[str]
    script: Minify
    style: Minify
    preserved: Sequence[re.Pattern[str]] = ()

    def minify(self, html: str) -> str:
        """Return `html` with fewer bytes."""
        return html if "\0" in html else _Minifier(self).minify(html)


class _Minifier:
    """One text: what is set aside of it."""

    def __init__(self, how: Markup) -> None:
        self.how = how
        self.on = how.settings
        self.aside: list[str] = []

    def minify(self, html: str) -> str:
        for pattern in self.how.preserved:
            html = pattern.sub(lambda match: self._mark(match[0]), html)
        html = _EVENT.sub(self._event, "".join(self._without_blocks(html)))
        return self._restored(self._markup(html).strip(_SPACE))

    def _mark(self, text: str) -> str:
        if not text.strip(_SPACE):
            return ""
        self.aside.append(text)
        return f"\0{len(self.aside) - 1}\0"

    def _restored(self, html: str) -> str:
        # What was set aside first may be within what was set aside later.
        while "\0" in html:
            html = _MARK.sub(lambda match: self.aside[int(match[1])], html)
        return html

    def _without_blocks(self, html: str) -> Iterator[str]:
        """Yield `html` without comments, and with marks for what stays as it is."""
        at = 0
        missing: set[re.Pattern[str]] = set()

        def ending(pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
            found = None if pattern in missing else pattern.search(html, start)
            if found is None:
                missing.add(pattern)
            return found

        while opening := _OPENING.search(html, at):
            start = opening.start()
            yield html[at:start]
            text, at = self._block(html, opening, ending)
            yield text
        yield html[at:]

    def _block(
        self,
        html: str,
        opening: re.Match[str],
        ending: Callable[[re.Pattern[str], int], re.Match[str] | None],
    ) -> tuple[str, int]:
        """Return what replaces the block that begins with `opening`, and where it ends."""
        start = opening.start()
        if opening["name"] is not None:
            name = opening["name"].lower()
            inside = html.find(">", opening.end()) + 1
            end = ending(_ENDS[name], inside) if inside else None
            if end is None:
                return opening[0], opening.end()
            return self._element(
                name, html[start:inside], html[inside : end.start()], end[0]
            ), end.end()
        if (skipped := _SKIPPED.match(html, start)) and (
            end := ending(_SKIPPED_END, skipped.end())
        ):
            return self._mark(html[start : end.end()]), end.end()
        if (condition := _CONDITION.match(html, start)) and (
            end := ending(_CONDITION_END, condition.end())
        ):
            inner = html[condition.end() : end.start()]
            if not inner.strip(_SPACE):
                return "", end.end()
            return self._mark(condition[0] + self._part(inner) + end[0]), end.end()
        if (
            opening[0] == "<!--"
            and "remove_comments" in self.on
            and html[start + 4 : start + 5] != "["
            and (end := ending(_COMMENT_END, start + 4))
        ):
            return "", end.end()
        return opening[0], opening.end()

    def _part(self, html: str) -> str:
        """Return the inside of a conditional comment, minified by itself; marks stay marks."""
        return self._markup(_EVENT.sub(self._event, "".join(self._without_blocks(html)))).strip(
            _SPACE
        )

    def _element(self, name: str, start: str, text: str, end: str) -> str:
        """Return an element whose text is set aside; white space alone stays in scripts."""
        blank = not text.strip(_SPACE)
        if blank and name in ("script", "style"):
            return start + text + end
        if blank:
            return "" if name == "pre" else start + end
        if name == "style" and "compress_css" in self.on:
            text = _inside_cdata(text, self.how.style, "<![CDATA[", "]]>")
        elif name == "script" and "compress_javascript" in self.on and _is_javascript(start):
            small = lambda script: self.how.script(script).strip(_SPACE)  # noqa: E731
            text = _inside_cdata(text, small, "/*<![CDATA[*/", "/*]]>*/")
        return start + self._mark(text) + end

    def _event(self, match: re.Match[str]) -> str:
        quote = "'" if match["double"] is None else '"'
        value = match["single"] if match["double"] is None else match["double"]
        if not value.strip(_SPACE):
            return ""
        if "remove_javascript_protocol" in self.on and value.lower().startswith("javascript:"):
            value = value[len("javascript:") :].lstrip(_SPACE)
        return f"{match['name']}{quote}{self._mark(value)}{quote}"

    def _markup(self, html: str) -> str:
        """Return tags and text with fewer bytes."""
        if "preserve_line_breaks" in self.on:
            html = _SPACES.sub(lambda match: self._line_end(match[0]), html)
        if "remove_intertag_spaces" in self.on:
            html = _BETWEEN_TAGS.sub("", html)
        if self.on & _OF_TAGS:
            html = _TAG.sub(lambda match: self._without_defaults(match[0]), html)
        if "remove_multi_spaces" in self.on:
            html = _SPACES.sub(" ", html)
        return _TAG.sub(lambda match: self._tight(match[0]), html)

    def _line_end(self, text: str) -> str:
        if "\n" not in text:
            return text
        self.aside.append("\r\n" if "\r\n" in text else "\n")
        return f"\0{len(self.aside) - 1}\0"

    def _without_defaults(self, tag: str) -> str:
        """Return `tag` without what it says needlessly."""
        if "simple_doctype" in self.on and _DOCTYPE.match(tag):
            return "<!DOCTYPE html>"
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        for setting, of, pattern in _DEFAULTS:
            if name == of and setting in self.on and (of != "link" or _STYLESHEET.search(tag)):
                tag = pattern.sub("", tag)
        if "simple_boolean_attributes" in self.on:
            tag = _BOOLEAN.sub(r"\1", tag)
        return tag if _EXTERNAL.search(tag) else _ADDRESS.sub(self._address, tag)

    def _address(self, match: re.Match[str]) -> str:
        setting = f"remove_{match[2].lower().removesuffix(':')}_protocol"
        return match[1] if setting in self.on else match[0]

    def _tight(self, tag: str) -> str:
        """Return `tag` without the spaces and quotes that it does not need."""
        if "remove_spaces_inside_tags" in self.on:
            tag = _EQUALS.sub(r"\1=", tag)
            tag = tag if _BARE_END.search(tag) else _LAST_SPACE.sub(r"\1", tag)
        if "remove_quotes" in self.on:
            tag = _QUOTED.sub(lambda match: f"={match[2]}{match[3] and ' /'}", tag)
        return tag


_OF_TAGS = SETTINGS - ON - {"compress_css", "compress_javascript", "remove_quotes"}


def _is_javascript(tag: str) -> bool:
    kind = _TYPE.search(tag)
    return (kind[2].lower() if kind else "") in _JAVASCRIPT


def _inside_cdata(text: str, minify: Minify, start: str, end: str) -> str:
    """Minify what a CDATA section has, where there is one, or all of `text`."""
    _, opening, rest = text.partition("<![CDATA[")
    inner, closing, _ = rest.partition("]]>")
    return f"{start}{minify(inner)}{end}" if opening and closing else minify(text)
