"""Titles read as parts: the words that all parts share, a number, and words of this part alone.

A title may have several readings; which one holds is seen only beside the other titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

import msgspec

from dapsagi.journey.series.grammar import CALENDAR, Mark, find_marks, mark_at_start
from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.plain_titles import plain
from dapsagi.journey.series.words import DAYS, WEEKS, Strength

Pace: TypeAlias = Literal["day", "week", "half", "part"]


class Reading(msgspec.Struct, frozen=True):
    """One way to read a title as a part of a series.

    `stem` is what the parts share, folded, and `name` the same as written; a stem that follows the number begins with
    `…`, one that words of this part alone divide from the number ends with it, and the stem of a title that has nothing
    but a number and a subtitle is empty. `number` has one item a level
    (`2부 3편` is `(2, 3)`), `last` is where a range ends (`1~3강`); a part that only says that it is the first or the
    last (`프롤로그`, `마지막`) has no `strength`. `pace` and `unit` say what is counted, `label` is the mark as it is
    written, `subtitle` what follows it, folded.
    """

    stem: str
    name: str
    number: Number
    last: float
    pace: Pace
    unit: str
    label: str
    strength: Strength | None
    subtitle: str = ""


@lru_cache(maxsize=1 << 14)  # Several questions are asked of a title.
def read_title(title: str) -> tuple[Reading, ...]:
    """Read a title in every way in which it could be a part of a series; most titles cannot be read so at all."""
    text = plain(title)
    chains = list(_chains(find_marks(text), text))
    readings: list[Reading] = []
    for place, chain in enumerate(chains):
        readings += _readings(chain, text, chains[place + 1 :])
        if len(chain) > 1:
            # The first number may belong to the name: `자바스크립트 30 - Day 1`.
            readings += _readings(chain[1:], text, chains[place + 1 :])
    return tuple(readings)


def is_numbered(title: str) -> bool:
    """Tell whether a title bears a mark that is more than a bare number."""
    return any(reading.strength is not None and reading.strength >= Strength.MARKED for reading in read_title(title))


def first_number(title: str) -> Number:
    """Return the first number in a title that may be that of a part; empty if there is none."""
    return next((reading.number for reading in read_title(title) if reading.strength is not None), ())


def unnumbered(title: str) -> Reading:
    """Return the reading of a title that says nothing of parts, for a post that is one by other evidence."""
    return Reading("", title, (), 0, "part", "", "", None)


def fold(text: str) -> str:
    """Reduce a text to what counts when two are compared: letters, digits, `+` and `#`, whatever case and spacing."""
    text = unicodedata.normalize("NFKC", text).casefold()
    # Texts without a sign are nearly all, and are asked for in numbers.
    return _NOISE.sub("", text) if "+" in text or "#" in text else "".join(_LETTERS.findall(text))


def weight(stem: str) -> int:
    """Weigh a stem: how unlikely it is that two titles share it by chance."""
    return sum(2 if letter >= _CJK else 1 for letter in stem)


def heads(title: str) -> tuple[str, ...]:
    """List, folded, the whole title and its beginnings that end at a colon, a dash, a comma, a stop or a bracket."""
    text = plain(title)
    ends = [*(match.start() for match in _ANY_HEAD_ENDS.finditer(text) if match.start()), len(text)]
    return tuple(dict.fromkeys(head for end in ends if (head := fold(text[:end]))))


def trimmed(name: str) -> str:
    """Take loose punctuation off both ends, and a pair of brackets that encloses the whole name; close what is open."""
    name = _without_loose_ends(" ".join(name.split()))
    while name and name[-1] in _PAIRS:
        name = _without_loose_ends(name[:-1])
    while name and name[0] in _PAIRS.values():
        name = _without_loose_ends(name[1:])
    if name and _PAIRS.get(name[0]) == name[-1] and name.count(name[0]) == 1:
        name = _without_loose_ends(name[1:-1])
    if name and name[0] in _PAIRS and _PAIRS[name[0]] not in name:
        # The other half stood behind the number: `[입문 #2]`.
        name = _without_loose_ends(name[1:])
    for opening, closing in _PAIRS.items():
        # `신경망 (쉬운 설명 2)`; what is no bracket, as in `a < b`, has no other half.
        if opening != "<" and name.count(opening) > name.count(closing):
            name += closing
    return name


def _without_loose_ends(name: str) -> str:
    bare = name.strip(_LOOSE_ENDS)
    # `[C#] 1.` is no first part of C.
    sharp = bare[-1:] in _SHARPS and not bare[-2:-1].isalpha() and f"{bare}#" in name
    return f"{bare}#" if bare and sharp else bare


def counted(words: str) -> float | None:
    """Return the number of words that name a part and little else, as those of a link do: `2편에서` is 2."""
    text = _PARTICLE.sub("", _LEADING_SIGNS.sub("", plain(words)))
    mark = mark_at_start(text)
    if mark is None or mark.strength is not Strength.NAMED:
        return None
    return mark.number[0] if _REST_OF_LINK.match(text, mark.end) else None


# The weight of a stem is its length, a Hangul syllable or a Chinese character counting twice.
_CJK = "\u2e80"
# So much between a subtitle and a number behind it is the name of a series.
_LEAST_TAIL = 8
_LEADING_SIGNS = re.compile(r"^[^\w(\[]+")
_PARTICLE = re.compile(r"(?<=\d[편부화강장탄])(?:에서|에|을|를|은|는|이|가|의|와|과|으로|로|부터)(?![가-힣])")
_REST_OF_LINK = re.compile(r"\s*[가-힣]{0,6}\W*$|\s*(?:보러|바로|읽으러)\s?가기\W*$|\s*[:.|)\]–—-]")
_NOISE = re.compile(r"[^\w+#]+|_+|(?<![A-Za-z])#+")
_LETTERS = re.compile(r"[^\W_]+")
_HEAD_ENDS = re.compile(r"\s?[:|]|\.\s|\s[-–—]\s|\s?\(")
_ANY_HEAD_ENDS = re.compile(rf"{_HEAD_ENDS.pattern}|,\s|[\]>】]")
_BEHIND_COLON = re.compile(r"[:|]\s*$|\s[-–—]\s*$")
_DAY = re.compile(
    r"[(\[]?(?<!\d)(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|([-./])\s?(?:0?[1-9]|1[0-2])\1\s?(?:0?[1-9]|[12]\d|3[01])"
    r"|년\s?(?:0?[1-9]|1[0-2])월\s?(?:0?[1-9]|[12]\d|3[01])일)(?!\d)[)\]]?"
)
_BETWEEN = re.compile(r"[\W_]*")
_SHARPS = frozenset("CFcf")
_LOOSE_ENDS = " \t-–—:_|.,~/·#…"
_PAIRS = dict(zip("([<{〈《【「『〔", ")]>}〉》】」』〕", strict=True))


def _chains(marks: list[Mark], text: str) -> Iterator[list[Mark]]:
    """Group marks that stand side by side, as in `2부 3편` and `Day 1 (2)`."""
    chain: list[Mark] = []
    for mark in marks:
        if chain and not _BETWEEN.fullmatch(text, chain[-1].end, mark.start):
            yield chain
            chain = []
        chain.append(mark)
    if chain:
        yield chain


def _level_below(later: Sequence[list[Mark]], text: str) -> Number:
    """Return the number of a section behind that of its chapter, as in `2장. 변수: 3. 범위` and `2장. 변수 (3)`.

    A section may have parts, `2장. 변수: 3. 범위 - 1편`.
    """
    sections: Number = ()
    for mark in (chain[0] for chain in later if len(chain) == 1):
        begins = mark.kind in ("delimited", "itemed", "listed") or mark.strength is Strength.NAMED
        if begins and _BEHIND_COLON.search(text[: mark.start]):
            sections += mark.number
        elif len(later) == 1 and (
            mark.strength is Strength.NAMED or (mark.kind in ("bracket", "half") and not text[mark.end :].strip())
        ):
            return mark.number
    return sections


def _readings(chain: list[Mark], text: str, later: Sequence[list[Mark]]) -> Iterator[Reading]:
    start, end = chain[0].start, chain[-1].end
    # The day on which a part was written names no series.
    before, after = _DAY.sub(" ", text[:start]), _DAY.sub(" ", text[end:])
    numbered = [mark for mark in chain if mark.strength is not None]
    first = numbered[0] if numbered else chain[0]
    strength = max((mark.strength for mark in numbered if mark.strength is not None), default=None)
    # What is before or behind all others of a second part, `2부 부록`, is so within it.
    number = tuple(level for mark in chain for level in mark.number)
    last = first.last
    if len(numbered) > 1 and all(mark.unit == first.unit for mark in numbered) and first.unit:
        # 1장~3장 is a range, not a third part of a first one.
        number, last = first.number, max(mark.last for mark in numbered)

    if numbered and _pace(first) == "part":
        number += _level_below(later, text)

    def reading(stem: str, name: str, subtitle: str) -> Reading:
        return Reading(
            stem, trimmed(name), number, last, _pace(first), first.unit or first.kind, text[start:end].strip(),
            strength, subtitle,
        )  # fmt: skip

    stem, subtitle = fold(before), fold(after)
    if first.kind == "middle":
        # A number amid words counts parts only where the words on both sides are the same.
        yield reading(f"{stem}…{subtitle}", f"{before.strip()} {after.strip()}", "")
        if stem and strength is not Strength.DOUBTFUL:
            # `셰이더 파이프라인 1 정점`: a subtitle that nothing sets apart.
            vague = strength if text[first.start] == "0" else Strength.VAGUE
            yield msgspec.structs.replace(reading(stem, before, subtitle), strength=vague)
    elif stem:
        yield reading(stem, before, subtitle)
        tail = before[_beginning_of_tail(before) :]
        if strength is Strength.NAMED and not subtitle and tail != before and weight(fold(tail)) >= _LEAST_TAIL:
            # `Booting (Kernel Notes, part 1)`: the subtitle comes first.
            yield reading(fold(tail), tail, fold(before.removesuffix(tail)))
        if strength is not None and strength >= Strength.MARKED and not subtitle:
            subject = before[: _end_of_head(before)]
            own = fold(before.removeprefix(subject))
            if own and weight(fold(subject)) >= _LEAST_TAIL:
                # `Kernel Notes - Booting (Part 1)`: the words of this part alone stand before its number.
                yield reading(f"{fold(subject)}…", subject, own)
    elif numbered:
        for head in dict.fromkeys((len(after), _end_of_head(after))):
            if shared := fold(after[:head]):
                yield reading(f"…{shared}", after[:head], fold(after[head:]))
        yield reading("", "", subtitle)


def _beginning_of_tail(text: str) -> int:
    return max((match.end() for match in _HEAD_ENDS.finditer(text) if fold(text[match.end() :])), default=0)


def _end_of_head(text: str) -> int:
    return next((match.start() for match in _HEAD_ENDS.finditer(text) if fold(text[: match.start()])), len(text))


def _pace(mark: Mark) -> Pace:
    if mark.kind == "half":
        return "half"
    unit = mark.unit.removeprefix("째")
    if unit in DAYS or mark.kind == "plus":
        return "day"
    return "week" if unit in WEEKS or unit == CALENDAR else "part"
