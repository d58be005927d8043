"""The index: which word stands in which documents, in many small texts ("drawers").

A word stands in the drawer of each of its grams, together with all documents that it is in. So whoever looks for any
part of a word has to open one drawer only, and finds there exactly the words with that part in them: nothing has to be
checked against the texts. Documents are numbered from the oldest, so that a new one changes no number.

A drawer holds a line for each word, in order: the word, then for each `Place` the numbers of the documents that have it
there and in no better place. Lists are separated by tabs, and empty ones at the end are left out. A number is written
as its distance from the one before.

A second set of drawers holds the words of titles and tags by their initial consonants (`ㅁㅅㄹㄴ 머신러닝`), for those
who type these or mistype a word, and the tags (`#tag`) and journeys (`@journey`) themselves.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache, lru_cache, partial
from itertools import accumulate
from operator import sub
from typing import TypeAlias

import msgspec

from dapsagi.post.words import split
from dapsagi.search.documents import Document, Found
from dapsagi.search.words import grams, initials, number_of


class Place(IntEnum):
    """Where a document has a word: a name that stands in its code and nowhere else says the least, the title the most.

    The numbers are the order of a line's lists: few words are in code, and an empty list at the end takes no room.
    """

    BODY = 0
    TAG = 1
    HEADING = 2
    TITLE = 3
    CODE = 4


#: The words of a document, each with its best place.
Terms: TypeAlias = Mapping[str, Place]

# So many words of documents a drawer holds, in the mean: 5 to 10 KB over the wire, beside 3 bytes in the catalogue.
_WORDS_A_DRAWER = 1350

# Words of titles, grams: what comes again and again.
_AT_HAND = 65536

# The digits of numbers: those that end one, and those that go on.
_LAST = [chr(code) for code in range(33, 93)]
_ON = [chr(code) for code in range(93, 127)]


class Shift(msgspec.Struct):
    """How the documents of a word change: the numbers of those that lose it, of those that get it and where.

    `lines` has what became of a line, because a word stands in several drawers.
    """

    gone: set[int] = msgspec.field(default_factory=set)
    come: dict[int, Place] = msgspec.field(default_factory=dict)
    lines: dict[str, str] = msgspec.field(default_factory=dict)

    def line(self, word: str, before: str) -> str:
        """Return the line of `word` as it is now, empty where no document has it any more."""
        if before not in self.lines:
            lists = _read(before) if before else [[] for _ in Place]
            lists = [[number for number in numbers if number not in self.gone] for numbers in lists]
            for number, place in self.come.items():
                lists[place].append(number)
            self.lines[before] = _line(word, [sorted(numbers) for numbers in lists]) if any(lists) else ""
        return self.lines[before]


def terms_of(document: Document, words: Found) -> tuple[Terms, Terms]:
    """Return the words of a document for the main drawers, and those for the drawers of titles and tags."""
    title, tags = split(document.title), [word for tag in document.tags for word in split(tag)]
    main = dict.fromkeys(words.code.split(), Place.CODE)
    main.update(dict.fromkeys(words.text.split(), Place.BODY))
    main.update(dict.fromkeys(tags, Place.TAG))
    main.update(dict.fromkeys(words.headings.split(), Place.HEADING))
    main.update(dict.fromkeys(title, Place.TITLE))
    names = {_spoken(word): Place.TAG for word in tags}
    names |= {_spoken(word): Place.TITLE for word in title}
    names |= {"#" + _plain(tag): Place.TAG for tag in document.tags}
    if document.journey:
        names["@" + _plain(document.journey)] = Place.TAG
    return main, names


def count_drawers(words: int) -> int:
    """Return how many drawers so many words of documents take: a power of two, so that it seldom changes."""
    return 1 << max(-(-words // _WORDS_A_DRAWER) - 1, 0).bit_length()


class Filling:
    """Drawers while they are filled, with one document after the other; `words` are those of all documents so far."""

    def __init__(self) -> None:
        self.words = 0
        self._documents = 0
        # Of a large blog these are many millions of numbers.
        self._lists: tuple[defaultdict[str, array[int]], ...] = tuple(defaultdict(partial(array, "I")) for _ in Place)

    def add(self, terms: Terms) -> None:
        """Put in the words of the next document."""
        for word, place in terms.items():
            self._lists[place][word].append(self._documents)
        self._documents += 1
        self.words += len(terms)

    def texts(self, drawers: int) -> Iterator[str]:
        """Yield the texts of so many drawers, and empty them."""
        lines: list[list[str]] = [[] for _ in range(drawers)]
        for word in sorted(set().union(*self._lists)):
            line = _line(word, [numbers.pop(word, ()) for numbers in self._lists])
            for number in drawers_of(word, drawers):
                lines[number].append(line)
        for each in lines:
            yield "\n".join(each)
            each.clear()


def fill(documents: Iterable[Terms], drawers: int) -> list[str]:
    """Return the texts of so many drawers with the words of `documents`, which are numbered from 0."""
    filling = Filling()
    for terms in documents:
        filling.add(terms)
    return list(filling.texts(drawers))


def drawers_of(word: str, drawers: int) -> set[int]:
    """Return in which of so many drawers a word stands."""
    return {_number_of(gram, drawers) for gram in _keys(word)}


def shifts(before: Mapping[int, Terms], after: Mapping[int, Terms]) -> dict[str, Shift]:
    """Return what changes for each word if documents with the words `before` have those `after`."""
    changed: dict[str, Shift] = defaultdict(Shift)
    for number in before.keys() | after.keys():
        old, new = before.get(number, {}), after.get(number, {})
        for word, _ in old.items() - new.items():
            changed[word].gone.add(number)
        for word, place in new.items() - old.items():
            changed[word].come[number] = place
    return changed


def exchange(drawer: str, changed: Mapping[str, Shift]) -> str:
    """Return a drawer after these changes: what `fill` would have put there."""
    lines = drawer.split("\n") if drawer else []
    for word in sorted(changed):
        start = word + "\t"
        at = bisect_left(lines, start)
        known = at < len(lines) and lines[at].startswith(start)
        line = changed[word].line(word, lines[at] if known else "")
        lines[at : at + known] = [line] if line else []
    return "\n".join(lines)


@lru_cache(_AT_HAND)
def _spoken(word: str) -> str:
    """Return a word of a title with its initial consonants before it, unless it has none."""
    short = initials(word)
    return word if short == word else f"{short} {word}"


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _keys(word: str) -> set[str]:
    if word[0] in "#@":
        return {word}
    return grams(word.partition(" ")[0])


@lru_cache(_AT_HAND)
def _number_of(gram: str, drawers: int) -> int:
    return number_of(gram, drawers)


def _line(word: str, lists: Sequence[Sequence[int]]) -> str:
    return f"{word}\t" + "\t".join([_spell(numbers) if numbers else "" for numbers in lists]).rstrip("\t")


def _spell(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return _digits(numbers[0])
    return _digits(numbers[0]) + "".join(map(_GAPS.__getitem__, map(sub, numbers[1:], numbers)))


@cache
def _digits(number: int) -> str:
    rest, last = divmod(number, len(_LAST))
    digits = _LAST[last]
    while rest:
        rest, digit = divmod(rest - 1, len(_ON))
        digits = _ON[digit] + digits
    return digits


class _Gaps(dict[int, str]):
    """How a distance from the number before is written; filled as distances are asked for."""

    def __missing__(self, distance: int) -> str:
        return self.setdefault(distance, _digits(distance - 1))


_GAPS = _Gaps()


def _read(line: str) -> list[list[int]]:
    lists = [_numbers(digits) for digits in line.split("\t")[1:]]
    return lists + [[] for _ in range(len(Place) - len(lists))]


def _numbers(digits: str) -> list[int]:
    numbers = list(accumulate(map(_DISTANCES.__getitem__, _NUMBER.findall(digits)), initial=-1))
    return numbers[1:]


# The digits of one number.
_NUMBER = re.compile(f"[{re.escape(_ON[0])}-{_ON[-1]}]*[{_LAST[0]}-{re.escape(_LAST[-1])}]")


class _Distances(dict[str, int]):
    """What distance from the number before is written so; filled as it is asked for."""

    def __missing__(self, digits: str) -> int:
        rest = 0
        for digit in digits[:-1]:
            rest = rest * len(_ON) + ord(digit) - ord(_ON[0]) + 1
        return self.setdefault(digits, rest * len(_LAST) + ord(digits[-1]) - ord(_LAST[0]) + 1)


_DISTANCES = _Distances()
