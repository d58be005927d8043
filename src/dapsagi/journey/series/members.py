"""Posts that may be parts of a series, and what several of them share beside their numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import Final

import msgspec

from dapsagi.journey.series.files import common_folder, read_file_name, telling_folder
from dapsagi.journey.series.grammar import CALENDAR
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import Reading, fold, trimmed, weight

# Words that weigh less are no name.
_SLIGHT: Final = 4
# Of the dates of a series, so many rise with its numbers.
_IN_ORDER: Final = 0.8
# Of a date, so many letters are its day.
_DAY: Final = 10

_WORD = re.compile(r"[^\W\d_]{2,}|[^\W_]{3,}")


class Member(msgspec.Struct, frozen=True):
    """A post that may be a part: its entry, the reading of its title, and the number that holds in the end.

    `filed` is the number in its file name, empty if there is none. `anchor` is the id of the heading that the part
    begins with, where it is not the whole post.
    """

    entry: Entry
    reading: Reading
    number: Number
    why: str = ""
    filed: Number = ()
    anchor: str = ""


def shared_weight(titles: Iterable[str]) -> int:
    """Weigh the words that all titles share."""
    return sum(map(weight, set.intersection(*(set(_WORD.findall(title.casefold())) for title in titles))))


def shared_words(titles: Sequence[str]) -> str:
    """Return the words with which all titles begin, if they weigh enough for a name; else nothing."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*(f"{title} " for title in titles), strict=False))
    beginning = "".join(letters[0] for letters in alike)
    words = trimmed(beginning[: max(map(beginning.rfind, " ([:|")) + 1])
    return words if weight(fold(words)) >= _SLIGHT else ""


def in_order_of_time(members: Sequence[Member], *, of_all: bool = False) -> bool:
    """Tell whether the dates rise with the numbers, but for a few; what a day brought forth is in any order.

    With `of_all` there must be no exception.
    """
    steps = _rising(members)
    return all(steps) if of_all else sum(steps) >= _IN_ORDER * len(steps)


def count_days(members: Sequence[Member]) -> int:
    """Count the days on which the posts were written."""
    return len({member.entry.date[:_DAY] for member in members})


def three_a_year(members: Sequence[Member]) -> bool:
    """Tell whether three posts and more came in every year, taken together."""
    # Dates are ISO 8601; what has none has no year either.
    days = [member.entry.date for member in members]
    months = [12 * int(day[:4]) + int(day[5:7]) for day in days if day[:4].isdecimal() and day[5:7].isdecimal()]
    return len(months) == len(days) and max(months) - min(months) <= 4 * len(months)


def against_time(members: Sequence[Member]) -> bool:
    """Tell whether the dates contradict the numbers: more of them fall than rise."""
    steps = _rising(members)
    return sum(steps) < len(steps) / 2


def repeated(members: Sequence[Member]) -> dict[Number, list[Member]]:
    """Collect the members whose number another one has too."""
    by_number: dict[Number, list[Member]] = defaultdict(list)
    for member in members:
        by_number[member.number].append(member)
    return {number: same for number, same in by_number.items() if len(same) > 1}


def context(members: Sequence[Member]) -> str:
    """Name what the posts have in common beside their titles: a category, a folder or the beginning of a file name."""
    return _shared_place(members)[1]


def shared_file_name(members: Sequence[Member]) -> str:
    """Return what all file names say before their numbers; nothing if they differ."""
    marks = [read_file_name(member.entry.key) for member in members]
    names = {trimmed(mark.name) if mark else "" for mark in marks}
    return names.pop() if len(names) == 1 else ""


def nameless(members: Sequence[Member]) -> tuple[str, str]:
    """Say what makes one series of titles that have nothing but a number, and name it; empty if a long row alone does.

    Of several tags the longest is the subject's own.
    """
    where, name = _shared_place(members)
    if name:
        return f"{where} “{name}”", name
    tags = set.intersection(*(set(member.entry.tags) for member in members))
    tag = max(tags, key=lambda tag: (weight(fold(tag)), tag), default="")
    return (f"the tag “{tag}”", tag) if tag else ("", "")


def label(member: Member) -> str:
    """Return the number of a part as a reader sees it."""
    if member.reading.unit == CALENDAR or not all(0 <= level < float("inf") for level in member.number):
        return member.reading.label
    if member.reading.pace == "half":
        return "".join(filter(str.isalnum, member.reading.label))
    return "-".join(f"{level:g}" for level in member.number)


def _shared_place(members: Sequence[Member]) -> tuple[str, str]:
    categories = set.intersection(*(set(filter(telling_folder, member.entry.categories)) for member in members))
    if categories:
        return "the category", min(categories)
    if name := telling_folder(common_folder([member.entry.key for member in members])):
        return "the folder", name
    return "the file names", shared_file_name(members)


def _rising(members: Sequence[Member]) -> list[bool]:
    days = [member.entry.date[:_DAY] for member in members]
    return [one <= other for one, other in pairwise(days)]
