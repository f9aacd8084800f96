"""C and its kin: Pygments' lexers, with names and symbols decided anew."""

from __future__ import annotations

import re

from ..rules import lexer
from ..tokens import Options, Token
from .words import dialect, join, split


def _declared(tokens: list[Token], index: int) -> bool:
    """Return whether a name follows a type, or is not the first word of its line."""
    at = index - 1
    if at < 1 or tokens[at][0] or "\n" in tokens[at][1]:
        return False
    before = tokens[at - 1][1]
    while at >= 0 and "\n" not in tokens[at][1]:
        text = tokens[at][1]
        if not (text.isidentifier() or text.isspace() or _IN_TYPES(text)):
            return before not in _NO_TYPES and (before.isidentifier() or before[-1] in ">]")
        at -= 1
    return True


_NO_TYPES = frozenset(
    ["return", "else", "throw", "case", "assert", "goto", "do", "in", "instanceof", "delete", "new"]
)
_IN_TYPES = re.compile(r"[<>\[\].?]+").fullmatch


def _functions(tokens: list[Token], options: Options) -> list[Token]:
    """Outside of braces, a name with parameters before a brace or semicolon is a function.

    At the beginning of a line, a name and a colon are a label; `>` closes a class name."""
    out: list[Token] = []
    depth = 0
    line_start = True
    for index, (token_class, text) in enumerate(tokens):
        if token_class in ("n", "k") and text.isidentifier():
            follows = tokens[index + 1] if index + 1 < len(tokens) else ("", "")
            if not follows[0] and follows[1].isspace() and index + 2 < len(tokens):
                follows = tokens[index + 2]
            if line_start and follows == ("o", ":") and tokens[index + 1] is follows:
                token_class = "nl"
            elif not depth and follows[1][:1] == "(" and _is_function(tokens, index):
                token_class = "nf"
        elif token_class == "o" and out[-1:] == [("nl", tokens[index - 1][1])] and text == ":":
            token_class = "nl"
        elif token_class == "o" and out and out[-1][0] == "nc" and text == ">":
            token_class = "p"
        elif token_class == "p":
            depth = max(0, depth + text.count("{") - text.count("}"))
        line_start = text.endswith("\n")
        out.append((token_class, text))
    return out


def _has_type(tokens: list[Token], index: int) -> bool:
    """Return whether a word stands before a name, and between them stars and spaces only."""
    at = index - 1
    while at >= 0 and tokens[at][1].strip(" \t\r\n*") == "" and tokens[at][0] in ("", "o"):
        at -= 1
    return 0 <= at < index - 1 and (tokens[at][1][-1:].isalnum() or tokens[at][1].endswith("_"))


def _is_function(tokens: list[Token], index: int) -> bool:
    """Return whether the first brace or semicolon after a name follows a parenthesis."""
    if not _has_type(tokens, index):
        return False
    before = ""
    for token_class, text in tokens[index + 1 : index + 400]:
        if token_class == "p" and (end := re.search("[;{]", text)):
            return (before + text[: end.start()]).endswith(")")
        if text.strip() and token_class[:1] != "c":
            before = text
    return False


def _labels(tokens: list[Token], options: Options) -> list[Token]:
    """A name and the colon right after it are a label."""
    out: list[Token] = []
    for token_class, text in tokens:
        if token_class == "o" and text[0] == ":" and out and out[-1][0] in ("n", "no", "nc"):
            out[-1] = ("nl", out[-1][1] + ":")
            text = text[1:]
        out.append((token_class, text))
    return out


_SWIFT_WORDS = frozenset(
    ["if", "while", "for", "switch", "case", "let", "var", "private", "internal", "unowned"]
)


DIALECTS = {
    "java": dialect("java", lexer=lexer("java"), then=[_labels], called=_declared),
    "go": dialect("go", lexer=lexer("go")),
    "c": dialect("c", lexer=lexer("c"), then=[join, _functions]),
    "cpp": dialect("cpp", lexer=lexer("cpp"), then=[join, _functions]),
    "csharp": dialect("csharp", lexer=lexer("csharp")),
    "rust": dialect("rust", [split("c1", r"\A(//[/!].*)", "cd")], lexer=lexer("rust")),
    "kotlin": dialect(
        "kotlin",
        lexer=lexer("kotlin"),
        then=[split("py", r"\A(!!|::|\?\.|\?:|\.\.)\Z", "o")],
    ),
    "swift": dialect(
        "swift",
        lexer=lexer("swift"),
        called=lambda tokens, index: tokens[index][1] not in _SWIFT_WORDS,
    ),
}
