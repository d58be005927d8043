"""Whether posts whose titles share a stem and differ in a number are parts of one series.

A reader decides by looking at all of them at once, and so does this: the numbers of a series begin at the beginning,
follow one another and seldom repeat; versions, problems and years do none of that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

import msgspec

from dapsagi.journey.series.files import common_folder, folder, read_amid, read_file_name, telling_folder
from dapsagi.journey.series.grammar import CALENDAR, Number, names_judge
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.readings import Reading, fold, trimmed, weight
from dapsagi.journey.series.words import LOOSE_COUNTERS, PICKED_UNITS, SHARED_UNITS, Strength


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


# Of the numbers from the first to the last, how many a series must have, by the strength of its marks. Diaries count
# every day and tell of some.
_DENSITY: Final = {Strength.NAMED: 0.3, Strength.MARKED: 0.5, Strength.BARE: 0.75, Strength.DOUBTFUL: 1.0}
_DENSITY_OF_DAYS: Final = 0.1
_DENSITY_WITHOUT_STEM: Final = {**dict.fromkeys(Strength, 0.75), Strength.NAMED: 0.5}
# Two posts, of which at most two parts between them are missing.
_WIDEST_PAIR: Final = 3
# A group without a common stem needs more members; so does one whose stem ends in the name of a product.
_FEWEST_WITHOUT_STEM: Final = 3
_FEWEST_DOUBTFUL: Final = 3
_FEWEST_AMID: Final = 4
_FEWEST_WITHOUT_CONTEXT: Final = {Strength.MARKED: 15, Strength.NAMED: 8}
# Numbers that repeat: this many different ones must be there, and this share of all.
_FEWEST_DIFFERENT: Final = 3
_SHARE_OF_DIFFERENT: Final = 0.5
_REPEATED_BY_SLIP: Final = 0.1
_MOST_SLIPS: Final = 3
# Splitting a group explains it if so many of its members find their place.
_EXPLAINED: Final = 0.6
_WELL_EXPLAINED: Final = 0.9
_MOST_ROUNDS: Final = 3
# Chapters are counted by their sections where most posts tell of one.
_SHARE_OF_SECTIONS: Final = 0.75
# So many numbers in a row are no accident, wherever they begin.
_LONG_RUN: Final = 5
_WIDE_GAP: Final = 10
_SECOND: Final = 2
# Months so far apart are neighbours across the turn of a year.
_TURN_OF_THE_YEAR: Final = 10
# Letters of a subtitle that tell two series apart.
_OPENING: Final = 6
_WEIGHTY: Final = 8
_SLIGHT: Final = 4
_IN_ORDER: Final = 0.8
# Of a date, so many letters are its day.
_DAY: Final = 10

_WORD = re.compile(r"[^\W\d_]{2,}|[^\W_]{3,}")


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
    """Return the pairs of posts with one title, the older first; a title that more posts bear is a heading."""
    by_title: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_title[fold(member.entry.title)].append(member)
    pairs = (sorted(same, key=_age) for same in by_title.values() if len(same) == 2)
    return [(older, younger) for older, younger in pairs]


def _age(member: Member) -> tuple[str, str]:
    return member.entry.date, member.entry.key


def _settle(members: Sequence[Member], rounds: int = _MOST_ROUNDS) -> Iterator[tuple[Member, ...]]:
    """Find series; what one way of splitting leaves over is looked at again, `rounds` times at most."""
    ordered = sorted(map(_dated, _undoubted(members)), key=_place)
    if _is_series(ordered, repeats=False):
        yield tuple(ordered)
        return
    renumbered = _renumbered(ordered)
    if _is_series(renumbered, repeats=False):
        yield tuple(renumbered)
        return
    splits = [_runs(ordered), _clusters(ordered), *(_parts(ordered, trait) for trait in _TRAITS)]
    parts = _with_rest(max(splits, key=_size), ordered, rounds)
    explained = _size(parts) / len(ordered) if ordered else 0
    resolved = explained >= _WELL_EXPLAINED and not any(map(repeated, parts))
    if not resolved and _is_series(renumbered, repeats=True):
        yield tuple(renumbered)
        return
    if explained < _EXPLAINED and _stem(ordered):
        sure = ([part for part in parts if _stands_alone(part)] for parts in splits)
        parts = _with_rest(max(sure, key=_size), ordered, rounds)
    yield from parts
    if rounds == _MOST_ROUNDS and not _stem(ordered):
        within = {member.entry.key for part in parts for member in part}
        yield from _tagged([member for member in ordered if member.entry.key not in within])


def _with_rest(parts: Sequence[tuple[Member, ...]], members: Sequence[Member], rounds: int) -> list[tuple[Member, ...]]:
    """Add the series among the members that are in none of `parts`."""
    if not parts or not rounds:
        return list(parts)
    within = {member.entry.key for part in parts for member in part}
    return [*parts, *_settle([member for member in members if member.entry.key not in within], rounds - 1)]


def _size(parts: Iterable[Sequence[Member]]) -> int:
    return sum(map(len, parts))


def _stands_alone(part: Sequence[Member]) -> bool:
    """Tell whether a series is sure although most posts of its stem are none."""
    strength = _strength(part)
    return strength is Strength.NAMED or (strength is Strength.MARKED and len(part) >= _FEWEST_WITHOUT_STEM)


def shared_weight(titles: Iterable[str]) -> int:
    """Weigh the words that all titles share."""
    return sum(map(weight, set.intersection(*(set(_WORD.findall(title.casefold())) for title in titles))))


def shared_words(titles: Sequence[str]) -> str:
    """Return the words with which all titles begin, if they weigh enough for a name; else nothing."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*(f"{title} " for title in titles), strict=False))
    beginning = "".join(letters[0] for letters in alike)
    words = trimmed(beginning[: beginning.rfind(" ") + 1])
    return words if weight(fold(words)) >= _SLIGHT else ""


