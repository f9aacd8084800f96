"""Numbers. Floats are calculated as exact decimals and returned as floats, as Liquid does."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING

from liquidsite.ruby.numbers import leading_integer
from liquidsite.ruby.values import LiquidError, RubyError, inspect, no_method, to_number

if TYPE_CHECKING:
    from decimal import Decimal

Number = int | float


def abs_(value: object) -> Number:
    number = to_number(value)
    return abs(number) if isinstance(number, int) else abs(float(number))


def _result(number: int | Decimal) -> Number:
    return number if isinstance(number, int) else float(number)


def plus(value: object, operand: object) -> Number:
    if type(value) is int and type(operand) is int:
        return value + operand
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return float(_decimals().EXACT.add(left, right))


def minus(value: object, operand: object) -> Number:
    if type(value) is int and type(operand) is int:
        return value - operand
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    return float(_decimals().EXACT.subtract(left, right))


def times(value: object, operand: object) -> Number:
    left, right = to_number(value), to_number(operand)
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    return float(_decimals().EXACT.multiply(left, right))


def _decimals() -> ModuleType:
    from liquidsite.ruby import decimals as ruby_decimals

    return ruby_decimals


def divided_by(value: object, operand: object) -> Number:
    """Divide: integers to an integer, rounded down; decimals by zero give Infinity or NaN."""
    left, right = to_number(value), to_number(operand)
    if not isinstance(left, int) or not isinstance(right, int):
        return float(_decimals().divide(left, right))
    if right == 0:
        raise LiquidError("divided by 0")
    return left // right


def modulo(value: object, operand: object) -> Number:
    """Return the remainder, with the sign of the operand."""
    left, right = to_number(value), to_number(operand)
    if right == 0 and left == left:  # not NaN
        raise LiquidError("divided by 0")
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    return float(_decimals().remainder(left, right))


def round_(value: object, digits: object = 0) -> Number:
    """Round half away from zero; to an integer unless digits after the point are asked for."""
    number, places = to_number(value), _whole(to_number(digits))
    if isinstance(number, int):
        return number if places >= 0 else _rounded(number, -places)
    rounded = _decimals().rounded(number, places)
    return float(rounded) if places > 0 else _whole(rounded)


def _rounded(number: int, zeros: int) -> int:
    """Round `number` to the unit that has so many `zeros`."""
    if zeros > len(str(number)):
        return 0
    unit: int = 10**zeros
    rounded = (abs(number) + unit // 2) // unit * unit
    return -rounded if number < 0 else rounded


def _whole(number: int | Decimal) -> int:
    return number if isinstance(number, int) else int(_decimals().whole(number))


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
    if isinstance(left, int) and isinstance(right, int):
        return left < right
    return bool(_decimals().is_less(left, right))


def to_integer(value: object) -> int:
    """Convert by Jekyll's `to_integer`, which also takes true and false."""
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
