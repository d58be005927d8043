"""Series from file names: `…-part1.md` and `…-part2.md`, whatever their titles say."""

from __future__ import annotations

import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

import msgspec
from rapidfuzz.distance import OSA

from dapsagi.journey.series.evidence import is_collection
from dapsagi.journey.series.files import (
    AMID,
    BRACKETED,
    LISTED,
    TIED,
    WORDS,
    FileMark,
    file_slug,
    read_counted_file,
    read_listed_file,
    read_trailing,
    telling_folder,
    undated_folder,
)
from dapsagi.journey.series.grammar import Number, collects_exercises, names_judge
from dapsagi.journey.series.members import Member, in_order_of_time, shared_weight, shared_words, within_a_year
from dapsagi.journey.series.model import Entry
from dapsagi.journey.series.readings import first_number, fold, heads, is_numbered, trimmed, unnumbered, weight
from dapsagi.journey.series.titles import Group
from dapsagi.journey.series.words import SHARED_UNITS, UNNAMED

# Of the numbers from the first to the last, how many there must be; of a long row less will do, and of one that a word
# counts.
_DENSITY: Final = 0.75
_DENSITY_OF_MANY: Final = 0.5
# So many files in a row need no likeness of their titles.
_ENOUGH: Final = 3
# The weight of words with which the titles of files without a name begin, and which those of misspelt files share.
_WEIGHTY: Final = 12
_FAIR: Final = 8
# So many files whose titles count otherwise are counted by hand, and one more of a name that is one word or short ones.
_ENOUGH_BY_HAND: Final = 5
_LONG_WORD: Final = 3
_ENOUGH_OF_ONE_WORD: Final = 6
# A row so long is one where some numbers are missing.
_LONG_ROW: Final = 10
# Of the numbers of a row, so many are those of two posts by a slip.
_SLIPS: Final = 0.1
# A shorter name is another one, not a misspelt one.
_LONG_ENOUGH_TO_MISSPELL: Final = 8
_DIGITS = re.compile(r"\d")
_SEPARATORS = re.compile(r"[-_. ]+")
_NEXT_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PADDED = re.compile(r"(?<!\d)0\d{1,2}$")
_TRAILING_NUMBER = re.compile(r"[-_. (]*\d+\)?$")
# Of the posts under a name, so many begin alike if they are a series; the others belong elsewhere.
_MOST: Final = 0.75
# A folder whose files are numbered has more of them, where no nought fills their numbers up.
_ENOUGH_LISTED: Final = 4
# Of the parts of a series, how many file names must say what the titles say before a file name alone is believed.
_AGREEING: Final = 2 / 3


_Part: TypeAlias = tuple[Number, Entry]


class _Name(NamedTuple):
    """What the files of one series have in common."""

    lang: str
    folder: str
    stem: str
    unit: str


