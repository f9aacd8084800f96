"""Objective-C, on top of C"""

from __future__ import annotations

import re

from ..grammar import DECLINED, Grammar, Scan, States, prepend, words
from . import c

_NAME = "[a-zA-Z$_][a-zA-Z0-9$_]*"
_DECLARATION = re.compile(rf"([-+])(\s*)(\([^\n]*?\))?(\s*)(?={_NAME}:?)", re.A)
_AT_WORDS = words(
    "err",
    k="""selector private protected public encode synchronized try throw catch finally end property
    synthesize dynamic optional interface implementation import autoreleasepool""",
    nb="true false YES NO",
)


def _at_word(scan: Scan) -> None:
    scan.emit(_AT_WORDS.classify(scan.match.group()[1:]))


def _method(scan: Scan) -> bool | None:
    found = _DECLARATION.match(scan.text, scan.match.start())
    if found is None:
        return DECLINED
    scan.emit("k", found[1])
    scan.emit("", found[2])
    if found[3]:
        scan.inner(scan.grammar).feed(found[3])
    scan.emit("", found[4])
    scan.end = found.end()
    scan.push("method_definition")
    return None


def _parameter(scan: Scan) -> None:
    scan.inner(scan.grammar).feed(scan.group(1))
    scan.emit("nv", scan.group(2))


def with_messages(states: States) -> States:
    return {
        **states,
        "root": prepend(states, "root", ("[-+]", _method)),
        "statements": prepend(
            states,
            "statements",
            ('@"', "s", "string"),
            (r"@'(?:\\[0-7]{1,3}|\\x[a-fA-F0-9]{1,2}|\\.|[^\\'\n]')", "sc"),
            (r"(?i:@(?:\d+\.\d*|\.\d+|\d+)e[+-]?\d+l?)", "mf"),
            (r"(?i:@(?:\d+\.\d*|\.\d+|\d+f)f?)", "mf"),
            ("@0x[0-9a-fA-F]+[lL]?", "mh"),
            ("(?i:@0[0-7]+l?)", "mo"),
            (r"@\d+l?", "mi"),
            (r"in\b", "k"),
            (r"@(?:interface|implementation)\b", "k", "class_name"),
            (r"@(?:class|protocol)\b", "k", "forward_class_name"),
            (r"@(?u:[^\W_])+", _at_word),
            (r"\?", "p", "ternary"),
            (r"\[", "p", "message"),
            (r"@\[", "p", "array_literal"),
            (r"@\{", "p", "dictionary_literal"),
        ),
        "ternary": [(":", "p", "#pop"), "statements"],
        "message_end": [(r"[\]{]", "p", "#pop"), (";", "err"), "statements"],
        "message": [
            (rf"({_NAME})(\s*)(:)", ("nf", "", "p"), "=message_with_arguments"),
            (rf"({_NAME})(\s*)(\])", ("nf", "", "p"), "#pop"),
            "message_end",
        ],
        "message_with_arguments": [
            (r"\{", "p", "function"),
            (rf"({_NAME})(\s*)(:)", ("nf", "", "p"), "#pop"),
            "message_end",
        ],
        "array_literal": [(r"\]", "p", "#pop"), (",", "p"), "statements"],
        "dictionary_literal": [(r"\}", "p", "#pop"), (",", "p"), "statements"],
        "class_name": [
            "spaces",
            (rf"({_NAME})(\s*)(:)(\s*)({_NAME})", ("nc", "", "p", "", "nc"), "#pop"),
            (
                rf"({_NAME})(\s*)(\()(\s*)({_NAME})(\s*)(\))",
                ("nc", "", "p", "", "nl", "", "p"),
                "#pop",
            ),
            (_NAME, "nc", "#pop"),
        ],
        "forward_class_name": [
            "spaces",
            (rf"({_NAME})(\s*)(,)(\s*)", ("nc", "", "p", ""), "#push"),
            (rf"({_NAME})(\s*)(;?)", ("nc", "", "p"), "#pop"),
        ],
        "method_definition": [
            (r",|\.\.\.", "p"),
            (rf"(\(.*?\))({_NAME})", _parameter),
            (rf"({_NAME})(\s*)(:)", ("nf", "", "p")),
            (";", "p", "#pop"),
            (r"\{", "p", "=function"),
            "inline_spaces",
            (r"//.*?\n", "c1"),
            (r"\s+", ""),
            ("", "", "#pop"),
        ],
    }


GRAMMAR = Grammar(
    with_messages(c.states(words("n", k=c.KEYWORDS, kt=c.TYPES, kr=c.RESERVED, nb="YES NO nil"))),
    c.GRAMMAR.start,
)
tokens = GRAMMAR.tokens
