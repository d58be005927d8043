"""Series from the shape of titles: group the readings of all titles, and choose among rivals for a post."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from dapsagi.journey.series.files import read_file_name
from dapsagi.journey.series.members import Member, nameless
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.numbers import ASIDE
from dapsagi.journey.series.plain_titles import plain
from dapsagi.journey.series.readings import Reading, fold, heads, is_numbered, read_title, trimmed, weight
from dapsagi.journey.series.settling import settle
from dapsagi.journey.series.words import Strength

_Stem: TypeAlias = tuple[str, str]  # language, folded stem
_Pace: TypeAlias = tuple[str, str, str]  # language, folded stem, pace

# A first part without a number is found by its title, or with a weightier stem by the beginning of its title.
_WEIGHT_OF_TITLE: Final = 6
_WEIGHT_OF_HEAD: Final = 12
# So many parts behind it make a first one of what a product's second version would not.
_FEWEST_AFTER_OPENING: Final = 3

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
    for stem, opening in _openings(entries, numbered):
        numbered[stem].append(opening)
    rivals = {
        stem: _Rival(members, edges.get(stem[:2], []))
        for stem, members in numbered.items()
        if len(members) > 1 or stem[:2] in edges
    }
    return [_group(members) for members in _choose(rivals)]


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
        if len(others) == 1:
            reading = msgspec.structs.replace(second.reading, number=(1.0,), last=1.0, label="", subtitle="")
            why = f"has the title of part 2 ({second.entry.key}) without a number, and is older"
            openings.append((pace, Member(others[0], reading, (1.0,), why)))
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
