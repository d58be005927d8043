"""What links between posts say of series: `다음 글`, `1편에서`, `Part 2`.

Links confirm a series, add a part to it, and where two posts point at each other as next and previous, make one. A link
alone proves little: `이전 글` leads to any older post.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Final, Literal, TypeAlias

import msgspec

from dapsagi.journey.series.members import Member, label, shared_weight, shared_words
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.readings import counted, fold, is_numbered, read_title, unnumbered
from dapsagi.journey.series.titles import Group
from dapsagi.journey.series.words import Strength

_Direction: TypeAlias = Literal["next", "previous"]

_THINGS = r"(?:글|편|화|회|강|장|포스트|포스팅|게시글|이야기|시간|파트|챕터)"
_NEXT = re.compile(
    rf"\W*(?:다음\s?{_THINGS}|이어지는\s?{_THINGS}|이어서\s?(?:읽기|보기)|계속\s?읽기|next\b|continued?\b)",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    rf"\W*(?:(?:in|the|my|our)\s)*(?:이전\s?{_THINGS}|지난\s?{_THINGS}|저번\s?{_THINGS}|앞\s?(?:글|편)|앞선\s?글|전편|prev(?:ious)?\b|last\s(?:post|part|time)\b)",
    re.IGNORECASE,
)
_OF_PARTS = re.compile(r"편|화|부$|파트|챕터|시리즈|이어|part|episode|chapter|series", re.IGNORECASE)
# Titles are related if the words that all of them share weigh so much (a Hangul syllable counts twice).
_RELATED: Final = 8
_SURELY_RELATED: Final = 12
_FIRST: Final = (1.0,)
_SECOND: Final = (2.0,)
_BEGINNING: Final = "part 2 goes on from it"


class Trails(msgspec.Struct, frozen=True):
    """The links that lead along series: from one post to the next or the previous one, and to a part by its number.

    `titled` are those whose words are the title of the post that they lead to.
    """

    along: Mapping[str, Mapping[str, tuple[_Direction, str]]]
    counted: Mapping[str, Mapping[str, tuple[float, str]]]
    titled: Mapping[str, Mapping[str, str]]

    def mutual(self, one: str, other: str) -> bool:
        """Tell whether `one` calls `other` its next post, and `other` calls `one` its previous one."""
        forth, back = self.along.get(one, {}).get(other), self.along.get(other, {}).get(one)
        return bool(forth and back and forth[0] == "next" and back[0] == "previous")


def trails(entries: Sequence[Entry]) -> Trails:
    """Collect the links that name a direction or a part."""
    titles = {entry.key: entry.title for entry in entries}
    along: dict[str, dict[str, tuple[_Direction, str]]] = defaultdict(dict)
    counts: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    titled: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        for target, words in entry.links:
            if target == entry.key or target not in titles:
                continue
            if fold(words) == fold(titles[target]):
                titled[entry.key][target] = words
                continue
            if _NEXT.match(words):
                along[entry.key][target] = "next", words
            elif _PREVIOUS.match(words):
                along[entry.key].setdefault(target, ("previous", words))
            elif (number := counted(words)) is not None:
                counts[entry.key][target] = number, words
    return Trails(along, counts, titled)


def extend(group: Group, free: Mapping[str, Entry], found: Trails) -> Group:
    """Add the posts of `free` that the parts of a series link to as parts, and note every link that confirms one."""
    members = {member.entry.key: member for member in group.members}
    for part, target, number, words in _counted_links(group, free, found):
        if number not in {member.number[0] for member in members.values()}:
            members[target] = _added(free[target], (number,), f"linked from part {part} as “{words}”")
    ordered = sorted(members.values(), key=lambda member: member.number)
    firsts = list(_firsts(ordered[0].entry, free, found).values()) if ordered[0].number == _SECOND else []
    if len(firsts) == 1:
        ordered.insert(0, _added(firsts[0], _FIRST, _BEGINNING))
    for step in ("next", "previous"):
        while (neighbour := _neighbour(ordered, step, free, found)) is not None:
            ordered = [*ordered, neighbour] if step == "next" else [neighbour, *ordered]
    said = _confirmations(ordered, found)
    return msgspec.structs.replace(
        group, members=tuple(_confirmed(member, said[member.entry.key]) for member in ordered)
    )


def chains(entries: Sequence[Entry], found: Trails) -> list[Group]:
    """Make series of posts that point at each other as next and previous and whose titles share words.

    Many blogs lead from every post to the next one, so two posts are a series only if the link speaks of parts
    (`다음 편`), and more posts only if all of their titles share words.
    """
    by_key = {entry.key: entry for entry in entries}
    follower: dict[str, str] = {}
    for entry in entries:
        nexts = [
            target for target in found.along.get(entry.key, {}) if target in by_key and found.mutual(entry.key, target)
        ]
        if len(nexts) == 1:
            follower[entry.key] = nexts[0]
    groups = []
    for start in sorted(set(follower) - set(follower.values())):
        keys = [start]
        while (following := follower.get(keys[-1])) and following not in keys:
            keys.append(following)
        speaking = any(_OF_PARTS.search(found.along[one][other][1]) for one, other in pairwise(keys))
        titles = [by_key[key].title for key in keys]
        if (len(keys) > 2 or speaking) and shared_weight(titles) >= _SURELY_RELATED:
            groups.append(_chain([by_key[key] for key in keys], found))
    return groups


def sequels(entries: Sequence[Entry], found: Trails) -> list[Group]:
    """Make series of second parts (`Travis on the train, part 2`) and the older posts from which they go on."""
    free = {entry.key: entry for entry in entries}
    pairs: dict[str, list[Member]] = defaultdict(list)
    leading = found.along.keys() | found.counted.keys() | found.titled.keys()
    for entry in (free[key] for key in sorted(leading & free.keys())):
        reading = next((one for one in read_title(entry.title) if one.strength is Strength.NAMED), None)
        if reading is None or reading.number != _SECOND:
            continue
        called = (free.get(key) for key, (number, _) in found.counted.get(entry.key, {}).items() if number == 1)
        firsts = _firsts(entry, free, found) | {one.key: one for one in called if one and _may_begin(one, entry)}
        if len(firsts) == 1:
            (first,) = firsts.values()
            second = Member(entry, reading, reading.number, f"title says “{reading.label}”")
            pairs[first.key] += [_added(first, _FIRST, _BEGINNING), second]
    return [
        Group(pair[1].reading.name or pair[0].entry.title, tuple(pair)) for pair in pairs.values() if len(pair) == 2
    ]


def _firsts(second: Entry, free: Mapping[str, Entry], found: Trails) -> dict[str, Entry]:
    """Collect the older posts that a second part calls the previous one or by their titles, which share its words."""
    back = {target for target, (step, _) in found.along.get(second.key, {}).items() if step == "previous"}
    older = (free[target] for target in back | found.titled.get(second.key, {}).keys() if target in free)
    return {
        first.key: first
        for first in older
        if _may_begin(first, second) and shared_weight([second.title, first.title]) >= _RELATED
    }


def _may_begin(first: Entry, second: Entry) -> bool:
    return first.date <= second.date and not is_numbered(first.title)


def _counted_links(group: Group, free: Mapping[str, Entry], found: Trails) -> list[tuple[str, str, float, str]]:
    """List the links that call a post outside the series one of its parts, where no two posts are called the same.

    What leaves a gap behind the parts, as `4편` does behind a second, is told of another series.
    """
    # A last part and what follows it have no number that another could come behind.
    numbers = [member.number[0] for member in group.members if isfinite(member.number[0])]
    links = [
        (label(member), target, number, words)
        for member in (group.members if numbers else ())
        for target, (number, words) in found.counted.get(member.entry.key, {}).items()
        if target in free and not is_numbered(free[target].title) and min(numbers) - 1 <= number <= max(numbers) + 1
    ]
    targets: dict[float, set[str]] = defaultdict(set)
    for _, target, number, _ in links:
        targets[number].add(target)
    return sorted(link for link in links if len(targets[link[2]]) == 1)


def _neighbour(ordered: Sequence[Member], step: str, free: Mapping[str, Entry], found: Trails) -> Member | None:
    end = ordered[-1] if step == "next" else ordered[0]
    within = {member.entry.key for member in ordered}
    for target, (direction, words) in sorted(found.along.get(end.entry.key, {}).items()):
        if target not in free or target in within or direction != step:
            continue
        pair = (end.entry.key, target) if step == "next" else (target, end.entry.key)
        related = shared_weight([free[target].title, *(member.entry.title for member in ordered)]) >= _RELATED
        if found.mutual(*pair) and related and not is_numbered(free[target].title):
            number = (end.number[0] + (1 if step == "next" else -1),)
            return _added(free[target], number, f"linked from part {label(end)} as “{words}”, and back")
    return None


def _added(entry: Entry, number: tuple[float, ...], why: str) -> Member:
    return Member(entry, unnumbered(entry.title), number, why)


def _confirmations(ordered: Sequence[Member], found: Trails) -> dict[str, list[str]]:
    """Return what the links of a series say of the parts to which they lead, by the keys of these."""
    said: dict[str, list[str]] = defaultdict(list)
    parts = [(member.entry.key, f"linked from part {label(member)}") for member in ordered]
    for key, linked in parts:
        for target, (_, words) in (*found.along.get(key, {}).items(), *found.counted.get(key, {}).items()):
            said[target].append(f"{linked} as “{words}”")
    for key, linked in parts:
        for target in found.titled.get(key, {}):
            said[target].append(f"{linked} by its title")
    return said


def _confirmed(member: Member, said: Sequence[str]) -> Member:
    news = [words for words in said if words not in member.why]
    return msgspec.structs.replace(member, why="; ".join([member.why, *news])) if news else member


def _chain(entries: Sequence[Entry], found: Trails) -> Group:
    members = []
    for position, entry in enumerate(entries, start=1):
        neighbour = position - 1 if position > 1 else 2
        words = found.along[entries[neighbour - 1].key][entry.key][1]
        members.append(_added(entry, (float(position),), f"linked from part {neighbour} as “{words}”, and back"))
    return Group(shared_words([entry.title for entry in entries]) or entries[0].title, tuple(members))
