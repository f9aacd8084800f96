"""Rust: within a macro's brackets the usual rules hold until all of them are closed."""

from __future__ import annotations

from ..grammar import Grammar, Rules, Scan, through, words
from .words import rust as vocabulary

_NAME = r"(?u:[^\W\d]\w*)"
_ESCAPE = r"""\\(?:[nrt'"\\0]|x[0-9a-fA-F]{2}|u\{(?:[0-9a-fA-F]_*){1,6}\})"""
_DOT, _EXPONENT, _FLOAT = r"\.[0-9][0-9_]*", "[eE][-+]?[0-9_]+", "f32|f64"
_SIZE = "8|16|32|64|128|size"
_CLOSERS = {"[": "]", "(": ")", "{": "}"}


def _macro_open(scan: Scan) -> None:
    closer = _CLOSERS[scan.match.group()]
    scan.memory[closer] = scan.memory.get(closer, 0) + 1
    scan.emit("p")


def _macro_close(scan: Scan) -> None:
    closer = scan.match.group()
    scan.memory[closer] = scan.memory.get(closer, 0) - 1
    if not any(scan.memory.get(each) for each in _CLOSERS.values()):
        scan.pop()
    scan.emit("p")


def _block_comment(token_class: str) -> Rules:
    return [
        (r"\*/", token_class, "#pop"),
        (r"/\*", token_class, "#push"),
        ("[^*/]+|[*/]", token_class),
    ]


GRAMMAR = Grammar(
    {
        "root": [
            (r"\n", "", "line_start"),
            "spaces",
            (r"#!?\[", "nd", "attribute"),
            (rf"(?:{'|'.join(vocabulary.KEYWORDS.split())})\b", "k"),
            "literals",
            (r"[=-]>|<->", "k"),
            (r"[()\[\]{}|,:;]", "p"),
            (r"[*/!@~&+%^<>=?-]|\.{2,3}", "o"),
            (rf"(?:\.\s*)?{_NAME}(?=\s*\()", "nf"),
            (r"\.\s*await\b", "k"),
            (rf"\.\s*{_NAME}", "py"),
            (r"\.\s*\d+", "na"),
            (rf"({_NAME})(::)", ("nn", "p")),
            ("macro_rules!", "nd", "macro_rules"),
            (rf"{_NAME}!", "nd", "macro"),
            (r"'static\b", "k"),
            (rf"'{_NAME}", "nv"),
            (_NAME, words("n", nb=vocabulary.BUILTINS)),
        ],
        "line_start": ["spaces", (r"#\s[^\n]*", "cs"), ("", "", "#pop")],
        "spaces": [
            (r"\s+", ""),
            (r"////+.*", "c1"),
            (r"//[/!].*", "cd"),
            ("//.*", "c1"),
            (r"/\*\*\*?/", "cm"),
            (r"/\*\*\*+", "cm", ("block_comment", "cm")),
            (r"/\*[*!]", "cd", ("block_comment", "cd")),
            (r"/\*", "cm", ("block_comment", "cm")),
        ],
        "block_comment": _block_comment,
        "attribute": [
            "spaces",
            "literals",
            ("[(,)=:]", "nd"),
            (r"\]", "nd", "#pop"),
            (_NAME, "nd"),
        ],
        "macro": [
            "literals",
            (r"[\[{(]", _macro_open),
            (r"[\]})]", _macro_close),
            (rf"{_NAME}!", "nd"),
            "root",
            (".", ""),
        ],
        "macro_rules": [(rf"\$(?:{_NAME}(?::{_NAME})?)?", "nv"), "macro"],
        "literals": [
            (r"(?:true|false)\b", "kc"),
            (rf"b?'(?:{_ESCAPE}|[^\\])'", "sc"),
            ('b?"', "s", "string"),
            (r'b?r(#*)"', through(lambda scan: '"' + scan.group(1), "s")),
            (
                rf"[0-9][0-9_]*(?:{_DOT}(?:{_EXPONENT})?(?:{_FLOAT})?"
                rf"|(?:{_DOT})?{_EXPONENT}(?:{_FLOAT})?|(?:{_DOT})?(?:{_EXPONENT})?(?:{_FLOAT})"
                r"|\.(?!\.|(?u:[^\W\d])))",
                "mf",
            ),
            (
                rf"(?:0b[10_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|[0-9][0-9_]*)(?:u(?:{_SIZE})?|i(?:{_SIZE}))?",
                "mi",
            ),
        ],
        "string": [('"', "s", "#pop"), (_ESCAPE, "se"), (r'[^"\\]+', "s")],
    },
    start=("root", "line_start"),
)
tokens = GRAMMAR.tokens
