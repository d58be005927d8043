"""Series that the author declares: `series:` in front matter, and the lists of `data/series.yml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any, Final

import msgspec

from dapsagi.journey.series.files import file_slug
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.readings import fold
from dapsagi.problems import Problem, Severity, Span

# Where the lists are kept, for messages.
DATA_FILE: Final = "data/series.yml"
_OTHER_KEY: Final = re.compile(r"[^\s#\]-]")


class Declared(msgspec.Struct, frozen=True):
    """What a file of series says: its values, its path and its text.

    The values map the name of a series to a list of posts in order, to `{posts: […], planned: […]}`, or to `false`,
    which keeps posts from being put together under that name.
    """

    values: Mapping[str, Any] = {}
    path: str = DATA_FILE
    text: str = ""

    def place_of(self, name: str, item: str = "") -> Span:
        """Return the line on which a series is named, or where `item` stands last in its list."""
        key = re.compile(rf"[\"']?{re.escape(name)}[\"']?\s*:")
        lines = enumerate(self.text.splitlines(), 1)
        line = next((number for number, text in lines if key.match(text)), 0)
        listed = re.compile(rf"[\s\[-]*([\"']?){re.escape(item)}\1[\s\],]*(?:\s#.*)?")
        within = takewhile(lambda numbered: not _OTHER_KEY.match(numbered[1]), lines)
        places = [number for number, text in within if listed.fullmatch(text)] if item else []
        return Span(self.path, places[-1] if places else line)


class Listed(msgspec.Struct, frozen=True):
    """A series as the author lists it: its posts in order, and the parts that are planned."""

    name: str
    entries: tuple[Entry, ...]
    planned: tuple[str, ...] = ()


class Declarations(msgspec.Struct, frozen=True):
    """All that is declared: series named in front matter and listed in data, and folded names that are no series."""

    named: tuple[Listed, ...]
    listed: tuple[Listed, ...]
    refused: frozenset[str]
    problems: tuple[Problem, ...]


def read_declarations(entries: Sequence[Entry], declared: Declared) -> Declarations:
    """Read what front matter and `declared` say of series.

    A post is named by its path, its file name (with or without date and suffix) or its title; an item `{planned: …}` is
    a part yet to be written. Front matter overrules `declared`.
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
    return Declarations(named, tuple(listed), refused, tuple(problems))


def _listed(
    name: str, items: Iterable[Any], catalogue: _Catalogue, taken: dict[str, str], problems: list[Problem]
) -> Iterator[Listed]:
    """Read the list of one series, if it has any part; `taken` are the series of posts by key, and get these."""
    found: list[Entry] = []
    planned: list[str] = []
    for item in items:
        if isinstance(item, Mapping):
            planned += [str(title) for title in _as_list(item.get("planned"))]
            continue
        entry = catalogue.find(str(item), name, problems)
        if entry is None or entry.no_series:
            continue
        other = taken.get(entry.key)
        if other is None:
            taken[entry.key] = name
            found.append(entry)
        elif other != name or entry in found:
            problems.append(_in_two_series(entry, name, other, catalogue.declared.place_of(name, str(item))))
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
        Listed(some[0].series or "", tuple(some), tuple(title for entry in some for title in entry.planned))
        for some in members.values()
    )


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
