"""Numbers. Floats are counted with as exact decimals and given back as floats, as Liquid does."""

from __future__ import annotations

import decimal
from datetime import datetime
from decimal import Decimal

from ..ruby_numbers import leading_integer
from ..values import LiquidError, RubyError, inspect, no_method, to_number

Number = int | float

# Sums and products of floats are exact in 1,200 digits; quotients only need what a float holds.
_EXACT = decimal.Context(prec=1200, rounding=decimal.ROUND_HALF_UP, traps=[])
_INFINITY = Decimal("inf")
_QUOTIENT = decimal.Context(prec=40, rounding=decimal.ROUND_HALF_UP, traps=[])


def _result(number: int | Decimal) -> Number:
    return number if isinstance(number, int) else float(number)


def abs_(value: object) -> Number:
    number = to_number(value)
    return abs(number) if isinstance(number, int) else float(abs(number))


def plus(value: object, operand: object) -> Number:
    if type(value) is int and type(operand) is int:
        return value + operand
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return float(_EXACT.add(left, right))


def minus(value: object, operand: object) -> Number:
    if type(value) is int and type(operand) is int:
        return value - operand
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    return float(_EXACT.subtract(left, right))


def times(value: object, operand: object) -> Number:
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    return float(_EXACT.multiply(left, right))


def divided_by(value: object, operand: object) -> Number:
    """Integers divide to an integer, rounded down; decimals by zero give Infinity or NaN."""
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        if right == 0:
            raise LiquidError("divided by 0")
        return left // right
    return float(_QUOTIENT.divide(left, right))


def modulo(value: object, operand: object) -> Number:
    """The remainder, with the sign of the operand."""
    left, right = to_number(value), to_number(operand)
    if right == 0 and left == left:
        raise LiquidError("divided by 0")
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    rest = float(_EXACT.remainder(left, right))
    if rest == 0 or rest != rest:
        return abs(rest)
    if abs(right) != _INFINITY and (rest < 0) != (right < 0):
        rest = float(_EXACT.add(_EXACT.remainder(left, right), right))
    return rest


def round_(value: object, digits: object = 0) -> Number:
    """Half away from zero. Only `round: 0`, not `round: "0"`, makes sure of an integer."""
    number, places = to_number(value), _whole(to_number(digits))
    rounded = _round(number, places)
    is_whole = isinstance(number, Decimal) and places <= 0
    if is_whole or (digits == 0 and not isinstance(digits, bool)):
        return _whole(rounded)
    return _result(rounded)


def _round(number: int | Decimal, places: int) -> int | Decimal:
    if isinstance(number, int):
        if places >= 0:
            return number
        unit = 10**-places if -places <= len(str(abs(number))) else 0
        return _away_from_zero(number, unit) if unit else 0
    number = Decimal(number)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= places:
        return number
    if number.adjusted() + 1 < -places:
        return Decimal(0)
    return _EXACT.quantize(number, Decimal((0, (1,), -places)))


def _away_from_zero(number: int, unit: int) -> int:
    rounded = (abs(number) + unit // 2) // unit * unit
    return -rounded if number < 0 else rounded


def _whole(number: int | Decimal) -> int:
    """An integer of it, cut off; the error that Ruby's decimals raise where there is none."""
    if isinstance(number, int):
        return number
    number = Decimal(number)
    if number.is_nan():
        raise LiquidError("Computation results in 'NaN' (Not a Number)")
    if number.is_infinite():
        raise LiquidError(f"Computation results in '{'-' * (number < 0)}Infinity'")
    return int(number)


def ceil(value: object) -> int:
    number = to_number(value)
    whole = _whole(number)
    return whole + 1 if number > whole else whole


def floor(value: object) -> int:
    number = to_number(value)
    whole = _whole(number)
    return whole - 1 if number < whole else whole


def at_least(value: object, minimum: object) -> Number:
    number, least = to_number(value), to_number(minimum)
    return _result(least if _is_less(number, least) else number)


def at_most(value: object, maximum: object) -> Number:
    number, most = to_number(value), to_number(maximum)
    return _result(most if _is_less(most, number) else number)


def _is_less(left: int | Decimal, right: int | Decimal) -> bool:
    # Decimals that are not a number refuse to be compared with `<`.
    return _EXACT.compare(Decimal(left), Decimal(right)) == -1


def to_integer(value: object) -> int:
    """Jekyll's `to_integer`: also of true and false."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return leading_integer(value)
    if value is None:
        return 0
    if isinstance(value, float):
        return _float_to_integer(value)
    if isinstance(value, datetime):
        return int(value.replace(microsecond=0).timestamp())
    raise no_method("to_i", value)


def _float_to_integer(value: float) -> int:
    try:
        return int(value)
    except (ValueError, OverflowError):
        raise RubyError(inspect(value)) from None
