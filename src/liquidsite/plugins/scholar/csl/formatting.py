"""What elements of a style do to a text: case, fonts, quotation marks, affixes; joining of texts.

Source: the CSL specification, "Formatting"; where it leaves punctuation that meets open, what
citeproc-ruby writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from liquidsite.plugins.scholar.csl.locale import Locale
from liquidsite.plugins.scholar.csl.nodes import Node

# Characters that are not repeated where two texts meet.
_SQUEEZED = frozenset(" \t\n\r\f\v.,:;!?)([]")
_LAST_TAG = re.compile(r"</[A-Za-z][^>]*>\Z|\A<[A-Za-z][^>]*>\Z")
_PERIODS = re.compile(r"\.+")
# The edge of a word. Other than for Python, marks are in words, also those that stay apart from
# their letter in composed text.
_IN_WORD = r"[\w\u0300-\u036f]"
_EDGE = rf"(?:(?<={_IN_WORD})(?!{_IN_WORD})|(?<!{_IN_WORD})(?={_IN_WORD}))"
_WORD = re.compile(rf"{_EDGE}[^\W\d_](?:[^\W\d_]|\.)+{_EDGE}")
_LAST_WORD = re.compile(rf"(\.|{_EDGE})([^\W\d_])((?:[^\W\d_]|\.)+){_EDGE}$", re.MULTILINE)
_FIRST_LETTER = re.compile(r"\A([\W_]*)([^\W\d_])")
_SMALL_LETTER = re.compile(r"\b([^\W\d_])")
_CAPITALS = re.compile(r"\b([^\W\d_])([^\W\d_]+)\b")
_PAGES = re.compile(r"\b([^\W\d_]*)(\d+)([^\W\d_]*)\s*[–-]+\s*([^\W\d_]*)(\d+)([^\W\d_]*)\b")
_STYLES = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")
_SMALL_WORDS = frozenset(
    """
    a about above across afore after against along alongside amid amidst among amongst an and anenst
    apropos apud around as aside astride at athwart atop barring before behind below beneath beside
    besides between beyond but by circa despite d down during except for forenenst from given in
    inside into lest like modulo near next nor notwithstanding of off on onto or out over per plus
    pro qua sans since so than the through thru throughout thruout till to toward towards under
    underneath until unto up upon versus vs v via vis-à-vis with within without
    """.split()  # noqa: SIM905
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def concat(text: str, more: str, locale: Locale) -> str:
    """Append `more`, without repeating punctuation where the two meet."""
    if not more:
        return text
    if not text:
        return more
    tag = _LAST_TAG.search(text)
    closing = tag[0] if tag else ""
    if tag:
        text = text[: tag.start()]
    text, quotes = _without_quotes(text, locale)
    kept = 0
    while kept < len(more) and more[kept] in _SQUEEZED and text.endswith(more[: kept + 1]):
        kept += 1
    more = more[kept:]
    follows = text[-1:]
    if (
        (more.startswith(".") and follows in tuple(";,!?:"))
        or (more.startswith(",") and follows in tuple(";:"))
        or (more.startswith(";") and follows in tuple(",:"))
    ):
        more = more[1:]
    inside = ""
    if quotes and locale.punctuation_in_quote and more[:1] in (".", ","):
        inside, more = more[0], more[1:]
    return f"{text}{inside}{quotes}{closing}{more}"


def _without_quotes(text: str, locale: Locale) -> tuple[str, str]:
    marks = [locale.term("close-inner-quote") or "'", locale.term("close-quote") or '"']
    end = len(text)
    while found := next((mark for mark in marks if text.endswith(mark, 0, end)), None):
        end -= len(found)
    return text[:end], text[end:]


def _with_prefix(text: str, prefix: str) -> str:
    kept = len(prefix)
    while kept and prefix[kept - 1] in _SQUEEZED and text.startswith(prefix[kept - 1 :]):
        kept -= 1
    return prefix[:kept] + text


def join(texts: Sequence[str], delimiter: str, locale: Locale) -> str:
    """Join texts, without repeating punctuation."""
    if not texts:
        return ""
    joined = texts[0]
    for text in texts[1:]:
        joined = concat(concat(joined, delimiter, locale), text, locale)
    return joined


def formatted(text: str | None, node: Node, locale: Locale) -> str:
    """Return `text` as the attributes of `node` ask."""
    if not text:
        return ""
    is_layout = node.name == "layout"
    if is_layout:
        text = _with_affixes(text, node, locale)
    if "text-case" in node.attributes:
        text = _CASES.get(node.get("text-case"), _unchanged)(text, locale)
    text, css = _fonts(text, node)
    if node.get("strip-periods") == "true":
        text = _PERIODS.sub("", text)
    if node.get("quotes") == "true":
        text = locale.quoted(text)
    if css:
        shown = "; ".join(f"{name}: {value}" for name, value in css.items())
        text = f'<span style="{shown}">{text}</span>'
    if not is_layout:
        text = _with_affixes(text, node, locale)
    if "display" in node.attributes:
        text = f'<div class="csl-{node.get("display")}">{text}</div>'
    return _finished(text)


def _with_affixes(text: str, node: Node, locale: Locale) -> str:
    text = _with_prefix(text, escaped(node.get("prefix")))
    return concat(text, escaped(node.get("suffix")), locale)


def _finished(text: str) -> str:
    """Escape `&`, `<` and `>` beside white space, which are no markup."""
    text = re.sub(r"&\s", "&amp; ", text)
    text = re.sub(r"<\s", "&lt; ", text)
    return re.sub(r"\s>", " &gt;", text)


def _fonts(text: str, node: Node) -> tuple[str, dict[str, str]]:
    """Return the text in elements for italics and bold, and what has to be written as CSS."""
    css: dict[str, str] = {}
    for name in _STYLES:
        value = node.get(name)
        if (name, value) == ("font-style", "italic"):
            text = f"<i>{text}</i>"
        elif (name, value) == ("font-weight", "bold"):
            text = f"<b>{text}</b>"
        elif value:
            css[name] = "super" if value == "sup" else value
    return text, css


def _unchanged(text: str, locale: Locale) -> str:
    return text


def _capitalize_first(text: str, locale: Locale) -> str:
    return _FIRST_LETTER.sub(lambda m: m[1] + m[2].upper(), text, count=1)


def _capitalize_all(text: str, locale: Locale) -> str:
    return _SMALL_LETTER.sub(lambda m: m[1].upper(), text)


def _sentence(text: str, locale: Locale) -> str:
    text = _capitalize_first(text, locale)
    return _CAPITALS.sub(lambda m: m[1] + m[2].lower() if m[0].isupper() else m[0], text)


def _title(text: str, locale: Locale) -> str:
    """Capitalize all words but small ones in the middle; in English only."""
    if locale.language != "en":
        return text
    is_first = True

    def capital(match: re.Match[str]) -> str:
        nonlocal is_first
        word, was_first, is_first = match[0], is_first, False
        if word[0].islower() and (was_first or word.lower() not in _SMALL_WORDS):
            return word[0].upper() + word[1:]
        return word

    text = _WORD.sub(capital, text)
    # The last word of each line, as the gem sees a text.
    return _LAST_WORD.sub(lambda m: m[0] if m[1] else m[2].upper() + m[3], text)


_CASES: Mapping[str, Callable[[str, Locale], str]] = {
    "lowercase": lambda text, locale: text.lower(),
    "uppercase": lambda text, locale: text.upper(),
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}


def page_range(pages: str, form: str, locale: Locale) -> str:
    """Write ranges of pages in the form `expanded`, `minimal`, `minimal-two` or `chicago`."""
    dash = locale.term("page-range-delimiter") or "–"

    def written(match: re.Match[str]) -> str:
        before, first, after, before_last, last, after_last = match.groups()
        is_plain = not (before or after or before_last or after_last)
        if is_plain and form and len(first) >= len(last):
            last = _shortened(first, first[: len(first) - len(last)] + last, form)
        return f"{before}{first}{after}{dash}{before_last}{last}{after_last}"

    return _PAGES.sub(written, pages)


def _shortened(first: str, last: str, form: str) -> str:
    size = len(first)
    if form.startswith("chicago"):
        same = next((i for i in range(size) if first[i] != last[i]), size)
        if size < 3 or (size == 4 and size - same > 2) or first.endswith("00"):
            form = "expanded"
        else:
            form = "minimal" if first[-2] == "0" else "minimal-two"
    least = {"minimal": 0, "minimal-two": 2 if size > 2 else size}.get(form, size)
    start = 0
    while start < size and first[start] == last[start] and size - start > least:
        start += 1
    return last[start:]
