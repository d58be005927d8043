"""Dates by a format of Ruby's `Time#strftime`: its directives, flags and widths, in English whatever the locale."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from dapsagi.post.dates import MONTHS

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DIRECTIVE = re.compile(r"%([-0^#_]*)(\d{0,3})[EO]?(:{0,3}z|[A-Za-z%])", re.ASCII)

# Directives that stand for others.
_SHORT = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "T": "%H:%M:%S",
    "v": "%e-%^b-%Y",
    "X": "%H:%M:%S",
    "x": "%m/%d/%y",
}

# Numbers: the value, how many digits it has, and what fills them up.
_NUMBERS: dict[str, tuple[Callable[[datetime], int], int, str]] = {
    "C": (lambda moment: moment.year // 100, 2, "0"),
    "d": (lambda moment: moment.day, 2, "0"),
    "e": (lambda moment: moment.day, 2, " "),
    "G": (lambda moment: moment.isocalendar().year, 4, "0"),
    "g": (lambda moment: moment.isocalendar().year % 100, 2, "0"),
    "H": (lambda moment: moment.hour, 2, "0"),
    "I": (lambda moment: moment.hour % 12 or 12, 2, "0"),
    "j": (lambda moment: moment.timetuple().tm_yday, 3, "0"),
    "k": (lambda moment: moment.hour, 2, " "),
    "l": (lambda moment: moment.hour % 12 or 12, 2, " "),
    "M": (lambda moment: moment.minute, 2, "0"),
    "m": (lambda moment: moment.month, 2, "0"),
    "S": (lambda moment: moment.second, 2, "0"),
    "s": (lambda moment: int(moment.timestamp() // 1), 1, "0"),
    "U": (lambda moment: (moment.timetuple().tm_yday + 6 - moment.isoweekday() % 7) // 7, 2, "0"),
    "u": (lambda moment: moment.isoweekday(), 1, "0"),
    "V": (lambda moment: moment.isocalendar().week, 2, "0"),
    "W": (lambda moment: (moment.timetuple().tm_yday + 6 - moment.weekday()) // 7, 2, "0"),
    "w": (lambda moment: moment.isoweekday() % 7, 1, "0"),
    "Y": (lambda moment: moment.year, 4, "0"),
    "y": (lambda moment: moment.year % 100, 2, "0"),
}

_WORDS: dict[str, Callable[[datetime], str]] = {
    "A": lambda moment: _DAYS[moment.weekday()],
    "a": lambda moment: _DAYS[moment.weekday()][:3],
    "B": lambda moment: MONTHS[moment.month - 1],
    "b": lambda moment: MONTHS[moment.month - 1][:3],
    "h": lambda moment: MONTHS[moment.month - 1][:3],
    "n": lambda _: "\n",
    "P": lambda moment: "am" if moment.hour < 12 else "pm",
    "p": lambda moment: "AM" if moment.hour < 12 else "PM",
    "t": lambda _: "\t",
    "Z": lambda moment: moment.tzname() or "",
    "%": lambda _: "%",
}

# `%#p` is small; the flag makes other words big.
_SMALL_WHEN_SWAPPED = {"p", "Z"}


def strftime(moment: datetime, form: str) -> str:
    """Return a moment as `form` says; what is no directive stays as it is."""
    return _DIRECTIVE.sub(lambda found: _directive(moment, found), form)


def _directive(moment: datetime, found: re.Match[str]) -> str:
    flags, width, name = found[1], found[2], found[3]
    if name in _NUMBERS:
        value_of, digits, filler = _NUMBERS[name]
        return _padded(str(value_of(moment)), flags, width, digits, filler)
    if name in "LN":
        digits = int(width) if width else 3 if name == "L" else 9
        return f"{moment.microsecond:06}".ljust(digits, "0")[:digits]
    if name.endswith("z"):
        return _zone(moment, name, flags, width)
    if name in _SHORT:
        text = strftime(moment, _SHORT[name])
    elif name in _WORDS:
        text = _WORDS[name](moment)
    else:
        return found[0]
    if "^" in flags or ("#" in flags and name not in _SMALL_WHEN_SWAPPED):
        text = text.upper()
    elif "#" in flags:
        text = text.lower()
    return _padded(text, flags, width, 0, " ")


def _padded(text: str, flags: str, width: str, digits: int, filler: str) -> str:
    for flag in flags:
        filler = {"0": "0", "_": " "}.get(flag, filler)
    if "-" in flags:
        return text
    return text.rjust(int(width) if width else digits, filler)


def _zone(moment: datetime, name: str, flags: str, width: str) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    text = f"{sign}{minutes // 60:02}{':' if ':' in name else ''}{minutes % 60:02}"
    if name.startswith("::"):
        text += ":00"
    return text[0] + _padded(text[1:], flags, str(int(width) - 1) if width and int(width) else "", 0, "0")
