"""Liquid"""

from __future__ import annotations

from ..grammar import Grammar, Scan

_RESET = "#pop:1000000"


def _line_end(scan: Scan) -> None:
    """Within `{% liquid %}` each line is a tag of its own."""
    scan.emit("w")
    if "liquid" in scan.stack:
        while scan.stack[-1] != "liquid":
            scan.pop()


def _cycle(scan: Scan) -> None:
    group = scan.group(3)
    group_class = {"'": "s1", '"': "s2"}.get(group[:1], "na")
    for number, token_class in enumerate(("nt", "w", group_class, "w", "p", "w"), 1):
        scan.emit(token_class, scan.group(number))
    scan.push("tag_arguments")


_PIPE = (r"(\|)(\s*)", ("p", "w"), ["filters", "filter"])

GRAMMAR = Grammar(
    {
        "root": [
            (r"[^{]+", ""),
            (r"(\{%-?)(\s*)", ("cp", "w"), "logic"),
            (r"(\{\{-?)(\s*)", ("cp", "w"), "output"),
            (r"\{", ""),
        ],
        "end_logic": [
            (r"(\s*)(-?%\})", ("w", "cp"), _RESET),
            (r"\n\s*", _line_end),
            "spaces",
        ],
        "end_output": [(r"(\s*)(-?\}\})", ("w", "cp"), _RESET)],
        "liquid": ["end_logic", "logic"],
        "logic": [
            (r"liquid\b", "nt", "liquid"),
            (r"(?:if|elsif|unless|case)\b", "nt", "condition"),
            (r"when\b", "nt", "value"),
            (r"(?:else|ifchanged|end\w+)\b", "nt", "end_logic"),
            (r"(?:break|continue)\b", "kr", "end_logic"),
            (
                r"(for|tablerow)(\s+)(\S+)(\s+)(in)(\s+)",
                ("nt", "w", "nv", "w", "nt", "w"),
                "iteration",
            ),
            (
                r"(capture|(?:in|de)crement)(\s+)([a-zA-Z_](?:\w|-(?!%))*)",
                ("nt", "w", "nv"),
                "end_logic",
            ),
            (r"(comment)(\s*)(-?%\})", ("nt", "w", "cp"), "comment"),
            (r"(raw)(\s*)(-?%\})", ("nt", "w", "cp"), "raw"),
            (r"(?:assign|echo)\b", "nt", "assign"),
            (
                r"(include|render)(\s+)([/\w-]+(?:\.[\w-]+)+\b)?",
                ("nt", "w", ""),
                "include",
            ),
            (
                r"""(cycle)(\s+)(?:([\w-]+|'[^']*'|"[^"]*")(\s*)(:))?(\s*)""",
                _cycle,
            ),
            (r"\w+\b", "nt", "block_arguments"),
            "end_logic",
        ],
        "output": [_PIPE, "end_output", "static", "variable"],
        "condition": [
            ("[=!]=|[<>]=?", "o"),
            (r"(?:and|or|contains)\b", "ow"),
            "value",
        ],
        "value": ["end_logic", "static", "variable"],
        "iteration": [
            (r"(?:reversed|continue)\b", "na"),
            (r"\(", "p", "range"),
            "tag_arguments",
        ],
        "block_arguments": [
            (r"\{\{-?", "cp", "embedded_output"),
            _PIPE,
            "tag_arguments",
        ],
        "tag_arguments": ["end_logic", "arguments"],
        "comment": [
            (r"[^{]+", "c"),
            (
                r"(\{%-?)(\s*)(endcomment)(\s*)(-?%\})",
                ("cp", "w", "nt", "w", "cp"),
                _RESET,
            ),
            (r"\{", "c"),
        ],
        "raw": [
            (r"[^{]+", ""),
            (
                r"(\{%-?)(\s*)(endraw)(\s*)(-?%\})",
                ("cp", "w", "nt", "w", "cp"),
                _RESET,
            ),
            (r"\{", ""),
        ],
        "assign": [("=", "o"), (r"\(", "p", "range"), _PIPE, "value"],
        "include": [
            (r"\{\{-?", "cp", "embedded_output"),
            (r"(?:with|for|as)\b", "kr"),
            "tag_arguments",
        ],
        "embedded_output": [
            (r"(\|)(\s*)([a-zA-Z_](?:\w|-(?!\}))*)", ("p", "w", "nf")),
            (r"-?\}\}", "cp", "#pop"),
            "arguments",
        ],
        "range": [
            (r"\.\.", "p"),
            (r"\)", "p", "#pop"),
            "spaces",
            "number",
            "variable",
        ],
        "filters": [
            (r"(\|)(\s*)", ("p", "w"), "filter"),
            "end_logic",
            "end_output",
            "arguments",
        ],
        "filter": [(r"[a-zA-Z_](?:\w|-(?![%}]))*", "nf", "#pop"), "spaces"],
        "arguments": [
            "static",
            (r"([a-zA-Z_][\w-]*)(\s*)(=|:)", ("na", "w", "o")),
            "variable",
        ],
        "static": [
            (r"(?:false|true|nil)\b", "kc"),
            ("'[^']*'", "s1"),
            ('"[^"]*"', "s2"),
            ("[,:]", "p"),
            "spaces",
            "number",
        ],
        "spaces": [(r"\s+", "w"), (r"#.*?(?=$|-?[}%]\})", "c")],
        "number": [("-", "o"), (r"\d+\.\d+", "mf"), (r"\d+", "mi")],
        "variable": [
            (r"(\.)(\s*)(first|last|size)\b(?![?!/])", ("p", "w", "nf")),
            (r"\.(?= *\w)|\[|\]", "p"),
            (
                r"(?:empty|blank|(?:for|tablerow)loop\.(?:parentloop\.)*\w+)\b(?![?!/])",
                "nb",
            ),
            (r"[a-zA-Z_][\w-]*\b-?(?![?!/])", "nv"),
            (r"\S+", ""),
        ],
    }
)
tokens = GRAMMAR.tokens
