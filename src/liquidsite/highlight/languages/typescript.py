"""TypeScript"""

from __future__ import annotations

from ..grammar import Grammar, States, prepend
from . import javascript

_WORDS = {
    "k": "implements is namespace private protected public readonly static",
    "kd": "abstract type",
    "kr": "any declare default interface keyof module namespace number string void",
    "nb": """Capitalize ConstructorParameters Exclude Extract InstanceType Lowercase NonNullable
    Omit OmitThisParameter Parameters Partial Pick Readonly Record Required ReturnType
    ThisParameterType ThisType Uncapitalize Uppercase""",
}
WORDS = {
    token_class: f"{listed} {_WORDS.get(token_class, '')}"
    for token_class, listed in javascript.WORDS.items()
}


def typed(states: States) -> States:
    """JavaScript's states, with casts, and with optional and typed names."""
    optional_name = rf"({javascript.NAME})(\??)(\s*)(:)"
    return {
        **states,
        "root": prepend(states, "root", (r"(?:as|satisfies)\s+", "kd")),
        "statement": prepend(states, "statement", (optional_name, ("nl", "p", "", "p"), "value")),
    }


GRAMMAR = Grammar(typed(javascript.states(WORDS)))
tokens = GRAMMAR.tokens
