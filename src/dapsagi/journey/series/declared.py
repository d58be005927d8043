"""Series that the author declares: `series:` in front matter, and the lists of `data/series.yml`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

import msgspec

from dapsagi.journey.series.files import file_slug
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.readings import fold
from dapsagi.problems import Problem, Severity, Span

# Where the lists are kept, for messages.
DATA_FILE: Final = "data/series.yml"


class Declared(msgspec.Struct, frozen=True):
    """What a file of series says: its values, its path, its text, and the lines of its keys.

    The values map the name of a series to a list of posts in order, to `{posts: […], planned: […]}`, or to `false`,
    which keeps posts from being put together under that name.
    """

    values: Mapping[str, Any] = {}
    path: str = DATA_FILE
    text: str = ""
    lines: Mapping[str, int] = {}

    def place_of(self, name: str, item: str = "", time: int = 1) -> Span:
        """Return the line on which a series is named, or where `item` stands in its list, for the `time`-th time."""
        line = self.lines.get(name, 0)
        following = (self.lines.get(other, 0) for other in self.values)
        end = min((other for other in following if other > line), default=None)
        lines = enumerate(self.text.splitlines()[line : end and end - 1], line + 1)
        listed = re.compile(rf"[\s\[-]*([\"']?){re.escape(item)}\1[\s\],]*(?:\s#.*)?")
        places = [number for number, text in lines if listed.fullmatch(text)] if item and line else []
        return Span(self.path, places[min(time, len(places)) - 1] if places else line)


#: The title of a part that is planned, and where it is.
Plan: TypeAlias = tuple[str, str]


class Listed(msgspec.Struct, frozen=True):
    """A series as the author lists it: its posts in order, and the parts that are planned."""

    name: str
    entries: tuple[Entry, ...]
    planned: tuple[Plan, ...] = ()


class Declarations(msgspec.Struct, frozen=True):
    """All that is declared: series named in front matter and listed in data, and folded names that are no series.

    `planned` are the series of which the data say no more than what is planned.
    """

    named: tuple[Listed, ...]
    listed: tuple[Listed, ...]
    planned: tuple[Listed, ...]
    refused: frozenset[str]
    problems: tuple[Problem, ...]


def read_declarations(entries: Sequence[Entry], declared: Declared) -> Declarations:
    """Read what front matter and `declared` say of series.

    A post is named by its path, its file name (with or without date and suffix) or its title; an item `{planned: …}` is
    a part yet to be written. Front matter overrules `declared`: where both name a series it is one, in which a post
    without an `order` of its own has the place that the list gives it.
    """
    data = declared.values
    problems: list[Problem] = []
    named = _named(entries, problems)
    taken = {entry.key: series.name for series in named for entry in series.entries}
    refused = frozenset(fold(str(name)) for name, content in data.items() if content is False)
    listed: list[Listed] = []
    catalogue = _Catalogue(entries if data else (), declared)
    for name, content in data.items():
        if (items := _items(content)) is not None:
            listed += _listed(str(name), items, catalogue, taken, problems)
        elif content is not False:
            problems.append(_malformed(str(name), declared))
    named, alone = _joined(named, listed)
    planned = tuple(series for series in alone if not series.entries)
    return Declarations(named, tuple(series for series in alone if series.entries), planned, refused, tuple(problems))


def _joined(named: Sequence[Listed], listed: Sequence[Listed]) -> tuple[tuple[Listed, ...], list[Listed]]:
    """Put what the data list under the name of a series of the front matter into it, and return what is left.

    Of one name in several languages each is a series, and a post belongs to that of its own.
    """
    joined = list(named)
    places = {fold(series.name): place for place, series in reversed(list(enumerate(named)))}
    spoken = {(series.entries[0].lang, fold(series.name)): place for place, series in enumerate(named)}
    alone = []
    for series in listed:
        name = fold(series.name)
        first = places.get(name)
        if first is None:
            alone.append(series)
            continue
        for number, entry in enumerate(series.entries, 1):
            place = spoken.get((entry.lang, name), first)
            order = float(number) if entry.order is None else entry.order
            entries = {each.key: each for each in joined[place].entries}
            entries[entry.key] = msgspec.structs.replace(entry, order=order)
            joined[place] = msgspec.structs.replace(joined[place], entries=tuple(entries.values()))
        planned = joined[first].planned + series.planned
        joined[first] = msgspec.structs.replace(joined[first], planned=planned)
    return tuple(joined), alone


def _listed(
    name: str, items: Iterable[Any], catalogue: _Catalogue, taken: dict[str, str], problems: list[Problem]
) -> Iterator[Listed]:
    """Read the list of one series, if it has any part; `taken` are the series of posts by key, and get these."""
    found: list[Entry] = []
    planned: list[Plan] = []
    times: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Mapping):
            planned += [(str(title), f"planned in {DATA_FILE}") for title in _as_list(item.get("planned"))]
            continue
        times[str(item)] += 1
        entry = catalogue.find(str(item), name, problems)
        if entry is None or entry.no_series:
            continue
        other = taken.setdefault(entry.key, name)
        if fold(other) == fold(name) and entry not in found:
            found.append(entry)
        else:
            place = catalogue.declared.place_of(name, str(item), times[str(item)])
            problems.append(_in_two_series(entry, name, other, place))
    if found or planned:
        yield Listed(name, tuple(found), tuple(planned))


def _named(entries: Iterable[Entry], problems: list[Problem]) -> tuple[Listed, ...]:
    """Collect the posts by the `series` of their front matter; names that differ in case and spacing are one."""
    members: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.series and not entry.no_series:
            members[entry.lang, fold(entry.series) or entry.series].append(entry)
    for some in members.values():
        spelled = {entry.series: entry for entry in reversed(some)}
        first = some[0]
        for spelling, entry in spelled.items():
            if spelling != first.series:
                problems.append(_spelled_otherwise(entry, first))
    return tuple(
        Listed(some[0].series or "", tuple(some), tuple(plan for entry in some for plan in plans_of(entry)))
        for some in members.values()
    )


def plans_of(entry: Entry) -> tuple[Plan, ...]:
    """Return the parts that the front matter of a post plans."""
    return tuple((title, "planned in front matter") for title in entry.planned)


def _items(content: object) -> list[Any] | None:
    if isinstance(content, Mapping) and content.keys() <= {"posts", "parts", "planned"}:
        posts = _as_list(content.get("posts", content.get("parts")))
        return [*posts, *({"planned": title} for title in _as_list(content.get("planned")))]
    if isinstance(content, list | tuple) and all(
        isinstance(item, str | int | float) or (isinstance(item, Mapping) and item.keys() == {"planned"})
        for item in content
    ):
        return list(content)
    return None


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


class _Catalogue:
    """Finds a post by any of its names."""

    def __init__(self, entries: Sequence[Entry], declared: Declared) -> None:
        self.declared = declared
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            name = entry.key.rpartition("/")[2]
            for label in dict.fromkeys((entry.key, name, name.rpartition(".")[0], file_slug(entry.key))):
                self._by_name[label].append(entry)
            self._by_name[_title_label(entry.title)].append(entry)

    def find(self, name: str, series: str, problems: list[Problem]) -> Entry | None:
        found = self._by_name.get(name) or self._by_name.get(_title_label(name)) or []
        if len({entry.key for entry in found}) == 1:
            return found[0]
        place = self.declared.place_of(series, name)
        problems.append(_no_such_post(name, series, found, self._closest(name), place))
        return None

    def _closest(self, name: str) -> str | None:
        close = get_close_matches(_title_label(name), self._by_name, n=1) or get_close_matches(name, self._by_name, n=1)
        if not close:
            return None
        entry = self._by_name[close[0]][0]
        return entry.title if close[0] == _title_label(entry.title) else close[0]


def _title_label(title: str) -> str:
    # No path and no file name begins so.
    return "\0" + fold(title)


def _malformed(name: str, declared: Declared) -> Problem:
    return Problem(
        "S104",
        Severity.WARNING,
        f"what “{name}” says is no list of posts",
        declared.place_of(name),
        "write the posts as a list, or `posts:` and `planned:`, or `false`",
    )


def _no_such_post(name: str, series: str, found: Sequence[Entry], closest: str | None, place: Span) -> Problem:
    if found:
        several = ", ".join(sorted({entry.key for entry in found})[:3])
        message, hint = f"“{name}” in “{series}” names several posts ({several})", "write the path of the one you mean"
    else:
        hint = f"did you mean “{closest}”?" if closest else "write its path"
        message = f"no post named “{name}” for “{series}”"
    return Problem("S102", Severity.WARNING, message, place, hint)


def _in_two_series(entry: Entry, name: str, other: str, place: Span) -> Problem:
    twice = f"twice in “{name}”" if name == other else f"in “{name}” and already in “{other}”"
    return Problem("S103", Severity.WARNING, f"{entry.key} is {twice}", place, "leave it in one place")


def _spelled_otherwise(entry: Entry, first: Entry) -> Problem:
    return Problem(
        "S105",
        Severity.NOTE,
        f"series “{entry.series}” is taken for “{first.series}” of {first.key}",
        Span(entry.key),
        f"write `series: {first.series}`",
    )
