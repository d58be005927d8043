"""Dates as authors write them: everything that Ruby's `Time.parse` takes from a Jekyll post, and Korean dates.

Every result is an aware `datetime` in the zone of the site. There is no clock here, so a date must name its year.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dapsagi.patterns import lazy_pattern

#: Months in English whatever the locale, as in Ruby.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Ruby refuses longer texts as dates, and so the patterns below meet none.
_LONGEST_DATE = 128

_ISO = lazy_pattern(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d+))?)?"
    r"\s*(?P<zone>Z|UTC|[-+]\d{2}:?\d{2})?)?",
    re.ASCII,
)


@cache
def zone_named(name: str) -> tzinfo | None:
    """Return the time zone of an IANA name such as Asia/Seoul; None if this machine knows no such zone."""
    if name.upper() in ("UTC", "GMT", "ETC/UTC", "Z"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        # KeyError is ZoneInfoNotFoundError; a folder of the zone database is an OSError, a path a ValueError.
        return None


def read_date(value: object, zone: tzinfo, *, naive_is_utc: bool) -> datetime | None:
    """Return the moment that a front matter value means, in `zone`; None for what is no date.

    Jekyll takes an unquoted date and time with seconds and without an offset for UTC, and every other form without an
    offset for local time: `naive_is_utc` says whether to do so too.
    """
    try:
        if isinstance(value, datetime):
            moment = value.replace(tzinfo=UTC if naive_is_utc else zone) if value.tzinfo is None else value
            return _in_zone(moment, zone)
        if isinstance(value, date):
            return _in_zone(datetime.combine(value, time(), zone), zone)
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return parse_time(str(value), zone)
    except (ValueError, OverflowError):
        pass
    return None


def parse_time(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment that a text means, in `zone`, as Ruby's `Time.parse` reads it; None for what is no date.

    A day that its month does not have (February 30) is the day so many days after the month's first, as in Ruby.
    """
    if len(text) > _LONGEST_DATE:
        return None
    try:
        if found := _ISO.fullmatch(text.strip()):
            part = found.groupdict()
            fields = (int(part["year"]), int(part["month"]), int(part["day"]))
            numbers = (int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0))
            return _moment(fields, _Clock(*numbers, part["fraction"] or "", part["zone"] or ""), zone)
        return _parse_loosely(text, zone)
    except (ValueError, OverflowError):
        return None


def as_plain(value: Any, *, naive_is_utc: bool) -> Any:
    """Return plain data with every date and time in it as a text, which `parse_time` reads to the same moment."""
    if isinstance(value, datetime):
        zone = f" {value:%z}" if value.tzinfo else " UTC" if naive_is_utc else ""
        return f"{value:%Y-%m-%d %H:%M:%S}{zone}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [as_plain(item, naive_is_utc=naive_is_utc) for item in value]
    if isinstance(value, dict):
        return {key: as_plain(item, naive_is_utc=naive_is_utc) for key, item in value.items()}
    return value


def is_overlong(value: object) -> bool:
    """Say whether a value is a date whose month has no such day, such as 2021-02-30."""
    found = re.match(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", value, re.ASCII) if isinstance(value, str) else None
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return True
    return False


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    # By way of UTC, so that an hour which the clocks skip becomes one that exists.
    return moment.astimezone(UTC).astimezone(zone)


class _Clock(NamedTuple):
    """A time of day as it is written, with the name or number of its zone."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    fraction: str = ""
    zone: str = ""


def _moment(day: tuple[int, int, int], clock: _Clock, zone: tzinfo) -> datetime | None:
    year, month, days = day
    hour, minute, second, fraction, name = clock
    if not (1 <= days <= 31 and hour <= 24 and minute <= 59 and second <= 60) or (hour == 24 and (minute or second)):
        return None
    microsecond = int(fraction[:6].ljust(6, "0")) if fraction else 0
    wall = datetime(year, month, 1) + timedelta(days - 1, second, microsecond, 0, minute, hour)
    offset = _offset(name, wall, zone)
    if offset is None:
        return _in_zone(wall.replace(tzinfo=zone), zone)
    return (wall - offset).replace(tzinfo=UTC).astimezone(zone)


# The zones of RFC 822, as `Time.parse` knows them, in hours.
_ZONE_HOURS = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)},
}  # fmt: skip
_NUMERIC_ZONE = lazy_pattern(r"([-+])(\d\d)(?:(:?)(\d\d)(?:\3(\d\d))?)?", re.ASCII)


def _offset(name: str, wall: datetime, zone: tzinfo) -> timedelta | None:
    """Return the offset that a zone's name or number means; None for local time."""
    name = name.upper()
    if not name:
        return None
    if found := _NUMERIC_ZONE.fullmatch(name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[4] or 0), seconds=int(found[5] or 0))
        return -offset if found[1] == "-" else offset
    if name in _ZONE_HOURS:
        return timedelta(hours=_ZONE_HOURS[name])
    # The site's own zone by its short name, such as KST, in winter or in summer.
    for month in (1, 7):
        local = datetime(wall.year, month, 1, tzinfo=zone)
        if local.tzname() == name:
            return local.utcoffset()
    return None


