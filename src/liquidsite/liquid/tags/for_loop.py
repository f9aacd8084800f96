"""`{% for item in items limit:2 offset:1 reversed %}…{% else %}…{% endfor %}`."""

from __future__ import annotations

from dataclasses import dataclass, field

from liquidsite.liquid.codegen import CodeWriter, Local

from ..expressions import Expression, parse_expression
from ..failures import LiquidSyntaxError
from ..nodes import Block, Body
from ..parser import Parser
from ..patterns import FRAGMENT, TAG_ATTRIBUTE, lax

_SYNTAX = lax(rf"([\w\-]+)\s+in\s+((?:{FRAGMENT})+)\s*(reversed)?")


@dataclass(slots=True, eq=False, repr=False)
class ForMarkup:
    """The markup of a `for`; `attributes` may be `limit` and `offset`."""

    variable: str
    collection: str
    is_reversed: bool
    attributes: dict[str, str] = field(default_factory=dict)


class For(Block):
    __slots__ = ("markup", "otherwise")

    def read(self, markup: str, parser: Parser) -> None:
        self.markup = parser.env.parse_for(markup, parser)
        self.otherwise: Body | None = None

    def section(self, tag: str, markup: str, parser: Parser) -> Body | None:
        if tag != "else":
            return super().section(tag, markup, parser)
        is_first = self.otherwise is None
        self.otherwise = Body()
        return self.otherwise if is_first else None

    @property
    def interrupts(self) -> bool:  # type: ignore[override]
        """Return whether an interrupt may leave the loop, which takes one itself."""
        return self.body.piles or (self.otherwise is not None and self.otherwise.interrupts)

    def emit(self, code: CodeWriter) -> None:
        """Write a Python loop over the items, and the `else` body where there are none.

        For example:

            s1 = c.segment('p-site.posts', None, get(n('site'), 'posts'), 2, False)
            for v3 in s1:
             e((…))
            if not s1:
             e((…))
        """
        name = f"{self.markup.variable}-{self.markup.collection}"
        # In the order in which Ruby evaluates them: the first that is undefined is the error.
        offset = self._offset(name, code)
        collection = parse_expression(self.markup.collection).emit(code)
        limit = self._attribute("limit").emit(code)
        segment = code.name("s")
        arguments = f"{name!r}, {offset}, {collection}, {limit}, {self.markup.is_reversed}"
        code.line(f"{segment} = c.segment({arguments})")
        self._emit_loop(code, name, segment)
        if self.otherwise:
            with code.block(f"if not {segment}:"):
                self.otherwise.emit(code)
        if self.body.piles:
            code.check()

    def _attribute(self, name: str) -> Expression:
        return parse_expression(self.markup.attributes.get(name, "nil"))

    def _offset(self, name: str, code: CodeWriter) -> str:
        if self.markup.attributes.get("offset") == "continue":
            code.depends_on_page()
            return f"c.registers.offset({name!r})"
        return self._attribute("offset").emit(code)

    def _emit_loop(self, code: CodeWriter, name: str, segment: str) -> None:
        """Write the loop; a body that uses `forloop` gets that drop as a local.

        For example:

            l2 = ForLoop('p-posts', s1, c.parent_loop())
            for l2.index0, v3 in enumerate(s1):
        """
        loop, item = Local(code.name("l")), Local(code.name("v"))
        with code.scope({"forloop": loop, self.markup.variable: item}):
            place = code.reserve(2)
            with code.indented("loop"), code.inside(loop):
                self.body.emit(code)
                if code.pending:
                    code.check()
        if loop.used:
            parent = code.parent_loop()
            code.fill(place, f"{loop.python} = ForLoop({name!r}, {segment}, {parent})")
            header = f"for {loop.python}.index0, {item.python} in enumerate({segment}):"
        else:
            header = f"for {item.python} in {segment}:"
        code.fill(place + 1, header)


def parse_for(markup: str) -> ForMarkup:
    """Parse as `For#lax_parse` does."""
    found = _SYNTAX.match(markup)
    if found is None:
        raise LiquidSyntaxError(
            "Syntax Error in 'for loop' - Valid syntax: for [item] in [collection]"
        )
    attributes = dict(TAG_ATTRIBUTE.findall(markup))
    return ForMarkup(found[1], found[2], found[3] is not None, attributes)
