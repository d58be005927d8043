"""What is wrong with a series once it is found: parts that are missing, that claim one place, or that contradict.

The codes S101 to S106 are those of declarations, S201 to S205 those of evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

from dapsagi.journey.series.grammar import CALENDAR
from dapsagi.journey.series.links import Trails
from dapsagi.journey.series.members import Member, against_time, label, repeated
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import fold
from dapsagi.journey.series.words import PICKED_UNITS, SHARED_UNITS
from dapsagi.problems import Problem, Severity, Span

# More missing parts than this are not named one by one.
_MOST_NAMED: Final = 5
# In shorter names one letter makes another word.
_SHORTEST_NAME: Final = 4
_COUNTING: Final = frozenset("상중하ivx")
_TELL_APART = "give one of them another title, or write `series: false` in the one that is no part"
_PIN = "write `order:` in the front matter, or `series: false` if it is no part"


def examine(name: str, members: Sequence[Member], planned: Sequence[Number], found: Trails) -> Iterator[Problem]:
    """Report gaps, repeated numbers, and file names, dates and links that contradict the numbers of a series.

    S201 a part is missing; S202 two posts claim one place; S203 a file name contradicts a title; S204 the dates run
    against the numbers; S205 a link contradicts the order. Who reads a book may begin anywhere, and picks its items.
    """
    yield from _gaps(name, members, planned)
    yield from _repeated(name, members)
    yield from _contradicted_by_files(name, members)
    if against_time(members):
        message = f"the parts of “{name}” were not written in the order of their numbers"
        hint = "write `order:` in the front matter if another order is meant"
        yield Problem("S204", Severity.NOTE, message, Span(members[0].entry.key), hint)
    yield from _contradicted_by_links(name, members, found)


def _gaps(name: str, members: Sequence[Member], planned: Sequence[Number]) -> Iterator[Problem]:
    numbers = {member.number[0] for member in members if 0 <= member.number[0] < float("inf")}
    if len(numbers) < 2 or any(
        member.reading.pace in ("day", "half") or member.reading.unit == CALENDAR for member in members
    ):
        return
    covered = numbers | {number[0] for number in planned if number}
    for member in members:
        if member.reading.last > member.number[0]:
            covered |= {float(number) for number in range(int(member.number[0]), int(member.reading.last) + 1)}
    chosen = all(member.reading.unit in SHARED_UNITS | PICKED_UNITS for member in members)
    start = int(min(numbers)) if chosen else 1
    missing = [number for number in range(start, int(max(numbers))) if number not in covered]
    if not missing or any(member.reading.unit in PICKED_UNITS for member in members):
        return
    some = ", ".join(map(str, missing[:_MOST_NAMED])) + (" and others" if len(missing) > _MOST_NAMED else "")
    after = next(member for member in members if member.number[0] > missing[0])
    hint = "write `planned:` beside `series:` in the front matter if it is yet to come"
    yield Problem("S201", Severity.NOTE, f"“{name}” lacks part {some}", Span(after.entry.key), hint)


def _repeated(name: str, members: Sequence[Member]) -> Iterator[Problem]:
    for same in repeated(members).values():
        shared = all(member.reading.unit in SHARED_UNITS for member in same) or same[0].number[0] in (-1, float("inf"))
        for place, other in enumerate(same[1:], 1):
            title = fold(other.entry.title)
            twin = next((member for member in same[:place] if fold(member.entry.title) == title), None)
            if twin:
                message = f"“{other.entry.title}” is also the title of {twin.entry.key}; both stand in “{name}”"
                yield Problem("S202", Severity.WARNING, message, Span(other.entry.key), _TELL_APART)
            elif not shared:
                message = f"part {label(other)} of “{name}” is also {same[0].entry.key}"
                yield Problem("S202", Severity.WARNING, message, Span(other.entry.key), _PIN)


def _contradicted_by_files(name: str, members: Sequence[Member]) -> Iterator[Problem]:
    for member in members:
        # Only where the titles left it open has a file name decided.
        if member.number == member.reading.number or member.number != member.filed or not member.reading.label:
            continue
        said = f"the title says “{member.reading.label}”, the file name {member.filed[0]:g}"
        message = f"{said}; taken for part {label(member)} of “{name}”"
        hint = "correct one of them, or write `order:` in the front matter"
        yield Problem("S203", Severity.NOTE, message, Span(member.entry.key), hint)


def _contradicted_by_links(name: str, members: Sequence[Member], found: Trails) -> Iterator[Problem]:
    places = {member.entry.key: place for place, member in enumerate(members)}
    for member in members:
        key = member.entry.key
        for target, (direction, words) in found.along.get(key, {}).items():
            if target in places and (places[target] > places[key]) != (direction == "next"):
                side = "before" if direction == "next" else "behind"
                message = f"links to {target} as “{words}”, which stands {side} it in “{name}”"
                yield Problem("S205", Severity.NOTE, message, Span(key), _PIN)
        for target, (number, words) in found.counted.get(key, {}).items():
            if target in places and members[places[target]].number[0] != number:
                message = f"links to {target} as “{words}”, which is part {label(members[places[target]])} of “{name}”"
                yield Problem("S205", Severity.NOTE, message, Span(key), "correct the words of the link")


def claimed_twice(members: Sequence[Member]) -> Iterator[Problem]:
    """Report posts whose front matter gives one `order` in one series (S101)."""
    ordered = sorted(
        (member for member in members if member.entry.order is not None),
        key=lambda member: (member.entry.order or 0, member.entry.key),
    )
    for one, other in pairwise(ordered):
        if one.entry.order == other.entry.order:
            message = f"`order: {other.entry.order:g}` of “{other.entry.series}” is also that of {one.entry.key}"
            hint = "give each part an order of its own"
            yield Problem("S101", Severity.WARNING, message, Span(other.entry.key), hint)


def misspelt(series: Sequence[tuple[str, Sequence[Member], bool]]) -> Iterator[Problem]:
    """Report series of the front matter whose name is one slip away from that of another (S106).

    `series` has the name and the members of each, and whether front matter names it. What differs in a number is
    another series, and so is what counts in letters: `상` and `하`, `I` and `II`.
    """
    shadows: dict[str, list[int]] = defaultdict(list)
    names = [fold(name) for name, _, _ in series]
    for place, name in enumerate(names):
        if len(name) >= _SHORTEST_NAME:
            for shadow in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                shadows[shadow].append(place)
    pairs = {pair for places in shadows.values() for pair in combinations(places, 2)}
    for pair in sorted(pairs):
        # Whoever wrote the name more often knows it better; of two that are alike, the first one does.
        right, wrong = sorted(pair, key=lambda place: (-len(series[place][1]), place))
        if not series[wrong][2]:
            right, wrong = wrong, right
        if not series[wrong][2] or not _is_slip(names[wrong], names[right]):
            continue
        member = next((member for member in series[wrong][1] if member.entry.series), series[wrong][1][0])
        if member.entry.lang == series[right][1][0].entry.lang:
            message = f"the series “{series[wrong][0]}” is one letter away from “{series[right][0]}”"
            hint = f"did you mean `series: {series[right][0]}`?"
            yield Problem("S106", Severity.NOTE, message, Span(member.entry.key), hint)


def _is_slip(name: str, other: str) -> bool:
    if OSA.distance(name, other) != 1:
        return False
    edits = Levenshtein.editops(name, other)
    differing = {letter for edit in edits for letter in (name[edit.src_pos :][:1], other[edit.dest_pos :][:1])}
    return not any(letter.isdecimal() or letter in _COUNTING for letter in differing)