class FileNames:
    """The posts whose file names name a part (`part`, `3편`, `(3)`, `-03-`) while their titles carry no number."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self._by_name: dict[_Name, dict[Number, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        self._bare: dict[_Name, dict[Number, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        # All of them but lists, whatever the titles say.
        self._rows: dict[_Name, dict[Number, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        # The posts whose titles say the number of their file names, under whatever words.
        self._agreeing: dict[_Name, dict[Number, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            counted = [mark for mark in (read_counted_file(entry.key), read_listed_file(entry.key)) if mark]
            bare = None if counted else read_trailing(entry.key)
            numbered = is_numbered(entry.title) if counted or bare else False
            for mark in counted or ([bare] if bare else ()):
                name = _name(entry, mark)
                told = first_number(entry.title)[: len(mark.number)] == mark.number
                # A file that is named after its title says nothing new.
                new = numbered or not told or fold(file_slug(entry.key)) != fold(entry.title)
                if mark.unit != LISTED and new:
                    self._rows[name][mark.number].append(entry)
                if not numbered:
                    (self._by_name if counted else self._bare)[name][mark.number].append(entry)
                if mark.unit != LISTED and told and new:
                    self._agreeing[name][mark.number].append(entry)
        self._add_unnumbered(entries)
        for misspelt, name in _misspelt(self._rows).items():
            for kept in (self._by_name, self._bare, self._rows, self._agreeing):
                for number, same in kept.pop(misspelt, {}).items():
                    kept[name][number] += same

    def groups(self, free: Mapping[str, Entry]) -> list[Group]:
        """Find series among the posts of `free` by their file names alone.

        A bare number is not enough: `docker-2.md` is also what a tool calls the second post named docker. Titles that
        begin alike up to a colon, a dash or a bracket must say so too. A name of several words that counts on through
        five posts is its author's.
        """
        taken: set[str] = set()
        groups = []
        # Of two ways to read a row of files, the one that leaves out fewer.
        for group in sorted(self.counted(free) + self._alike(free), key=lambda group: -len(group.members)):
            keys = {member.entry.key for member in group.members}
            if taken.isdisjoint(keys):
                taken |= keys
                groups.append(group)
        return groups

    def _alike(self, free: Mapping[str, Entry]) -> list[Group]:
        groups = []
        for name in sorted(self._bare):
            if len(self._bare[name]) < 2 or _collects(name):
                continue
            found = _parts(self._bare[name], free)
            words, found = _headed(found)
            members = tuple(_member(entry, number) for number, entry in found)
            sure = (weight(fold(words)) >= _WEIGHTY and len(found) >= _ENOUGH) or not _are_solutions(members)
            if words and sure and _follow([number for number, _ in found]) and in_order_of_time(members):
                groups.append(Group(words, members))
        return groups

    def counted(self, free: Mapping[str, Entry]) -> list[Group]:
        """Find among the posts of `free` the files that their author counts; titles may disagree in a long row."""
        return [*self._of_one_count(free), *self._rows_by_hand(free)]

    def _of_one_count(self, free: Mapping[str, Entry]) -> Iterator[Group]:
        """Find the files whose titles have no number, or the same."""
        for name in sorted(self._by_name.keys() | self._agreeing.keys()):
            twice, once = self._agreeing.get(name, {}), self._by_name.get(name, {})
            if len(twice.keys() | once.keys()) < 2:
                continue
            agreeing = _parts(twice, free, name.unit)
            found = _joined(agreeing, _parts(once, free, name.unit), name.unit)
            numbers, titles = [number for number, _ in found], [entry.title for _, entry in found]
            members = tuple(_member(entry, number, name.unit) for number, entry in found)
            if len(set(numbers)) < 2 or not (_follow(numbers) or _are_chapters(name.unit, members)):
                continue
            words, place = shared_words(titles), telling_folder(name.folder)
            if name.unit == TIED and len(found) < (_ENOUGH if weight(fold(words)) >= _FAIR else _ENOUGH_LISTED):
                continue
            if name.unit == LISTED and not _is_list(name.folder, members):
                continue
            # Some name must say what the numbers are those of: that of the files, of their folder, or of the posts.
            named = name.stem or place or weight(fold(words)) >= _WEIGHTY
            told_twice = len(agreeing) == len(found)
            if not named or not (words or told_twice or len(found) >= _ENOUGH):
                continue
            if name.unit not in WORDS and (_are_solutions(members) or (told_twice and is_collection(members))):
                continue
            of_files = _name_of_file(members[0].entry.key) if name.stem not in ("", fold(place)) else ""
            yield Group(words or _as_titled(of_files or place, titles), members)

    def _rows_by_hand(self, free: Mapping[str, Entry]) -> Iterator[Group]:
        """Find the rows of files, whatever their titles say."""
        for name, row in sorted(self._rows.items()):
            if not name.stem or len(row) < 2 or _collects(name):
                continue
            members = tuple(_member(entry, number, name.unit) for number, entry in _parts(row, free))
            by_hand = len(members) >= _ENOUGH_BY_HAND if name.unit else _is_counted_by_hand(members)
            if by_hand and _follow([member.number for member in members]) and not _are_solutions(members):
                titles = [member.entry.title for member in members]
                of_files = _as_titled(_name_of_file(members[-1].entry.key), titles)
                yield Group(shared_words(titles) or of_files, members)

    def _add_unnumbered(self, entries: Iterable[Entry]) -> None:
        """Take `docker.md` for what comes before `docker-2.md`, or as an older one before `docker-1.md` and more."""
        lacking = {
            name: min(numbers)
            for name, numbers in self._rows.items()
            if not name.unit and (min(numbers) == (2.0,) or (min(numbers) == (1.0,) and len(numbers) > 1))
        }
        beginnings = {name.stem[:length] for name in lacking for length in (1, 2)}
        for entry in entries if lacking else ():
            slug = file_slug(entry.key)
            # Folding, which is dear, leaves such letters what they are.
            beginning = slug[:2] if slug[:2].isascii() else slug[:1]
            plainly = (beginning.isascii() and beginning.isalnum()) or "가" <= beginning <= "힣"
            if plainly and beginning.casefold() not in beginnings:
                continue
            name = _Name(entry.lang, undated_folder(entry.key), fold(slug), "")
            following = lacking.get(name)
            if following is None or is_numbered(entry.title):
                continue
            first = (following[0] - 1,)
            older = entry.date <= min(other.date for other in self._rows[name][following])
            if older:
                self._rows[name][first].append(entry)
            if older or first == (1.0,):
                self._bare[name][first].append(entry)

    def fill(self, group: Group, free: dict[str, Entry]) -> Group:
        """Add the posts of `free` that by their file names are parts which the series lacks.

        One that is in it by another count, as a `Part 5` whose chapters are the others, stands where its file says.
        """
        agreeing = [(member, _agreeing(member)) for member in group.members]
        names = Counter(name for _, name in agreeing if name)
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
        # A bare number is believed only where the title begins as the others do.
        counts = name.unit not in ("", LISTED) and (name.stem or telling_folder(name.folder))
        rows = self._rows if counts else self._by_name if name.unit else self._bare
        known = ChainMap({key: member.entry for key, member in others.items()}, free) if others else free
        # What the title says too is believed whatever else the title says.
        twice = _parts(self._agreeing.get(name, {}), known)
        added = [
            _member(entry, number, name.unit)
            for number, entry in _joined(twice, _parts(rows.get(name, {}), known), name.unit)
            if number not in taken
            and (
                counts
                or (number, entry) in twice
                or (stem and fold(entry.title).startswith(stem))
                or (_mark(entry) is None and entry.date <= kept[0].entry.date and count >= _ENOUGH)
            )
        ]
        members = {**others, **{member.entry.key: member for member in (*kept, *added)}}.values()
        ordered = tuple(sorted(members, key=lambda member: member.number))
        return msgspec.structs.replace(group, members=ordered) if added else group


def _misspelt(rows: Mapping[_Name, Mapping[Number, Sequence[Entry]]]) -> dict[_Name, _Name]:
    """Map names with a slip of the pen to those of the longer rows that have just the numbers of these left open.

    A slip is a letter too many, one too few, or two that changed places, in one file: `deep-leraning-4.md`. Where the
    titles are alike too, it is also another letter, or one in several files. One name may also be read in two ways:
    `kotlin-9-io.md` is followed by `kotlin-10-nio.md`.
    """
    # Names with a slip between them are equal once each of them has lost a letter or none.
    by_spelling: dict[_Name, list[_Name]] = defaultdict(list)
    taken: dict[_Name, set[Number]] = {}
    slips: dict[_Name, _Name] = {}
    for name in sorted(rows, key=lambda name: (-len(rows[name]), name)):
        few, spellings = rows[name], _spellings(name)
        for longer in dict.fromkeys(longer for key in spellings for longer in by_spelling.get(key, ())):
            numbers = taken[longer]
            fitting = numbers.isdisjoint(few) and max(few)[0] <= max(numbers)[0] + len(few)
            if fitting and (name.stem == longer.stem or _is_slip(name, longer, rows)):
                numbers |= few.keys()
                slips[name] = longer
                break
        else:
            if len(few) >= _ENOUGH:
                taken[name] = set(few)
                for key in spellings:
                    by_spelling[key].append(name)
    return slips


def _spellings(name: _Name) -> list[_Name]:
    """List a name as it is, and without each of its letters."""
    stem, unit = name.stem, TIED if name.unit == AMID else name.unit
    letters = range(len(stem) if len(stem) >= _LONG_ENOUGH_TO_MISSPELL - 1 else 0)
    spellings = (stem, *(stem[:at] + stem[at + 1 :] for at in letters))
    return [_Name(name.lang, name.folder, spelling, unit) for spelling in spellings]


def _is_slip(name: _Name, longer: _Name, rows: Mapping[_Name, Mapping[Number, Sequence[Entry]]]) -> bool:
    """Tell whether a name is another one with a slip; another number is none, nor is another last letter."""
    word, other = name.stem, longer.stem
    if len(other) < _LONG_ENOUGH_TO_MISSPELL or OSA.distance(word, other, score_cutoff=1) != 1:
        return False
    if word[-1] != other[-1] or _DIGITS.sub("", word) == _DIGITS.sub("", other):
        return False
    if len(rows[name]) == 1 and (len(word) != len(other) or sorted(word) == sorted(other)):
        return True
    titles = (entry.title for row in (rows[name], rows[longer]) for same in row.values() for entry in same)
    return shared_weight(titles) >= _FAIR


def _parts(numbers: Mapping[Number, Sequence[Entry]], free: Mapping[str, Entry], unit: str = "") -> list[_Part]:
    """List the free posts under a name in order.

    Several with one number are none of them, and if most posts are such, no post is one. But authors split what they
    count at will, as chapters, and a few in a long row may bear one number by a slip.
    """
    same = {number: [entry for entry in entries if entry.key in free] for number, entries in numbers.items()}
    once = {number: entries for number, entries in same.items() if len(entries) == 1}
    slips = sum(len(entries) > 1 for entries in same.values()) <= _SLIPS * len(once)
    most = 2 * len(once) > sum(map(len, same.values()))
    kept = same if slips or unit in SHARED_UNITS else once if most else {}
    parts = ((number, entry) for number, entries in kept.items() for entry in entries)
    return sorted(parts, key=lambda part: (part[0], part[1].date, part[1].key))


def _joined(agreeing: Sequence[_Part], others: Sequence[_Part], unit: str) -> list[_Part]:
    """Add to what titles and files say what files alone say, if it is another number or one that several may have."""
    told, keys = {number for number, _ in agreeing}, {entry.key for _, entry in agreeing}
    added = [part for part in others if part[1].key not in keys and (unit in SHARED_UNITS or part[0] not in told)]
    return sorted([*agreeing, *added], key=lambda part: (part[0], part[1].date, part[1].key))


def _headed(found: Sequence[_Part]) -> tuple[str, list[_Part]]:
    """Return the words before the colon, dash or bracket up to which titles are alike, and the posts that begin so.

    There must be most of them, and the more titles begin so, the less the words must weigh.
    """
    padded = any(_PADDED.search(file_slug(entry.key)) for _, entry in found)
    by_head: dict[str, list[_Part]] = defaultdict(list)
    for part in found:
        for head in heads(part[1].title.replace("_", ": ")):
            by_head[head].append(part)
    head, alike = max(by_head.items(), key=lambda item: (len(item[1]), weight(item[0])), default=("", []))
    fewest = _WEIGHTY if len(alike) < _ENOUGH_LISTED and not padded else _FAIR
    if len(alike) < max(2, _MOST * len(found)) or weight(head) < fewest:
        return "", []
    titles = [entry.title.replace("_", ": ") for _, entry in alike]
    words = shared_words(titles)
    if len(titles) < _ENOUGH and fold(words) not in ("", head):
        # Two titles that go on alike behind their head tell of one thing twice.
        return "", []
    label, _, _ = titles[0].partition("]")
    a_word = label.startswith("[") and fold(label) == head and " " not in label
    if a_word and len(titles) < _ENOUGH_BY_HAND and not padded:
        # `[Docker] 설치` and `[Docker] 네트워크` have a subject in common, no more.
        return "", []
    as_written = (titles[0][:end] for end in range(len(titles[0])) if fold(titles[0][:end]) == head)
    return words or trimmed(next(as_written, titles[0])), alike


def _collects(name: _Name) -> bool:
    """Tell whether files are named after a judge, or after what solutions of exercises are called."""
    return collects_exercises(name.stem) or names_judge(f"{name.folder} {name.stem}")


def _are_solutions(members: Sequence[Member]) -> bool:
    """Tell whether posts solve numbered problems, by their files' names and their titles."""
    texts = (f"{_NEXT_WORD.sub(' ', file_slug(member.entry.key))} {member.entry.title}" for member in members)
    return any(names_judge(text.replace("_", " ")) for text in texts)