def in_order_of_time(members: Sequence[Member]) -> bool:
    """Tell whether the dates rise with the numbers, but for a few; what a day brought forth is in any order."""
    steps = _rising(members)
    return sum(steps) >= _IN_ORDER * len(steps)


def against_time(members: Sequence[Member]) -> bool:
    """Tell whether the dates contradict the numbers: more of them fall than rise."""
    steps = _rising(members)
    return sum(steps) < len(steps) / 2


def _rising(members: Sequence[Member]) -> list[bool]:
    days = [member.entry.date[:_DAY] for member in members]
    return [one <= other for one, other in pairwise(days)]


def repeated(members: Sequence[Member]) -> dict[Number, list[Member]]:
    """Collect the members whose number another one has too."""
    by_number: dict[Number, list[Member]] = defaultdict(list)
    for member in members:
        by_number[member.number].append(member)
    return {number: same for number, same in by_number.items() if len(same) > 1}


def context(members: Sequence[Member]) -> str:
    """Name what the posts have in common beside their titles: a category, a folder or the beginning of a file name."""
    return _shared_place(members)[1]


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


def _shared_place(members: Sequence[Member]) -> tuple[str, str]:
    categories = set.intersection(*(set(member.entry.categories) for member in members))
    if categories:
        return "the category", min(categories)
    if name := telling_folder(common_folder([member.entry.key for member in members])):
        return "the folder", name
    marks = [read_file_name(member.entry.key) for member in members]
    names = {trimmed(mark.name) if mark else "" for mark in marks}
    return "the file names", names.pop() if len(names) == 1 else ""


def _undoubted(members: Sequence[Member]) -> Sequence[Member]:
    """Leave out versions where there are parts: beside `자바 1장` and `자바 2장`, `자바 8` is no eighth."""
    sure = [member for member in members if member.reading.strength is not Strength.DOUBTFUL]
    return sure if len(sure) > 1 else members


def _place(member: Member) -> tuple[Number, Number, str, str]:
    return member.number, member.filed, member.entry.date, member.entry.key


