"""Elixir"""

from __future__ import annotations

import re

from ..grammar import Grammar, Rules, Scan

_KEYWORDS = """case|cond|end|bc|lc|if|unless|try|loop|receive|fn|defmodule|defp|def|defprotocol
|defimpl|defrecord|defmacrop|defmacro|defdelegate|defexception|defguardp|defguard|defstruct|exit
|raise|throw|after|rescue|catch|else""".replace("\n", "")
_OPERATORS = (
    r"%=|\*=|\*\*=|\+=|-=|\^=|\|\|=|<=>|<(?!<|=)|>(?!<|=|>)|<=|>=|===|==|=~|!=|!~"
    r"|&(?:&&?|(?!\d))|\|\||\^|\*|\+|-|/|\||<-|<>|<<|>>|=|\.|~~~"
)
_ATOM = (
    r":(?:[a-zA-Z_]\w*(?:[?!]|=(?![>=]))?|<>|===?|>=?|<=?|<=>|&&?|%\(\)|%\[\]|%\{\}|\+\+?|--?|\|\|?"
    r"|!|//|[%&`/|]|\*\*?|=?~|<-)"
)
_KEY = r"[a-zA-Z_]\w*[?!]?:(?!:)"
_CLOSERS = {"{": "}", "[": "]", "(": ")", "<": ">"}


def _sigil_open(scan: Scan) -> None:
    kind, opener = scan.group(1), scan.group(2)
    token_class = "sx"
    if kind in "Rr":
        token_class = "sr"
        scan.push("regex_flags")
    if kind in "Ww":
        scan.push("list_flags")
    scan.emit(token_class)
    interpolated = "#" if kind and kind in "SRCW" else ""
    scan.push(("sigil", opener, _CLOSERS.get(opener, opener), token_class, interpolated))


def _sigil(opener: str, closer: str, token_class: str, interpolated: str) -> Rules:
    ends = re.escape(opener) + ("" if opener == closer else re.escape(closer))
    inside: Rules = ["interpolation", ("#", token_class)]
    return [
        (re.escape(closer), token_class, "#pop"),
        *(inside if interpolated else [(r"[\\#]", token_class)]),
        (rf"[^#{ends}\\]+", token_class),
    ]


def _string(quote: str, token_class: str) -> Rules:
    return [
        (r"\\x[0-9a-fA-F]{2}|\\u\{?\d+\}?", "se"),
        (r"""\\[\\abdefnrstv0"']""", "se"),
        "interpolation",
        (rf"[^#{quote}\\]+", token_class),
        (quote, token_class, "#pop"),
        (r"[#\\]", token_class),
    ]


GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            ("#.*", "c1"),
            (rf"(?:{_KEYWORDS})\b(?![?!])|do\b", "k"),
            (r"(?:import|require|use|recur|quote|unquote|super|refer)\b(?![?!])", "kn"),
            (r"(?:and|not|or|when|xor|in)\b", "ow"),
            (_OPERATORS, "o"),
            (rf"{_ATOM}|{_KEY}", "ss"),
            (':"', "ss", "quoted_atom"),
            (r"(?:nil|true|false)\b(?![?!])|[A-Z]\w*\b", "no"),
            (r"__(?:FILE|LINE|MODULE|MAIN|FUNCTION)__\b(?![?!])", "bp"),
            (r"[a-zA-Z_!]\w*[!?]?", "n"),
            (r"::|[%(){};,/|:\\\[\]]", "p"),
            (r"@[a-zA-Z_]\w*|&\d", "nv"),
            (r"\d(?:_?\d)*\.(?![^\d\s])(?:_?\d)+(?:[eE][-+]?\d(?:_?\d)*)?\b", "mf"),
            (r"0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*\b", "mh"),
            (r"0o[0-7](?:_?[0-7])*\b", "mo"),
            (r"0b[01](?:_?[01])*\b", "mb"),
            (r"\d(?:_?\d)*\b", "mi"),
            "strings",
            (r"""~([A-Za-z])?([{\[(<|/'"])""", _sigil_open),
        ],
        "strings": [
            (r'(?:%[A-Ba-z])?"""(?s:.*?)"""', "sd"),
            (r"'''(?s:.*?)'''", "sd"),
            ('"', "s2", ("string", '"', "s2")),
            ("'", "s1", ("string", "'", "s1")),
            (
                r"\?(?:\\(?:x\d{1,2}|[0-9a-fA-F]{1,2}(?![0-9a-fA-F])\b|0[0-7]{0,2}(?![0-7])\b[^x0MC])"
                r"|(?:\\[MC]-)+\w|[^\s\\])",
                "sx",
            ),
        ],
        "string": _string,
        "interpolation": [(r"#\{", "si", "interpolated")],
        "interpolated": [(r"\}", "si", "#pop"), "root"],
        "quoted_atom": [('"', "ss", "#pop"), "interpolation", ('[^#"]+', "ss")],
        "sigil": _sigil,
        "regex_flags": [("[fgimrsux]*", "sr", "#pop")],
        "list_flags": [("[csa]?", "sx", "#pop")],
    }
)
tokens = GRAMMAR.tokens
