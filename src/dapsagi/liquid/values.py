"""How Ruby reads and writes the values that Liquid meets: text, numbers, dates, lists and mappings.

A value is `None`, a bool, a number, a string, a date, a list, a range or a mapping, as YAML or a filter made it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeAlias

from liquid.exceptions import FilterError

from dapsagi.post.strftime import strftime

Value: TypeAlias = Any

# White space as Ruby's `strip` and `\s` see it: a no-break space is text.
SPACE = " \t\n\v\f\r"
STRIPPED = SPACE + "\0"

_INTEGER = re.compile(r"[ \t\n\v\f\r]*([-+]?\d+(?:_\d+)*)", re.ASCII)
_FLOAT = re.compile(r"[ \t\n\v\f\r]*([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)", re.ASCII)
_DECIMAL = re.compile(r"-?\d+\.\d+", re.ASCII)

# Longer numbers would take the time of a hang to multiply and to write.
LONGEST_NUMBER = 4000


def output(value: Value) -> str:
    """Return what `{{ value }}` shows: a list as its items run together, anything else as `to_s` gives it."""
    return join(value, "") if isinstance(value, list | tuple) else to_s(value)


def join(items: Iterable[Value], glue: str) -> str:
    """Join items and the items of nested lists, as `Array#join` does."""
    return glue.join(join(item, glue) if isinstance(item, list | tuple) else to_s(item) for item in items)


def to_s(value: Value) -> str:
    """Return a value as `to_s` writes it."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _float(value)
        case datetime():
            return strftime(value, "%Y-%m-%d %H:%M:%S %z")
        case date():
            return value.isoformat()
        case range():
            return f"{value.start}..{value.stop - 1}"
        case list() | tuple() | Mapping():
            return inspect(value)
    # The library's and our own values for words such as `empty`.
    return str(value)


def inspect(value: Value) -> str:
    """Return a value as Ruby's `inspect` writes it."""
    match value:
        case None:
            return "nil"
        case str():
            return f'"{_NOT_PLAIN.sub(_escape, value)}"'
        case list() | tuple():
            return f"[{', '.join(map(inspect, value))}]"
        case Mapping():
            return "{" + ", ".join(f"{inspect(key)}=>{inspect(item)}" for key, item in value.items()) + "}"
    return to_s(value)


def to_i(value: Value) -> int:
    """Return the whole number at the head of a value, 0 if there is none; raise `FilterError` for lists and such."""
    if isinstance(value, str):
        found = _INTEGER.match(value)
        return _checked(int(found[1][:LONGEST_NUMBER].rstrip("_"))) if found else 0
    if isinstance(value, float) and not math.isfinite(value):
        raise FilterError(f"{to_s(value)} is no whole number", token=None)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return int(value or 0)
    if isinstance(value, datetime):
        return math.floor(value.timestamp())
    raise FilterError(f"{inspect(value)} is no number", token=None)


def to_f(value: Value) -> float:
    """Return the number at the head of a value, 0.0 if there is none."""
    if isinstance(value, str):
        found = _FLOAT.match(value)
        return float(found[1]) if found else 0.0
    return float(to_i(value)) if not isinstance(value, float) else value


def integer(value: Value) -> int:
    """Return a value that must be a whole number, as `Liquid::Utils.to_integer` reads it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = _INTEGER.fullmatch(to_s(value).rstrip(SPACE))
    if found is None:
        raise FilterError(f"{inspect(value)} is no whole number", token=None)
    return to_i(found[1])


def number(value: Value) -> int | Fraction:
    """Return a value as an operand, as `Liquid::Utils.to_number` does; a decimal is exact, as Ruby's BigDecimal is."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise FilterError(f"{to_s(value)} is no operand", token=None)
        return Fraction(repr(value))
    if isinstance(value, str):
        text = value.strip(STRIPPED)
        return Fraction(text[:LONGEST_NUMBER]) if _DECIMAL.fullmatch(text) else to_i(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def from_number(result: int | Fraction) -> int | float:
    """Return the result of an operation as Liquid hands it on."""
    if isinstance(result, int):
        return _checked(result)
    try:
        return float(result)
    except OverflowError:
        raise FilterError("the result is too big", token=None) from None


def is_empty(value: Value) -> bool:
    """Say whether a value answers `empty?` with yes."""
    return isinstance(value, str | list | tuple | Mapping) and len(value) == 0


def items_of(value: Value) -> list[Value]:
    """Return a value as Liquid's list filters see it: a list without nesting, or a list of the one value."""
    if isinstance(value, list | tuple):
        return flatten(value)
    if isinstance(value, range):
        return list(value)
    return [] if value is None else [value]


def flatten(items: Iterable[Value]) -> list[Value]:
    """Return the items of a list and of the lists in it."""
    flat: list[Value] = []
    for item in items:
        if isinstance(item, list | tuple):
            flat += flatten(item)
        else:
            flat.append(item)
    return flat


def _checked(value: int) -> int:
    if value.bit_length() > LONGEST_NUMBER * 3:
        raise FilterError("the number is too big", token=None)
    return value


def _float(value: float) -> str:
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if math.isnan(value):
        return "NaN"
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{exponent}"


_NOT_PLAIN = re.compile(r'["\\]|#(?=[{$@])|[\x00-\x1f\x7f]')
_ESCAPES = {"\n": r"\n", "\t": r"\t", "\r": r"\r", "\x1b": r"\e", "\a": r"\a", "\b": r"\b", "\v": r"\v", "\f": r"\f"}


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in '"\\#':
        return "\\" + character
    return _ESCAPES.get(character) or f"\\x{ord(character):02X}"
