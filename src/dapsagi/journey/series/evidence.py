"""Whether posts whose titles share a stem and differ in a number are parts of one series.

A reader decides by looking at all of them at once, and so does this: the numbers of a series begin at the beginning,
follow one another and seldom repeat; versions, problems and years do none of that. The less a mark says that it counts
parts (`Strength`), the more must hold beside:

- NAMED, `2편`: three in ten numbers from the first to the last are there.
- MARKED, `(2)`: every second is, and the first too, or many stand in a row, or none is missing under a weighty name.
- BARE, `2`: three in four are, the first too or a row, written in the order of time.
- VAGUE and DOUBTFUL, `Python 2`: all are, three at least, the first too or a row, in the order of time.

Thinner than that, only a long row in the order of time is one. Titles without a name before their numbers must be of
one place and have a subject: a category, a folder, file names or a tag (`_is_nameless_series`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from dapsagi.journey.series.files import common_folder, file_slug, folder, telling_folder, undated_folder
from dapsagi.journey.series.grammar import INTRODUCTION, collects_exercises, names_judge
from dapsagi.journey.series.members import Member, context, count_days, in_order_of_time, repeated, shared_file_name
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import fold, weight
from dapsagi.journey.series.words import LOOSE_COUNTERS, SHARED_UNITS, Strength

# Of the numbers from the first to the last, how many a series must have, by the strength of its marks.
_DENSITY: Final = {
    Strength.NAMED: 0.3, Strength.MARKED: 0.5, Strength.BARE: 0.75, Strength.VAGUE: 1.0, Strength.DOUBTFUL: 1.0,
}  # fmt: skip
_DENSITY_WITHOUT_STEM: Final = {**dict.fromkeys(Strength, 0.75), Strength.NAMED: 0.5}
# A group without a common stem needs more members; so does one whose stem ends in the name of a product.
_FEWEST_WITHOUT_STEM: Final = 3
_FEWEST_DOUBTFUL: Final = 3
_FEWEST_AMID: Final = 4
# Numbers that repeat: this many different ones must be there, and this share of all.
_FEWEST_DIFFERENT: Final = 3
_SHARE_OF_DIFFERENT: Final = 0.5
_REPEATED_BY_SLIP: Final = 0.1
_MOST_SLIPS: Final = 3
# Chapters are counted by their sections where most posts tell of one.
_SHARE_OF_SECTIONS: Final = 0.75
# So many files, and most of them, say the numbers of the titles.
_FEWEST_WRITTEN_TWICE: Final = 3
# So many numbers in a row are no accident, wherever they begin.
_LONG_RUN: Final = 5
_SECOND: Final = 2
_LECTURES: Final = [INTRODUCTION, INTRODUCTION + 1, INTRODUCTION + 2]
_WEIGHTY: Final = 8


class _Evidence:
    """What speaks for a series of these members."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members

    @cached_property
    def strength(self) -> Strength:
        """The strength that at least two members have: one strong mark beside a bare number proves little.

        A bare number that the file names say in words of their own was written twice.
        """
        strengths = (member.reading.strength or Strength.DOUBTFUL for member in self.members)
        strength = sorted(strengths, reverse=True)[1]
        return Strength.MARKED if strength is Strength.BARE and self._written_twice() else strength

    @cached_property
    def levels(self) -> list[float]:
        """The different numbers on the first level that differs; what is before or behind all others has none there."""
        members, depth = self.members, 0
        while len({member.number[depth : depth + 1] for member in members}) == 1 and depth < len(members[0].number) - 1:
            depth += 1
        levels = {member.number[depth] for member in members if len(member.number) > depth}
        return sorted({level for level in levels if 0 <= level < float("inf")} or levels)

    @cached_property
    def covered(self) -> set[float]:
        """The levels and what lies within ranges, as 8 and 9 do in `8~9장`."""
        covered = set(self.levels)
        if self.counts_chapters:
            for member in self.members:
                covered.update(float(number) for number in range(int(member.number[0]), int(member.reading.last) + 1))
        return covered

    @cached_property
    def density(self) -> float:
        """How many of the numbers from the first to the last are there, as a share."""
        return len(self.covered) / (max(self.covered) - min(self.covered) + 1)

    def _written_twice(self) -> bool:
        """Tell whether file names that were not made of the titles count as these do."""
        twice = sum(
            file_agrees(member) and fold(file_slug(member.entry.key)) != fold(member.entry.title)
            for member in self.members
        )
        return twice >= max(_FEWEST_WRITTEN_TWICE, _SHARE_OF_SECTIONS * len(self.members))

    @property
    def counts_chapters(self) -> bool:
        """Whether the members differ on the first level, each of their numbers in one chapter."""
        return len({member.number[0] for member in self.members}) == len(self.levels)

    @property
    def breadth(self) -> int:
        """The number of chapters, or of sections where all is of one or two chapters (`1.1`, `1.2`, `1.3`)."""
        sections = [member.number for member in self.members if len(member.number) > 1]
        runs = [number[1] - other[1] for other, number in pairwise(sections) if number[0] == other[0]]
        return max(len(self.levels), sum(1 for step in runs if 0 < step <= _SECOND) + 1)

    @property
    def begins(self) -> bool:
        """Whether the first part is there, or the first lectures: `유닉스 101`, `유닉스 102`, `유닉스 103`."""
        return self.levels[0] <= 1 or self.levels[:3] == _LECTURES

    @property
    def is_row(self) -> bool:
        """Whether so many numbers follow one another that they are no accident, wherever they begin.

        Some may be missing, but all must have come in the order of time. Versions do not come so often, and hardly
        ever from the first on.
        """
        if len(self.covered) < _LONG_RUN:
            return False
        if self.strength is Strength.DOUBTFUL and not (self.begins and self.density >= _DENSITY[Strength.BARE]):
            return False
        return self.density >= _DENSITY[Strength.MARKED] and in_order_of_time(self.members, of_all=True)

    @property
    def begins_amid(self) -> bool:
        """Whether somebody began a book in the middle, and then told of several chapters in a row."""
        chapters = {member.number[0] for member in self.members}
        row = len(chapters) in (1, len(self.levels)) and len(self.levels) >= _FEWEST_AMID
        row = row and self.density >= _DENSITY[Strength.BARE]
        return row and self.strength is Strength.NAMED and in_order_of_time(self.members)


