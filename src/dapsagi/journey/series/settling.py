"""Series among posts that share a stem: all of them, or one part of them beside another.

Two series may have one stem, and then something else tells them apart: where the numbers begin anew, the folder, the
category, the word that counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from dapsagi.journey.series.evidence import file_agrees, is_series, is_tagged_series
from dapsagi.journey.series.files import folder, undated_folder
from dapsagi.journey.series.grammar import CALENDAR
from dapsagi.journey.series.members import Member, repeated
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import fold
from dapsagi.journey.series.words import Strength

# Splitting a group explains it if so many of its members find their place.
_WELL_EXPLAINED: Final = 0.9
# A stray number is so far from the others.
_WIDE_GAP: Final = 10
# Letters of a subtitle that tell two series apart.
_OPENING: Final = 6


def settle(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Find the series among posts that share a stem; each in reading order, none if the evidence is too thin.

    A title that two posts bear counts once as evidence, but neither of them is left out: whoever wrote it twice should
    hear of it.
    """
    found = list(_settle(members))
    twins = _twins(members)
    if not twins:
        return found
    later = {twin.entry.key for _, twin in twins}
    found = found or list(_settle([member for member in members if member.entry.key not in later]))
    for twin, other in (pair for one, two in twins for pair in ((one, two), (two, one))):
        within = {member.entry.key: place for place, part in enumerate(found) for member in part}
        place = within.get(other.entry.key)
        if place is not None and twin.entry.key not in within:
            found[place] = tuple(sorted((*found[place], twin), key=_place))
    return found


