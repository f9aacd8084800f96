"""`{% include file.html name="value" other=variable %}`, and `include_relative`."""

from __future__ import annotations

import re
from typing import ClassVar

from liquidsite.liquid.codegen import CodeWriter
from liquidsite.ruby.values import MethodLiteral, to_s

from ..expressions import Expression, Literal, Lookup, parse_expression
from ..failures import RefusedMarkupError
from ..includes import is_safe_name, syntax_example
from ..nodes import Body, Tag
from ..parser import Parser
from ..patterns import BLANKS, lax

_VARIABLE = lax(r"\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*")
_SPACE = re.compile(r"\s+", re.ASCII)
_PARAM = re.compile(
    r"""\s*([\w-]+)\s*=\s*
    (?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"|'([^'\\]*+(?:\\.[^'\\]*+)*+)'|([\w.-]+))(?=\s|\Z)""",
    re.ASCII | re.VERBOSE,
)


class Include(Tag):
    """An include.

    `params` is None where none are given: the includer's `include` is then visible.
    """

    __slots__ = ("file", "params")

    interrupts = True
    gives_start = True
    function: ClassVar[str] = "include_file"

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        file, params = _split(markup.strip(BLANKS))
        self.file = parser.parse_markup(file) if _VARIABLE.search(file) else file
        self.params = None if params is None else _params(params, name)

    def emit(self, code: CodeWriter) -> None:
        """Write a call, and leave the body if the included template was interrupted.

        For example:

            include_file(c, e, 'a.html', {'key': n('value')}, {'forloop': l2})
            if i:
             return
        """
        params = "None" if self.params is None else self._params(code)
        visible = code.visible()
        code.line(f"{self.function}(c, {code.sink}, {self._name(code)}, {params}, {visible})")
        code.check()
        if code.at_start:  # the text of an include that prints nothing is in US-ASCII
            code.output("None")

    def _name(self, code: CodeWriter) -> str:
        if isinstance(self.file, Body):
            with code.captured() as text:
                self.file.emit(code)
            return f"include_name({text}, {self.name!r})"
        if is_safe_name(self.file):
            code.includes(self.file)
            return repr(self.file)
        return f"include_name({self.file!r}, {self.name!r})"

    def _params(self, code: CodeWriter) -> str:
        # Of one name the last value counts, but all of them are read.
        pairs = [f"{key!r}: {value.emit(code)}" for key, value in self.params or ()]
        return f"{{{', '.join(pairs)}}}"


class IncludeRelative(Include):
    __slots__ = ()

    function = "include_beside"


def _split(markup: str) -> tuple[str, str | None]:
    """Return the file and the parameters; a file may have several `{{ }}` in it."""
    end = markup.rfind("}}") + 2
    found = _VARIABLE.search(markup, 0, end) if end > 1 else None
    if found is None:
        file, *params = _SPACE.split(markup, maxsplit=1)
        return file, params[0] if params else None
    start = markup.rfind("{", 0, found.start()) + 1
    stop = found.start()
    while more := _VARIABLE.match(markup, stop):
        stop = more.end()
    return markup[start:stop].strip(BLANKS), markup[stop:].strip(BLANKS)


def _params(markup: str, tag: str) -> list[tuple[str, Expression]]:
    params: list[tuple[str, Expression]] = []
    position = 0
    while found := _PARAM.match(markup, position):
        key, double, single, variable = found.groups()
        params.append((key, _value(double, single, variable)))
        position = found.end()
    if markup[position:].strip(BLANKS):
        raise RefusedMarkupError(
            f"Invalid syntax for include tag:\n\n{markup}\n\nValid syntax:\n\n"
            f"{syntax_example(tag)}\n"
        )
    return params


def parse_markup(markup: str, tag: str) -> tuple[str, dict[str, str | tuple[str, ...]] | None]:
    """Return the file and the parameters: texts, and the names and keys of variables.

    Raises RefusedMarkupError.
    """
    file, params = _split(markup)
    if params is None:
        return file, None
    given: dict[str, str | tuple[str, ...]] = {}
    for name, value in _params(params, tag):
        given[name] = (
            to_s(value.value)
            if isinstance(value, Literal)
            else tuple(key for key in (value.name, *value.keys) if isinstance(key, str))
            if isinstance(value, Lookup)
            else ""
        )
    return file, given


def _value(double: str | None, single: str | None, variable: str) -> Expression:
    if double is not None:
        return Literal(double.replace('\\"', '"'))
    if single is not None:
        return Literal(single.replace("\\'", "'"))
    value = parse_expression(variable)
    is_method = isinstance(value, Literal) and isinstance(value.value, MethodLiteral)
    return Literal("") if is_method else value
