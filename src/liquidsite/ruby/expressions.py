"""Ruby's expressions, read into a tree: as far as values, operators and method calls go.

What is not here (assignments, `if`, hashes, keyword arguments, …) is a SyntaxError: who asks can
then say so, rather than take the expression for something else.

Source: Ruby's documentation, "Ruby Syntax"; its order of operators is that of `_LEVELS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """nil, true, false, a number, or the name that a symbol is."""

    value: bool | int | float | str | None
    is_symbol: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A string: texts, and the expressions that are interpolated between them."""

    parts: tuple[str | Node, ...]


@dataclass(frozen=True, slots=True)
class Regexp:
    """A regular expression, with those of the letters `imx` that follow it."""

    source: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Array:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A local variable, a constant, or a method of the object itself without arguments."""

    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """`{ |a, b| body }`; `&:name` is a block with a parameter of which `name` is called."""

    parameters: tuple[str, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a method; `[]` is one too. `is_safe` is whether it is `&.name`."""

    receiver: Node | None
    name: str
    arguments: tuple[Node, ...] = ()
    block: Block | None = None
    is_safe: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    operand: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """`left operator right`; `and` and `or` are `&&` and `||` here."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """`condition ? first : second`."""

    condition: Node
    first: Node
    second: Node


Node: TypeAlias = Literal | Text | Regexp | Array | Name | Call | Not | Operation | Choice

# From those that bind least to those that bind most; `not`, `and` and `or` come before them.
_LEVELS: Sequence[Sequence[str]] = (
    ("||",),
    ("&&",),
    ("<=>", "===", "==", "!=", "=~", "!~"),
    ("<=", "<", ">=", ">"),
    ("<<",),
    ("+", "-"),
    ("**", "*", "/", "%"),
)
# Which of them may not be followed by what makes another operator of them.
_LONGER = {"<": "<=", ">": ">=", "*": "*", "+": "=", "-": "=", "/": "=", "%": "=", "||": "=",
           "&&": "=", "<<": "=", "**": "="}  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]\w*")
_METHOD = re.compile(r"[A-Za-z_]\w*[?!]?(?!=[^=~>])")
_VARIABLE = re.compile(r"@?[A-Za-z_]\w*(?:::[A-Z]\w*)*")
_NUMBER = re.compile(r"\d[\d_]*(?:\.\d+)?")
_SYMBOL = re.compile(r":(?:(?P<name>[A-Za-z_]\w*[?!]?)|\"(?P<quoted>[^\"\\#]*)\")")
_REGEXP = re.compile(r"/((?:[^/\\\n]|\\.)*)/([imx]*)")
_SPACE = re.compile(r"(?:[ \t]|\\\n|#[^\n]*)*")
_LINES = re.compile(r"(?:\s|#[^\n]*)*")
_CHAINED = re.compile(r"\s*(?=&?\.[A-Za-z_])")
# What a first argument without parentheses may begin with.
_OPERAND = re.compile(r"[\w'\":@]")
_KEYWORDS = frozenset(
    """
    and or not if unless while until then do end rescue else elsif case when return yield super
    self defined in begin def class module alias ensure for break next redo retry undef
    """.split()  # noqa: SIM905
)
_CONSTANTS = {"nil": None, "true": True, "false": False}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "s": " ", "0": "\0", "e": "\x1b", "b": "\b",
            "a": "\a", "f": "\f", "v": "\v"}  # fmt: skip
_MOST_DEEP = 60


def parse(text: str) -> Node:
    """Return the tree of the expression `text`. Raises SyntaxError for what is not read here."""
    parser = _Parser(text)
    node = parser.expression()
    parser.skip_lines()
    if parser.at < len(text):
        raise parser.error()
    return node


class _Parser:
    """Reads from left to right; `at` is the place of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def error(self) -> SyntaxError:
        return SyntaxError(f"not read here: {self.text[self.at : self.at + 30]!r}")

    def skip(self) -> None:
        self.at = _match(_SPACE, self).end()

    def skip_lines(self) -> None:
        self.at = _match(_LINES, self).end()

    def takes(self, text: str) -> bool:
        """Go behind `text` and return True if it comes next."""
        self.skip()
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def wants(self, text: str) -> None:
        self.skip_lines()
        if not self.takes(text):
            raise self.error()

    def takes_word(self, *words: str) -> str | None:
        self.skip()
        word = _WORD.match(self.text, self.at)
        if word is None or word[0] not in words:
            return None
        self.at = word.end()
        return word[0]

    def expression(self) -> Node:
        """Read `and`, `or` and all that binds more."""
        self.depth += 1
        if self.depth > _MOST_DEEP:
            raise SyntaxError("too deep")
        self.skip_lines()
        node = self.negation()
        while word := self.takes_word("and", "or"):
            self.skip_lines()
            node = Operation("&&" if word == "and" else "||", node, self.negation())
        self.depth -= 1
        return node

    def negation(self) -> Node:
        return Not(self.negation()) if self.takes_word("not") else self.choice()

    def choice(self) -> Node:
        condition = self.binary(0)
        self.skip()
        if not self.text.startswith("?", self.at):
            return condition
        self.at += 1
        self.skip_lines()
        first = self.choice()
        self.wants(":")
        self.skip_lines()
        return Choice(condition, first, self.choice())

    def binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self.unary()
        node = self.binary(level + 1)
        while operator := self.operator(_LEVELS[level]):
            self.skip_lines()
            node = Operation(operator, node, self.binary(level + 1))
        return node

    def operator(self, operators: Sequence[str]) -> str | None:
        self.skip()
        for operator in operators:
            if self.text.startswith(operator, self.at):
                end = self.at + len(operator)
                following = self.text[end : end + 1]
                if following and following in _LONGER.get(operator, ""):
                    continue
                self.at = end
                return operator
        return None

    def unary(self) -> Node:
        self.skip()
        if self.text.startswith("!", self.at) and not self.text.startswith("!~", self.at):
            self.at += 1
            return Not(self.unary())
        if self.text.startswith("-", self.at):
            self.at += 1
            operand = self.unary()
            if isinstance(operand, Literal) and isinstance(operand.value, int | float):
                return Literal(-operand.value)
            raise self.error()
        return self.calls(self.primary())

    def calls(self, node: Node) -> Node:
        """Read the methods that are called of `node`, one after the other."""
        while True:
            if chained := _CHAINED.match(self.text, self.at):
                self.at = chained.end()
                node = self.call(node)
            elif self.text.startswith("[", self.at):
                self.at += 1
                node = Call(node, "[]", self.items("]"))
            else:
                return node

    def call(self, receiver: Node) -> Node:
        is_safe = self.takes("&")
        self.wants(".")
        name = _METHOD.match(self.text, self.at)
        if name is None:
            raise self.error()
        self.at = name.end()
        return self.arguments(receiver, name[0], is_safe=is_safe)

    def arguments(self, receiver: Node | None, name: str, *, is_safe: bool = False) -> Call:
        """Read what follows the name of a method: its arguments and its block."""
        given: tuple[Node, ...] = ()
        block = None
        if self.text.startswith("(", self.at):
            self.at += 1
            given, block = self.given(")")
        elif self.has_operand():
            given = self.listed()
        if block is None and self.takes("{"):
            block = self.block()
        return Call(receiver, name, given, block, is_safe)

    def has_operand(self) -> bool:
        """Return whether an argument without parentheses comes next."""
        if not self.text.startswith((" ", "\t"), self.at):
            return False
        place = _match(_SPACE, self).end()
        word = _WORD.match(self.text, place)
        if word is not None:
            return word[0] not in _KEYWORDS
        # `a ? b : c` has a space behind the colon, `a :b` has none.
        if self.text.startswith(":", place):
            return _SYMBOL.match(self.text, place) is not None
        return _OPERAND.match(self.text, place) is not None

    def listed(self) -> tuple[Node, ...]:
        """Read arguments without parentheses."""
        items = [self.argument()]
        while self.takes(","):
            self.skip_lines()
            items.append(self.argument())
        return tuple(items)

    def argument(self) -> Node:
        node = self.choice()
        self.skip()
        if self.text.startswith("=>", self.at):
            raise self.error()
        return node

    def items(self, end: str) -> tuple[Node, ...]:
        items, block = self.given(end)
        if block is not None:
            raise self.error()
        return items

    def given(self, end: str) -> tuple[tuple[Node, ...], Block | None]:
        """Read what is separated by commas up to `end`; the last may be a block, `&:name`."""
        items: list[Node] = []
        self.skip_lines()
        while not self.takes(end):
            if self.takes("&:"):
                name = _METHOD.match(self.text, self.at)
                if name is None:
                    raise self.error()
                self.at = name.end()
                self.wants(end)
                return tuple(items), Block(("it",), Call(Name("it"), name[0]))
            items.append(self.argument())
            self.skip_lines()
            if not self.takes(","):
                self.wants(end)
                break
            self.skip_lines()
        return tuple(items), None

    def block(self) -> Block:
        names: list[str] = []
        self.skip_lines()
        if self.takes("|"):
            while not self.takes("|"):
                self.skip()
                word = _WORD.match(self.text, self.at)
                if word is None:
                    raise self.error()
                names.append(word[0])
                self.at = word.end()
                self.takes(",")
        body = self.expression()
        self.wants("}")
        return Block(tuple(names), body)

    def primary(self) -> Node:
        self.skip()
        char = self.text[self.at : self.at + 1]
        reader = self.READERS.get(char)
        if reader is not None:
            return reader(self)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            digits = number[0].replace("_", "")
            return Literal(float(digits) if "." in digits else int(digits))
        return self.named()

    def named(self) -> Node:
        word = _WORD.match(self.text, self.at)
        if word is not None and word[0] in _CONSTANTS:
            self.at = word.end()
            return Literal(_CONSTANTS[word[0]])
        name = _VARIABLE.match(self.text, self.at)
        if name is None or name[0] in _KEYWORDS:
            raise self.error()
        self.at = name.end()
        if self.text.startswith(("(", "?(", "!("), self.at):
            raise self.error()  # a method of the object itself
        return Name(name[0])

    def parentheses(self) -> Node:
        self.at += 1
        node = self.expression()
        self.wants(")")
        return node

    def array(self) -> Node:
        self.at += 1
        return Array(self.items("]"))

    def single_quoted(self) -> Node:
        match = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL).match(self.text, self.at)
        if match is None:
            raise self.error()
        self.at = match.end()
        text = re.sub(r"\\(['\\])", r"\1", match[1])
        return Text((text,) if text else ())

    def double_quoted(self) -> Node:
        self.at += 1
        return Text(self.interpolated('"'))

    def interpolated(self, end: str) -> tuple[str | Node, ...]:
        """Read the inside of a string up to `end`."""
        parts: list[str | Node] = []
        chars: list[str] = []
        while not self.text.startswith(end, self.at):
            char = self.text[self.at : self.at + 1]
            if not char:
                raise self.error()
            self.at += 1
            if char == "#" and self.text.startswith("{", self.at):
                self.at += 1
                parts += ["".join(chars)] if chars else []
                chars = []
                parts.append(self.expression())
                self.wants("}")
            else:
                chars.append(self.escaped() if char == "\\" else char)
        self.at += len(end)
        return (*parts, *(["".join(chars)] if chars else []))

    def escaped(self) -> str:
        """Return the character that the escape at this place is."""
        char = self.text[self.at : self.at + 1]
        if not char or char in "uxMcC" or char in "1234567":
            raise self.error()
        self.at += 1
        return "" if char == "\n" else _ESCAPES.get(char, char)

    def regexp(self) -> Node:
        match = _REGEXP.match(self.text, self.at)
        if match is None or "#{" in match[1]:
            raise self.error()
        self.at = match.end()
        return Regexp(match[1].replace("\\/", "/"), match[2])

    def symbol(self) -> Node:
        match = _SYMBOL.match(self.text, self.at)
        if match is None:
            raise self.error()
        self.at = match.end()
        return Literal(match["name"] or match["quoted"] or "", is_symbol=True)

    READERS: ClassVar[dict[str, Callable[[_Parser], Node]]] = {
        "(": parentheses,
        "[": array,
        "'": single_quoted,
        '"': double_quoted,
        "/": regexp,
        ":": symbol,
    }


def _match(pattern: re.Pattern[str], parser: _Parser) -> re.Match[str]:
    """Return the match of a pattern that matches anywhere, at the parser's place."""
    match = pattern.match(parser.text, parser.at)
    assert match is not None
    return match
