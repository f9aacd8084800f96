"""CoffeeScript"""

from __future__ import annotations

from ..grammar import Grammar, words

_NAME = "[$a-zA-Z_][a-zA-Z0-9_]*"
_WORDS = words(
    "nx",
    k="""for by while until loop break continue return switch when then if else do yield throw try
    catch finally await new delete typeof instanceof super extends this class import export
    debugger""",
    no="true false yes no on off null NaN Infinity undefined",
    nb="""Array Boolean Date Error Function Math netscape Number Object Packages RegExp String sun
    decodeURI decodeURIComponent encodeURI encodeURIComponent eval isFinite isNaN parseFloat
    parseInt document window""",
)

GRAMMAR = Grammar(
    {
        "root": [
            (r"^(?=\s|/|<!--)", "", "value"),
            "comments",
            (r"\s+", ""),
            (
                r"\+\+|--|~|&&|(?:and|or|is|isnt|not|in|of)\b|[?:]|=|\|\||\\(?=\n)"
                r"|(?:<<|>>>?|==?|!=?|[-<>+*`%&|^/])=?",
                "o",
                "value",
            ),
            ("[-=]>", "nf"),
            (rf"(@)([ \t]*)({_NAME})", ("vi", "", "na"), "value"),
            (rf"(\.)([ \t]*)({_NAME})", ("p", "", "na"), "value"),
            (rf"{_NAME}(?=\s*:)", "na", "value"),
            (_NAME, _WORDS, "value"),
            (r"[{(\[;,]", "p", "value"),
            (r"[})\].]", "p"),
            (r"\d+\.\d+(?:[eE]\d+)?[fd]?", "mf"),
            ("0x[0-9a-fA-F]+", "mh"),
            (r"\d+", "mi"),
            ('"""', "s", "long_double_quoted"),
            ("'''", "s", "long_single_quoted"),
            ('"', "s", "double_quoted"),
            ("'", "s", "single_quoted"),
        ],
        "comments": [(r"###[^#](?s:.*?)###", "cm"), ("#.*", "c1")],
        "value": [
            "comments",
            (r"\s+", ""),
            ("///", "sr", "=long_regex"),
            (
                r"/(?:\\.|[^\[/\\\n]|\[(?:\\.|[^\]\\\n])*\])+/(?:[gimy]+\b|\B)",
                "sr",
                "#pop",
            ),
            ("", "", "#pop"),
        ],
        "long_regex": [
            (r"///(?:[gimy]+\b|\B)", "sr", "#pop"),
            (r"^#(?!\{).*", "c1"),
            (r"(\s+)(#(?!\{).*)", ("", "c1")),
            "interpolation",
            "comments",
            (r"\s+", ""),
            "code_escape",
            (r"\\\D", "se"),
            (r"\\\d+", "nv"),
            ("(?s:.)", "sr"),
        ],
        "code_escape": [
            (
                r"\\(?:c[A-Z]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{4}\})",
                "se",
            )
        ],
        "text": [
            (r"""[^#\\'"]+""", "s"),
            "code_escape",
            (r"\\.", "se"),
            ("#", "s"),
        ],
        "interpolated": [(r"\}", "si", "#pop"), "root"],
        "interpolation": [(r"#\{", "si", "interpolated")],
        "double_quoted": [('"', "s", "#pop"), ("'", "s"), "interpolation", "text"],
        "long_double_quoted": [
            ('"""', "s", "#pop"),
            ("""["']""", "s"),
            "interpolation",
            "text",
        ],
        "single_quoted": [("'", "s", "#pop"), ('"', "s"), "text"],
        "long_single_quoted": [("'''", "s", "#pop"), ("""["']""", "s"), "text"],
    }
)
tokens = GRAMMAR.tokens
