"""Series from file names: `…-part1.md` and `…-part2.md`, whatever their titles say.

The files of a row are parts if their numbers begin and follow one another, and if one of these speaks for it:

- their author counts, by a word, in brackets, between two names or in the list of a folder, and no title says another
  number (`_of_one_count`);
- the titles say the same numbers, under whatever words (there too);
- the row alone, where titles count otherwise: long, in the order of time, under several words (`_by_hand`);
- a bare number, and titles that begin alike up to a colon, a dash or a bracket, if only by a word where the first file
  has its number too (`_alike`).

Solutions of exercises are no parts, whoever numbered them.
"""

from __future__ import annotations

import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from dapsagi.journey.series.evidence import is_collection
from dapsagi.journey.series.file_rows import RowFile, RowName, read_mark, row_name, rows_of_files
from dapsagi.journey.series.files import (
    BRACKETED,
    LISTED,
    TIED,
    WORDS,
    file_slug,
    read_counted_file,
    telling_folder,
    undated_folder,
)
from dapsagi.journey.series.grammar import collects_exercises, names_judge
from dapsagi.journey.series.members import Member, in_order_of_time, shared_weight, shared_words, three_a_year
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import fold, heads, trimmed, unnumbered, weight
from dapsagi.journey.series.titles import Group
from dapsagi.journey.series.words import EXERCISES, SHARED_UNITS, UNNAMED

# Of the numbers from the first to the last, how many there must be; of a long row less will do, and of one that a word
# counts.
_DENSITY: Final = 0.75
_DENSITY_OF_MANY: Final = 0.5
_LONG_ROW: Final = 10
# So many files in a row need no likeness of their titles.
_ENOUGH: Final = 3
# A folder whose files are numbered has more of them, where no nought fills their numbers up.
_ENOUGH_LISTED: Final = 4
# So many files whose titles count otherwise are counted by hand, and one more of a name that is one word or short ones.
_ENOUGH_BY_HAND: Final = 5
_ENOUGH_OF_ONE_WORD: Final = 6
_LONG_WORD: Final = 3
# The weight of words with which titles begin: where nothing else speaks for a series, where some evidence goes with
# them, and where files are counted from the first.
_WEIGHTY: Final = 12
_FAIR: Final = 8
_SLIGHT: Final = 4
# Of the numbers of a row, so many are those of two posts by a slip.
_SLIPS: Final = 0.1
# Of the posts under a name, so many begin alike if they are a series; the others belong elsewhere.
_MOST: Final = 0.75
# Of the parts of a series, how many file names must say what the titles say before a file name alone is believed.
_AGREEING: Final = 2 / 3
_SEPARATORS = re.compile(r"[-_. ]+")
_NEXT_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PADDED = re.compile(r"(?<!\d)0\d{1,2}$")
_TRAILING_NUMBER = re.compile(r"[-_. (]*\d+\)?$")


