"""Series that nothing counts: titles that are alike but for a head, `자바편`, or for the time of writing, `3월`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from dapsagi.journey.series.grammar import MONTH, names_judge
from dapsagi.journey.series.members import Member
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.plain_titles import plain
from dapsagi.journey.series.readings import fold, trimmed, unnumbered, weight
from dapsagi.journey.series.titles import Group

# A subject is no mere word. A column is called by one, be it `TIL`.
_WEIGHT_OF_SUBJECT: Final = 12
_WEIGHT_OF_COLUMN: Final = 3
_BY_HEAD: Final = "title ends in “편”, as others of its beginning do"
_BY_TIME: Final = "title is that of others but for the time that it says"
_FEWEST: Final = {_BY_HEAD: 2, _BY_TIME: 3}
# What a month brought is told so many months later at the most, or in the days before its end.
_LATEST: Final = 2

_HEADED = re.compile(
    r"(?P<subject>.*[^\s:|_–—(-])\s*(?:[:|_]|\s[-–—]\s|\s[-–—]|[-–—]\s|\()\s*"
    r"(?P<head>[^:|_()–—-]*[^\W\d][^:|_()–—-]*(?:\([^()]*\))?)\s?[편編编篇]['\"’”)\]]?\s*[.!]?$"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:\s?\(?[월화수목금토일](?:요일)?\))?"
_TIMES = (
    # 2024-03-05, 24.3.5, 20240305, 240305
    r"(?<!\d)(?P<year_a>(?:20)?\d\d)(?P<by>\s?[-./_]\s?|(?=\d{4}(?!\d)))(?P<month_a>1[0-2]|0?[1-9])(?P=by)"
    rf"(?:0?[1-9]|[12]\d|3[01])(?!\d){_WEEKDAY}",
    # 2024년 3월 5일, 3월 둘째 주, 3월
    r"(?:(?<!\d)(?P<year_b>(?:20)?\d\d)\s?[년./-]?\s?)?(?<!\d)(?P<month_b>1[0-2]|0?[1-9])\s?월(?:\s?\d{1,2}\s?일)?"
    rf"(?:\s?\d\s?째?\s?주차?)?{_WEEKDAY}",
    # Nov 3 week 2018, March 5th, 2024
    rf"(?P<month_c>{MONTH})(?:\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?(?:\sweek)?"
    r"(?:,?\s(?P<year_c>20\d\d))?(?![A-Za-z\d])",
    # 2024-03
    r"(?<!\d)(?P<year_d>20\d\d)[-./](?P<month_d>0[1-9]|1[0-2])(?![-./]?\d)",
)
_TIME = re.compile("|".join(_TIMES))
_EMPTY = re.compile(r"[(\[]\s*[)\]]")
# Behind the month in `3월에 읽은 것` and `3월의 책`.
_PARTICLE = re.compile(r"^\s*(?:에는?|의)\s")
_LIKELY = re.compile(r"[편編编篇\d]")
_WRITTEN = re.compile(r"(\d{4})-(\d\d)")
_NUMBER = re.compile(r"\d+")
# Of the posts of a column without dates, so many months lie between two.
_MOST_MONTHS: Final = 2
# How the date of a post begins that has none.
_UNDATED: Final = "1970-01-01"


class _Shared(NamedTuple):
    """What the titles of one series share, and how the others of them are told apart."""

    why: str
    lang: str
    stem: str


class _Told(NamedTuple):
    """What a title says: why it is one of several, what they share and what is its own.

    `time` is what the title of a post without a date says of it.
    """

    why: str
    name: str
    rest: str
    time: tuple[int, ...] = ()


def group_episodes(entries: Iterable[Entry]) -> list[Group]:
    """Find the posts whose titles are alike but for a head or the time of writing, in the order of their dates.

    Heads are those of `면접 대비 - 자바편` and `면접 대비 - 운영체제편`, times those of `3월 회고` and `4월 회고`.
    No post is in two groups.
    """
    found: dict[_Shared, dict[str, Entry]] = defaultdict(dict)
    names: dict[_Shared, str] = {}
    months: dict[_Shared, list[int]] = defaultdict(list)
    # Most titles are spared the readings.
    likely = ((entry, _headed(entry) or _dated(entry)) for entry in entries if _LIKELY.search(entry.title))
    read = [(entry, told) for entry, told in likely if told]
    for entry, told in sorted(read, key=lambda one: (one[0].date, one[1].time, one[0].key)):
        shared = _Shared(told.why, entry.lang, fold(told.name))
        names.setdefault(shared, trimmed(_PARTICLE.sub("", told.name)))
        found[shared].setdefault(fold(told.rest), entry)
        if told.time:
            months[shared].append(12 * told.time[0] + told.time[1])
    return [
        Group(
            names[shared],
            tuple(
                Member(entry, unnumbered(entry.title), (float(place),), shared.why)
                for place, entry in enumerate(episodes.values(), 1)
            ),
        )
        for shared, episodes in found.items()
        if len(episodes) >= _FEWEST[shared.why]
        # Who counts by releases skips more months than whoever looks back.
        and max(months[shared], default=0) - min(months[shared], default=0) <= _MOST_MONTHS * len(months[shared])
    ]


def says_a_time(title: str) -> bool:
    """Tell whether a title says a day or a month, of which every year has one."""
    return _TIME.search(title) is not None


def _headed(entry: Entry) -> _Told | None:
    match = _HEADED.match(plain(entry.title))
    if match is None or weight(fold(match["subject"])) < _WEIGHT_OF_SUBJECT:
        return None
    return _Told(_BY_HEAD, match["subject"], match["head"])


def _dated(entry: Entry) -> _Told | None:
    """Read a title that says when it was written: at any other time the numbers are no date but a version.

    A post without a date is believed if it says the year too.
    """
    match = _TIME.search(entry.title)
    written = _WRITTEN.match(entry.date)
    if match is None or written is None:
        return None
    said = {name.partition("_")[0]: text for name, text in match.groupdict().items() if text}
    month = int(said["month"]) if said["month"].isdecimal() else _MONTHS.index(said["month"][:3].casefold()) + 1
    year = int(said["year"][-2:]) if "year" in said else None
    late = 12 * (int(written[1][-2:]) - year if year is not None else 0) + int(written[2]) - month
    if year is None:
        # December is told of in January.
        late %= 12
    name = _EMPTY.sub(" ", f"{entry.title[: match.start()]} {entry.title[match.end() :]}")
    undated = entry.date.startswith(_UNDATED)
    believed = year is not None if undated else -1 <= late <= _LATEST
    if not believed or weight(fold(name)) < _WEIGHT_OF_COLUMN or names_judge(name):
        return None
    time = (year or 0, month, *map(int, _NUMBER.findall(match[0]))) if undated else ()
    # Every year has its third of May.
    whole = f"{int(written[1]) - (month > int(written[2]))} {match[0]}"
    return _Told(_BY_TIME, name, whole, time)
