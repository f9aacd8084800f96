"""Span elements as HTML."""

from __future__ import annotations

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import entity
from liquidsite.kramdown.escape import escape, escape_text
from liquidsite.kramdown.html.code import add_highlighter, highlight, language
from liquidsite.kramdown.html.converter import Converter, FootnoteUse, attributes

_SYMBOLS = {
    "mdash": ("mdash",),
    "ndash": ("ndash",),
    "hellip": ("hellip",),
    "laquo_space": ("laquo", "nbsp"),
    "raquo_space": ("nbsp", "raquo"),
    "laquo": ("laquo",),
    "raquo": ("raquo",),
}


def element(converter: Converter, element: Element, indent: int) -> str:
    """Write a, em and strong."""
    name, attr = element.type, element.attr
    body = converter.inner(element, indent)
    return f"<{name}{attributes(attr) if attr else ''}>{body}</{name}>"


def image(converter: Converter, element: Element, indent: int) -> str:
    return f"<img{attributes(element.attr)} />"


def br(converter: Converter, element: Element, indent: int) -> str:
    return "<br />"


def codespan(converter: Converter, element: Element, indent: int) -> str:
    attr = dict(element.attr)
    lang = language(attr)
    highlighted, default = highlight(converter, element.value, lang, "span")
    if highlighted is not None:
        add_highlighter(converter, attr, lang or default)
        return f"<code{attributes(attr)}>{highlighted}</code>"
    return f"<code{attributes(attr)}>{escape(element.value)}</code>"


def footnote(converter: Converter, element: Element, indent: int) -> str:
    options = converter.options
    name = options.footnote_prefix + element.options["name"]
    use, repeat = converter.footnotes.get(name), ""
    if use is None:
        use = FootnoteUse(element.value, options.footnote_nr + len(converter.footnotes))
        converter.footnotes[name] = use
        converter.footnote_names.append(name)
    else:
        use.repeats += 1
        repeat = f":{use.repeats}"
    text = options.footnote_link_text.replace("%s", str(use.number))
    role = ' role="doc-noteref"'
    around, inside = ("", role) if options.footnote_links_have_role else (role, "")
    return (
        f'<sup id="fnref:{name}{repeat}"{around}><a href="#fn:{name}" class="footnote" '
        f'rel="footnote"{inside}>{text}</a></sup>'
    )


def entity_(converter: Converter, element: Element, indent: int) -> str:
    return converter.entity(element.value, element.options.get("original"))


def typographic_symbol(converter: Converter, element: Element, indent: int) -> str:
    own = converter.options.typographic_symbols.get(element.value)
    if own is not None:
        return escape_text(own)
    return "".join(converter.entity(entity(name)) for name in _SYMBOLS[element.value])


def smart_quote(converter: Converter, element: Element, indent: int) -> str:
    return converter.quotes[element.value]


def abbreviation(converter: Converter, element: Element, indent: int) -> str:
    doc = converter.doc
    name = element.value if element.value in doc.abbreviations else " ".join(element.value.split())
    title = doc.abbreviations[name]
    attr = dict(doc.abbreviation_marks[name].attr)
    if title:
        attr["title"] = title
    return f"<abbr{attributes(attr)}>{element.value}</abbr>"
