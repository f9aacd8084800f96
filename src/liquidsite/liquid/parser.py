"""The parser of templates: Liquid 4.0.4's tokens, and the bodies between tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .failures import LimitReachedError, LiquidSyntaxError
from .nodes import Body, Node, OutputNode, Text
from .patterns import BLANKS, TAG_NAME, lax
from .source import Source

if TYPE_CHECKING:
    from .environment import Environment

# An unclosed tag takes the rest of the text: it is an error whatever follows.
_TOKENS = lax(r"(\{%(?:[^%]++|%(?!\}))*+(?:%\}|\Z)|\{\{[^}]*+(?:\}\}?|\Z))")
_MAX_DEPTH = 100


class Parser:
    """A parser of one template; `position` is the offset of the current token.

    Markup that is a template itself, in a tag `at` some offset, has that offset throughout.
    """

    def __init__(self, env: Environment, source: Source, at: int | None = None) -> None:
        self.env = env
        self.source = source
        self.position = at or 0
        self.warnings: list[tuple[str, int]] = []
        self._tokens = _TOKENS.split(source.text)
        self._index = 0
        self._offset = self.position
        self._is_fixed = at is not None
        self._depth = 0
        self._trim = False

    @property
    def tags(self) -> list[str]:
        """Return all tags and outputs as they are written."""
        return self._tokens[1::2]

    def next_token(self) -> str | None:
        """Return the next token: text where it does not begin with `{{` or `{%`.

        None at the end.
        """
        index = self._index
        if index >= len(self._tokens):
            self.position = self._offset
            return None
        token = self._tokens[index]
        self._index = index + 1
        self.position = self._offset
        if not self._is_fixed:
            self._offset += len(token)
        return token

    def parse(self) -> Body:
        """Parse the whole template. Raises LiquidSyntaxError."""
        body = Body()
        tag, _ = self.parse_body(body)
        if tag in ("else", "end"):
            raise LiquidSyntaxError(f"Unexpected outer '{tag}' tag")
        if tag is not None:
            raise LiquidSyntaxError(f"Unknown tag '{tag}'")
        return body

    def parse_markup(self, text: str) -> Body:
        """Parse a tag's markup as a template."""
        source = Source(text, self.source.path, self.source.line)
        return Parser(self.env, source, self.position).parse()

    def parse_body(self, body: Body) -> tuple[str | None, str]:
        """Fill `body` up to a tag that is none by itself, and return that tag's name and markup.

        The name is None at the end of the template.
        """
        if self._depth > _MAX_DEPTH:
            raise LimitReachedError("Nesting too deep")
        self._depth += 1
        while (token := self.next_token()) is not None:
            start = token[:2]
            if start == "{%":
                self._trim_around(token, body)
                name, markup = _tag(token)
                if name not in self.env.tags:
                    self._depth -= 1
                    return name, markup
                self._add(body, self.position, self.env.make_tag(name, markup, self))
            elif start == "{{":
                self._trim_around(token, body)
                self._add(body, self.position, self._output(token))
            elif token:
                self._add_text(body, token)
        self._depth -= 1
        return None, ""

    def _add(self, body: Body, position: int, node: Node) -> None:
        node.position = position
        body.add(node)

    def _add_text(self, body: Body, text: str) -> None:
        if self._trim:
            text = text.lstrip(BLANKS)
            self._trim = False
        self._add(body, self.position, Text(text))

    def _trim_around(self, token: str, body: Body) -> None:
        """Apply white space control: `{{-` trims what was read last, `-}}` the next text."""
        if token[2:3] == "-" and body.nodes:
            last = body.nodes[-1]
            if isinstance(last, Text):
                last.text = last.text.rstrip(BLANKS)
        self._trim = token[-3:-2] == "-"

    def _output(self, token: str) -> Node:
        if len(token) < 4 or token[-2:] != "}}":
            shown = token if "}" in token else "{{"
            raise _unterminated("Variable", shown, r"/\}\}/")
        start = 3 if token[2] == "-" else 2
        end = len(token) - 2
        if token[end - 1] == "-" and end > start:
            end -= 1
        return OutputNode(self.env.parse_output(token[start:end], self))


def _tag(token: str) -> tuple[str, str]:
    """Return the name of a tag and its markup, with the white space at its end."""
    name = TAG_NAME.match(token)
    if name is None or token[-2:] != "%}" or name.end() > len(token) - 2:
        shown = token if token[-2:] == "%}" and len(token) > 3 else "{%"
        raise _unterminated("Tag", shown, r"/\%\}/")
    markup = token[name.end() : -2]
    return name[1], markup[:-1] if markup[-1:] == "-" else markup


def _unterminated(what: str, token: str, end: str) -> LiquidSyntaxError:
    return LiquidSyntaxError(f"{what} '{token}' was not properly terminated with regexp: {end}")
