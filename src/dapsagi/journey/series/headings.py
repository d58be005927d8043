"""Parts within one post, and parts that are announced: what the headings of a post say."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import Reading, read_title, trimmed
from dapsagi.journey.series.words import STORY_UNITS, Strength
from dapsagi.post.part_words import YET_TO_COME


class HeadingPart(msgspec.Struct, frozen=True):
    """A heading that begins a part of its own: its place among the post's headings, its text, and what that reads."""

    index: int
    title: str
    reading: Reading


def parts_in_headings(headings: Sequence[str]) -> tuple[HeadingPart, ...]:
    """Read a post whose headings are parts (`1부`, `2부`, `Part 3: …`) as a journey of its own.

    `headings` are the texts of headings in order; other headings may stand between, and a part may itself count weeks
    or chapters: the unit that comes first divides the post. Its parts must begin at 0 or 1 and follow one another
    without a gap; otherwise, or with fewer than two, the post is no journey.
    """
    by_unit: dict[str, list[tuple[int, Reading]]] = {}
    for index, heading in enumerate(headings):
        for reading in read_title(heading):
            begins = reading.stem == "" and reading.strength is Strength.NAMED
            if begins and reading.unit in STORY_UNITS and not YET_TO_COME.search(heading):
                by_unit.setdefault(reading.unit, []).append((index, reading))
                break
    for unit, found in by_unit.items():
        if len(found) > 1 and _follow([reading.number for _, reading in found], unit):
            return tuple(HeadingPart(index, headings[index].strip(), reading) for index, reading in found)
    return ()


def announced(entry: Entry) -> tuple[tuple[Number, str], ...]:
    """List the parts that a post's lines and links say are yet to come (`3편 예정`), each with number and title."""
    found: dict[Number, str] = {}
    for text in (*entry.promises, *(words for _, words in entry.links)):
        if not YET_TO_COME.search(text):
            continue
        title = trimmed(YET_TO_COME.sub(" ", text))
        for reading in read_title(title):
            if reading.strength is Strength.NAMED:
                found.setdefault(reading.number, title)
    return tuple(sorted(found.items()))


def _follow(numbers: Sequence[Number], unit: str) -> bool:
    """Tell whether numbers of one level rise one by one from 0 or 1; 상 and 하 need no 중."""
    firsts = [number[0] for number in numbers]
    if any(len(number) > 1 for number in numbers) or firsts[0] > 1 or firsts != sorted(set(firsts)):
        return False
    return unit == "half" or firsts[-1] - firsts[0] == len(firsts) - 1
