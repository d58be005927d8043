"""Every way to write a date, and what Ruby makes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.post.dates import as_plain, parse_time, read_date, zone_named


def zone(name: str) -> tzinfo:
    found = zone_named(name)
    assert found is not None
    return found


SEOUL = zone("Asia/Seoul")
NEW_YORK = zone("America/New_York")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-01-05", "2020-01-05T00:00:00+09:00"),
        ("2020-1-5", "2020-01-05T00:00:00+09:00"),
        ("20-1-5", "2020-01-05T00:00:00+09:00"),
        ("99-1-5", "1999-01-05T00:00:00+09:00"),
        ("2020-01-05 21:30", "2020-01-05T21:30:00+09:00"),
        ("2020-01-05 21:30:15.5", "2020-01-05T21:30:15.500000+09:00"),
        ("2020-01-05T21:30:00Z", "2020-01-06T06:30:00+09:00"),
        ("2020-01-05 21:30 +0900", "2020-01-05T21:30:00+09:00"),
        ("2020-01-05 21:30 -05:00", "2020-01-06T11:30:00+09:00"),
        ("2020-01-05 21:30 UTC", "2020-01-06T06:30:00+09:00"),
        ("2020-01-05 21:30 EST", "2020-01-06T11:30:00+09:00"),
        ("2020-01-05 21:30 KST", "2020-01-05T21:30:00+09:00"),
        ("2020-01-05 9:30 pm", "2020-01-05T21:30:00+09:00"),
        ("2020-01-05 12am", "2020-01-05T00:00:00+09:00"),
        ("2020/1/5", "2020-01-05T00:00:00+09:00"),
        ("5/1/2020", "2020-01-05T00:00:00+09:00"),
        ("2020. 1. 5.", "2020-01-05T00:00:00+09:00"),
        ("20200105", "2020-01-05T00:00:00+09:00"),
        ("20200105T213000Z", "2020-01-06T06:30:00+09:00"),
        ("Jan 5, 2020", "2020-01-05T00:00:00+09:00"),
        ("5th January 2020 21:30", "2020-01-05T21:30:00+09:00"),
        ("5-Jan-2020", "2020-01-05T00:00:00+09:00"),
        ("Sun, 05 Jan 2020 21:30:00 +0000", "2020-01-06T06:30:00+09:00"),
        ("Aug 2020", "2020-08-01T00:00:00+09:00"),
        ("2020년 1월 5일", "2020-01-05T00:00:00+09:00"),
        ("2020년 1월 5일 (일) 오후 9시 30분", "2020-01-05T21:30:00+09:00"),
        ("2021-02-30", "2021-03-02T00:00:00+09:00"),
        ("2020-01-05 24:00", "2020-01-06T00:00:00+09:00"),
    ],
)
def test_all_common_forms_are_dates(text: str, moment: str) -> None:
    found = parse_time(text, SEOUL)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "2020", "2020-13-01", "2020-01-32", "2020-01-05 25:00", "Jan 5", "12:00", "1" * 200, "0-0-0"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_time(text, SEOUL) is None


def test_an_hour_that_the_clocks_skip_becomes_one_that_exists() -> None:
    found = parse_time("2021-03-14 02:30", NEW_YORK)
    assert found is not None
    assert found.isoformat() == "2021-03-14T03:30:00-04:00"


@pytest.mark.parametrize(
    ("value", "naive_is_utc", "moment"),
    [
        (datetime(2020, 1, 5, 21), True, "2020-01-06T06:00:00+09:00"),
        (datetime(2020, 1, 5, 21), False, "2020-01-05T21:00:00+09:00"),
        (datetime(2020, 1, 5, 21, tzinfo=UTC), False, "2020-01-06T06:00:00+09:00"),
        (date(2020, 1, 5), True, "2020-01-05T00:00:00+09:00"),
        ("2020-01-05 21:00", True, "2020-01-05T21:00:00+09:00"),
        (20200105, True, "2020-01-05T00:00:00+09:00"),
    ],
)
def test_only_a_naive_time_of_yaml_is_read_in_two_ways(value: object, naive_is_utc: bool, moment: str) -> None:
    found = read_date(value, SEOUL, naive_is_utc=naive_is_utc)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("value", [None, True, 3.5, [], {}, "", datetime.max])
def test_other_values_are_no_dates(value: object) -> None:
    assert read_date(value, NEW_YORK, naive_is_utc=False) is None


def test_unknown_zones_are_none() -> None:
    assert [zone_named(name) for name in ("", "Mars/Olympus", "../etc/passwd", "a" * 300)] == [None] * 4


@given(st.text(max_size=60), st.sampled_from([UTC, SEOUL, NEW_YORK]))
def test_any_text_is_a_date_or_none(text: str, where: tzinfo) -> None:
    found = parse_time(text, where)
    assert found is None or found.tzinfo is not None


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.none() | st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    st.booleans(),
)
def test_a_date_kept_as_text_means_the_same_moment(moment: datetime, offset: Any, naive_is_utc: bool) -> None:
    value = moment.replace(microsecond=0, tzinfo=offset)
    text = as_plain([{"when": value}], naive_is_utc=naive_is_utc)[0]["when"]
    assert read_date(text, SEOUL, naive_is_utc=naive_is_utc) == read_date(value, SEOUL, naive_is_utc=naive_is_utc)
