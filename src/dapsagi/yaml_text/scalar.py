"""Plain YAML scalars as Ruby reads them: `1,000` is a number, `08` and `2020-01-05 10:00` are texts, `on` is true.

The rules are those of Psych's `ScalarScanner` (https://github.com/ruby/psych), which differ from PyYAML's in ways that
change titles, tags and dates.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from dapsagi.patterns import lazy_pattern

# What a digest can hold, and far more than any front matter: beyond it a number stays a text.
_LARGEST_INTEGER = 2**63 - 1

_WORD = lazy_pattern(r"^[^\d.:-]?(?:[^\W\d_]|[_\s!@#$%\^&*(){}<>|/\\~;=])+", re.M)
_TIME = lazy_pattern(
    r"(-?\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.(\d*))?"
    r"(?:\s*(?:(Z)|([-+])(\d{1,2}):?(\d\d)?))?",
    re.ASCII,
)
_DATE = lazy_pattern(r"(\d{4})-(1[012]|0\d|\d)-([12]\d|3[01]|0\d|\d)", re.ASCII)
_SEXAGESIMAL = lazy_pattern(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(\.[0-9_]*)?")
_FLOAT = lazy_pattern(r"[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?")
_INTEGER = lazy_pattern(
    r"[-+]?(?:0b[0-1_,]+|0[0-7_,]+|(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)|0x[0-9a-fA-F_,]+)",
)
_TRUE = dict.fromkeys(("yes", "true", "on"), True)
_FALSE = dict.fromkeys(("no", "false", "off"), False)
_WORD_VALUES: dict[str, bool | None] = {"~": None, "null": None, **_TRUE, **_FALSE}
_SPECIAL_FLOATS = {".inf": math.inf, "+.inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}


def plain_value(text: str) -> Any:
    """Return what an unquoted scalar means: None, a boolean, a number, a date, a time, or the text itself.

    A time without an offset is a naive `datetime`; whether that is UTC or local time is for the reader to decide.
    """
    if not text:
        return None
    if _WORD.match(text) or "\n" in text:
        return _WORD_VALUES.get(text.lower(), text) if len(text) <= 5 else text
    if found := _TIME.fullmatch(text):
        return _time(found, text)
    if found := _DATE.fullmatch(text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return text
    if text.lower() in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text.lower()]
    if found := _SEXAGESIMAL.fullmatch(text):
        return _sexagesimal(text, fractional=found[1] is not None)
    if _FLOAT.fullmatch(text):
        digits = text.replace(",", "").replace("_", "")
        return float(digits) if any(map(str.isdigit, digits.lower().partition("e")[0])) else text
    if _INTEGER.fullmatch(text):
        return _integer(text)
    return text


def _time(found: re.Match[str], text: str) -> datetime | str:
    year, month, day, hour, minute, second = map(int, found.group(1, 2, 3, 4, 5, 6))
    microsecond = int((found[7] or "0")[:6].ljust(6, "0"))
    try:
        if found[8]:
            zone: timezone | None = UTC
        elif found[9]:
            offset = timedelta(hours=int(found[10]), minutes=int(found[11] or 0))
            zone = timezone(offset if found[9] == "+" else -offset)
        else:
            zone = None
        # A leap second and 24:00:00 are in range for Ruby, the next second for Python.
        start = datetime(year, month, day, tzinfo=zone)
        if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
            return text
        return start + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
    except (ValueError, OverflowError):
        return text


def _sexagesimal(text: str, *, fractional: bool) -> int | float | str:
    # Psych weighs the parts 3600, 60, 1 from the left, also where there are only two.
    total: int | float = 0
    for index, part in enumerate(text.replace("_", "").split(":")):
        total += (float(part) if fractional else int(part)) * 60 ** abs(index - 2)
    return total if abs(total) <= _LARGEST_INTEGER else text


def _integer(text: str) -> int | str:
    digits = text.replace(",", "").replace("_", "").lower()
    sign, bare = (digits[0], digits[1:]) if digits[0] in "+-" else ("", digits)
    base = 2 if bare.startswith("0b") else 16 if bare.startswith("0x") else 8 if bare.startswith("0") else 10
    if len(bare) > 70:
        return text
    try:
        number = int(sign + bare.removeprefix("0b").removeprefix("0x"), base)
    except ValueError:
        return text
    return number if abs(number) <= _LARGEST_INTEGER else text
