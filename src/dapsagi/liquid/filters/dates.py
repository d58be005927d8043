"""The filters of Liquid and Jekyll that write dates, in the time zone of the site.

There is no clock: `now`, `today` and a time without a day mean the time of the build to Jekyll, and a post that says
what it said yesterday must not change today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from liquid.exceptions import FilterError
from liquid.filter import with_context

from dapsagi.liquid.context import Context
from dapsagi.liquid.values import Value, inspect, is_empty, to_i, to_s
from dapsagi.post.dates import parse_time
from dapsagi.post.strftime import strftime


def _in_zone(function: Callable[..., Value]) -> Callable[..., Value]:
    """Return a filter that is told the time zone of the site first, and leaves alone what is blank."""

    @with_context
    def told(value: Value, *arguments: Value, context: Context) -> Value:
        return value if value is None or is_empty(value) else function(context.run.given.zone, value, *arguments)

    return told


def _date(zone: dt.tzinfo, value: Value, form: Value) -> Value:
    """Return a date as `form` says; a value that is no date stays as it is."""
    moment = _moment(value, zone) if to_s(form) else None
    return value if moment is None else strftime(moment, to_s(form))


def _spelled(month: str) -> Callable[..., Value]:
    """Return what writes `07 Nov 2008`; the kind `ordinal` gives `7th Nov 2008`, the style `US` `Nov 7th, 2008`."""

    def spell(zone: dt.tzinfo, value: Value, kind: Value = None, style: Value = None) -> Value:
        moment = _local(value, zone)
        if kind != "ordinal":
            return strftime(moment, f"%d {month} %Y")
        day = f"{moment.day}{_ordinal(moment.day)}"
        return strftime(moment, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")

    return spell


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _local(value: Value, zone: dt.tzinfo) -> dt.datetime:
    moment = _moment(value, zone)
    if moment is None:
        raise FilterError(f"{inspect(value)} is no date", token=None)
    return moment.astimezone(zone)


def _moment(value: Value, zone: dt.tzinfo) -> dt.datetime | None:
    match value:
        case dt.datetime():
            return value if value.tzinfo else value.replace(tzinfo=zone)
        case dt.date():
            return dt.datetime.combine(value, dt.time(), zone)
        case str() if value.lower() in ("now", "today"):
            raise FilterError("the time of the build is not known to a text", token=None)
        case str() if value.isascii() and value.isdigit():
            return _since_epoch(to_i(value), zone)
        case str():
            return parse_time(value, zone)
        case int() if not isinstance(value, bool):
            return _since_epoch(value, zone)
    return None


def _since_epoch(seconds: int, zone: dt.tzinfo) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(seconds, zone)
    except (ValueError, OverflowError, OSError):
        raise FilterError(f"{seconds} is no time that a calendar has", token=None) from None


def _written(form: str) -> Callable[..., Value]:
    return lambda zone, value: strftime(_local(value, zone), form)


FILTERS: dict[str, Callable[..., Any]] = {
    "date": _in_zone(_date),
    "date_to_string": _in_zone(_spelled("%b")),
    "date_to_long_string": _in_zone(_spelled("%B")),
    "date_to_xmlschema": _in_zone(_written("%Y-%m-%dT%H:%M:%S%:z")),
    "date_to_rfc822": _in_zone(_written("%a, %d %b %Y %H:%M:%S %z")),
}
