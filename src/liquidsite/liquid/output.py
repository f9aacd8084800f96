"""The content of `{{ … }}` and of `assign x =`: an expression and its filters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from liquidsite.ruby.values import MethodLiteral

from .expressions import NIL, Expression, Literal, Lookup, chain, parse_expression
from .filters.context import arity, takes_context
from .filters.day_forms import DAY_FORMS
from .patterns import FRAGMENT, QUOTED_FRAGMENT, lax

if TYPE_CHECKING:
    from liquidsite.liquid.codegen import CodeWriter

_FILTER = lax(rf"(?:\s+|{FRAGMENT}|,)+")
_FILTER_NAME = lax(r"\w+")
_ARGUMENT = lax(rf"[:,]\s*((?:\w++\s*:\s*)?{FRAGMENT})")
_TIME = Lookup("site", ("time",))
_KEYWORD = lax(rf"(\w+)\s*:\s*({FRAGMENT})\Z")

# These filters keep the encoding of their input.
_KEEP_ENCODING = frozenset((
    "append", "capitalize", "downcase", "escape", "escape_once", "first", "h", "inspect", "join",
    "last", "lstrip", "markdownify", "newline_to_br", "normalize_whitespace", "remove",
    "remove_first", "replace", "replace_first", "rstrip", "slice", "smartify", "split", "strip",
    "strip_html", "strip_newlines", "truncate", "truncatewords", "upcase", "url_encode",
    "xml_escape",
))  # fmt: skip


class FilterCall(NamedTuple):
    name: str
    args: tuple[Expression, ...] = ()
    keywords: tuple[tuple[str, Expression], ...] = ()

    def emit(self, code: CodeWriter, value: Expression = NIL) -> tuple[str, str]:
        """Return the Python before and after the value that is filtered: `('f_append(', ", 'x')")`.

        `value` is the input where it is a literal. A filter that returns its input `empty` or
        `blank` gives '' to what comes next: `('unless_method(f_default(', '))')`.
        """
        before, after = self._emit(code)
        if any(map(_is_method_literal, (value, *self.args))):
            return f"unless_method({before}", f"{after})"
        return before, after

    def _emit(self, code: CodeWriter) -> tuple[str, str]:
        """Return the Python before and after the input, for each kind of filter.

        For example:

            upcase            f_upcase( … )
            needs context     f_date(c, … , '%Y')
            a: 1, b: 2        f_name( … , {'a': 1, 'b': 2})
            not registered    unknown_filter('name', … )
            too many values   wrong_arity(1, 2, … )
        """
        args = [f", {arg.emit(code)}" for arg in self.args]
        function = code.env.filters.get(self.name)
        if not code.env.is_fixed(self.name):
            code.depends_on_page()
        if function is None:
            before = f"unknown_filter({code.context()}, {self.name!r}, "
            return before, f"{''.join(args + self._hash(code))})"
        if takes_keywords(function):
            args += [f", **{pairs[2:]}" for pairs in self._hash(code)]
        else:
            args += self._hash(code)
            fewest, most = arity(function)
            given = 1 + len(args)
            if given < fewest or (most is not None and given > most):
                return f"wrong_arity({fewest}, {most}, ", f"{''.join(args)})"
        context = f"{code.context()}, " if takes_context(function) else ""
        return f"f_{self.name}({context}", f"{''.join(args)})"

    def _hash(self, code: CodeWriter) -> list[str]:
        """Return the keywords, which a filter gets as one hash, its last argument: `, {'a': 1}`."""
        if not self.keywords:
            return []
        return [f", {{{', '.join(f'{k!r}: {v.emit(code)}' for k, v in self.keywords)}}}"]


def takes_keywords(function: object) -> bool:
    """Return whether a filter takes Python keywords, as those of plugins may."""
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & 0x08 or code.co_kwonlyargcount)


def _is_method_literal(expression: Expression) -> bool:
    return isinstance(expression, Literal) and isinstance(expression.value, MethodLiteral)


class Output(NamedTuple):
    value: Expression = NIL
    filters: tuple[FilterCall, ...] = ()

    def emit(self, code: CodeWriter) -> str:
        """Return the value as Python: `f_truncate(f_upcase(n('a')), 5)`."""
        return self._filtered(self._moment(code) or self.value.emit(code), code)

    def _filtered(self, value: str, code: CodeWriter) -> str:
        first, rest = self.filters[:1], self.filters[1:]
        calls = [call.emit(code, self.value) for call in first]
        return chain(value, [*calls, *(call.emit(code) for call in rest)])

    def print(self, code: CodeWriter) -> None:
        """Output the value; the first of a text with what its filters leave in its encoding."""
        if code.at_start and self.filters and all(f.name in _KEEP_ENCODING for f in self.filters):
            source = code.name("v")
            value = self._filtered(f"({source} := {self.value.emit(code)})", code)
            code.output(value, source)
        else:
            code.output(self.emit(code))

    def _moment(self, code: CodeWriter) -> str | None:
        """Return the time of the build for a filter that shows a part of it, else None.

        For example:

            site.time | date: '%Y'    moment(get, n('site'), '%Y')
        """
        if self.value != _TIME or not self.filters:
            return None
        call = self.filters[0]
        if call.keywords or not code.env.is_fixed(call.name):
            return None
        if call.name == "date" and len(call.args) == 1:
            form = call.args[0].emit(code)
        elif call.name in DAY_FORMS and not call.args:
            form = repr(DAY_FORMS[call.name])
        else:
            return None
        code.read(("site", "time"))
        return f"moment(get, {code.variable('site')}, {form})"

    def emit_stored(self, code: CodeWriter) -> str:
        """Return the value as a variable holds it: `empty` and `blank` are read back as ''."""
        return self.emit(code) if self.filters or not _is_method_literal(self.value) else "''"


@lru_cache(maxsize=4096)
def parse_output(markup: str) -> Output:
    """Parse as `Variable#lax_parse`: the first fragment, then a filter for each later part."""
    value = QUOTED_FRAGMENT.search(markup)
    if value is None:
        return Output()
    pipe = markup.find("|", value.end())
    filters = () if pipe < 0 else tuple(_filters(markup, pipe + 1))
    return Output(parse_expression(value[0]), filters)


def _filters(markup: str, start: int) -> Iterator[FilterCall]:
    for part in _FILTER.findall(markup, start):
        name = _FILTER_NAME.search(part)
        if name:
            yield filter_call(name[0], _ARGUMENT.findall(part))


def filter_call(name: str, arguments: list[str]) -> FilterCall:
    args: list[Expression] = []
    keywords: dict[str, Expression] = {}
    for argument in arguments:
        keyword = _KEYWORD.match(argument)
        if keyword:
            keywords[keyword[1]] = parse_expression(keyword[2])
        else:
            args.append(parse_expression(argument))
    return FilterCall(name, tuple(args), tuple(keywords.items()))
