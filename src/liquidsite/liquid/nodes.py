"""The nodes of a parsed template: texts, outputs and tags, each able to write itself as Python.

    Node
    ├── Text, OutputNode
    └── Tag                 parsed from a name and its markup
        └── Block           … and from all up to its end tag
    Body                    a sequence of nodes

The parser makes a node complete; what the node does is written in `emit` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .failures import LiquidSyntaxError, UnclosedError
from .output import Output
from .patterns import WHITE_SPACE

if TYPE_CHECKING:
    from liquidsite.liquid.codegen import CodeWriter

    from .parser import Parser


class Node:
    """One piece of a template.

    `blank` means that it never prints anything but white space, `interrupts` that a `break` or
    `continue` may come out of it, `piles` that several may, `ends_body` that nothing after it is
    rendered, `gives_start` that the text it prints may be in another encoding than UTF-8.
    """

    __slots__ = ("position",)

    position: int
    blank = False
    interrupts = False
    piles = False
    ends_body = False
    gives_start = False

    def emit(self, code: CodeWriter) -> None:
        """Write the Python of the node."""
        raise NotImplementedError


class Text(Node):
    __slots__ = ("blank", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.blank = not text.strip(WHITE_SPACE)

    def emit(self, code: CodeWriter) -> None:
        """Write `'text',`."""
        code.text(self.text)


class OutputNode(Node):
    __slots__ = ("output",)

    def __init__(self, output: Output) -> None:
        self.output = output

    def emit(self, code: CodeWriter) -> None:
        """Write `out(f_upcase(n('a'))),`."""
        self.output.print(code)


class Tag(Node):
    """A tag; a subclass reads its markup in `__init__`. Raises LiquidSyntaxError."""

    __slots__ = ("name",)

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        self.name = name


class Body:
    """A sequence of nodes, up to an end tag or to a tag that starts another section."""

    __slots__ = ("blank", "interrupts", "nodes", "piles")

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.blank = True
        self.interrupts = False
        self.piles = False

    def add(self, node: Node) -> None:
        self.nodes.append(node)
        self.blank = self.blank and node.blank
        self.interrupts = self.interrupts or node.interrupts
        self.piles = self.piles or node.piles

    def emit(self, code: CodeWriter) -> None:
        """Write all nodes in order, with `if i: return` after those that may interrupt."""
        outer = code.at
        for node in self.nodes:
            code.at = node.position
            _emit(node, code)
            if node.ends_body:
                break
            if code.pending and isinstance(node, Tag):
                code.check()
        code.at = outer


def _emit(node: Node, code: CodeWriter) -> None:
    if isinstance(node, Tag) and not (isinstance(node, Block) and node.blank):
        if not node.gives_start:
            code.end_start()
        _emit_node(node, code)
        code.end_start()
    else:
        _emit_node(node, code)


def _emit_node(node: Node, code: CodeWriter) -> None:
    if not isinstance(node, Block):
        node.emit(code)
    elif code.is_deep:
        with code.apart():
            node.emit(code)
    elif node.blank:
        with code.silenced():
            node.emit(code)
    else:
        node.emit(code)


class Block(Tag):
    """A tag with an end tag, and by default with one body."""

    __slots__ = ("blank", "body")

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        self.blank = True
        self.body = Body()
        self.read(markup, parser)
        self.parse_sections(parser)

    def read(self, markup: str, parser: Parser) -> None:
        """Read the markup, before the body is parsed."""

    def parse_sections(self, parser: Parser) -> None:
        body: Body | None = self.body
        opened = parser.position
        while body is not None:
            tag, markup = parser.parse_body(body)
            self.blank = self.blank and body.blank
            if tag == f"end{self.name}":
                return
            if tag is None:
                raise UnclosedError(self.name, opened)
            body = self.section(tag, markup, parser)

    def section(self, tag: str, markup: str, parser: Parser) -> Body | None:
        """Return the body that a tag such as `else` starts; None when the block ends there."""
        raise unexpected(tag, self.name)

    def bodies(self) -> list[Body]:
        return [self.body]

    @property
    def interrupts(self) -> bool:  # type: ignore[override]
        return any(body.interrupts for body in self.bodies())

    @property
    def piles(self) -> bool:  # type: ignore[override]
        return any(body.piles for body in self.bodies())


def unexpected(tag: str, block: str) -> LiquidSyntaxError:
    """Return the error for a tag that is unknown inside `block`."""
    if tag == "else":
        return LiquidSyntaxError(f"{block} tag does not expect 'else' tag")
    if tag.startswith("end"):
        return LiquidSyntaxError(
            f"'{tag}' is not a valid delimiter for {block} tags. use end{block}"
        )
    return LiquidSyntaxError(f"Unknown tag '{tag}'")
