"""Block elements as HTML."""

from __future__ import annotations

import re
from itertools import chain, repeat

from liquidsite.kramdown import html_tags
from liquidsite.kramdown.characters import basic_id
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import entity
from liquidsite.kramdown.escape import escape
from liquidsite.kramdown.html import toc
from liquidsite.kramdown.html.code import add_highlighter, highlight, language
from liquidsite.kramdown.html.converter import Converter, attributes
from liquidsite.kramdown.patterns import SPACES

_NBSP = entity("nbsp")
_auto_ids = re.compile(r"auto_ids(?:-([A-Za-z0-9_-]+))?").match


def block(name: str, attr: dict[str, str], body: str, indent: int) -> str:
    if not attr:
        return f"{' ' * indent}<{name}>{body}</{name}>\n"
    return f"{' ' * indent}<{name}{attributes(attr)}>{body}</{name}>\n"


def indented_block(name: str, attr: dict[str, str], body: str, indent: int) -> str:
    space = " " * indent
    return f"{space}<{name}{attributes(attr)}>\n{body}{space}</{name}>\n"


def blank(converter: Converter, element: Element, indent: int) -> str:
    return "\n"


def paragraph(converter: Converter, element: Element, indent: int) -> str:
    if element.transparent:
        return converter.inner(element, indent)
    if len(element.children) == 1 and _is_standalone(element.children[0]):
        return _figure(element, indent)
    return block("p", element.attr, converter.inner(element, indent), indent)


def _is_standalone(child: Element | str) -> bool:
    return (
        isinstance(child, Element)
        and child.type == "img"
        and child.ial is not None
        and "standalone" in child.ial.refs
    )


def _figure(element: Element, indent: int) -> str:
    """Return a paragraph that holds only an image with the reference `standalone`."""
    image = element.children[0]
    assert isinstance(image, Element)
    attr, image_attr = dict(element.attr), dict(image.attr)
    for key in ("class", "id"):
        if key in image_attr and key not in attr:
            attr[key] = image_attr.pop(key)
    space = " " * (indent + 2)
    body = (
        f"{space}<img{attributes(image_attr)} />\n"
        f"{space}<figcaption>{image_attr['alt']}</figcaption>\n"
    )
    return indented_block("figure", attr, body, indent)


def codeblock(converter: Converter, element: Element, indent: int) -> str:
    attr = dict(element.attr)
    lang = language(attr, remove=True)
    wanted = element.options.get("lang") or lang
    highlighted, default = highlight(converter, element.value, wanted, "block")
    space = " " * indent
    if highlighted is not None:
        add_highlighter(converter, attr, lang or default)
        return f"{space}<div{attributes(attr)}>{highlighted}{space}</div>\n"
    code = escape(element.value).removesuffix("\n")
    if re.search(r"\bshow-whitespaces\b", element.attr.get("class", "")):
        code = _show_whitespace(code)
    code_attr = {"class": f"language-{lang}"} if lang else {}
    return f"{space}<pre{attributes(attr)}><code{attributes(code_attr)}>{code}\n</code></pre>\n"


_whitespace_runs = re.compile(r"(^[ \t]+)|([ \t]+$)|([ \t]+)", re.MULTILINE)


def _show_whitespace(code: str) -> str:
    def marked(match: re.Match[str]) -> str:
        suffix = "-l" if match[1] else "-r" if match[2] else ""
        tab = f'<span class="ws-tab{suffix}">\t</span>'
        space = f'<span class="ws-space{suffix}">&#8901;</span>'
        return "".join(tab if char == "\t" else space for char in match[0])

    return _whitespace_runs.sub(marked, code)


def blockquote(converter: Converter, element: Element, indent: int) -> str:
    return indented_block("blockquote", element.attr, converter.inner(element, indent), indent)


def header(converter: Converter, element: Element, indent: int) -> str:
    attr = dict(element.attr)
    if converter.options.auto_ids and "id" not in attr:
        attr["id"] = _unique_id(converter, element.options["raw_text"])
    id_ = attr.get("id")
    level = element.options["level"]
    children = element.children
    if converter.options.header_links and id_:
        children.insert(0, Element("a", None, {"href": f"#{id_}"}))
    if id_ is not None and toc.includes(converter, level, attr):
        converter.toc.append((level, id_, children))
    level = min(max(level + converter.options.header_offset, 1), 6)
    return block(f"h{level}", attr, converter.inner(element, indent), indent)


def _unique_id(converter: Converter, text: str) -> str:
    if converter.options.transliterated_header_ids:
        from liquidsite.kramdown.transliteration import transliterate

        text = transliterate(text)
    id_ = basic_id(text) or "section"
    used = converter.used_ids
    if id_ in used:
        used[id_] += 1
        id_ += f"-{used[id_]}"
    else:
        used[id_] = 0
    return converter.options.auto_id_prefix + id_


def hr(converter: Converter, element: Element, indent: int) -> str:
    return f"{' ' * indent}<hr{attributes(element.attr)} />\n"


