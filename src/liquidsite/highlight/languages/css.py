"""CSS"""

from __future__ import annotations

import re

from ..grammar import Grammar, Scan, through, words
from ..patterns import LETTERS, WORD_CHARACTERS, quoted
from .words import css as vocabulary

PROPERTIES = frozenset(vocabulary.PROPERTIES.split())
NAME = rf"(?:{LETTERS}|-)(?u:[{WORD_CHARACTERS}-])*"
_VENDORS = re.compile("(?:-(?:ah|atsc|hp|khtml|moz|ms|o|rim|ro|tc|wap|webkit|xv)|mso|prince)-")
_UNITS = """px|pt|pc|in|cm|mm|Q|em|rem|ex|ch|vw|vh|vmin|vmax|fr|dpi|dpcm|dppx|deg|grad|rad|turn|s|ms
|Hz|kHz""".replace("\n", "")
_STRINGS = [(quoted('"'), "s1"), (quoted("'"), "s2")]
_VALUES = {
    "nx": vocabulary.COLORS.upper(),
    "nb": vocabulary.KEYWORDS.upper(),
    "nf": vocabulary.FUNCTIONS.upper(),
}


def _property(scan: Scan) -> None:
    name = scan.group(1)
    known = name in PROPERTIES or _VENDORS.match(name)
    scan.emit("nl" if known else "py", name)
    scan.emit("", scan.group(2))
    scan.emit("p", ":")


GRAMMAR = Grammar(
    {
        "root": [
            "basics",
            (r"\{", "p", "stanza"),
            (rf"::?{NAME}", "nd"),
            (rf"\.{NAME}", "nc"),
            (rf"#{NAME}", "nf"),
            (rf"@{NAME}", "k", "at_rule"),
            (NAME, "nt"),
            "operators",
            *_STRINGS,
            ("[0-9]{1,3}%", "m"),
        ],
        "operators": [(r"[~^*!%&\[\]()<>|+=@:;,./?-]", "o")],
        "basics": [(r"\s+", ""), (r"/\*", through("*/", "c"))],
        "value": [
            "basics",
            ("#[0-9a-fA-F]{3,8}", "nx"),
            (rf"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:%|(?:{_UNITS})\b)?", "m"),
            (r"[\[\]():.,]", "p"),
            *_STRINGS,
            ("(?i:true|false)", "no"),
            (rf"--{NAME}", "l"),
            ("[*+/-]", "o"),
            (NAME, words("n", _VALUES, fold=True)),
        ],
        "at_rule": [
            (rf"\{{(?=\s*{NAME}\s*:)", "p", "at_stanza"),
            (r"\{", "p", "at_body"),
            (";", "p", "#pop"),
            "value",
        ],
        "at_body": [(r"\}", "p", "#pop:2"), "root"],
        "at_stanza": [(r"\}", "p", "#pop:2"), "stanza"],
        "stanza": [
            "basics",
            (r"\}", "p", "#pop"),
            (rf"({NAME})(\s*)(:)", _property, "stanza_value"),
        ],
        "stanza_value": [
            (";", "p", "#pop"),
            (r"(?=\})", "", "#pop"),
            (r"!\s*important\b", "cp"),
            (r"^@.*", "cp"),
            "value",
        ],
    }
)

tokens = GRAMMAR.tokens
