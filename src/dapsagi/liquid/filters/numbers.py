"""The filters of Liquid that count. Decimals are exact while they are worked on, as in Ruby."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from liquid.exceptions import FilterError

from dapsagi.liquid.values import Value, from_number, number, to_i

# More digits than a float holds change nothing.
_MOST_DIGITS = 400


def _divided_by(value: Value, operand: Value) -> int | float:
    divisor, dividend = _divisor(operand), number(value)
    if isinstance(dividend, int) and isinstance(divisor, int):
        return dividend // divisor
    return from_number(Fraction(dividend) / divisor)


def _divisor(operand: Value) -> int | Fraction:
    divisor = number(operand)
    if divisor == 0:
        raise FilterError("a number is divided by 0", token=None)
    return divisor


def _round(value: Value, digits: Value = 0) -> int | float:
    """Round a number to so many digits, halves away from zero."""
    exact = number(value)
    places = number(digits)
    if isinstance(exact, int) and places >= 0:
        return exact
    scale = Fraction(10) ** min(int(places), _MOST_DIGITS)
    scaled = exact * scale
    half = Fraction(1, 2)
    result = (math.floor(scaled + half) if scaled >= 0 else math.ceil(scaled - half)) / scale
    return int(result) if places <= 0 else from_number(result)


FILTERS: dict[str, Callable[..., Any]] = {
    "abs": lambda value: from_number(exact if (exact := number(value)) >= 0 else -exact),
    "plus": lambda value, operand: from_number(number(value) + number(operand)),
    "minus": lambda value, operand: from_number(number(value) - number(operand)),
    "times": lambda value, operand: from_number(number(value) * number(operand)),
    "divided_by": _divided_by,
    "modulo": lambda value, operand: from_number(number(value) % _divisor(operand)),
    "round": _round,
    "ceil": lambda value: math.ceil(number(value)),
    "floor": lambda value: math.floor(number(value)),
    "at_least": lambda value, least: from_number(max(number(value), number(least))),
    "at_most": lambda value, most: from_number(min(number(value), number(most))),
    "to_integer": lambda value: int(value) if isinstance(value, bool) else to_i(value),
}
