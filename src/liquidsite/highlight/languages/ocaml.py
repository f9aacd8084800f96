"""OCaml, and what F# has in common with it"""

from __future__ import annotations

from ..grammar import Action, Grammar, Rule, States, words

NAME = r"[a-zA-Z_][\w']*"
_UPPER = r"[A-Z][\w']*"
KEYWORDS = """as assert begin class constraint do done downto else end exception external false for
fun function functor if in include inherit initializer lazy let module mutable new nonrec object of
open rec sig struct then to true try type val virtual when while with"""
CLASSES = {
    "ow": "and asr land lor lsl lxor mod or",
    "kt": "unit int float bool string char list array",
}


def states(
    name: str, names: Action, operators: list[Rule], comments: list[Rule], tags: list[Rule]
) -> States:
    """`operators` come after the names, `comments` and `tags` before them."""
    return {
        "root": [
            (r"\s+", ""),
            (r"false|true|\(\)|\[\]", "bp"),
            (rf"{_UPPER}(?=\s*\.)", "nn", "dotted"),
            *tags,
            (_UPPER, "nc"),
            (r"\(\*(?!\))", "c", "comment"),
            *comments,
            (name, names),
            *operators,
            (r"-?\d[\d_]{0,99}(?:.[\d_]{0,99})?[eE][+-]?\d[\d_]*", "mf"),
            ("0[xX][0-9a-fA-F][0-9a-fA-F_]*", "mh"),
            ("0[oO][0-7][0-7_]*", "mo"),
            ("0[bB][01][01_]*", "mb"),
            (r"\d[\d_]*", "mi"),
            (r"""'(?:\\[\\"'ntbr ]|\\[0-9]{3}|\\x[0-9a-fA-F]{2}|\.)'""", "sc"),
            ("'", "k"),
            ('"', "s2", "string"),
            (rf"[~?](?:{name})", "nv"),
        ],
        "comment": [
            (r"[^(*)]+", "c"),
            (r"\(\*", "c", "#push"),
            (r"\*\)", "c", "#pop"),
            (r"[(*)]", "c"),
        ],
        "string": [
            (r'[^\\"]+', "s2"),
            (r"""\\(?:[\\"'ntbr]|\d{3}|x[0-9a-fA-F]{2})""", "se"),
            (r"\\\n", "s2"),
            ('"', "s2", "#pop"),
        ],
        "dotted": [
            (r"\s+", ""),
            (r"\.", "p"),
            (rf"{_UPPER}(?=\s*\.)", "nn"),
            (_UPPER, "nc", "#pop"),
            (name, "n", "#pop"),
            (r"[({\[]", "p", "#pop"),
        ],
    }


GRAMMAR = Grammar(
    states(
        NAME,
        words("n", CLASSES | {"k": f"{KEYWORDS} match raise"}),
        [(r"[(){}\[\];]+", "p"), (r"[;,_!$%&*+./:<=>?@^|~#-]+", "o")],
        [],
        [(f"`{NAME}", "nt")],
    )
)
tokens = GRAMMAR.tokens
