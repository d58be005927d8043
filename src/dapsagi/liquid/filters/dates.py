"""The filters of Liquid and Jekyll that write dates, in the time zone of the site.

There is no clock: `now`, `today` and a time without a day mean the time of the build to Jekyll, and a post that says
what it said yesterday must not change today.
"""

from __future__ import annotations

import datetime as dt

from liquid.exceptions import FilterError
from liquid.filter import with_context

from dapsagi.liquid.context import Context
from dapsagi.liquid.filters.strftime import strftime
from dapsagi.liquid.values import Value, inspect, is_empty, to_i, to_s
from dapsagi.post.dates import parse_time


@with_context
def date(value: Value, form: Value, *, context: Context) -> Value:
    """Return a date as `form` says; a value that is no date stays as it is."""
    if not to_s(form):
        return value
    moment = _moment(value, context.run.zone)
    return value if moment is None else strftime(moment, to_s(form))


@with_context
def date_to_string(value: Value, kind: Value = None, style: Value = None, *, context: Context) -> Value:
    """Return a date as `07 Nov 2008`; the kind `ordinal` gives `7th Nov 2008`, with the style `US` `Nov 7th, 2008`."""
    return _spelled(value, "%b", kind, style, context)


@with_context
def date_to_long_string(value: Value, kind: Value = None, style: Value = None, *, context: Context) -> Value:
    """Return a date as `date_to_string` does, with the whole name of the month."""
    return _spelled(value, "%B", kind, style, context)


@with_context
def date_to_xmlschema(value: Value, *, context: Context) -> Value:
    """Return a date as `2008-11-07T13:07:54+09:00`."""
    if _is_blank(value):
        return value
    return strftime(_local(value, context.run.zone), "%Y-%m-%dT%H:%M:%S%:z")


@with_context
def date_to_rfc822(value: Value, *, context: Context) -> Value:
    """Return a date as `Fri, 07 Nov 2008 13:07:54 +0900`."""
    return value if _is_blank(value) else strftime(_local(value, context.run.zone), "%a, %d %b %Y %H:%M:%S %z")


# --- Details ----------------------------------------------------------------------------------------------------------


def _spelled(value: Value, month: str, kind: Value, style: Value, context: Context) -> Value:
    if _is_blank(value):
        return value
    moment = _local(value, context.run.zone)
    if kind != "ordinal":
        return strftime(moment, f"%d {month} %Y")
    day = f"{moment.day}{_ordinal(moment.day)}"
    return strftime(moment, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _is_blank(value: Value) -> bool:
    return value is None or is_empty(value)


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
