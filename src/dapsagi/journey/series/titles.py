"""Series from the shape of titles: group the readings of all titles, and choose among rivals for a post."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from dapsagi.journey.series.files import folder, read_file_name
from dapsagi.journey.series.grammar import ASIDE, INTRODUCTION, plain
from dapsagi.journey.series.members import Member, nameless
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.readings import Reading, fold, heads, is_numbered, read_title, trimmed, weight
from dapsagi.journey.series.settling import settle
from dapsagi.journey.series.words import PICKED_UNITS, SHARED_UNITS, Strength

_Stem: TypeAlias = tuple[str, str]  # language, folded stem
_Pace: TypeAlias = tuple[str, str, str]  # language, folded stem, pace

# A first part without a number is found by its title, or with a weightier stem by the beginning of its title.
_WEIGHT_OF_TITLE: Final = 6
_WEIGHT_OF_HEAD: Final = 12
# So many parts behind it make a first one of what a product's second version would not.
_FEWEST_AFTER_OPENING: Final = 3

# So many ranges in a row are no accident; one of them may be told otherwise.
_FEWEST_RANGES: Final = 4
_WIDEST_STEP: Final = 4

# A bare number of three digits is a part if most of so many numbers before it are.
_FAR: Final = 100
_COUNTED_BEFORE: Final = 10
_LECTURES: Final = (INTRODUCTION, INTRODUCTION + 1, INTRODUCTION + 2)

_FIRST_LETTERS = re.compile(r"([^\W_])[\W_]*([^\W_])")


class Group(msgspec.Struct, frozen=True):
    """Posts found to be parts of one series, in reading order, and the name they share."""

    name: str
    members: tuple[Member, ...]


def group_titles(entries: Iterable[Entry]) -> list[Group]:
    """Find the series that the titles of `entries` show. No post is in two of them."""
    entries = sorted(entries, key=lambda entry: (entry.date, entry.key))
    numbered: dict[_Pace, list[Member]] = defaultdict(list)
    edges: dict[_Stem, list[Member]] = defaultdict(list)
    for entry in entries:
        readings = read_title(entry.title)
        mark = read_file_name(entry.key) if readings else None
        for reading in readings:
            member = Member(entry, reading, reading.number, _why(reading), mark.number if mark else ())
            if reading.strength is None:
                edges[entry.lang, reading.stem].append(member)
            else:
                numbered[entry.lang, reading.stem, reading.pace].append(member)
    counted = ((pace, _counted_through(members)) for pace, members in numbered.items())
    numbered = defaultdict(list, {pace: members for pace, members in counted if members})
    for stem, opening in _openings(entries, numbered):
        numbered[stem].append(opening)
    rivals = {
        stem: _Rival(members, edges.get(stem[:2], []))
        for stem, members in numbered.items()
        if len(members) > 1 or stem[:2] in edges
    }
    found = [_group(members) for members in _choose(rivals)]
    ranged = [member for pace, members in numbered.items() if pace[1] for member in members if _is_ranged(member)]
    return _joined(found, ranged) if len(ranged) >= _FEWEST_RANGES else found


def _counted_through(members: list[Member]) -> list[Member]:
    """Leave out bare numbers of three digits up to which nobody counts: `개발 102`, but not `답사기 102` after 101.

    Who goes on from an introduction counts too: `유닉스 101`, `유닉스 102`, `유닉스 103`.
    """
    far = [member for member in members if _is_far(member)]
    if not far:
        return members
    reached = {member.number[0] for member in members if not _is_far(member)}
    if {member.number[0] for member in far}.issuperset(_LECTURES):
        reached.update(INTRODUCTION - step for step in range(_COUNTED_BEFORE + 1))
    for member in sorted(far, key=lambda member: member.number):
        number = member.number[0]
        if sum(number - step in reached for step in range(1, _COUNTED_BEFORE + 1)) > _COUNTED_BEFORE / 2:
            reached.add(number)
    return [member for member in members if member.number[0] in reached]


def _is_far(member: Member) -> bool:
    reading = member.reading
    return reading.strength is not None and reading.strength <= Strength.BARE and member.number[0] >= _FAR


def _is_ranged(member: Member) -> bool:
    """Tell whether a title ends in the chapters or items that the post tells of: `타입 추론 - Item 18 ~ 20`."""
    reading = member.reading
    counted = reading.strength is Strength.NAMED and reading.unit in PICKED_UNITS | SHARED_UNITS
    return counted and not reading.subtitle and len(reading.number) == 1 and reading.last > reading.number[0]


def _joined(groups: list[Group], ranged: Sequence[Member]) -> list[Group]:
    """Join the ranges that follow one another under changing headings: `타입 - Item 6 ~ 8`, `추론 - Item 9 ~ 11`.

    Each begins behind the one before, in the order of time and in one place. Whatever is in a series with one of them
    comes along.
    """
    by_book: dict[tuple[str, str, str], list[Member]] = defaultdict(list)
    for member in ranged:
        by_book[member.entry.lang, folder(member.entry.key), member.reading.unit].append(member)
    for members in by_book.values():
        for row in _rows(sorted(members, key=lambda member: member.number)):
            if len(row) < _FEWEST_RANGES or len({member.reading.stem for member in row}) < 2:
                continue
            parts = {member.entry.key: member for member in row}
            joined = [
                group for group in groups if not parts.keys().isdisjoint(part.entry.key for part in group.members)
            ]
            parts |= {member.entry.key: member for group in joined for member in group.members}
            if len({member.number for member in parts.values()}) < len(parts):
                continue
            why = f"goes on where another “{row[0].reading.unit}” ends"
            told = (msgspec.structs.replace(part, why=f"{part.why}, and {why}") for part in parts.values())
            groups = [group for group in groups if group not in joined]
            name = nameless(row)[1] or row[0].reading.name
            groups.append(Group(name, tuple(sorted(told, key=lambda member: member.number))))
    return groups


def _rows(members: Sequence[Member]) -> list[list[Member]]:
    rows: list[list[Member]] = []
    for member in members:
        last = rows[-1][-1] if rows else None
        step = member.number[0] - last.reading.last if last else 0
        if last and 0 < step <= _WIDEST_STEP and last.entry.date <= member.entry.date:
            rows[-1].append(member)
        else:
            rows.append([member])
    return rows


class _Rival(msgspec.Struct, frozen=True):
    """The posts that share a stem: with a number, and at either end without one."""

    numbered: list[Member]
    edges: list[Member]

    def groups(self, taken: set[str]) -> Iterator[tuple[Member, ...]]:
        """Find the series among the posts that are not in `taken`."""
        free = [member for member in self.numbered if member.entry.key not in taken]
        edges = [member for member in self.edges if member.entry.key not in taken]
        groups = settle(free)
        if not groups and edges and len(free) == 1 and free[0].reading.strength is Strength.NAMED:
            groups = [tuple(free)]
        if len(groups) == 1:
            within = {member.entry.key for member in groups[0]}
            outer = [_at_its_time(member, groups[0]) for member in edges if member.entry.key not in within]
            groups = [tuple(sorted([*groups[0], *outer], key=lambda member: member.number))]
        return iter(groups)


def _at_its_time(member: Member, parts: Sequence[Member]) -> Member:
    """Put what is told aside behind the last part that is not younger."""
    before = max((part.number for part in parts if part.entry.date <= member.entry.date), default=())
    told = member.number == ASIDE and before
    return msgspec.structs.replace(member, number=(*before, *ASIDE)) if told else member


def _choose(rivals: Mapping[_Pace, _Rival]) -> Iterator[tuple[Member, ...]]:
    """Give each post to the largest series that claims it, of equals to the one with the longer stem."""
    taken: set[str] = set()
    heap: list[tuple[int, int, _Pace, int]] = []
    found: dict[_Pace, list[tuple[Member, ...]]] = {}

    def enter(stem: _Pace) -> None:
        found[stem] = list(rivals[stem].groups(taken))
        for index, group in enumerate(found[stem]):
            heapq.heappush(heap, (-len(group), -weight(stem[1]), stem, index))

    for stem in rivals:
        enter(stem)
    while heap:
        size, _, stem, index = heapq.heappop(heap)
        groups = found[stem]
        if index >= len(groups) or len(groups[index]) != -size:
            continue
        if taken.isdisjoint(member.entry.key for member in groups[index]):
            taken.update(member.entry.key for member in groups[index])
            yield groups[index]
        elif any(member.entry.key not in taken for member in groups[index]):
            enter(stem)


def _openings(entries: Sequence[Entry], numbered: Mapping[_Pace, Sequence[Member]]) -> list[tuple[_Pace, Member]]:
    """Find the first parts that carry no number: a post titled with the stem itself, before a second part."""
    wanted: dict[_Stem, tuple[_Pace, Member]] = {}
    for pace, members in numbered.items():
        if not pace[1] or "…" in pace[1] or pace[2] != "part" or weight(pace[1]) < _WEIGHT_OF_TITLE:
            continue
        if any(member.number[0] <= 1 for member in members):
            continue
        second = next((member for member in members if member.number == (2.0,)), None)
        if second and (second.reading.strength is not Strength.DOUBTFUL or len(members) >= _FEWEST_AFTER_OPENING):
            wanted[pace[:2]] = pace, second
    if not wanted:
        return []
    whole: dict[_Stem, list[Entry]] = defaultdict(list)
    partly: dict[_Stem, list[Entry]] = defaultdict(list)
    beginnings = {stem[1][:2] for stem in wanted}
    for entry in entries:
        first_letters = _FIRST_LETTERS.search(unicodedata.normalize("NFC", entry.title))
        if first_letters is None or "".join(first_letters.groups()).casefold() not in beginnings:
            continue
        for head in heads(entry.title):
            stem = entry.lang, head
            if stem not in wanted or entry.date > wanted[stem][1].entry.date:
                continue
            if head == fold(entry.title):
                whole[stem].append(entry)
            elif not is_numbered(entry.title):
                partly[stem].append(entry)
    openings = []
    for stem, (pace, second) in wanted.items():
        # `Retrieval: …` and `Retrieval-2: …` are works that others have numbered.
        heavy = weight(stem[1]) >= _WEIGHT_OF_HEAD and second.reading.strength is not Strength.DOUBTFUL
        found = whole[stem] or (partly[stem] if heavy else [])
        others = [entry for entry in found if entry.key != second.entry.key]
        twins = len(others) == 2 and fold(others[0].title) == fold(others[1].title)
        if len(others) == 1 or twins:
            reading = msgspec.structs.replace(second.reading, number=(1.0,), last=1.0, label="", subtitle="")
            why = f"has the title of part 2 ({second.entry.key}) without a number, and is older"
            openings += [(pace, Member(other, reading, (1.0,), why)) for other in others]
    return openings


def _why(reading: Reading) -> str:
    return f"title {'says' if reading.subtitle else 'ends in'} “{reading.label}”"


def _group(members: tuple[Member, ...]) -> Group:
    """Name a series: by the words that most of its titles share, or else by what its posts share beside them."""
    first = members[0]
    if first.reading.stem:
        return Group(_name(members), members)
    sharing, name = nameless(members)
    if sharing:
        members = tuple(
            msgspec.structs.replace(member, why=f"{member.why}, and {sharing} is shared") for member in members
        )
    unit = trimmed("".join(letter for letter in first.reading.label if not letter.isdecimal()))
    return Group(name or unit or first.entry.title, members)


def _name(members: Sequence[Member]) -> str:
    subtitles = {member.reading.subtitle for member in members if member.reading.label}
    names = Counter(
        " ".join([member.reading.name, trimmed(plain(member.entry.title).partition(member.reading.label)[2])]).strip()
        if len(subtitles) == 1 and subtitles != {""}
        else member.reading.name
        for member in members
        if member.reading.label
    )
    return min(names, key=lambda name: (-names[name], name))
