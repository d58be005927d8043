"""The filters of Liquid that count. Decimals are exact while they are worked on, as in Ruby."""

from __future__ import annotations

import math
from fractions import Fraction

from liquid.exceptions import FilterError

from dapsagi.liquid.values import Value, from_number, number, to_i


def absolute(value: Value) -> int | float:
    """Return a number without its sign (`abs`)."""
    exact = number(value)
    return from_number(-exact if exact < 0 else exact)


def plus(value: Value, operand: Value) -> int | float:
    """Return the sum of two numbers."""
    return from_number(number(value) + number(operand))


def minus(value: Value, operand: Value) -> int | float:
    """Return the difference of two numbers."""
    return from_number(number(value) - number(operand))


def times(value: Value, operand: Value) -> int | float:
    """Return the product of two numbers."""
    return from_number(number(value) * number(operand))


def divided_by(value: Value, operand: Value) -> int | float:
    """Return the quotient of two numbers; a whole one if both are whole."""
    divisor = _divisor(operand)
    dividend = number(value)
    if isinstance(dividend, int) and isinstance(divisor, int):
        return dividend // divisor
    return from_number(Fraction(dividend) / divisor)


def modulo(value: Value, operand: Value) -> int | float:
    """Return what a division leaves over."""
    return from_number(number(value) % _divisor(operand))


def rounded(value: Value, digits: Value = 0) -> int | float:
    """Return a number rounded to so many digits, halves away from zero (`round`)."""
    exact = number(value)
    places = number(digits)
    if isinstance(exact, int) and places >= 0:
        return exact
    scale = Fraction(10) ** min(int(places), _MOST_DIGITS)
    scaled = exact * scale
    half = Fraction(1, 2)
    result = (math.floor(scaled + half) if scaled >= 0 else math.ceil(scaled - half)) / scale
    return int(result) if places <= 0 else from_number(result)


def ceil(value: Value) -> int:
    """Return the next whole number above."""
    return math.ceil(number(value))


def floor(value: Value) -> int:
    """Return the next whole number below."""
    return math.floor(number(value))


def at_least(value: Value, least: Value) -> int | float:
    """Return the bigger of two numbers."""
    return from_number(max(number(value), number(least)))


def at_most(value: Value, most: Value) -> int | float:
    """Return the smaller of two numbers."""
    return from_number(min(number(value), number(most)))


def to_integer(value: Value) -> int:
    """Return a value as a whole number; true is 1."""
    return int(value) if isinstance(value, bool) else to_i(value)


# More digits than a float holds change nothing.
_MOST_DIGITS = 400


def _divisor(operand: Value) -> int | Fraction:
    divisor = number(operand)
    if divisor == 0:
        raise FilterError("a number is divided by 0", token=None)
    return divisor
