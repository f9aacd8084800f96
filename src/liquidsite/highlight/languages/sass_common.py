"""What SCSS and the indented Sass have in common"""

from __future__ import annotations

from ..grammar import Rules, States, words
from .css import PROPERTIES
from .words import css as vocabulary

NAME = r"[\w-]+"


def _text(closer: str, token_class: str) -> Rules:
    return [
        (closer, token_class, "#pop"),
        "interpolation",
        (rf"(?:\\.|#(?!\{{)|[^\n{closer}#])+", token_class),
    ]


def _piece(token_class: str) -> Rules:
    """The rest of a class, id, … in a selector"""
    return [(NAME, token_class), "interpolation", ("", "", "#pop")]


STATES: States = {
    "directives": [
        (r"@for\b", "k", "for"),
        ("@(?:debug|warn|if|each|while|else|return|media)", "k", "value"),
        (rf"(@mixin|@function)(\s+)({NAME})", ("k", "", "nf"), "value"),
        (r"@extend\b", "k", "selector"),
        (rf"(@include)(\s+)({NAME})", ("k", "", "nd"), "value"),
        (f"@{NAME}|&", "k", "selector"),
        (rf"(\${NAME})([ \t]*)(:)", ("nv", "", "p"), "value"),
    ],
    "value": [
        "end_section",
        (r"[ \t]+", ""),
        (rf"\${NAME}", "nv"),
        (r"url\(", "sx", "url"),
        (rf"{NAME}(?=\s*\()", "nf"),
        (f"%{NAME}", "nd"),
        (r"(?:true|false)\b", "bp"),
        (r"(?:and|or|not)\b", "ow"),
        ("#[a-zA-Z0-9]{1,6}", "mh"),
        (r"-?\d+(?:%|[a-z]+)?", "m"),
        (r"-?\d*\.\d+(?:%|[a-z]+)?", "mi"),
        "strings",
        "interpolation",
        (r"[~^*!&%<>|+=@:,./?-]+", "o"),
        (r"[\[\]()]+", "p"),
        (NAME, words("n", nb=vocabulary.KEYWORDS)),
    ],
    "interpolation": [(r"#\{", "si", "interpolated")],
    "interpolated": [(r"\}", "si", "#pop"), "value"],
    "strings": [
        ('"', "s2", ("text", '"', "s2")),
        ("'", "s1", ("text", "'", "s1")),
    ],
    "text": _text,
    "url": [
        (r"\)", "sx", "#pop"),
        (r"(?:\\.|#(?!\{)|[^\n)#])+", "sx"),
        "interpolation",
    ],
    "selector": [
        "end_section",
        "strings",
        "interpolation",
        (r"[ \t]+", ""),
        (":", "nd", ("piece", "nd")),
        (r"\.", "nc", ("piece", "nc")),
        ("#", "nn", ("piece", "nn")),
        ("%", "nv", ("piece", "nv")),
        (NAME, "nt"),
        ("&", "k"),
        (r"[~^*!&\[\]()<>|+=@:;,./?-]", "o"),
    ],
    "piece": _piece,
    "for": [("from|to|through", "ow"), "value"],
    "attribute_name": ["interpolation", (NAME, words("na", nl=" ".join(PROPERTIES)))],
    "attribute": ["attribute_name", (r"([ \t]*)(:)", ("", "p"), "value")],
}
