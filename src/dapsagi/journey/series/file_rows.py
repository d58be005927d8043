"""Rows of files: the posts whose file names have one name and differ in a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from dapsagi.journey.series.files import (
    AMID,
    LISTED,
    TIED,
    FileMark,
    file_slug,
    read_counted_file,
    read_listed_file,
    read_trailing,
    undated_folder,
)
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import first_number, fold, is_numbered

# Files so many that others may be theirs.
_ENOUGH: Final = 3


class RowName(NamedTuple):
    """What the files of one row have in common."""

    lang: str
    folder: str
    stem: str
    unit: str


class RowFile(NamedTuple):
    """A post of a row, and what its title says: a number of its own (`numbered`), the file's number (`told`).

    What is named after its title says `nothing_new`, and neither does a list.
    """

    number: Number
    entry: Entry
    numbered: bool = False
    told: bool = False
    nothing_new: bool = False


Rows: TypeAlias = dict[RowName, list[RowFile]]


def rows_of_files(entries: Iterable[Entry]) -> Rows:
    """Put posts into rows by their file names; one that begins with a number and has another is in two of them."""
    entries = list(entries)
    rows: Rows = defaultdict(list)
    for entry in entries:
        marks = [mark for mark in (read_counted_file(entry.key), read_listed_file(entry.key)) if mark]
        marks = marks or [mark for mark in (read_trailing(entry.key),) if mark]
        numbered = bool(marks) and is_numbered(entry.title)
        for mark in marks:
            told = first_number(entry.title)[: len(mark.number)] == mark.number
            after_title = told and not numbered and fold(file_slug(entry.key)) == fold(entry.title)
            nothing_new = mark.unit == LISTED or after_title
            file = RowFile(mark.number, entry, numbered, told and not nothing_new, nothing_new)
            rows[row_name(entry, mark)].append(file)
    _add_unnumbered(rows, entries)
    for shorter, name in _read_in_two_ways(rows).items():
        rows[name] += rows.pop(shorter)
    return rows


def row_name(entry: Entry, mark: FileMark) -> RowName:
    """Return the name of the row that a mark puts a post into."""
    return RowName(entry.lang, undated_folder(entry.key), mark.stem, mark.unit)


def read_mark(entry: Entry) -> FileMark | None:
    """Read the number that says most in a file name."""
    return read_counted_file(entry.key) or read_listed_file(entry.key) or read_trailing(entry.key)


def _add_unnumbered(rows: Rows, entries: Iterable[Entry]) -> None:
    """Take `docker.md` for what comes before `docker-2.md`, or as an older one before `docker-1.md` and more."""
    lacking = {}
    for name, files in rows.items():
        numbers = {file.number for file in files if not (name.unit or file.nothing_new)}
        if numbers and (min(numbers) == (2.0,) or (min(numbers) == (1.0,) and len(numbers) > 1)):
            lacking[name] = min(numbers)
    beginnings = {name.stem[:length] for name in lacking for length in (1, 2)}
    for entry in entries if lacking else ():
        slug = file_slug(entry.key)
        # Folding, which is dear, leaves such letters what they are.
        beginning = slug[:2] if slug[:2].isascii() else slug[:1]
        plainly = (beginning.isascii() and beginning.isalnum()) or "가" <= beginning <= "힣"
        if plainly and beginning.casefold() not in beginnings:
            continue
        name = RowName(entry.lang, undated_folder(entry.key), fold(slug), "")
        following = lacking.get(name)
        if following is None or is_numbered(entry.title):
            continue
        first = (following[0] - 1,)
        older = entry.date <= min(file.entry.date for file in rows[name] if file.number == following)
        if older or first == (1.0,):
            rows[name].append(RowFile(first, entry, nothing_new=not older))


def _read_in_two_ways(rows: Mapping[RowName, Sequence[RowFile]]) -> dict[RowName, RowName]:
    """Map names to those of longer rows that have just the numbers of these left open.

    One name may be read in two ways: `kotlin-9-io.md` is followed by `kotlin-10-nio.md`.
    """
    numbers = {name: {file.number for file in files if not file.nothing_new} for name, files in rows.items()}
    longest: dict[RowName, RowName] = {}
    found: dict[RowName, RowName] = {}
    for name in sorted((name for name in rows if numbers[name]), key=lambda name: (-len(numbers[name]), name)):
        few, spelled = numbers[name], name._replace(unit=TIED if name.unit == AMID else name.unit)
        longer = longest.get(spelled)
        if longer is None:
            if len(few) >= _ENOUGH:
                longest[spelled] = name
        elif numbers[longer].isdisjoint(few) and max(few)[0] <= max(numbers[longer])[0] + len(few):
            numbers[longer] |= few
            found[name] = longer
    return found
