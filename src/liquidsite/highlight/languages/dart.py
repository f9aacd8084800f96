"""Dart"""

from __future__ import annotations

from ..grammar import Grammar, through, words
from .signatures import signature

_NAME = r"[a-zA-Z_]\w*"
_KEYWORDS = """as assert await break case catch continue default do else finally for if in is new
rethrow return super switch this throw try while when with yield"""
_DECLARATIONS = """abstract base async dynamic const covariant external extends factory final get
implements interface late native on operator required sealed set static sync typedef var"""
_TYPES = """bool Comparable double Dynamic enum Function int List Map Never Null num Object Pattern
Record Set String Symbol Type Uri void"""


GRAMMAR = Grammar(
    {
        "root": [
            (r"^(?=[\sa-zA-Z_])", signature(r"[a-zA-Z_][a-zA-Z0-9_.\[\]]*+", r"[a-zA-Z_]\w*", "p")),
            (r"\s+", ""),
            ("//.*", "c1"),
            (r"/\*", through("*/", "cm")),
            ('"', "s", ("string", '"')),
            ("'", "s", ("string", "'")),
            (r"""r"[^"]*"|r'[^']*'""", "sx"),
            (rf"#(?:{_NAME})*", "ss"),
            (f"@{_NAME}", "nd"),
            (
                rf"(?:{'|'.join((_KEYWORDS + ' ' + _DECLARATIONS + ' ' + _TYPES).split())})\b",
                words("k", kd=_DECLARATIONS, kt=_TYPES),
            ),
            (r"(?:true|false|null)\b", "kc"),
            (r"(?:class|mixin)\b", "kd", "class"),
            (r"(?:import|deferred|export|library|part\s*of|part|source)\b", "kn", "import"),
            (rf"(\.)({_NAME})", ("o", "na")),
            (f"{_NAME}:", "nl"),
            (rf"\$?{_NAME}", "n"),
            "operators",
            (r"[\[\](){}<>.,;]", "p"),
            (r"\d*\.\d+(?:[eE]-?\d+)?", "mf"),
            (r"0x[\da-fA-F]+", "mh"),
            (r"\d+L?", "mi"),
        ],
        "operators": [(r"[~^*!%&|+=:/?-]", "o")],
        "class": [(r"\s+", ""), (_NAME, "nc", "#pop")],
        "string": lambda quote: [
            (quote, "s", "#pop"),
            (rf"[^\\${quote}]+", "s"),
            (rf"\${_NAME}|\$\{{[^}}]+\}}", "si"),
            (r"""\\[nrt"'\\]""", "se"),
        ],
        "import": [
            (";", "o", "#pop"),
            (r"(?:show|hide)\b", "kd"),
            "root",
        ],
    }
)
tokens = GRAMMAR.tokens