def _stem(members: Sequence[Member]) -> str:
    return members[0].reading.stem if members else ""


def _is_series(members: Sequence[Member], *, repeats: bool) -> bool:
    """Weigh all that speaks for a series, more where the marks themselves say less."""
    if len(members) < 2:
        return False
    repeating = repeated(members)
    if repeating and not (repeats and _may_repeat(members, repeating)):
        return False
    strength = _strength(members)
    if strength is not Strength.NAMED and _is_collection(members):
        return False
    levels = _levels(members)
    density = _density(members, levels)
    if not _stem(members):
        return _is_nameless_series(members, strength, levels, density)
    first = members[0].reading
    if first.stem.startswith("…") and first.pace == "part" and (repeating or not _follow(levels, density)):
        return False
    if len(members) == 2 and first.pace in ("part", "half") and levels[-1] - levels[0] > _WIDEST_PAIR:
        return False
    if _are_days(members):
        return False
    if strength is Strength.NAMED and first.unit in PICKED_UNITS and len(levels) >= _FEWEST_WITHOUT_STEM:
        return True
    diary = strength is Strength.NAMED and first.pace == "day"
    run = density == 1 and len(levels) >= _LONG_RUN
    if density < (_DENSITY_OF_DAYS if diary else _DENSITY[strength]):
        # Versions do not come one after the other so often, whatever is named before the number.
        return strength is Strength.DOUBTFUL and _is_nearly_a_run(members, levels, density)
    begins = levels[0] <= 1
    match strength:
        case Strength.NAMED:
            return True
        case Strength.MARKED:
            return (
                begins
                or run
                or (density == 1 and weight(first.stem) >= _WEIGHTY and not _are_releases(members))
                or _goes_on(members, levels, density)
            )
        case Strength.BARE:
            likely = run or (begins and weight(first.stem) >= _SLIGHT)
            enough = first.unit not in LOOSE_COUNTERS or len(members) >= _FEWEST_WITHOUT_STEM
            return likely and enough and in_order_of_time(members)
        case Strength.DOUBTFUL:
            return begins and len(members) >= _FEWEST_DOUBTFUL and in_order_of_time(members)


def _are_days(members: Sequence[Member]) -> bool:
    """Tell whether `[모임 4/2]` is a day in April: of parts, all would say how many there are."""
    return (
        len({member.reading.unit for member in members if member.reading.unit[:1] == "/" and not member.number[1:]}) > 1
    )


def _are_releases(members: Sequence[Member]) -> bool:
    """Tell whether the numbers may be those of releases: `[Kubernetes] 1.22 …`, `[Kubernetes] 1.23 …`."""
    return all(member.reading.unit == "listed" and len(member.number) == _SECOND for member in members)


def _is_nearly_a_run(members: Sequence[Member], levels: Sequence[float], density: float) -> bool:
    return (
        levels[0] <= 1
        and len(levels) > _LONG_RUN
        and density >= _DENSITY[Strength.BARE]
        and all(one.entry.date < other.entry.date for one, other in pairwise(members))
    )


def _goes_on(members: Sequence[Member], levels: Sequence[float], density: float) -> bool:
    """Tell whether the first part alone is missing, by its title at least, and few others are."""
    return (
        levels[0] <= _SECOND
        and len(levels) >= _LONG_RUN
        and density >= _DENSITY[Strength.BARE]
        and in_order_of_time(members)
    )


def _follow(levels: Sequence[float], density: float) -> bool:
    """Ask more of a stem that follows the number: `2장: 함수` and `3장: 함수` may be of two books."""
    return density >= _DENSITY[Strength.MARKED] if levels[0] <= 1 else density == 1 and len(levels) > 2


