"""JavaScript: a slash begins a regular expression, a brace an object, only where a value may."""

from __future__ import annotations

from collections.abc import Mapping

from ..grammar import DECLINED, Grammar, Scan, States, words
from ..patterns import UPPER, WORD

NAME = rf"(?:(?u:[^\W\d])|\$){WORD}*"
_GAP = r"((?:\s|\\\s)+)"

WORDS = {
    "k": """async await break case catch continue debugger default delete do else export finally for
    from if import in instanceof new of return super switch this throw try typeof void while
    yield""",
    "kd": "class const constructor extends function get let set static var with",
    "kr": "enum implements interface package private protected public",
    "kc": "Infinity NaN false null true undefined",
    "nb": """Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Function
    Int16Array Int32Array Int8Array Map Math Number Object Packages Promise Proxy Reflect RegExp Set
    String Symbol Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet decodeURI
    decodeURIComponent document encodeURI encodeURIComponent eval global isFinite isNaN navigator
    netscape parseFloat parseInt self sun window""",
}
_BEFORE_VALUE = ("k", "kd")


def states(vocabulary: Mapping[str, str]) -> States:
    """The states with the words of `vocabulary`; TypeScript brings more."""
    names = words("nx", vocabulary)
    keywords = frozenset(vocabulary["k"].split())

    def call(scan: Scan) -> bool | None:
        """A name before a parenthesis that closes anywhere later."""
        if not scan.comes_later(")"):
            return DECLINED
        scan.emit("k" if scan.group(1) in keywords else "nf")
        return None

    def name(scan: Scan) -> None:
        token_class = names.classify(scan.match.group())
        scan.emit(token_class)
        if token_class in _BEFORE_VALUE:
            scan.push("value")

    return {
        **_STATES,
        "names": [
            (rf"(#?{NAME})[ \t]*(?=\()", call),
            ("[{}]", "p", "statement"),
            (f"#?{NAME}", name),
            "literals",
        ],
    }


def _class_call(scan: Scan) -> bool | None:
    if not scan.comes_later(")"):
        return DECLINED
    scan.emit("nc")
    return None


_STATES: States = {
    "root": [
        (r"\s*#!.*\n", "cp", "statement"),
        "spaces",
        (r"\+\+|--|~|\?\?=?|&&|\|\||\\(?=\n)|<<|>>>?|===|!==|[-<>+*%&|^/!=]=?", "o", "value"),
        (r"[(\[,]", "p", "value"),
        (";", "p", "statement"),
        (r"[)\].]|\?\.", "p"),
        ("`", "s2", "template"),
        (r"\?", "p", ["ternary", "value"]),
        (r"(@)(\w+)?", ("p", "nd"), "value"),
        (rf"(class){_GAP}", ("kd", ""), "classname"),
        (rf"[$_]{{0,99}}+{UPPER}{WORD}*[ \t]*(?=\()", _class_call),
        (rf"(function){_GAP}({NAME})", ("kd", "", "nf")),
        (r"function(?=\(.*\))", "kd"),
        "names",
    ],
    "literals": [
        (r"[0-9]+\.[0-9]+(?:[eE][0-9]+)?[fd]?", "mf"),
        ("0[xX][0-9a-fA-F]+", "mh"),
        ("0[oO][0-7][0-7_]*", "mo"),
        ("0[bB][01][01_]*", "mb"),
        ("[0-9]+", "mi"),
        ('"', "dl", "double_quoted"),
        ("'", "dl", "single_quoted"),
        (":", "p"),
    ],
    "spaces": [
        (r"\s+", ""),
        ("<!--", "c"),
        ("//.*", "c1"),
        (r"/\*", "cm", "comment"),
    ],
    "comment": [(r"\*/", "cm", "#pop"), ("[^*/]+|[*/]", "cm")],
    "value": [
        "spaces",
        ("/", "sr", "=regex"),
        (r"\{", "p", "=object"),
        ("", "", "#pop"),
    ],
    "regex": [
        ("/", "sr", "=regex_end"),
        (r"[^/]?\n", "err", "#pop"),
        (r"\[\^?", "se", "regex_group"),
        (r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
        (".", "sr"),
    ],
    "regex_end": [("[gimuy]+", "sr", "#pop"), ("", "", "#pop")],
    "regex_group": [
        ("/", "se"),
        (r"[^/]\n", "err", "#pop:2"),
        (r"\]", "se", "#pop"),
        (r"\\.", "se"),
        (".", "sr"),
    ],
    "double_quoted": [
        (r'\\[\\nrt"]?', "se"),
        (r'[^\\"]+', "s2"),
        ('"', "dl", "#pop"),
    ],
    "single_quoted": [
        (r"\\[\\nrt']?", "se"),
        (r"[^\\']+", "s1"),
        ("'", "dl", "#pop"),
    ],
    "classname": [
        (rf"({NAME}){_GAP}(extends){_GAP}", ("nc", "", "kd", "")),
        (NAME, "nc", "#pop"),
    ],
    "statement": [
        (r"case\b", "k", "=value"),
        (rf"({NAME})(\s*)(:)", ("nl", "", "p")),
        "value",
    ],
    "object": [
        "spaces",
        (r"\{", "p", "#push"),
        (r"\}", "p", "=statement"),
        (rf"({NAME})(\s*)(:)", ("na", "", "p"), "value"),
        (":", "p"),
        "root",
    ],
    "ternary": [(":", "p", "=value"), "root"],
    "template": [
        (r"\$\{", "p", "template_value"),
        ("`", "s2", "#pop"),
        (r"\\[$`\\]", "se"),
        (r"[^$`\\]+|[\\$]", "s2"),
    ],
    "template_value": [(r"\}", "p", "#pop"), "root"],
}

GRAMMAR = Grammar(states(WORDS))
tokens = GRAMMAR.tokens
