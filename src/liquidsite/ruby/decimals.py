"""Ruby's BigDecimal, as far as Liquid uses it: exact sums, and quotients of enough digits.

A module of its own, because few sites need it and Python's `decimal` is slow to import.
"""

from __future__ import annotations

import decimal
from decimal import Decimal

from liquidsite.ruby.values import LiquidError

Number = int | Decimal

# Sums and products of floats are exact in 1,200 digits; quotients only need what a float holds.
EXACT = decimal.Context(prec=1200, rounding=decimal.ROUND_HALF_UP, traps=[])
_QUOTIENT = decimal.Context(prec=40, rounding=decimal.ROUND_HALF_UP, traps=[])
_INFINITY = Decimal("inf")


def divide(left: Number, right: Number) -> Decimal:
    return _QUOTIENT.divide(left, right)


def remainder(left: Number, right: Number) -> Decimal:
    """Return the remainder, with the sign of `right` unless that is infinite."""
    rest = EXACT.remainder(left, right)
    if rest.is_nan() or abs(right) == _INFINITY:
        return rest
    if rest == 0:
        return Decimal(0)
    return rest if (rest < 0) == (right < 0) else EXACT.add(rest, right)


def is_less(left: Number, right: Number) -> bool:
    # Decimals that are not a number refuse to be compared with `<`.
    return EXACT.compare(Decimal(left), Decimal(right)) == -1


def whole(number: Decimal) -> int:
    """Return the integer part. Raises Ruby's error for NaN and Infinity."""
    if number.is_nan():
        raise LiquidError("Computation results in 'NaN' (Not a Number)")
    if number.is_infinite():
        raise LiquidError(f"Computation results in '{'-' * (number < 0)}Infinity'")
    return int(number)


def rounded(number: Decimal, places: int) -> Decimal:
    """Round half away from zero."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= places:
        return number
    if number.adjusted() + 1 < -places:
        return Decimal(0)
    return EXACT.quantize(number, Decimal((0, (1,), -places)))
