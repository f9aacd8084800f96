"""Languages within others: Liquid, Jinja, ERB, and the shell in Dockerfiles and makefiles."""

from __future__ import annotations

import re

from ..lexer import Lexer, find_lexer
from ..rules import lexer
from ..tokens import Dialect, Options, Token, inserted
from .words import split


def with_parent(tokens: list[Token], options: Options, parent: str = "html") -> list[Token]:
    """Lex what has the class `x`, in one, as another language; the option overrides which."""
    chosen = find_lexer(str(options["parent"])) if options.get("parent") else None
    text = "".join([piece for token_class, piece in tokens if token_class == "x"])
    insertions: list[tuple[int, list[Token]]] = []
    offset = 0
    for token_class, piece in tokens:
        if token_class == "x":
            offset += len(piece)
        else:
            insertions.append((offset, [(token_class, piece)]))
    return inserted((chosen or Lexer(parent)).tokens(text) if text else [], insertions)


def _jinja(tokens: list[Token], options: Options) -> list[Token]:
    """Symbols and words as in Jekyll's output, then what is around the tags."""
    tokens = split("o", r"([()\[\],]+)|([{}:~]+)", "p", "err")(tokens, options)
    words = {"and": "ow", "or": "ow", "not": "ow", "is": "ow", "in": "ow", "defined": "nb"}
    tokens = [(words.get(text, token_class), text) for token_class, text in tokens]
    return with_parent([("nv" if c == "nb" else c, text) for c, text in tokens], options)


_ERB = re.compile(r"(<%#)(.*?)(-?%>|\Z)|(<%[%=-]?)(.*?)(%%>|-?%>|\Z)", re.DOTALL)


def _erb(code: str, options: Options) -> list[Token]:
    """Ruby between marks, HTML around them."""
    tokens: list[Token] = []
    start = 0
    for found in _ERB.finditer(code):
        tokens.append(("x", code[start : found.start()]))
        if found[1]:
            tokens.append(("c", found[0]))
        else:
            tokens += [("cp", found[4]), *Lexer("ruby").tokens(found[5]), ("cp", found[6])]
        start = found.end()
    tokens.append(("x", code[start:]))
    return with_parent(tokens, options)


DIALECTS = {
    "liquid": Dialect(lexer("liquid"), {"w": "w"}),
    "jinja": Dialect(None, {"m": "nv", "kp": "nv"}, _jinja),
    "twig": Dialect(None, {"m": "nv", "kp": "nv"}, _jinja),
    "erb": Dialect(tokens=_erb),
    "docker": Dialect(lexer("docker"), {"w": "w"}),
    "make": Dialect(lexer("make")),
    "tex": Dialect(lexer("tex")),
}