def list_(converter: Converter, element: Element, indent: int) -> str:
    """Write a list; one that refers to `toc` or `footnotes` is replaced by these."""
    refs = element.ial.refs if element.ial is not None else ()
    if "toc" in refs and converter.toc_list is None:
        return toc.reserve(converter, element)
    if "footnotes" in refs and converter.footnotes_mark is None:
        converter.footnotes_mark = toc.mark(converter, "footnotes")
        return converter.footnotes_mark
    return indented_block(element.type, element.attr, converter.inner(element, indent), indent)


def container(converter: Converter, element: Element, indent: int) -> str:
    """Write dl, table, thead, tbody and tfoot."""
    return indented_block(element.type, element.attr, converter.inner(element, indent), indent)


def item(converter: Converter, element: Element, indent: int) -> str:
    """Write li and dd; text that needs no paragraph stays on the line of the tag."""
    body = converter.inner(element, indent)
    space, name = " " * indent, element.type
    start = f"{space}<{name}{attributes(element.attr)}>"
    first = element.children[0] if element.children else None
    if first is None or (isinstance(first, Element) and first.type == "p" and first.transparent):
        return f"{start}{body}{space if body.endswith(chr(10)) else ''}</{name}>\n"
    return f"{start}\n{body}{space}</{name}>\n"


def term(converter: Converter, element: Element, indent: int) -> str:
    attr = element.attr
    ial = converter.stack[-1].ial
    if "id" not in attr and ial is not None:
        for ref in ial.refs:
            if match := _auto_ids(ref):
                id_ = f"{match[1] or ''}{basic_id(element.options['raw_text'])}"
                attr = {**attr, "id": id_.lstrip(SPACES)}
                break
    return block("dt", attr, converter.inner(element, indent), indent)


def row(converter: Converter, element: Element, indent: int) -> str:
    name = "th" if converter.stack[-1].type == "thead" else "td"
    table = converter.stack[-2] if len(converter.stack) > 1 else converter.doc.root
    alignments = chain(table.options.get("alignment", ()), repeat("default"))
    converter.stack.append(element)
    cells = [
        _cell(converter, cell, name, alignment, indent + 2)
        for cell, alignment in zip(element.children, alignments, strict=False)
        if isinstance(cell, Element)
    ]
    converter.stack.pop()
    return indented_block("tr", element.attr, "".join(cells), indent)


def lone_cell(converter: Converter, element: Element, indent: int) -> str:
    """Return a cell in no table; only HTML made native has it, and Ruby's kramdown fails on it."""
    return _cell(converter, element, element.type, "default", indent)


def _cell(converter: Converter, element: Element, name: str, alignment: str, indent: int) -> str:
    body = converter.inner(element, indent) or converter.entity(_NBSP)
    attr = element.attr
    if alignment != "default":
        style = f"{attr['style']}; " if "style" in attr else ""
        attr = {**attr, "style": f"{style}text-align: {alignment}"}
    return block(name, attr, body, indent)


def math(converter: Converter, element: Element, indent: int) -> str:
    """Write math for MathJax, or with the option `math_engine` unset as in the source."""
    attr, is_block, value = element.attr, element.category == "block", element.value
    if converter.options.math_engine != "mathjax":
        attr = {**attr, "class": f"{attr.get('class', '')} kdmath".lstrip(SPACES)}
        if is_block:
            return block("div", attr, f"$$\n{value}\n$$", indent)
        return f"<span{attributes(attr)}>${value}$</span>"
    result = f"\\[{escape(value)}\\]\n" if is_block else f"\\({escape(value)}\\)"
    if not attr:
        return result
    if is_block:
        return block("div", attr, result, indent)
    return f"<span{attributes(attr)}>${value}$</span>"


def html_element(converter: Converter, element: Element, indent: int) -> str:
    body, name = converter.inner(element, indent), element.value
    start = f"<{name}{attributes(element.attr)}"
    if element.category == "span":
        if not body and name in html_tags.WITHOUT_BODY:
            return f"{start} />"
        return f"{start}>{body}</{name}>"
    model = element.options["content_model"]
    if element.options.get("is_closed") and model == "raw":
        html = f"{start} />"
    elif body and model != "block":
        html = f"{start}>{body}</{name}>"
    elif body:
        html = f"{start}>\n{body.removesuffix(chr(10))}\n{' ' * indent}</{name}>"
    elif name in html_tags.WITHOUT_BODY:
        html = f"{start} />"
    else:
        html = f"{start}></{name}>"
    return html if _in_raw_html(converter) else f"{' ' * indent}{html}\n"


def _in_raw_html(converter: Converter) -> bool:
    around = converter.stack[-1]
    return around.type == "html_element" and around.options.get("content_model") == "raw"


def markup(converter: Converter, element: Element, indent: int) -> str:
    """Write XML comments and processing instructions."""
    if element.category == "block" and not _in_raw_html(converter):
        return f"{' ' * indent}{element.value}\n"
    return str(element.value)


def comment(converter: Converter, element: Element, indent: int) -> str:
    if element.category == "block":
        return f"{' ' * indent}<!-- {element.value} -->\n"
    return f"<!-- {element.value} -->"


def raw(converter: Converter, element: Element, indent: int) -> str:
    types = element.options.get("types")
    if types and "html" not in types:
        return ""
    return f"{element.value}\n" if element.category == "block" else str(element.value)