def _twins(members: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Return the pairs of posts with one title, the older first; a title that more posts bear is a heading.

    A title in another folder is that of another course.
    """
    by_title: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for member in members:
        by_title[fold(member.entry.title), undated_folder(member.entry.key)].append(member)
    pairs = (sorted(same, key=_age) for same in by_title.values() if len(same) == 2)
    return [(older, younger) for older, younger in pairs]


def _age(member: Member) -> tuple[str, str]:
    return member.entry.date, member.entry.key


def _settle(members: Sequence[Member], *, is_rest: bool = False) -> Iterator[tuple[Member, ...]]:
    """Find series; what the best way of splitting leaves over, the rest, is looked at in the same way, once."""
    ordered = sorted(map(_dated, _undoubted(members)), key=_place)
    if is_series(ordered, repeats=False):
        yield tuple(ordered)
        return
    renumbered = _renumbered(ordered)
    if is_series(renumbered, repeats=False):
        yield tuple(renumbered)
        return
    splits = [_runs(ordered), _clusters(ordered), *(_parts(ordered, trait) for trait in _TRAITS)]
    parts = list(max(splits, key=_size))
    if parts and not is_rest:
        parts += _settle(_outside(parts, ordered), is_rest=True)
    explained = _size(parts) / len(ordered) if ordered else 0
    # A number that is there twice by a slip gives no two series away: of these, both begin, or much is there twice.
    twice = len(ordered) - len({member.number for member in ordered})
    several = twice > 1 or sum(part[0].number[0] <= 1 for part in parts) > 1
    resolved = explained >= _WELL_EXPLAINED and several and not any(map(repeated, parts))
    if not resolved and is_series(renumbered, repeats=True):
        yield tuple(renumbered)
        return
    yield from parts
    if not is_rest and not _stem(ordered):
        yield from _tagged(_outside(parts, ordered))


def _outside(parts: Iterable[Sequence[Member]], members: Sequence[Member]) -> list[Member]:
    within = {member.entry.key for part in parts for member in part}
    return [member for member in members if member.entry.key not in within]


def _size(parts: Iterable[Sequence[Member]]) -> int:
    return sum(map(len, parts))


def _undoubted(members: Sequence[Member]) -> Sequence[Member]:
    """Leave out versions where there are parts: beside `자바 1장` and `자바 2장`, `자바 8` is no eighth."""
    sure = [member for member in members if (member.reading.strength or Strength.DOUBTFUL) > Strength.VAGUE]
    return sure if len(sure) > 1 else members


def _place(member: Member) -> tuple[Number, Number, str, str]:
    return member.number, member.filed, member.entry.date, member.entry.key


def _stem(members: Sequence[Member]) -> str:
    return members[0].reading.stem if members else ""


def _dated(member: Member) -> Member:
    """Give `12월 3주차` the year of its post, so that December comes before January."""
    year = member.entry.date[:4]
    told = len(member.number) > len(("month", "week"))
    if member.reading.unit != CALENDAR or told or not year.isdecimal():
        return member
    return msgspec.structs.replace(member, number=(float(year), *member.number))


def _renumbered(members: Sequence[Member]) -> list[Member]:
    """Where titles say one number and the file names tell all of them apart, believe the file names."""
    taken = {member.number for member in members}
    amended: dict[str, Member] = {}
    for number, same in repeated(members).items():
        by_file = [member.filed or number for member in same]
        others = {filed for filed in by_file if filed != number}
        agrees = number in by_file and any(map(file_agrees, same))
        told_apart = len(set(by_file)) == len(same) and others.isdisjoint(taken)
        if not (agrees and told_apart) or len({member.reading.unit for member in same}) > 1:
            continue
        taken |= others
        for member, filed in zip(same, by_file, strict=True):
            if filed != number:
                why = f"file name says {filed[0]:g}, title says {member.reading.label}"
                amended[member.entry.key] = msgspec.structs.replace(member, number=filed, why=why)
    return sorted((amended.get(member.entry.key, member) for member in members), key=_place)


_Trait = Callable[[Member], Hashable]
# What may tell two series with one stem apart.
_TRAITS: tuple[_Trait, ...] = (
    lambda member: member.reading.unit,
    lambda member: member.reading.subtitle[:_OPENING],
    lambda member: folder(member.entry.key),
    lambda member: member.entry.categories,
)


def _parts(members: Sequence[Member], trait: _Trait) -> list[tuple[Member, ...]]:
    split: dict[Hashable, list[Member]] = defaultdict(list)
    for member in members:
        split[trait(member)].append(member)
    if len(split) == 1:
        return []
    # File names tell parts apart that one number is said of, they make no series of them.
    several = (some for some in split.values() if len({member.number for member in some}) > 1)
    return [tuple(part) for some in several if is_series(part := _renumbered(some), repeats=True)]


def _tagged(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Tell the chapters of several books apart by the tags of their posts; a larger series goes before a smaller.

    A tag says less than a place: whatever is counted in one way under it must be one series, written in its order.
    """
    by_tag: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for member in members:
        for tag in dict.fromkeys(member.entry.tags):
            by_tag[tag, member.reading.unit].append(member)
    taken: set[str] = set()
    series = []
    for some in sorted(by_tag.values(), key=len, reverse=True):
        if taken.isdisjoint(member.entry.key for member in some) and is_tagged_series(some):
            taken.update(member.entry.key for member in some)
            series.append(tuple(some))
    return series


def _clusters(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Split a group at wide gaps: a stray number spoils no series."""
    clusters: list[list[Member]] = [[]]
    for member in members:
        if clusters[-1] and member.number[0] - clusters[-1][-1].number[0] > _WIDE_GAP:
            clusters.append([])
        clusters[-1].append(member)
    return [tuple(cluster) for cluster in clusters if is_series(cluster, repeats=False)] if len(clusters) > 1 else []


def _runs(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Split a group that begins anew in the course of time: 1, 2, 3, then 1, 2."""
    runs: list[list[Member]] = []
    for member in sorted(members, key=lambda member: (member.entry.date, *_place(member))):
        if not runs or member.number <= runs[-1][-1].number:
            runs.append([])
        runs[-1].append(member)
    if any(run[0].number[0] > 1 for run in runs):
        return []
    return [tuple(run) for run in runs if is_series(run, repeats=False)]
