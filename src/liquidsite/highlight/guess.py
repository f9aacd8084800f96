"""The language of a code block without one, by Rouge's rules: an editor's mode line, a `#!` line,
a doctype, or a telling beginning. Most code has none of these and stays plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from .lexer import Lexer, find_lexer

_MODE_LINES = (
    re.compile(
        r"-\*-[ \t]*(?:[^\n]*?\bmode[ \t]*:)?[ \t]*([\w+-]+)[ \t]*(?:;[^\n]*?)?-\*-", re.I | re.A
    ),
    re.compile(r"(?:vim|vi|ex):\s*(?:ft|filetype|syntax)=(\w+)\s?", re.I | re.A),
    re.compile(r"(?:vim|vi|ex):\s*set?[^\n]*\s(?:ft|filetype|syntax)=(\w+)\s?[^\n]*:", re.I | re.A),
)
_MODE_LINE_REACH = 5
_SHEBANG = re.compile(r"\s*#!(.*)")
_DOCTYPE = re.compile(r"\s*(?:<\?.*?\?>\s*)?<!DOCTYPE\s+(.+?)>", re.S)

# In Rouge's order of languages; the first program named in the `#!` line decides.
_PROGRAMS = (
    ("awk", "awk"),
    ("coffee", "coffeescript"),
    ("crystal", "crystal"),
    ("elixir", "elixir"),
    ("factor", "factor"),
    ("cucumber", "gherkin"),
    (r"(?:groovy|nextflow)", "groovy"),
    ("hhvm", "hack"),
    ("runhaskell", "haskell"),
    ("haxe", "haxe"),
    ("io", "io"),
    ("(?:node|jsc)", "javascript"),
    ("julia", "julia"),
    ("lasso9", "lasso"),
    ("lsc", "livescript"),
    ("lua", "lua"),
    (r"mojow?(?:[23](?:\.\d+)?)?", "mojo"),
    ("moon", "moonscript"),
    ("perl", "perl"),
    ("php", "php"),
    ("praat", "praat"),
    ("puppet(?:-apply)?", "puppet"),
    (r"pythonw?(?:[23](?:\.\d+)?)?", "python"),
    ("Rscript", "r"),
    ("ruby", "ruby"),
    ("rustc", "rust"),
    ("sed", "sed"),
    ("(?:ba|z|k)?sh", "shell"),
    ("(?:tclsh|wish|jimsh)", "tcl"),
    ("tulip", "tulip"),
)


def _starts(*prefixes: str) -> Callable[[str], object]:
    return lambda code: code.startswith(prefixes)


def _finds(pattern: str, flags: int = re.MULTILINE) -> Callable[[str], object]:
    return lambda code: re.search(pattern, code, flags | re.ASCII)


def _is_html(code: str) -> bool:
    doctype = _DOCTYPE.match(code)
    if doctype and re.search(r"\bhtml\b", doctype[1], re.I):
        return True
    return not code.startswith("<?xml") and re.search(r"<\s*html\b", code) is not None


def _is_xml(code: str) -> bool:
    doctype = _DOCTYPE.match(code)
    if doctype and "html" in doctype[1]:
        return False
    return doctype is not None or re.match(r"<\?xml\b", code) is not None


def _is_diff(code: str) -> bool:
    """Two lines of file names: `---` and `+++`, in either order"""
    if "+++" not in code or "---" not in code:
        return False
    code_lines = code.split("\n")
    return any(
        (second.startswith("+++") and "---" in first)
        or (second.startswith("---") and "+++" in first)
        for first, second in pairwise(code_lines)
    )


_SIGNS: tuple[tuple[Callable[[str], object], str], ...] = (
    (_finds(r"<\s*Biml\b"), "biml"),
    (_starts("Index: "), "diff"),
    (_finds(r"\Adiff[^\n]*?\ba/[^\n]*\bb/"), "diff"),
    (_is_diff, "diff"),
    (_finds(r"<\?hh|async function [a-zA-Z]|\): Awaitable<"), "hack"),
    (_is_html, "html"),
    (_finds(r"\A[^\n]*?<\?(?:lasso(?:script)?|=)"), "lasso"),
    (_finds(r"^<\?php"), "php"),
    (_finds(r"^%!"), "postscript"),
    (_finds(r"\A#lang\s*[^\n]*(?:racket|scribble)"), "racket"),
    (_starts("#compdef", "#autoload"), "shell"),
    (
        _finds(r"\A\s*\\(?:documentclass|input|documentstyle|relax|Provides(?:Package|Class))"),
        "tex",
    ),
    (_is_xml, "xml"),
    (_finds(r"\A\s*%YAML"), "yaml"),
)


def guess(code: str) -> Lexer:
    """Rouge refuses code that looks like two languages; here the first of them is taken."""
    return _by_mode_line(code) or Lexer(_by_source(code.removeprefix("\ufeff")) or "plaintext")


def _by_mode_line(code: str) -> Lexer | None:
    code_lines = code.split("\n")
    near = "\n".join(code_lines[:_MODE_LINE_REACH] + code_lines[-_MODE_LINE_REACH:])
    for pattern in _MODE_LINES:
        found = pattern.search(near)
        lexer = found and find_lexer(found[1])
        if lexer:
            return lexer
    return None


def _by_source(code: str) -> str | None:
    shebang = _SHEBANG.match(code)
    if shebang:
        for program, tag in _PROGRAMS:
            if re.search(rf"\b{program}(?:\s|$)", shebang[1]):
                return tag
    return next((tag for sign, tag in _SIGNS if sign(code)), None)
