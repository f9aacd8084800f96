"""Filters of numbers."""

from __future__ import annotations

import pytest
from filtering import run

from liquidsite.ruby.values import LiquidError, to_output

INFINITY = float("inf")


@pytest.mark.parametrize(
    ("name", "args", "printed"),
    [
        ("plus", (1, 2), "3"),
        ("plus", (0.1, 0.2), "0.3"),
        ("plus", ("1.5 ", "2"), "3.5"),
        ("plus", (True, None), "0"),
        ("minus", ("3.5abc", 1), "2"),
        ("times", (1e200, 1e200), "Infinity"),
        ("times", (1e-27, 1), "1.0e-27"),
        ("divided_by", (7, 2), "3"),
        ("divided_by", (-7, 2), "-4"),
        ("divided_by", (1, 3.0), "0.3333333333333333"),
        ("divided_by", (10.0, 0), "Infinity"),
        ("divided_by", (0, 0.0), "NaN"),
        ("modulo", (-7, 3), "2"),
        ("modulo", (5.5, -3), "-0.5"),
        ("modulo", (-2.5, -2.5), "0.0"),
        ("modulo", (-2, INFINITY), "-2.0"),
        ("abs", ("-1.50",), "1.5"),
        ("round", (2.5,), "3"),
        ("round", (-2.5,), "-3"),
        ("round", (2.675, 2), "2.68"),
        ("round", (5.0, 3), "5.0"),
        ("round", (271.5, -2), "300"),
        ("round", (25, -1), "30"),
        ("ceil", ("1.2",), "2"),
        ("floor", (-1.2,), "-2"),
        ("at_least", (1, 2.5), "2.5"),
        ("at_most", ("x", -2), "-2"),
        ("to_integer", ("12abc",), "12"),
        ("to_integer", (True,), "1"),
        ("to_integer", (None,), "0"),
    ],
)
def test_arithmetic(name: str, args: tuple[object, ...], printed: str) -> None:
    assert to_output(run(name, *args)) == printed


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("divided_by", (1, 0), "divided by 0"),
        ("divided_by", ("1", "x"), "divided by 0"),
        ("modulo", (5.5, 0), "divided by 0"),
        ("round", (INFINITY,), "Computation results in 'Infinity'"),
        ("floor", (float("nan"),), "Computation results in 'NaN' (Not a Number)"),
        ("to_integer", ([1],), "undefined method `to_i' for [1]:Array"),
    ],
)
def test_errors(name: str, args: tuple[object, ...], message: str) -> None:
    with pytest.raises(LiquidError) as caught:
        run(name, *args)
    assert caught.value.message == message
