"""A document's tree as markdown-it-py's tokens, and back.

Tokens have markdown-it-py's names where it has one, the element's attributes, and in
`meta["kramdown"]` the element itself. Coming back, what other plugins did to the tokens counts:
changed attributes and text, tokens taken out or moved, tokens of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from liquidsite.kramdown.element import Element

META = "kramdown"

# Elements with content: the token's name before `_open` and `_close`, and its tag.
_CONTAINERS = {
    "p": ("paragraph", "p"), "blockquote": ("blockquote", "blockquote"),
    "ul": ("bullet_list", "ul"), "ol": ("ordered_list", "ol"), "li": ("list_item", "li"),
    "dl": ("dl", "dl"), "dt": ("dt", "dt"), "dd": ("dd", "dd"),
    "table": ("table", "table"), "thead": ("thead", "thead"), "tbody": ("tbody", "tbody"),
    "tfoot": ("tfoot", "tfoot"), "tr": ("tr", "tr"), "td": ("td", "td"),
    "em": ("em", "em"), "strong": ("strong", "strong"), "a": ("link", "a"),
}  # fmt: skip
# Elements without: the token's name in a block and in a line.
_LEAVES = {
    "codeblock": ("fence", "fence"), "hr": ("hr", "hr"), "blank": ("blank", "blank"),
    "math": ("math_block", "math_inline"), "br": ("hardbreak", "hardbreak"),
    "img": ("image", "image"), "codespan": ("code_inline", "code_inline"),
    "raw": ("html_block", "html_inline"), "xml_comment": ("html_block", "html_inline"),
    "xml_pi": ("html_block", "html_inline"), "comment": ("html_block", "html_inline"),
    "footnote": ("footnote_ref", "footnote_ref"), "abbreviation": ("abbr", "abbr"),
    "entity": ("text_special", "text_special"), "smart_quote": ("text_special", "text_special"),
    "typographic_sym": ("text_special", "text_special"),
}  # fmt: skip
_OF_SPANS = frozenset(("p", "header", "dt", "td"))
_WITH_CONTENT = frozenset(("codeblock", "math", "codespan", "raw", "xml_comment", "abbreviation"))


def tokens(element: Element) -> list[Token]:
    """Return the tokens for what is in `element`."""
    return list(_tokens(element.children, 0, block=True))


def inline(element: Element, text: str) -> Token:
    """Return the token for the spans in `element`, which were read from `text`."""
    token = Token("inline", "", 0, content=text, map=[0, 1])
    token.children = list(_tokens(element.children, 0, block=False))
    return token


def _text_of(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens)


def _tokens(children: Sequence[Element | str], level: int, *, block: bool) -> Iterator[Token]:
    for child in children:
        if isinstance(child, str):
            yield Token("text", "", 0, content=child, level=level)
        elif child.type in _LEAVES:
            yield _leaf(child, level, block=block)
        else:
            yield from _container(child, level, block=block)


def _leaf(element: Element, level: int, *, block: bool) -> Token:
    token = Token(_LEAVES[element.type][not block], "", 0, level=level, block=block)
    token.meta = {META: element}
    token.attrs = dict(element.attr)
    token.hidden = element.type == "blank"
    token.info = element.options.get("lang", "")
    if element.type in _WITH_CONTENT:
        token.content = element.value
    return token


def _container(element: Element, level: int, *, block: bool) -> Iterator[Token]:
    if element.type == "header":
        name, tag = "heading", f"h{element.options['level']}"
    elif element.type == "html_element":
        name, tag = "html_element", element.value
    else:
        name, tag = _CONTAINERS[element.type]
    start = Token(f"{name}_open", tag, 1, level=level, block=block, hidden=element.transparent)
    start.meta = {META: element}
    start.attrs = dict(element.attr)
    if element.line:
        start.map = [element.line - 1, element.line]
    yield start
    if block and (element.type in _OF_SPANS or element.options.get("content_model") == "span"):
        inline = Token("inline", "", 0, level=level + 1, block=True)
        inline.children = list(_tokens(element.children, 0, block=False))
        source = element.options.get("source")
        inline.content = _text_of(inline.children) if source is None else source.rstrip("\n")
        inline.map = start.map
        yield inline
    else:
        yield from _tokens(element.children, level + 1, block=block)
    end = Token(f"{name}_close", tag, -1, level=level, block=block, hidden=element.transparent)
    end.meta = {META: element}
    yield end


def tree(stream: Sequence[Token], foreign: Callable[[Token], str | None]) -> list[Element | str]:
    """Return the elements for a stream of tokens.

    `foreign` gives the HTML of a token that is another plugin's to render, None for our own.
    """
    top: list[Element | str] = []
    open_lists = [top]
    is_ours: list[bool] = []
    for token in stream:
        children = open_lists[-1]
        html = foreign(token)
        if token.nesting < 0:
            if is_ours.pop():
                open_lists.pop()
            if html is not None:
                open_lists[-1].append(Element("raw", html))
        elif token.type == "inline" and html is None:
            children.extend(tree(token.children or [], foreign))
        elif html is not None:
            children.append(Element("raw", html))
        elif META not in token.meta:
            children.append(token.content)
        else:
            children.append(_element(token))
        if token.nesting > 0:
            is_ours.append(html is None)
            if html is None:
                last = children[-1]
                assert isinstance(last, Element)
                open_lists.append(last.children)
    return top


def _element(token: Token) -> Element:
    element: Element = token.meta[META].copy()
    element.attr = {key: str(value) for key, value in token.attrs.items()}
    if token.nesting > 0:
        element.children = []
    if element.type in _WITH_CONTENT:
        element.value = token.content
    return element
