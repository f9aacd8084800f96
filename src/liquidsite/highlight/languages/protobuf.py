"""Protocol buffers"""

from __future__ import annotations

from ..grammar import Grammar, through

GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            (r"[,;{}\[\]()]", "p"),
            (r"/(?:\\\n)?/(?:$|(?s:.*?)[^\\]$)", "c1"),
            (r"/(?:\\\n)?\*", through("*/", "cm")),
            (
                r"(?:ctype|default|extensions|import|max|oneof|option|optional|packed|repeated"
                r"|required|returns|rpc|to)\b",
                "k",
            ),
            (
                r"(?:bool|bytes|double|fixed32|fixed64|float|int32|int64|sfixed32|sfixed64|sint32"
                r"|sint64|string|uint32|uint64)\b",
                "kt",
            ),
            ("true|false", "kc"),
            (r"(package)(\s+)", ("kn", ""), ("named", "nn")),
            (r"(message|extend)(\s+)", ("kd", ""), ("named", "nc")),
            (r"(enum|group|service)(\s+)", ("kd", ""), ("named", "n")),
            ("""".*?"|'.*?'""", "s"),
            (r"(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+[LlUu]*", "mf"),
            (r"(?:\d+\.\d*|\.\d+|\d+[fF])[fF]?|-?(?:inf|nan)\b", "mf"),
            ("0x[0-9a-fA-F]+[LlUu]*", "mh"),
            ("0[0-7]+[LlUu]*", "mo"),
            (r"\d+[LlUu]*", "mi"),
            "operators",
            (r"([a-zA-Z_][\w.]*)([ \t]*)(=)", ("na", "", "o")),
            (r"[a-zA-Z_][\w.]*", "n"),
        ],
        "operators": [("[+-=]", "o")],
        "named": lambda token_class: [
            (r"[a-zA-Z_]\w*", token_class, "#pop"),
            ("", "", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
