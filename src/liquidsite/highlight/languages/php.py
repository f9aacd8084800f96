"""PHP, and the HTML around it.

Code that does not say where PHP begins is PHP, unless an angle bracket comes first. Options:
`start_inline`, `funcnamehighlighting`.
"""

from __future__ import annotations

import re

from ..grammar import DECLINED, Grammar, Options, Rule, Scan, States, Token, through, twice
from ..patterns import UPPER
from ..template import feed_parent
from .words import listed

_NAME = r"(?u:[^\W\d]\w*)"
_NAMESPACE = rf"(?:{_NAME}\\)+"
_QUALIFIED = rf"\\?(?:{_NAMESPACE})?{_NAME}"
_FUNCTIONS = frozenset(listed("php"))
_RESERVED = """__class__ __dir__ __file__ __function__ __halt_compiler __line__ __method__
__namespace__ __trait__ abstract and array as break case catch cfunction clone continue declare
default die do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile eval
exit extends final finally fn for foreach global goto if implements include include_once
instanceof insteadof isset list match new old_function or parent print private protected public
readonly require require_once return self static switch throw try unset var while xor yield"""
_KEYWORDS = frozenset(_RESERVED.split())
_MAGIC = re.compile(r"__.*?__$")
_ERROR_LEVEL = re.compile(rf"(?:E|PHP)(?:_{UPPER}+)+$")
_CONSTANT = re.compile(rf"(?:.*\\)?{UPPER}(?:{UPPER}|[0-9_])+$")
_CLASS = re.compile(rf"(?:.*\\)?{UPPER}[^\W_]*$")
_INTO = {"public": "visibility", "protected": "visibility", "private": "visibility"}
_INTO |= {"use": "use", "const": "constant", "catch": "catch"}


def _call(scan: Scan) -> None:
    name = scan.match.group().lower()
    if name in _KEYWORDS:
        scan.emit("k")
    elif name in _FUNCTIONS and scan.memory.get("functions", True):
        scan.emit("nb")
    else:
        scan.emit("nf")


def _name(scan: Scan) -> None:
    name = scan.match.group()
    folded = name.lower()
    if folded in _INTO:
        scan.push(_INTO[folded])
    scan.emit(_name_class(name, folded))


def _name_class(name: str, folded: str) -> str:
    if folded == "use":
        return "kn"
    if folded in _INTO or folded in _KEYWORDS:
        return "k"
    if _MAGIC.match(name):
        return "nb"
    if _ERROR_LEVEL.match(name):
        return "kc"
    if _CONSTANT.match(name):
        return "no"
    return "nc" if _CLASS.match(name) else "n"


def _heredoc(scan: Scan) -> bool | None:
    name = scan.group(2)
    missing = scan.notes.setdefault("unclosed", set())
    end = re.compile(rf"\n[^\S\n]*{name};?", re.I) if name not in missing else None
    found = end and end.search(scan.text, scan.end)
    if not found:
        missing.add(name)
        return DECLINED
    scan.end = found.end()
    scan.emit("sh", scan.text[scan.match.start() : scan.end])
    return None


_RETURN: Rule = ("", "", "#pop")
_TYPE = rf"\??{_NAME}"