class FileNames:
    """What file names say of the series of a blog."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._rows = rows_of_files(entries)
        self._names = sorted(name for name, files in self._rows.items() if len(files) > 1)

    def groups(self, free: Mapping[str, Entry]) -> list[Group]:
        """Find series among the posts of `free` by their file names alone; no post is in two of them."""
        found = [*self.counted(free), *(group for name in self._names for group in self._alike(name, free))]
        taken: set[str] = set()
        groups = []
        # Of two ways to read a row of files, the one that leaves out fewer.
        for group in sorted(found, key=lambda group: -len(group.members)):
            keys = {member.entry.key for member in group.members}
            if taken.isdisjoint(keys):
                taken |= keys
                groups.append(group)
        return groups

    def counted(self, free: Mapping[str, Entry]) -> list[Group]:
        """Find among the posts of `free` the files that their author counts; titles may disagree in a long row."""
        once = [group for name in self._names for group in self._of_one_count(name, free)]
        return once + [group for name in self._names for group in self._by_hand(name, free)]

    def _of_one_count(self, name: RowName, free: Mapping[str, Entry]) -> Iterator[Group]:
        """Find files whose titles have no number, or the same."""
        silent = self._silent(name) if name.unit else []
        told = [file for file in self._rows[name] if file.told]
        if len(silent) + len(told) < 2:
            return
        agreeing = _parts(name, told, free)
        members = _joined(agreeing, _parts(name, silent, free), name.unit)
        if len({member.number for member in members}) < 2 or not _follow(members, name.unit):
            return
        titles = [member.entry.title for member in members]
        words, place = shared_words(titles), telling_folder(name.folder)
        if name.unit == TIED and len(members) < (_ENOUGH if weight(fold(words)) >= _FAIR else _ENOUGH_LISTED):
            return
        if name.unit == LISTED and not _is_list(name.folder, members):
            return
        # Some name must say what the numbers are those of: that of the files, of their folder, or of the posts.
        named = name.stem or place or weight(fold(words)) >= _WEIGHTY
        told_twice = len(agreeing) == len(members)
        if not named or not (words or told_twice or len(members) >= _ENOUGH):
            return
        if name.unit not in WORDS and (_are_solutions(members) or (told_twice and is_collection(members))):
            return
        of_files = _name_of_file(members[0].entry.key) if name.stem not in ("", fold(place)) else ""
        yield Group(words or _as_titled(of_files or place, titles), members)

    def _by_hand(self, name: RowName, free: Mapping[str, Entry]) -> Iterator[Group]:
        """Find a row of files, whatever their titles say."""
        files = [file for file in self._rows[name] if not file.nothing_new]
        if not name.stem or len(files) < 2 or _collects(name):
            return
        members = _parts(name, files, free)
        by_hand = len(members) >= _ENOUGH_BY_HAND if name.unit else _is_counted_by_hand(members)
        if by_hand and _follow(members) and not _are_solutions(members):
            titles = [member.entry.title for member in members]
            yield Group(shared_words(titles) or _as_titled(_name_of_file(members[-1].entry.key), titles), members)

    def _alike(self, name: RowName, free: Mapping[str, Entry]) -> Iterator[Group]:
        """Find files with a bare number; `docker-2.md` is also what a tool calls the second post named docker."""
        files = [] if name.unit else [file for file in self._rows[name] if file.told or not file.numbered]
        if len(files) < 2 or _collects(name):
            return
        words, members = _headed(_parts(name, files, free))
        if words and _follow(members) and in_order_of_time(members) and not _are_solutions(members):
            yield Group(words, members)

    def _silent(self, name: RowName) -> list[RowFile]:
        """List the files of a row whose titles carry no number."""
        return [file for file in self._rows[name] if not file.numbered]

    def fill(self, group: Group, free: dict[str, Entry]) -> Group:
        """Add the posts of `free` that by their file names are parts which the series lacks.

        One that is in it by another count, as a `Part 5` whose chapters are the others, stands where its file says.
        """
        agreeing = [(member, _agreeing(member)) for member in group.members]
        names = Counter(name for _, name in agreeing if name in self._rows)
        if not names:
            return group
        name, count = min(names.items(), key=lambda item: (-item[1], item[0]))
        if count < 2 or count < _AGREEING * len(group.members):
            return group
        units = {member.reading.unit for member, its_name in agreeing if its_name == name}
        kept = [member for member in group.members if member.reading.unit in units]
        others = {member.entry.key: member for member in group.members if member.reading.unit not in units}
        taken = {member.number for member in kept}
        stem = group.members[0].reading.stem.strip("…")
        counts = name.unit not in ("", LISTED) and bool(name.stem or telling_folder(name.folder))
        sure = counts or (count >= _ENOUGH and name.stem not in UNNAMED)
        known = ChainMap({key: member.entry for key, member in others.items()}, free) if others else free
        # What the title says too is believed whatever else the title says.
        told = _parts(name, [file for file in self._rows[name] if file.told], known)
        files = [file for file in self._rows[name] if not file.nothing_new] if counts else self._silent(name)

        # A bare number is believed beside several others, and where the title begins as theirs do.
        joined = _joined(told, _parts(name, files, known), name.unit)
        if not sure:
            joined = tuple(
                part for part in joined if part in told or (stem and fold(part.entry.title).startswith(stem))
            )
        added = [member for member in joined if member.number not in taken]
        if not counts:
            added = _near(kept, added)
        members = {**others, **{member.entry.key: member for member in (*kept, *added)}}.values()
        ordered = tuple(sorted(members, key=lambda member: member.number))
        return msgspec.structs.replace(group, members=ordered) if added else group


def _parts(name: RowName, files: Iterable[RowFile], free: Mapping[str, Entry]) -> tuple[Member, ...]:
    """List the free posts of a row in order.

    Several with one number are none of them, and if most posts are such, no post is one. But authors split what they
    count at will, as chapters, and a few in a long row may bear one number by a slip.
    """
    same: dict[Number, list[Entry]] = defaultdict(list)
    for file in files:
        if file.entry.key in free:
            same[file.number].append(file.entry)
    once = {number: entries for number, entries in same.items() if len(entries) == 1}
    slips = len(same) - len(once) <= _SLIPS * len(once)
    most = 2 * len(once) > sum(map(len, same.values()))
    kept = same if slips or name.unit in SHARED_UNITS else once if most else {}
    return _ordered(_member(entry, number, name.unit) for number, entries in kept.items() for entry in entries)


def _joined(told: Sequence[Member], others: Iterable[Member], unit: str) -> tuple[Member, ...]:
    """Add to what titles and files say what files alone say, if it is another number or one that several may have."""
    numbers, keys = {member.number for member in told}, {member.entry.key for member in told}
    added = (member for member in others if unit in SHARED_UNITS or member.number not in numbers)
    return _ordered([*told, *(member for member in added if member.entry.key not in keys)])


def _near(kept: Sequence[Member], others: Iterable[Member]) -> list[Member]:
    """Choose from the others, in order, those that fill a gap or go on with the next number."""
    last, near = max(member.number[0] for member in kept), []
    for member in others:
        if member.number[0] <= last + 1:
            last = max(last, member.number[0])
            near.append(member)
    return near


def _ordered(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(sorted(members, key=lambda member: (member.number, member.entry.date, member.entry.key)))


def _headed(members: Sequence[Member]) -> tuple[str, tuple[Member, ...]]:
    """Return the words before the colon, dash or bracket up to which titles are alike, and the posts that begin so.

    There must be most of them, and the words must weigh more where the first file has no number.
    """
    by_head: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        for head in heads(member.entry.title.replace("_", ": ")):
            by_head[head].append(member)
    head, alike = max(by_head.items(), key=lambda item: (len(item[1]), weight(item[0])), default=("", []))
    counted = bool(members) and read_mark(members[0].entry) is not None
    if len(alike) < max(2, _MOST * len(members)) or weight(head) < (_SLIGHT if counted else _WEIGHTY):
        return "", ()
    titles = [member.entry.title.replace("_", ": ") for member in alike]
    words = shared_words(titles)
    if len(titles) < _ENOUGH and fold(words) not in ("", head):
        if not counted:
            # Two titles that go on alike behind their head tell of one thing twice.
            return "", ()
        words = ""
    label, _, _ = titles[0].partition("]")
    a_word = label.startswith("[") and fold(label) == head and " " not in label
    if a_word and len(titles) < _ENOUGH_BY_HAND:
        # `[Docker] 설치` and `[Docker] 네트워크` have a subject in common, no more.
        return "", ()
    as_written = (titles[0][:end] for end in range(len(titles[0])) if fold(titles[0][:end]) == head)
    words = words or trimmed(next(as_written, titles[0]))
    # What is slight is the name of a subject: `Swift` of many files, of which these are `safe-area-1.md` and more.
    name = words if weight(fold(words)) >= _FAIR else _as_titled(_name_of_file(alike[-1].entry.key), titles)
    return name, tuple(alike)


def _collects(name: RowName) -> bool:
    """Tell whether files are named after a judge, or after what solutions of exercises are called."""
    exercises = name.stem.endswith(tuple(EXERCISES)) or collects_exercises(name.stem)
    return exercises or names_judge(f"{name.folder} {name.stem}")


def _are_solutions(members: Sequence[Member]) -> bool:
    """Tell whether posts solve numbered problems, by their files' names and their titles."""
    texts = (f"{_NEXT_WORD.sub(' ', file_slug(member.entry.key))} {member.entry.title}" for member in members)
    return any(names_judge(text.replace("_", " ")) for text in texts)


