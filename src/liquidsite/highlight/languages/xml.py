"""XML"""

from __future__ import annotations

from ..grammar import Grammar, through
from ..patterns import LETTERS

_NAME = rf"(?:{LETTERS}|:)(?u:[\w:.·-])*"

GRAMMAR = Grammar(
    {
        "root": [
            ("[^<&]+", ""),
            (r"&[^\s;]{0,200};", "ni"),
            (r"<!\[CDATA\[", through("]]>", "cp", on_line=True)),
            ("<!--", "c", "comment"),
            (r"<\?", through("?>", "cp", on_line=True)),
            ("<!", through(">", "cp")),
            "tags",
        ],
        "tags": [
            (rf"<\s*{_NAME}", "nt", "tag"),
            (rf"<\s*/\s*{_NAME}\s*>", "nt"),
        ],
        "comment": [("[^-]+", "c"), ("-->", "c", "#pop"), ("-", "c")],
        "tag": [
            (r"\s+", ""),
            (rf"{_NAME}\s*=", "na", "attribute"),
            (r"/?\s*>", "nt", "#pop"),
        ],
        "attribute": [
            (r"\s+", ""),
            (r"""(?s:".*?"|'.*?')|[^\s>]+""", "s", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
