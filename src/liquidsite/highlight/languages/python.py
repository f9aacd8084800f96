"""Python"""

from __future__ import annotations

from ..grammar import DECLINED, Action, Grammar, Rules, Scan, States, words
from ..patterns import ALNUM, LETTERS
from .words import python as vocabulary

_NAME = rf"{LETTERS}(?:{ALNUM}|_)*"
_DOTTED = rf"(?:{LETTERS}|\.)(?:{ALNUM}|[_.])*"
_GAP = r"((?:\\\s|\s)+)"
_DIGITS = r"[0-9](?:_?[0-9])*"
_EXPONENT = rf"[eE][+-]?{_DIGITS}"

WORDS = {
    "k": vocabulary.KEYWORDS,
    "nb": vocabulary.EXCEPTIONS + vocabulary.BUILTINS,
    "bp": vocabulary.CONSTANTS,
}


def _call(scan: Scan) -> bool | None:
    """A name before a parenthesis that closes anywhere later: a class if it has a capital."""
    if not scan.comes_later(")"):
        return DECLINED
    scan.emit("nc" if scan.match.group()[0].isupper() else "nf")
    return None


def _open_string(scan: Scan) -> None:
    prefix, delimiter = scan.group(1), scan.group(2)
    scan.emit("sa", prefix)
    scan.emit("sh", delimiter)
    scan.push(("string", delimiter, prefix.lower()))


def _code(scan: Scan) -> None:
    """An expression within an f-string."""
    scan.inner(scan.grammar).feed(scan.match.group())


def _string(delimiter: str, prefix: str) -> Rules:
    """Three quotes in a row never end a string that one began."""
    return [
        (r"^\s*(?:>>>|\.\.\.)\B", "gp", "doctest"),
        (r"""[^'"\\{\n]+|\n\s*+(?!(?:>>>|\.\.\.)\B)|\n|\{\{""", "s"),
        *[
            (quote, "sh", "#pop" if quote == delimiter else None)
            for quote in ("'''", '"""', "'", '"')
        ],
        (r"(?=\\)", "s", ("escape", "s" if "r" in prefix else "se")),
        (r"\{", "si", "field") if "f" in prefix else (r"\{", "s"),
    ]


def _escape(token_class: str) -> Rules:
    named = r"N\{[a-zA-Z][a-zA-Z ]+[a-zA-Z]\}|newline"
    coded = "u[a-fA-F0-9]{4}|U[a-fA-F0-9]{8}|x[a-fA-F0-9]{2}|[0-7]{1,3}"
    return [
        (rf"""\\(?:[\\abfnrtv"'\n]|{named}|{coded})""", token_class, "#pop"),
        (r"\\.", "s", "#pop"),
    ]


def states(names: Action) -> States:
    """The states, with the classes of `names`: languages that build on Python bring their own."""
    return {
        "root": [
            (r"\s+", ""),
            (r'(?i:^(:)(\s*)([ru]{,2}"""(?s:.*?)"""))', ("p", "", "sd")),
            (r"\.\.\.\B$", "bp"),
            (r"#.*\n?", "c1"),
            (r"[\[\]{}:(),;.]", "p"),
            (r"\\\n?", ""),
            (rf"@{_DOTTED}", "nd"),
            (r"(?:in|is|and|or|not)\b", "ow"),
            (r"(?:<<|>>|//|\*\*)=?|[-~+/*%=<>&^|@]=?|!=", "o"),
            (rf"(from){_GAP}({_DOTTED}){_GAP}(import)", ("kn", "", "n", "", "kn")),
            (rf"(import)(\s+)({_DOTTED})", ("kn", "", "n")),
            (rf"(def){_GAP}", ("k", ""), "funcname"),
            (rf"(class){_GAP}", ("k", ""), "classname"),
            (r"[a-zA-Z_]\w*[ \t]*(?=\()", _call),
            ("`.*?`", "sb"),
            ("([rfbuRFBU]{0,2})('''|\"\"\"|['\"])", _open_string),
            (_NAME, names),
            (rf"(?:(?:{_DIGITS})?\.{_DIGITS}|{_DIGITS}\.)(?:{_EXPONENT})?[jJ]?", "mf"),
            (rf"{_DIGITS}(?:{_EXPONENT}[jJ]?|[jJ])", "mf"),
            ("0[bB](?:_?[01])+", "mb"),
            ("0[oO](?:_?[0-7])+", "mo"),
            ("0[xX](?:_?[a-fA-F0-9])+", "mh"),
            (r"\d+L", "il"),
            ("[1-9](?:_?[0-9])*|0(?:_?0)*", "mi"),
        ],
        "funcname": [(_NAME, "nf", "#pop")],
        "classname": [(_NAME, "nc", "#pop")],
        "string": _string,
        "escape": _escape,
        "doctest": [
            (r"\n\n", "", "#pop"),
            ("'''|\"\"\"", "sh", "#pop:2"),
            "root",
        ],
        "field": [
            ("[^{}!:]+", _code),
            ("![asr]|:", "si"),
            (r"\{", "si", "#push"),
            (r"\}", "si", "#pop"),
        ],
    }


GRAMMAR = Grammar(states(words("n", WORDS)))
tokens = GRAMMAR.tokens