def _name_of_file(key: str) -> str:
    mark = read_counted_file(key)
    before = mark.name if mark and mark.stem else _TRAILING_NUMBER.sub("", file_slug(key))
    return trimmed(_SEPARATORS.sub(" ", before))


def _as_titled(name: str, titles: Iterable[str]) -> str:
    """Return a name as the titles spell it that hold it: `OpenCV`, where the files are called `opencv1-start.md`."""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?![A-Za-z0-9_])", re.IGNORECASE)
    spelt = Counter(found[0] for title in titles if (found := word.search(title)))
    return min(spelt, key=lambda words: (-spelt[words], words), default=name)


def _is_counted_by_hand(members: Sequence[Member]) -> bool:
    """Tell files that their author counts from those whose name was merely taken.

    Three are enough if their folder bears their name or their titles are much alike; if their name has several words,
    or six of any, they must not come too slowly: in many years a name is taken again and again. Where noughts fill the
    numbers up, three are enough, and two of a name of several words.
    """
    padded = any(_PADDED.search(file_slug(member.entry.key)) for member in members)
    if len(members) < (2 if padded else _ENOUGH) or not in_order_of_time(members, of_all=True):
        return False
    name = _name_of_file(members[-1].entry.key)
    several = sum(weight(fold(word)) >= _LONG_WORD for word in _SEPARATORS.split(name)) > 1
    if fold(name) in UNNAMED:
        return False
    if padded:
        return several or len(members) >= _ENOUGH
    if (several or len(members) >= _ENOUGH_OF_ONE_WORD) and three_a_year(members):
        return True
    at_home = fold(name) == fold(telling_folder(undated_folder(members[-1].entry.key)))
    return at_home or shared_weight(member.entry.title for member in members) >= _WEIGHTY


