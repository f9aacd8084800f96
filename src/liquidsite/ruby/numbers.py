"""Ruby's numbers: how floats print, and how strings are read as numbers.

`leading_integer` and `leading_float` are `String#to_i` and `String#to_f`, which read as much as
they can and never fail; `strict_integer` is `Integer(string)`, which can fail.
"""

from __future__ import annotations

import re

_LEADING_INTEGER = re.compile(r"[ \t-\r]*([+-]?[0-9]+(?:_[0-9]+)*)")
_LEADING_FLOAT = re.compile(
    r"""[ \t-\r]* (
        [+-]? (?: [0-9]+(?:_[0-9]+)* (?:\.[0-9]+(?:_[0-9]+)*)? | \.[0-9]+(?:_[0-9]+)* )
        (?: [eE][+-]?[0-9]+(?:_[0-9]+)* )? )""",
    re.VERBOSE,
)
_STRICT_INTEGER = re.compile(
    r"""[ \t-\r]* (?P<sign>[+-]?)
    (?: 0[xX](?P<b16>[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)
      | 0[bB](?P<b2>[01]+(?:_[01]+)*)
      | 0[dD](?P<d>[0-9]+(?:_[0-9]+)*)
      | 0[oO_]?(?P<b8>[0-7]+(?:_[0-7]+)*)
      | (?P<b10>0|[1-9][0-9]*(?:_[0-9]+)*) )
    [ \t-\r]*\Z""",
    re.VERBOSE,
)
_BASES = {"b16": 16, "b2": 2, "d": 10, "b8": 8, "b10": 10}


def float_to_s(value: float) -> str:
    """Format as `Float#to_s`: `1.0e-27` below 1e-4, and from 1e15 on where there is no fraction."""
    text = repr(value)
    if "e" not in text:
        if -1e15 < value < 1e15:
            return text
        if text[-1] in "fn":
            return {"inf": "Infinity", "-inf": "-Infinity"}.get(text, "NaN")
        return _scientific(text) if text.endswith(".0") else text
    mantissa, exponent = text.split("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}e{exponent}"


def _scientific(text: str) -> str:
    """Format a number of 16 digits before the point, which Ruby already writes with an exponent."""
    sign = "-" if text[0] == "-" else ""
    digits = text.lstrip("-").removesuffix(".0").rstrip("0")
    return f"{sign}{digits[0]}.{digits[1:] or '0'}e+15"


def leading_integer(text: str) -> int:
    """Convert as `String#to_i`: return the integer that `text` begins with, or 0."""
    found = _LEADING_INTEGER.match(text)
    return int(found[1]) if found else 0


def leading_float(text: str) -> float:
    """Convert as `String#to_f`: return the number that `text` begins with, or 0.0."""
    found = _LEADING_FLOAT.match(text)
    return float(found[1]) if found else 0.0


def strict_integer(text: str) -> int | None:
    """Convert as `Integer(text)`, with Ruby's prefixes and underscores; None where Ruby raises."""
    found = _STRICT_INTEGER.match(text)
    if not found:
        return None
    kind = found.lastgroup or "b10"
    return int(found["sign"] + found[kind], _BASES[kind])
