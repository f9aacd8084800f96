"""Twig: Jinja with words of its own"""

from __future__ import annotations

from ..grammar import Grammar
from . import jinja

GRAMMAR = Grammar(
    jinja.states(
        {
            "k": """as autoescape block do else embed endautoescape endblock endembed endfilter
            endfor endif endmacro endsandbox ends endset endspaceless extends filter flush for
            from if import include macro sandbox set spaceless starts use with without""",
            "kp": "true false none",
            "ow": "b-and b-or b-xor is in and or not",
            "nb": "constant defined divisibleby empty even iterable null odd sameas",
        }
    )
)
tokens = GRAMMAR.tokens
