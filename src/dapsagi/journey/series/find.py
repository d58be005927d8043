"""Series that find themselves: which posts are parts of one journey, in what order, and why.

What the author declares comes first, in front matter, then in `data/series.yml`; then the shape of titles, then file
names, then links between posts. A post that is in none may be a series by itself, whose parts its headings are.
Nothing has to be declared, everything can be overruled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from dapsagi.journey.series.declared import (
    DATA_FILE,
    Declarations,
    Declared,
    Listed,
    Plan,
    plans_of,
    read_declarations,
)
from dapsagi.journey.series.episodes import group_episodes
from dapsagi.journey.series.file_groups import FileNames
from dapsagi.journey.series.headings import announced, parts_in_headings
from dapsagi.journey.series.links import Trails, chains, extend, sequels, trails
from dapsagi.journey.series.members import Member, label
from dapsagi.journey.series.model import Entry, Part, Series, Source
from dapsagi.journey.series.numbers import BEHIND_ALL, Number
from dapsagi.journey.series.problems import claimed_twice, examine, misspelt
from dapsagi.journey.series.readings import first_number, fold, unnumbered
from dapsagi.journey.series.titles import Group, group_titles
from dapsagi.problems import Problem, in_reading_order


def find_series(
    entries: Iterable[Entry], declared: Declared | None = None
) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """Find the series of a blog; no post is in two of them, and the order of `entries` does not matter.

    A series has two posts at least, unless it is declared or its parts are the headings of one. Series come in the
    order of their first parts' dates. The problems say what is missing, doubtful or contradictory.
    """
    posts = sorted(entries, key=lambda entry: (entry.date, entry.key))
    links = trails(posts)
    declarations = read_declarations(posts, declared or Declared())
    listed = {entry.key for series in declarations.listed for entry in series.entries}
    unlisted = [entry for entry in posts if not entry.no_series and entry.key not in listed]
    titled = group_titles(unlisted)

    found = [*_named(declarations, titled, unlisted), *_listed(declarations)]
    free = {entry.key: entry for entry in unlisted}
    _take(free, (one.group for one in found))
    found += _detected(titled, free, links, declarations.refused)
    plans = {fold(series.name): series.planned for series in declarations.planned}
    found = [msgspec.structs.replace(one, planned=one.planned + plans.get(fold(one.group.name), ())) for one in found]

    found.sort(key=lambda one: min((member.entry.date, member.entry.key) for member in one.group.members))
    problems = [*declarations.problems, *(problem for one in found for problem in _problems(one, links))]
    problems += misspelt([(one.group.name, one.group.members, one.source == "front matter") for one in found])
    return tuple(_with_ids(map(_series, found))), tuple(in_reading_order(problems))


class _Found(msgspec.Struct, frozen=True):
    """A series on its way: its posts, what showed it, and the titles of parts that the author plans."""

    source: Source
    group: Group
    planned: tuple[Plan, ...] = ()


def _named(declarations: Declarations, titled: Sequence[Group], unlisted: Iterable[Entry]) -> list[_Found]:
    """Make the series of the front matter; a post that its title counts among the parts of one joins it unasked.

    So do posts whose titles are numbered under its very name: who writes `series: 답사기` beside 답사기 1 and 답사기 2
    means these. So does a post with the very name of a series whose headings are parts: others continue what it began.
    """
    places = {entry.key: place for place, series in enumerate(declarations.named) for entry in series.entries}
    names = {(series.entries[0].lang, fold(series.name)): place for place, series in enumerate(declarations.named)}
    joining: dict[int, list[Member]] = {}
    for group in titled:
        claims = {places[member.entry.key] for member in group.members if member.entry.key in places}
        if not claims and fold(group.name) not in declarations.refused:
            same = names.get((group.members[0].entry.lang, fold(group.name)))
            claims = set() if same is None else {same}
        if len(claims) == 1:
            joining.setdefault(claims.pop(), []).extend(
                msgspec.structs.replace(member, why=f"{member.why}, as other parts of the series do")
                for member in group.members
            )
    joined = {member.entry.key for members in joining.values() for member in members}
    for entry in [entry for entry in unlisted if names and entry.numbered and not entry.series]:
        place = names.get((entry.lang, fold(entry.title))) if entry.key not in joined else None
        if place is not None and (parts := _parts_within(entry)):
            why = "bears the name of the series, and its headings are the first parts"
            joining.setdefault(place, []).append(Member(entry, unnumbered(entry.title), parts[0].number, why))
    found = []
    for place, series in enumerate(declarations.named):
        members = _in_declared_order(series, joining.get(place, ()))
        found.append(_Found("front matter", Group(series.name, members), series.planned))
    return found


def _in_declared_order(series: Listed, joining: Iterable[Member]) -> tuple[Member, ...]:
    """Order the posts of a series by `order`, then by the numbers of their titles, then by date."""
    by_title = {member.entry.key: member for member in joining}
    within = {entry.key: entry for entry in series.entries}
    entries = [*series.entries, *(member.entry for key, member in by_title.items() if key not in within)]
    numbers = {entry.key: _number_in_title(entry, by_title) for entry in entries}
    told = [number for number in numbers.values() if number]
    if len(set(told)) < len(told):
        numbers = dict.fromkeys(numbers, ())
    members = []
    # Without the suffix, `qna.md` comes before `qna-part2.md` of the same day.
    for entry in sorted(entries, key=lambda entry: (entry.date, entry.key.rpartition(".")[0], entry.key)):
        number = numbers[entry.key] if entry.order is None else (entry.order,)
        declared = "front matter" if entry.series else f"listed in {DATA_FILE}"
        why = declared if entry.key in within else by_title[entry.key].why
        member = by_title.get(entry.key) or Member(entry, unnumbered(entry.title), number)
        members.append(msgspec.structs.replace(member, number=number, why=why))
    # Of posts of one day the names of their files decide, as above.
    ages = {member.entry.key: age for age, member in enumerate(members)}
    ranked = sorted((member for member in members if member.number), key=lambda member: member.number)
    for member in (member for member in members if not member.number):
        later = (place for place, other in enumerate(ranked) if ages[other.entry.key] > ages[member.entry.key])
        ranked.insert(next(later, len(ranked)), member)
    return tuple(ranked)


def _number_in_title(entry: Entry, by_title: Mapping[str, Member]) -> Number:
    return by_title[entry.key].number if entry.key in by_title else first_number(entry.title)


def _listed(declarations: Declarations) -> list[_Found]:
    found = []
    for series in declarations.listed:
        members = tuple(
            Member(entry, unnumbered(entry.title), (float(place),), f"listed in {DATA_FILE}")
            for place, entry in enumerate(series.entries, start=1)
        )
        found.append(_Found("data", Group(series.name, members), series.planned))
    return found


def _detected(titled: Sequence[Group], free: dict[str, Entry], links: Trails, refused: frozenset[str]) -> list[_Found]:
    """Find series among the posts of `free`, which lose them: by titles, then by file names, then by links."""
    found: list[_Found] = []

    def add(source: Source, group: Group) -> None:
        if fold(group.name) in refused:
            return
        group = extend(_pinned(group), free, links)
        planned = tuple(plan for member in group.members for plan in plans_of(member.entry))
        found.append(_Found(source, group, planned))
        _take(free, [group])

    told = [group for group in titled if all(member.entry.key in free for member in group.members)]
    told = [group for group in told if fold(group.name) not in refused]
    names = FileNames(free.values())
    told = _without_fragments(told, names.counted(free))
    # All of them, before links and file names add to the first.
    _take(free, told)
    for group in told:
        add("titles", names.fill(group, free))
    for group in group_episodes(free.values()):
        add("titles", group)
    for group in names.groups(free):
        add("file names", names.fill(group, free))
    for linked in (chains, sequels):
        for group in linked(list(free.values()), links):
            add("links", group)
    for entry in free.values():
        members = _parts_within(entry) if entry.numbered else ()
        if members and fold(entry.title) not in refused:
            found.append(_Found("headings", Group(entry.title, members), plans_of(entry)))
    return found


def _without_fragments(told: Sequence[Group], counted: Sequence[Group]) -> list[Group]:
    """Leave out what is a fragment of a longer row of files: a few posts that count otherwise, as `배포 - 1` and
    `배포 - 2` do, or one of several groups whose words vary.
    """
    rows = {
        member.entry.key: (place, member.number, len(group.members))
        for place, group in enumerate(sorted(counted, key=lambda group: len(group.members)))
        for member in group.members
    }
    within: dict[int, list[Group]] = defaultdict(list)
    fragments: list[Group] = []
    for group in told if counted else ():
        places = [rows.get(member.entry.key) for member in group.members]
        first = places[0]
        if first is None or any(place is None or place[0] != first[0] for place in places):
            continue
        within[first[0]].append(group)
        otherwise = any(place and place[1] != part.number for place, part in zip(places, group.members, strict=True))
        if otherwise and first[2] > len(places):
            fragments.append(group)
    fragments += [group for groups in within.values() if len(groups) > 1 for group in groups]
    return [group for group in told if group not in fragments]


def _parts_within(entry: Entry) -> tuple[Member, ...]:
    """Return the parts that the headings of a post are; each is a member with the heading for its title."""
    return tuple(
        Member(
            msgspec.structs.replace(entry, title=part.title),
            part.reading,
            part.reading.number,
            "a heading of the post",
            anchor=entry.numbered[part.index][1],
        )
        for part in parts_in_headings([words for words, _ in entry.numbered])
    )


def _take(free: dict[str, Entry], groups: Iterable[Group]) -> None:
    for group in groups:
        for member in group.members:
            free.pop(member.entry.key, None)


def _pinned(group: Group) -> Group:
    """Let `order:` in front matter overrule the number of a title."""
    members = (
        member
        if member.entry.order is None
        else msgspec.structs.replace(member, number=(member.entry.order,), why=f"{member.why}; order in front matter")
        for member in group.members
    )
    # The sort is stable: equal numbers keep the order that file names and dates gave them.
    return msgspec.structs.replace(group, members=tuple(sorted(members, key=lambda member: member.number)))


def _problems(one: _Found, links: Trails) -> Iterator[Problem]:
    if one.source == "front matter":
        yield from claimed_twice(one.group.members)
    elif one.source not in ("data", "headings"):
        planned = [number for number, _ in _planned(one) if number]
        yield from examine(one.group.name, one.group.members, planned, links)


def _series(one: _Found) -> Series:
    parts = tuple(
        Part(member.entry.key, member.entry.title, label(member), member.why, member.anchor)
        for member in one.group.members
    )
    return Series(one.group.name, "", parts, one.source, tuple(part for _, part in _planned(one)))


def _planned(one: _Found) -> list[tuple[Number, Part]]:
    """List the planned parts that no post has fulfilled, by number; those without one come last."""
    members = one.group.members
    plans = [(first_number(title), title, why) for title, why in one.planned]
    for member in members:
        why = f"announced in {member.entry.key}"
        plans += [(number, title, why) for number, title in announced(member.entry)]
    numbers = {member.number for member in members}
    titles = {fold(member.entry.title) for member in members}
    planned = []
    for number, title, why in plans:
        if (number and number in numbers) or fold(title) in titles:
            continue
        numbers.add(number)
        titles.add(fold(title))
        planned.append((number, Part("", title, "-".join(f"{level:g}" for level in number), why)))
    return sorted(planned, key=lambda plan: plan[0] or BEHIND_ALL)


def _with_ids(series: Iterable[Series]) -> Iterator[Series]:
    """Give each series an id made of the words of its name; of two with one name the later gets a number."""
    taken: set[str] = set()
    for one in series:
        words = "-".join(re.findall(r"[\w+#]+", one.name.casefold())) or "series"
        name, count = words, 1
        while name in taken:
            count += 1
            name = f"{words}-{count}"
        taken.add(name)
        yield msgspec.structs.replace(one, id=name)