def _name_before_number(key: str) -> str:
    mark = read_counted_file(key)
    return trimmed(_SEPARATORS.sub(" ", mark.name)) if mark else ""


def _name_of_file(key: str) -> str:
    return _name_before_number(key) or trimmed(_SEPARATORS.sub(" ", _TRAILING_NUMBER.sub("", file_slug(key))))


def _as_titled(name: str, titles: Iterable[str]) -> str:
    """Return a name as the titles spell it that hold it: `OpenCV`, where the files are called `opencv1-start.md`."""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?![A-Za-z0-9_])", re.IGNORECASE)
    spelt = Counter(found[0] for title in titles if (found := word.search(title)))
    return min(spelt, key=lambda words: (-spelt[words], words), default=name)


def _is_counted_by_hand(members: Sequence[Member]) -> bool:
    """Tell files that their author counts from those whose name was merely taken.

    Three are enough if their folder bears their name, if their titles are much alike, or if their name has several
    words and they were written within a year: a name is soon taken twice more in many years. Where noughts fill the
    numbers up, three are, and two of a name of several words.
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
    if len(members) >= _ENOUGH_OF_ONE_WORD or (several and within_a_year(members)):
        return True
    at_home = fold(name) == fold(telling_folder(undated_folder(members[-1].entry.key)))
    return at_home or shared_weight(member.entry.title for member in members) >= _WEIGHTY


def _are_chapters(unit: str, members: Sequence[Member]) -> bool:
    """Tell whether files that name parts, `os-chapter-4.md` or `os(4).md`, do so of many, in the order of time."""
    chapters = {member.number[0] for member in members}
    fewest = _DENSITY_OF_MANY if unit in WORDS else _DENSITY if unit == BRACKETED else float("inf")
    near = len(chapters) >= fewest * (max(chapters) - min(chapters) + 1)
    return len({member.number for member in members}) >= _ENOUGH and near and in_order_of_time(members)


def _follow(numbers: list[Number]) -> bool:
    """Tell whether numbers begin at 0 or 1 and follow one another, on the first level on which they differ."""
    fewest = _DENSITY_OF_MANY if len(numbers) >= _LONG_ROW else _DENSITY
    level = 1 if len({number[0] for number in numbers}) == 1 and all(len(number) > 1 for number in numbers) else 0
    levels = {number[level] for number in numbers}
    begins = min(levels) <= 1 or (len(set(numbers)) >= _LONG_ROW and len(levels) == max(levels) - min(levels) + 1)
    return begins and len(levels) >= fewest * (max(levels) - min(levels) + 1)


def _is_list(place: str, members: Sequence[Member]) -> bool:
    """Tell whether a folder is one subject's own, and lists it; solutions of problems are numbered by others."""
    padded = any(file_slug(member.entry.key)[0] == "0" for member in members)
    return (
        bool(telling_folder(place))
        and not names_judge(place)
        and len(members) >= (_ENOUGH if padded else _ENOUGH_LISTED)
    )


def _name(entry: Entry, mark: FileMark) -> _Name:
    return _Name(entry.lang, undated_folder(entry.key), mark.stem, mark.unit)


def _agreeing(member: Member) -> _Name | None:
    mark = _mark(member.entry)
    return _name(member.entry, mark) if mark and mark.number == member.number else None


def _mark(entry: Entry) -> FileMark | None:
    return read_counted_file(entry.key) or read_listed_file(entry.key) or read_trailing(entry.key)


def _member(entry: Entry, number: Number, unit: str = "") -> Member:
    told = f"{unit} " if unit in WORDS else ""
    why = f"file name says {told}{'-'.join(f'{level:g}' for level in number)}"
    if _mark(entry) is None:
        why = f"file name is that of part {number[0] + 1:g} without a number"
    return Member(entry, unnumbered(entry.title), number, why)
