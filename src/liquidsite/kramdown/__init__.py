"""kramdown in Python: the dialect of kramdown 2.5.2 and of its GFM parser 1.1.0, byte for byte.

    to_html(text, options)     the HTML
    convert(text, options)     the HTML and kramdown's warnings
    dialect(options)           the options, prepared for many texts
    kramdown_plugin(md)        the dialect in a markdown-it-py object

kramdown is a recursive-descent parser over a tree of elements: a quote or list item is taken out
of its text, stripped of its indentation and parsed again, and spans are read when all
definitions are known. So is this one, with its own states instead of markdown-it-py's: that
core normalises the text, splits it into lines up front and keeps flat tokens, and each of the
three stands against kramdown's bytes or costs the time that this parser saves. What
markdown-it-py offers to others, its parser object, rules and tokens, is served by the plugin.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from liquidsite.errors import ConversionError
from liquidsite.kramdown import block, html, span, tree
from liquidsite.kramdown import options as options_
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.warning import Warning

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

DEEP = 10_000  # frames; each of `document.MOST_LEVELS` takes three to six

__all__ = ["Dialect", "Result", "Warning", "convert", "dialect", "kramdown_plugin", "to_html"]


class Result(NamedTuple):
    """The HTML, and what kramdown would warn of; lines count from 1 in the converted text."""

    html: str
    warnings: tuple[Warning, ...]

    def __repr__(self) -> str:
        return f"<Result: {len(self.html):,} characters, {len(self.warnings)} warnings>"

    def _repr_html_(self) -> str:
        """Show the text in a notebook."""
        return self.html


class Dialect(NamedTuple):
    """Options that were read once, for many texts: what `dialect` gives."""

    options: options_.Options
    block: block.BlockRules
    span: span.SpanRules
    unknown: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Dialect {self.options.input}>"


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__]


def dialect(options: Mapping[str, Any] | None = None) -> Dialect:
    """Return the rules that the options ask for; raises ConversionError for a bad option."""
    try:
        parsed, unknown = options_.parse(options)
    except ValueError as error:
        raise ConversionError(f"kramdown option: {error}") from error
    return Dialect(parsed, block.rules_for(parsed), span.rules_for(parsed), tuple(unknown))


def to_html(text: str, options: Mapping[str, Any] | Dialect | None = None) -> str:
    """Return the HTML for `text`; raises ConversionError for a bad option or too deep nesting."""
    return convert(text, options).html


def convert(
    text: str, options: Mapping[str, Any] | Dialect | None = None, *, ascii_only: bool = False
) -> Result:
    """Return the HTML for `text` with warnings; raises ConversionError as `to_html` does.

    `ascii_only` is for a text that Ruby has in US-ASCII: entities and typographic symbols beyond
    ASCII are written as references.
    """
    rules = options if isinstance(options, Dialect) else dialect(options)
    # All of a large tree is needed to the end. The garbage collector would run so often that time
    # would grow faster than the text.
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        return _convert(text, rules, ascii_only)
    except RecursionError:
        return _convert_deep(text, rules, ascii_only)
    finally:
        if is_collecting:
            gc.enable()


def _convert(text: str, rules: Dialect, ascii_only: bool) -> Result:
    doc = parse(text, rules)
    doc.ascii_only = ascii_only
    return Result(html.render(doc), tuple(doc.warnings))


def _convert_deep(text: str, rules: Dialect, ascii_only: bool) -> Result:
    """Convert again, with room for as many levels as a text may have."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, DEEP))
    try:
        return _convert(text, rules, ascii_only)
    except RecursionError:
        raise ConversionError("the text is nested too deeply") from None
    finally:
        sys.setrecursionlimit(limit)


def parse(text: str, rules: Dialect, *, keeps_source: bool = False) -> Document:
    """Return the document as a tree of elements, `Document.root`.

    With `keeps_source` elements of text have it as `options["source"]`, as it was written.
    """
    doc = Document(rules.options, rules.block, rules.span)
    doc.keeps_source = keeps_source
    for name in rules.unknown:
        doc.warn(f"Unknown kramdown option '{name}'")
    tree.parse(doc, adapt(text))
    return doc


def adapt(text: str) -> str:
    """Return one kind of line ending, and one at the end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"


def kramdown_plugin(md: MarkdownIt, options: Mapping[str, Any] | None = None) -> None:
    """Make `md` parse and render kramdown; its other plugins see the tokens.

    `html`, `highlight` and `disable` of `md` count. Raises ConversionError for a bad option.
    """
    from liquidsite.kramdown.plugin import install

    install(md, options)