_NUMBER_OF_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH = f"({'|'.join(_NUMBER_OF_MONTH)})"
_WEEKDAY = lazy_pattern(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*", re.I)
_HALF = r"(?:\s*([ap])(?:m\b|\.m\.))"
_CLOCK = lazy_pattern(
    rf"(?:(\d+)\s*:\s*(\d+)(?:\s*:\s*(\d+)(?:[,.](\d*))?)?{_HALF}?"
    rf"|(\d+)\s*h(?:\s*(\d+)m?(?:\s*(\d+)s?)?)?{_HALF}?"
    rf"|(\d+){_HALF})"
    r"(?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[a-z]+(?:\sdst)?\b))?",
    re.I | re.ASCII,
)
_KOREAN_CLOCK = lazy_pattern(r"(오전|오후)?\s*(\d{1,2})시(?:\s*(\d{1,2})분)?(?:\s*(\d{1,2})초)?")
_KOREAN_DAY = lazy_pattern(r"(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일(?:\s*\(?[월화수목금토일](?:요일)?\)?)?")
_DAY_MONTH_YEAR = lazy_pattern(rf"('?\d+)[^-\d\s]*\s*{_MONTH}[^-\d\s']*(?:\s*,?\s*('?-?\d+))?", re.I | re.ASCII)
_MONTH_DAY_YEAR = lazy_pattern(rf"\b{_MONTH}[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*('?-?\d+))?", re.I | re.ASCII)
_DAY_DASH_MONTH = lazy_pattern(rf"('?-?\d+)-{_MONTH}[^-/.]*-('?-?\d+)", re.I | re.ASCII)
_THREE_NUMBERS = lazy_pattern(r"('?-?\d+)(?P<mark>-|/\s*|\.\s*)('?\d+)(?P=mark)('?-?\d+)", re.ASCII)
_DIGITS = lazy_pattern(
    r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:\s*[Tt]?\s*(\d{2})(\d{2})(\d{2})?(?:[,.](\d*))?)?\s*([Zz]\b|[-+]\d{2,4}\b)?(?!\d)",
    re.ASCII,
)


def _parse_loosely(text: str, zone: tzinfo) -> datetime | None:
    text = _WEEKDAY.sub(" ", text)
    clock, rest = _split_clock(text)
    if day := _day_of(rest):
        return _moment(day, clock, zone)
    if found := _DIGITS.search(rest):
        if found[4]:
            clock = _Clock(int(found[4]), int(found[5]), int(found[6] or 0), found[7] or "", clock.zone)
        day = (int(found[1]), int(found[2]), int(found[3]))
        return _moment(day, clock._replace(zone=found[8] or clock.zone), zone)
    return None


def _split_clock(text: str) -> tuple[_Clock, str]:
    """Return the time of day in a text, and the text without it."""
    if korean := _KOREAN_CLOCK.search(text):
        hour = int(korean[2])
        hour = hour % 12 + 12 if korean[1] == "오후" else hour % 12 if korean[1] == "오전" else hour
        return _Clock(hour, int(korean[3] or 0), int(korean[4] or 0)), _cut(text, korean)
    found = _CLOCK.search(text)
    if found is None:
        return _Clock(), text
    hour = int(found[1] or found[6] or found[10])
    if half := (found[5] or found[9] or found[11] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = found[2] or found[7], found[3] or found[8]
    return _Clock(hour, int(minute or 0), int(second or 0), found[4] or "", found[12] or ""), _cut(text, found)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _day_of(text: str) -> tuple[int, int, int] | None:
    if found := _KOREAN_DAY.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    for pattern, day, month in ((_DAY_MONTH_YEAR, 1, 2), (_MONTH_DAY_YEAR, 2, 1)):
        if found := pattern.search(text):
            if found[3] is not None:
                return _ordered(found[3], found[month], found[day])
            # "Aug 2000" is its first day; "Aug 31" lacks a year.
            return _ordered(found[day], found[month], "1") if len(found[day].strip("'")) > 2 else None
    if found := _DAY_DASH_MONTH.search(text):
        return _ordered(found[3], found[2], found[1])
    if found := _THREE_NUMBERS.search(text):
        return _ordered(found[1], found[3], found[4])
    return None


def _ordered(year: str, month: str, day: str) -> tuple[int, int, int]:
    """Find out which number is the year: one with an apostrophe or more than two digits; else the first is."""
    if _is_year(month):
        year, month, day = month, day, year
    if _is_year(day):
        year, day = day, year
    number = int(year.strip("'"))
    if 0 <= number <= 99 and len(year.strip("'-")) <= 2:
        number += 1900 if number >= 69 else 2000
    month_number = _NUMBER_OF_MONTH.get(month.lower()[:3]) or int(month.strip("'"))
    return number, month_number, int(day.strip("'"))


def _is_year(text: str) -> bool:
    return text.startswith("'") or (text.isdigit() and len(text) > 2)