def is_series(members: Sequence[Member], *, repeats: bool) -> bool:
    """Weigh all that speaks for a series, more where the marks themselves say less.

    One number may be that of several posts only if it `repeats`.
    """
    if len(members) < 2:
        return False
    repeating = repeated(members)
    if repeating and not (repeats and _may_repeat(members, repeating)):
        return False
    evidence = _Evidence(members)
    strength, first = evidence.strength, members[0].reading
    if (strength is not Strength.NAMED and is_collection(members)) or _are_volumes(members):
        return False
    if not _suits_its_stem(evidence, repeats=bool(repeating)):
        return False
    if not first.stem:
        return _is_nameless_series(evidence)
    if evidence.density < _DENSITY[strength]:
        return evidence.is_row
    match strength:
        case Strength.NAMED:
            return True
        case Strength.MARKED:
            without_gap = evidence.density == 1 and weight(first.stem) >= _WEIGHTY and not _are_releases(members)
            return evidence.begins or evidence.is_row or without_gap
        case Strength.BARE:
            likely = evidence.is_row or evidence.begins
            enough = first.unit not in LOOSE_COUNTERS or len(members) >= _FEWEST_WITHOUT_STEM
            return likely and enough and in_order_of_time(members)
        case Strength.VAGUE | Strength.DOUBTFUL:
            begins = evidence.begins and (strength is Strength.DOUBTFUL or weight(first.stem) >= _WEIGHTY)
            return (begins or evidence.is_row) and len(members) >= _FEWEST_DOUBTFUL and in_order_of_time(members)


def is_tagged_series(members: Sequence[Member]) -> bool:
    """Tell whether all that is counted in one way under a tag is one series: a tag says less than a place."""
    if len(members) < _FEWEST_WITHOUT_STEM or repeated(members) or is_collection(members):
        return False
    evidence = _Evidence(members)
    return (evidence.begins or evidence.begins_amid) and (
        in_order_of_time(members) or (evidence.strength is Strength.NAMED and len(members) >= _FEWEST_AMID)
    )


def file_agrees(member: Member) -> bool:
    """Tell whether the file name of a post says the number that its title says, or its first levels."""
    return bool(member.filed) and member.number[: len(member.filed)] == member.filed


