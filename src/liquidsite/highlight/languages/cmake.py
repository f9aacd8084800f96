"""CMake"""

from __future__ import annotations

from ..grammar import Grammar, Rules, Scan
from .words import listed

_COMMANDS = frozenset(listed("cmake"))


def _open_bracket(state: str, token_class: str) -> Rules:
    def action(scan: Scan) -> None:
        scan.emit(token_class)
        scan.memory["bracket"] = len(scan.match.group().removeprefix("#"))
        scan.goto(state)

    mark = "#" if token_class == "cm" else ""
    return [(rf"{mark}\[=*\[", action)]


def _close_bracket(token_class: str) -> Rules:
    def action(scan: Scan) -> None:
        scan.emit(token_class)
        if len(scan.match.group()) == scan.memory["bracket"]:
            scan.goto("root")

    return [(r"\]=*\]", action)]


def _command(scan: Scan) -> None:
    scan.emit("nb" if scan.group(1) in _COMMANDS else "nf", scan.group(1))
    scan.emit("", scan.group(2))
    scan.emit("p", "(")


_VARIABLE = (r"\$\{", "si", "variable")


def _other(token_class: str) -> tuple[str, str]:
    return r"(?s:.)", token_class


GRAMMAR = Grammar(
    {
        "root": [
            _VARIABLE,
            (r"[ \t]", ""),
            ("[()]", "p"),
            *_open_bracket("bracket_comment", "cm"),
            *_open_bracket("bracket_string", "s2"),
            (r'\\"', ""),
            ('"', "s2", "quoted"),
            (r"([A-Za-z_][A-Za-z0-9_]{0,300}+)([ \t]*+)(\()", _command),
            ("#.*", "c1"),
            _other(""),
        ],
        "bracket_string": [*_close_bracket("s2"), _VARIABLE, _other("s2")],
        "bracket_comment": [*_close_bracket("cm"), _other("cm")],
        "variable": [_VARIABLE, (r"\}", "si", "#pop"), _other("nv")],
        "quoted": [
            _VARIABLE,
            ('"', "s2", "root"),
            (r'\\[()#" \\$@^trn;]', "se"),
            _other("s2"),
        ],
    }
)
tokens = GRAMMAR.tokens