def _is_nameless_series(members: Sequence[Member], strength: Strength, levels: Sequence[float], density: float) -> bool:
    """Tell whether titles with nothing but a number and a subtitle are parts: of one subject, or many of them."""
    alike = len({member.reading.unit for member in members}) == 1 and not repeated(members)
    if levels[0] > 1:
        return alike and _begins_amid(members, strength, levels, density) and bool(context(members))
    if density < _DENSITY_WITHOUT_STEM[strength]:
        return False
    if strength < Strength.MARKED:
        # `1단계: …`, `2단계: …`: a loose counter, but without a gap.
        run = alike and density == 1 and len(levels) >= _LONG_RUN and members[0].reading.unit in LOOSE_COUNTERS
        return run and bool(context(members))
    filed = all(map(_file_agrees, members))
    filed &= strength is Strength.NAMED or bool(telling_folder(common_folder([member.entry.key for member in members])))
    if alike and len(levels) >= _FEWEST_WITHOUT_CONTEXT[strength]:
        return True
    return _breadth(members, levels) >= (2 if filed else _FEWEST_WITHOUT_STEM) and bool(context(members))


def _begins_amid(members: Sequence[Member], strength: Strength, levels: Sequence[float], density: float) -> bool:
    """Tell whether somebody began a book in the middle, and then told of several chapters in a row."""
    chapters = len({member.number[0] for member in members}) == len(levels)
    row = chapters and len(levels) >= _FEWEST_AMID and density >= _DENSITY[Strength.BARE]
    return row and strength is Strength.NAMED and in_order_of_time(members)


def _breadth(members: Sequence[Member], levels: Sequence[float]) -> int:
    """Count the chapters of a group, or its sections where all of it is one or two chapters' (`1.1`, `1.2`, `1.3`)."""
    sections = [member.number for member in members if len(member.number) > 1]
    if len(sections) < _SHARE_OF_SECTIONS * len(members):
        return len(levels)
    runs = [number[1] - other[1] for other, number in pairwise(sections) if number[0] == other[0]]
    return max(len(levels), sum(1 for step in runs if 0 < step <= _SECOND) + 1)


def _may_repeat(members: Sequence[Member], repeating: dict[Number, list[Member]]) -> bool:
    """Allow several posts on one chapter, week or day, and a rare slip elsewhere."""
    different = len({member.number for member in members})
    if different < _FEWEST_DIFFERENT:
        return False
    if all(same.reading.unit in SHARED_UNITS for some in repeating.values() for same in some):
        return different >= _SHARE_OF_DIFFERENT * len(members)
    slips = sum(len({same.entry.title for same in some}) - 1 for some in repeating.values())
    return slips <= min(_MOST_SLIPS, max(1, int(_REPEATED_BY_SLIP * len(members))))


def _strength(members: Sequence[Member]) -> Strength:
    """Return the strength that at least two members have: one strong mark beside a bare number proves little."""
    return sorted((member.reading.strength or Strength.DOUBTFUL for member in members), reverse=True)[1]


def _levels(members: Sequence[Member]) -> list[float]:
    """List the different numbers of the level on which the members differ first."""
    depth = 0
    while len({member.number[depth : depth + 1] for member in members}) == 1 and depth < len(members[0].number) - 1:
        depth += 1
    return sorted({member.number[depth] for member in members if len(member.number) > depth})


def _density(members: Sequence[Member], levels: list[float]) -> float:
    covered = set(levels)
    if len({member.number[0] for member in members}) == len(levels):
        for member in members:
            covered.update(float(number) for number in range(int(member.number[0]), int(member.reading.last) + 1))
    return len(covered) / (max(covered) - min(covered) + 1)


def _dated(member: Member) -> Member:
    """Give `12월 3주차` the year of its post, so that December comes before January."""
    year, written = member.entry.date[:4], member.entry.date[5:7]
    told = len(member.number) > len(("month", "week"))
    if member.reading.unit != CALENDAR or told or not (year.isdecimal() and written.isdecimal()):
        return member
    # A December's last week may be written of in January, a January's first planned in December.
    months = member.number[0] - float(written)
    shift = -1 if months >= _TURN_OF_THE_YEAR else 1 if -months >= _TURN_OF_THE_YEAR else 0
    return msgspec.structs.replace(member, number=(float(year) + shift, *member.number))