def _are_volumes(members: Sequence[Member]) -> bool:
    """Tell whether `2부 1장` and `2부 2장` are of a second volume, beside `1장` and `2장` of one without a number."""
    depths: dict[str, list[int]] = defaultdict(list)
    for member in members:
        if member.reading.strength is Strength.NAMED:
            depths[member.reading.unit].append(len(member.number))
    several = [found for found in depths.values() if len(found) > 1]
    return any(max(found) == 1 for found in several) and any(min(found) > 1 for found in several)


def _are_releases(members: Sequence[Member]) -> bool:
    """Tell whether the numbers may be those of releases: `[Kubernetes] 1.22 …`, `[Kubernetes] 1.23 …`."""
    return all(member.reading.unit == "listed" and len(member.number) == _SECOND for member in members)


def _suits_its_stem(evidence: _Evidence, *, repeats: bool) -> bool:
    """Ask more where the words that all share do not stand right before the number.

    What has no name there is at home in one place: two courses have a first week. `2장: 함수` and `3장: 함수` may still
    be of two books. Own words before the number (`흙 (1)`, `물 (2)`, `불 (3)`) are counted themselves if any repeats.
    """
    members, first = evidence.members, evidence.members[0].reading
    if first.stem.endswith("…"):
        own = {member.reading.subtitle for member in members}
        return not repeats and len(own) >= max(_FEWEST_WITHOUT_STEM, len(members)) and in_order_of_time(members)
    if first.stem and not (first.stem.startswith("…") and first.pace == "part"):
        return True
    at_home = len({undated_folder(member.entry.key) for member in members}) == 1
    if not first.stem:
        return at_home
    begins = evidence.begins and evidence.density >= _DENSITY[Strength.MARKED]
    return at_home and not repeats and (begins or (evidence.density == 1 and len(evidence.levels) > _SECOND))


def _is_nameless_series(evidence: _Evidence) -> bool:
    """Tell whether titles with nothing but a number and a subtitle are parts of one subject."""
    members, strength = evidence.members, evidence.strength
    units = Counter(member.reading.unit for member in members)
    alike = len(units) == 1 and not repeated(members)
    if len(members) > _FEWEST_WITHOUT_STEM and min(units.values()) == 1 and len(units) == 2:
        # `Chapter 1` begins no lectures.
        return False
    filed = all(map(file_agrees, members))
    if not evidence.begins:
        # Files that say the same, as `os-lec4.md` does, name what the titles do not.
        named = strength is Strength.NAMED and filed and len(evidence.levels) >= _FEWEST_WITHOUT_STEM
        named = named and evidence.density >= _DENSITY[Strength.MARKED] and bool(shared_file_name(members))
        return alike and (named or (evidence.begins_amid and bool(context(members))))
    # Who tells of some chapters does so in their order.
    chosen = strength is Strength.NAMED and in_order_of_time(members) and count_days(members) > 1
    if strength < Strength.MARKED or evidence.density < (_DENSITY if chosen else _DENSITY_WITHOUT_STEM)[strength]:
        return False
    filed &= strength is Strength.NAMED or bool(telling_folder(common_folder([member.entry.key for member in members])))
    return evidence.breadth >= (2 if filed else _FEWEST_WITHOUT_STEM) and bool(context(members))


def _may_repeat(members: Sequence[Member], repeating: dict[Number, list[Member]]) -> bool:
    """Allow several posts on one chapter, week or day, as many as there are in the order of time, and a rare slip."""
    different = len({member.number for member in members})
    if different < _FEWEST_DIFFERENT:
        return False
    if all(same.reading.unit in SHARED_UNITS for some in repeating.values() for same in some):
        return different >= _SHARE_OF_DIFFERENT * len(members) or in_order_of_time(members, of_all=True)
    slips = sum(len({same.entry.title for same in some}) - 1 for some in repeating.values())
    return slips <= min(_MOST_SLIPS, max(1, int(_REPEATED_BY_SLIP * len(members))))


def is_collection(members: Sequence[Member]) -> bool:
    """Tell whether the posts are solutions of numbered problems, by their categories, tags and folders.

    Where solutions of many judges are collected, a title that ends in its number is that of a problem.
    """
    places = [(*member.entry.categories, *member.entry.tags, folder(member.entry.key)) for member in members]
    whole = all(not member.reading.subtitle for member in members)
    telling = sum(any(names_judge(place) or (whole and collects_exercises(place)) for place in some) for some in places)
    return telling > len(members) / 2