STATES: States = {
    "root": [
        (r"<\?(?i:php|=)?", "cp", "php"),
        (r"(?s:.*?)(?=<\?)|(?s:.*)", feed_parent),
    ],
    "start": [
        (r"\s*(?=<)", feed_parent, "#pop"),
        (r"[^$]+(?=<\?(?i:php|=))", feed_parent, "#pop"),
        ("", "", "=php"),
    ],
    "leave": [(r"\?>", "cp", "#pop:1000000")],
    "spaces": [
        (r"\s+", ""),
        (r"#[^\[].*?$|//.*", "c1"),
        (r"/\*\*(?!/)", through("*/", "cd")),
        (r"/\*", through("*/", "cm")),
    ],
    "variables": [(rf"\$\{{\${{1,99}}+{_NAME}\}}|\${{1,99}}+{_NAME}", "nv")],
    "values": [
        (rf"<<<(?P<heredoc>[\"']?)({_NAME})(?P=heredoc)\n", _heredoc),
        (r"(?:\d[_\d]*)?\.(?:\d[_\d]*)?(?:[eE][+-]?\d[_\d]*)?", "mf"),
        ("0[0-7][0-7_]*", "mo"),
        ("0[bB][01][01_]*", "mb"),
        ("0[xX][a-fA-F0-9][a-fA-F0-9_]*", "mh"),
        (r"\d[_\d]*", "mi"),
        (r"'(?:[^'\\]|\\.)*'", "s1"),
        (r"`(?:[^`\\]|\\.)*`", "sb"),
        ('"', "s2", "string"),
        (r"(?i:function|fn)\b", "k", ["returned", "parameters", "function_name"]),
        (r"(?i:true|false|null)\b", "kc"),
        (r"(?i:new)\b", "k", "new"),
    ],
    "names": [(rf"{_QUALIFIED}(?=\s*\()", _call), (_QUALIFIED, _name)],
    "operators": [(r"[~!%^&*+|:.<>/@-]+", "o")],
    "php": [
        "leave",
        "spaces",
        "variables",
        "values",
        (rf"(?i:(namespace)(\s+)({_QUALIFIED}))", ("kn", "", "nn")),
        (r"#\[.*\]$", "na"),
        (
            rf"(?i:(class|interface|trait|extends|implements)(\s+)({_QUALIFIED}))",
            ("kd", "", "nc"),
        ),
        "names",
        (r"[;,(){}\[\]]", "p"),
        "operators",
        ("[=?]", "o"),
    ],
    "string": [
        ('"', "s2", "#pop"),
        (r'[^\\{$"]+', "s2"),
        (r"""\\(?:u\{[0-9a-fA-F]+\}|[efrntv"$\\]|[0-7]{1,3}|[xX][0-9a-fA-F]{1,2})""", "se"),
        (rf"\${_NAME}(?:\[\S+\]|->{_NAME})?", "nv"),
        (r"\{\$\{", "si", "interpolated_twice"),
        (r"\{(?=\$)", "si", "interpolated"),
        (r"(\{)(\S+)(\})", ("si", "nv", "si")),
        (r"[${\\]+", "s2"),
    ],
    "interpolated_twice": [(r"\}\}", "si", "#pop"), "php"],
    "interpolated": [(r"\}", "si", "#pop"), "php"],
    "assigned": [
        (",", "p", "#pop"),
        (r"[\[\]]", "p"),
        (r"\(", "p", "assigned_call"),
        "leave",
        "spaces",
        "values",
        "variables",
        "names",
        "operators",
        _RETURN,
    ],
    "assigned_call": [(r"\)", "p", "#pop"), (",", "p"), "assigned"],
    "catch": [(r"\(", "p"), (r"\|", "o"), (_QUALIFIED, "nc"), "leave", "spaces", _RETURN],
    "constant": [(_NAME, "no"), ("=", "o", "assigned"), "leave", "spaces", _RETURN],
    "function_body": [(r"\{", "p", "#push"), (r"\}", "p", "#pop"), "php"],
    "function_name": [
        ("&", "o"),
        (_NAME, "n"),
        (r"\(", "p", "#pop"),
        "leave",
        "spaces",
        _RETURN,
    ],
    "parameters": [
        (r"\)", "p", "#pop"),
        (r",|\.{3}", "p"),
        ("=", "o", "assigned"),
        (r"(?i:public|protected|private|readonly)\b", "k"),
        (_TYPE, "kt", "assigned"),
        "leave",
        "spaces",
        "variables",
        _RETURN,
    ],
    "returned": [
        (":", "p"),
        (r"(?i:use)\b", "k", "closure_use"),
        (_TYPE, "kt", "assigned"),
        (r"\{", "p", "=function_body"),
        "leave",
        "spaces",
        _RETURN,
    ],
    "closure_use": [
        (r"[,(]", "p"),
        ("&", "o"),
        (r"\)", "p", "#pop"),
        "leave",
        "spaces",
        "variables",
        _RETURN,
    ],
    "new": [
        (r"(?i:class)\b", "kd", "=new_class"),
        (_QUALIFIED, "nc", "#pop"),
        "leave",
        "spaces",
        _RETURN,
    ],
    "new_class": [(r"\}", "p", "#pop"), (r"\{", "p"), "php"],
    "use": [
        (r"[,}]", "p"),
        (r"(?i:function|const)\b", "k"),
        (rf"({_NAMESPACE})(\{{)", ("nn", "p")),
        (rf"{_QUALIFIED}(?:_{_NAME})+", "nf"),
        "leave",
        "spaces",
        "names",
        _RETURN,
    ],
    "visibility": [
        (r"(?i:readonly|static)\b", "k"),
        (r"(?i:(?=(?:abstract|const|function)\b))", "k", "#pop"),
        (_TYPE, "kt", "#pop"),
        "leave",
        "spaces",
        _RETURN,
    ],
}

_OFF = (False, "0", "false", "off")
_GUESS = Grammar(STATES, start=("root", *twice("start")))
_INLINE = Grammar(STATES, start=("root", *twice("php")))
_TEMPLATE = Grammar(STATES)


def tokens(code: str, options: Options) -> list[Token]:
    grammar = _GUESS
    if "start_inline" in options:
        grammar = _TEMPLATE if options["start_inline"] in _OFF else _INLINE
    scan = Scan(grammar, [], options)
    scan.memory["functions"] = options.get("funcnamehighlighting", True) not in _OFF
    scan.feed(code)
    return scan.out
