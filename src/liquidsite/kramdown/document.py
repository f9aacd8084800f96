"""What one conversion knows: options, definitions found so far, warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liquidsite.kramdown.attributes import AttributeList
from liquidsite.kramdown.checkpoint import checkpoint
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.options import Options
from liquidsite.kramdown.warning import Warning

if TYPE_CHECKING:
    from liquidsite.kramdown.block import BlockRules
    from liquidsite.kramdown.span import SpanRules

# A row of many cells makes each short row of its table as long: more than these are not added.
_MOST_FILLED_CELLS = 200_000
# A level takes a kilobyte of a compiled program's stack, which has one megabyte on Windows.
# Ruby's stack has room for about as many.
MOST_LEVELS = 1000
_RUNS = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(slots=True, eq=False, repr=False)
class LinkDefinition:
    url: str
    title: str | None
    mark: Element | None  # carries the attribute list written after the definition


@dataclass(slots=True, eq=False, repr=False)
class Footnote:
    content: Element
    mark: Element
    used: bool = False


class Document:
    """The shared state of the block parser, the span parser and the converter."""

    def __init__(self, options: Options, block_rules: BlockRules, span_rules: SpanRules) -> None:
        self.options = options
        self.gfm = options.input == "GFM"
        self.block_rules = block_rules
        self.span_rules = span_rules
        self.root = Element("root", line=1)
        self.alds: dict[str, AttributeList] = {}
        self.link_defs = {
            normalize_link_id(name): LinkDefinition(url, title, None)
            for name, (url, title) in options.link_defs.items()
        }
        self.footnotes: dict[str, Footnote] = {}
        self.abbreviations: dict[str, str] = {}
        self.abbreviation_marks: dict[str, Element] = {}
        self.warnings: list[Warning] = []
        self.headers: list[Element] = []  # those that get GFM's ids

        self.ascii_only = False
        # Whether elements keep the text that their spans were read from, as `options["source"]`.
        self.keeps_source = False
        self.fillable_cells = _MOST_FILLED_CELLS
        self.level = 0  # of the text that is being parsed: quotes in lists, emphasis in links, …

    def warn(self, message: str, line: int | None = None) -> None:
        self.warnings.append(Warning(message, line))

    def enter(self) -> None:
        """Begin a text within another; raises RecursionError where the nesting is too deep.

        Who returns calls `leave`; an error ends the whole conversion.
        """
        checkpoint()
        self.level += 1
        if self.level > MOST_LEVELS:
            raise RecursionError

    def leave(self) -> None:
        self.level -= 1

    def set_inline_options(self, values: dict[str, str]) -> None:
        """Set the options of `{::options key="value" /}`.

        A bad value is ignored, as in kramdown.
        """
        for name, value in values.items():
            if name in self.options.forbidden_inline_options or name == "forbidden_inline_options":
                self.warn(f"Option {name} may not be set inline")
                continue
            try:
                if name == "input":
                    raise KeyError(name)
                self.options = self.options.changed(name, value)
            except KeyError:
                self.warn(f"Unknown kramdown option '{name}'")
            except ValueError:
                pass


def normalize_link_id(text: str) -> str:
    """Normalize a link's id: runs of whitespace count as one space, and case does not matter."""
    return _RUNS.sub(" ", text).lower()