def _follow(members: Sequence[Member], unit: str = "") -> bool:
    """Tell whether numbers follow one another, on the first level on which they differ, and begin at 0 or 1.

    A long row may begin anywhere if none is missing, and so may three and more that a word or brackets count, in the
    order of time: readers of a book begin where they like.
    """
    numbers = {member.number for member in members}
    deeper = len({number[0] for number in numbers}) == 1 and all(len(number) > 1 for number in numbers)
    levels = {number[1 if deeper else 0] for number in numbers}
    density = len(levels) / (max(levels) - min(levels) + 1)
    if min(levels) <= 1 and density >= (_DENSITY_OF_MANY if len(members) >= _LONG_ROW else _DENSITY):
        return True
    if len(numbers) >= _LONG_ROW and density == 1:
        return True
    fewest = _DENSITY_OF_MANY if unit in WORDS else _DENSITY if unit == BRACKETED else float("inf")
    return len(numbers) >= _ENOUGH and density >= fewest and in_order_of_time(members)


def _is_list(place: str, members: Sequence[Member]) -> bool:
    """Tell whether a folder is one subject's own, and lists it; solutions of problems are numbered by others."""
    enough = _ENOUGH if any(file_slug(member.entry.key)[0] == "0" for member in members) else _ENOUGH_LISTED
    return bool(telling_folder(place)) and not names_judge(place) and len(members) >= enough


def _agreeing(member: Member) -> RowName | None:
    mark = read_mark(member.entry)
    return row_name(member.entry, mark) if mark and mark.number == member.number else None


def _member(entry: Entry, number: Number, unit: str) -> Member:
    told = f"{unit} " if unit in WORDS else ""
    why = f"file name says {told}{'-'.join(f'{level:g}' for level in number)}"
    if not unit and number[0] <= 1 and read_mark(entry) is None:
        why = f"file name is that of part {number[0] + 1:g} without a number"
    return Member(entry, unnumbered(entry.title), number, why)