def _is_collection(members: Sequence[Member]) -> bool:
    """Tell whether the posts are solutions of numbered problems, by their categories, tags and folders."""
    telling = sum(
        any(map(names_judge, (*member.entry.categories, *member.entry.tags, folder(member.entry.key))))
        for member in members
    )
    return telling > len(members) / 2


def _renumbered(members: Sequence[Member]) -> list[Member]:
    """Where two titles say one number and the file names tell them apart, believe the file names."""
    taken = {member.number for member in members}
    amended: dict[str, Member] = {}
    for number, same in repeated(members).items():
        for member in same:
            by_file = member.filed or number
            if by_file not in taken and any(_file_agrees(other) for other in same if other is not member):
                taken.add(by_file)
                why = f"file name says {by_file[0]:g}, title says {member.reading.label}"
                amended[member.entry.key] = msgspec.structs.replace(member, number=by_file, why=why)
    return sorted((amended.get(member.entry.key, member) for member in members), key=_place)


def _file_agrees(member: Member) -> bool:
    return member.filed == member.number


_Trait = Callable[[Member], Hashable]
# What may tell two series with one stem apart.
_TRAITS: tuple[_Trait, ...] = (
    lambda member: member.reading.unit,
    lambda member: member.reading.subtitle,
    lambda member: member.reading.subtitle[:_OPENING],
    lambda member: folder(member.entry.key),
    lambda member: folder(folder(member.entry.key)),
    lambda member: member.entry.categories,
    lambda member: (member.reading.unit, member.entry.categories),
    lambda member: (member.reading.unit, folder(folder(member.entry.key))),
    lambda member: _file_stem(member),
)


def _file_stem(member: Member) -> str:
    """Return the name before the number of a file which says what the title says."""
    mark = read_amid(member.entry.key)
    return mark.stem if mark and mark.number == member.number else ""


def _parts(members: Sequence[Member], trait: _Trait) -> list[tuple[Member, ...]]:
    split: dict[Hashable, list[Member]] = defaultdict(list)
    for member in members:
        split[trait(member)].append(member)
    if len(split) == 1:
        return []
    return [tuple(part) for some in split.values() if _is_series(part := _renumbered(some), repeats=True)]


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
        if taken.isdisjoint(member.entry.key for member in some) and _is_tagged_series(some):
            taken.update(member.entry.key for member in some)
            series.append(tuple(some))
    return series


def _is_tagged_series(members: Sequence[Member]) -> bool:
    if len(members) < _FEWEST_WITHOUT_STEM or repeated(members) or _is_collection(members):
        return False
    strength, levels = _strength(members), _levels(members)
    if strength < Strength.MARKED or _breadth(members, levels) < _FEWEST_WITHOUT_STEM:
        return False
    density = _density(members, levels)
    if levels[0] > 1 and not _begins_amid(members, strength, levels, density):
        return False
    return density >= _DENSITY_WITHOUT_STEM[strength] and (
        in_order_of_time(members) or (strength is Strength.NAMED and len(members) >= _FEWEST_AMID)
    )


def _clusters(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Split a group at wide gaps: a stray number spoils no series."""
    clusters: list[list[Member]] = [[]]
    for member in members:
        if clusters[-1] and member.number[0] - clusters[-1][-1].number[0] > _WIDE_GAP:
            clusters.append([])
        clusters[-1].append(member)
    return [tuple(cluster) for cluster in clusters if _is_series(cluster, repeats=False)] if len(clusters) > 1 else []


def _runs(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Split a group that begins anew in the course of time: 1, 2, 3, then 1, 2."""
    runs: list[list[Member]] = []
    for member in sorted(members, key=lambda member: (member.entry.date, *_place(member))):
        if not runs or member.number <= runs[-1][-1].number:
            runs.append([])
        runs[-1].append(member)
    if any(run[0].number[0] > 1 for run in runs):
        return []
    return [tuple(run) for run in runs if _is_series(run, repeats=False)]
