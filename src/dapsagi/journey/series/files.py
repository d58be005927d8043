"""What a file name says of a post's place in a series."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from dapsagi.journey.series.numbers import Number
from dapsagi.journey.series.readings import fold
from dapsagi.journey.series.words import HANGUL_COUNTERS, LATIN_UNITS, Strength

# Folders that every blog has say nothing about a series.
_COMMON_FOLDERS: Final = frozenset(
    {"", "_posts", "posts", "post", "_drafts", "drafts", "content", "blog", "src", "docs"}
)

_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-?")
_DATED = re.compile(r"(?:/\d+(?:[-_.]\d+)*)+$")
_INDEX = re.compile(r"/index(?=\.[^./]+$)")
_DIGIT = re.compile(r"\d")
_LATIN_UNITS = [unit for unit, strength in LATIN_UNITS.items() if strength is Strength.NAMED]
_COUNTERS = [unit for unit, strength in HANGUL_COUNTERS.items() if strength is Strength.NAMED]
_NAMED = re.compile(
    rf"(?<![a-z])(?P<unit>{'|'.join(_LATIN_UNITS)})[-_. ]?(?P<number>\d{{1,3}})"
    r"(?:(?:[-.]|_(?=0))(?P<second>\d{1,2})(?=[-_. ]|$)|(?!\d))"
    rf"|(?<!\d)(?P<counted>\d{{1,3}})(?P<counter>{'|'.join(_COUNTERS)})(?![가-힣])",
    re.IGNORECASE,
)
# Not 1.10 of `Rust-1.10`, 2 of `MobileNetV2`, 1 of `news@1`.
_TRAILING = re.compile(r"(?<![\d@])(?<!\d[-_.])(?<![A-Za-z][vV])(?P<number>\d{1,3})(?:[-_](?P<second>\d{1,2}))?[)\]]?$")
_BEFORE_WORD = re.compile(r"(?<=[a-z])(?P<number>\d{1,2})(?=[A-Z][a-z])")
_LEADING = re.compile(r"^[(\[]?(?P<number>\d{1,3})[)\].]?[-_. ]*(?=[^\d\s._-])")
_BRACKETED = re.compile(r"\((?P<number>\d{1,3})(?:(?:[-.]|\)-\()(?P<second>\d{1,2}))?(?:-[\d.]+)?\)")
_AMID = re.compile(r"(?<=[^\W\d_])[-_. ](?P<number>0?\d\d)(?:[-_.](?P<second>0\d))?[-_. ](?=[^\W\d])")
# intro3-loops; os-3-locks, os-3locks
_TIED = re.compile(
    r"(?<=[A-Za-z]{3})(?P<number>\d{1,2})[-_. ](?=[^\W\d])"
    r"|(?<=[^\W\d_])[-_. ](?P<within>\d{1,2})(?:[-_. ](?=[^\W\d])|(?=[^\W\d_]{3}))"
)
_LISTED = re.compile(r"^(?P<number>\d{1,2})(?:[-_. ]+(?=[^\W\d])|$)")

#: The unit of numbers that files begin with, of those that stand in brackets, of those between two names, and of those
#: that are written to the first of two.
LISTED: Final = "№"
BRACKETED: Final = "()"
AMID: Final = "-"
TIED: Final = "="
#: The units that are words, folded.
WORDS: Final = frozenset(unit.casefold() for unit in (*_LATIN_UNITS, *_COUNTERS))

# Searched first, because it begins with plain letters and runs fast.
_HINT = re.compile("|".join([*_LATIN_UNITS, *_COUNTERS]))


class FileMark(msgspec.Struct, frozen=True):
    """A number in a file name: the name before it, the word that counts (or nothing), and the number.

    The number has two levels if the file name has, as `part1-02-setup.md` does.
    """

    name: str
    unit: str
    number: Number

    @property
    def stem(self) -> str:
        """The name, folded."""
        return fold(self.name)


@lru_cache(maxsize=1 << 14)  # Many questions are asked of a file.
def file_slug(key: str) -> str:
    """Return a file's name without its folder, date and suffix; that of its folder for `name/index.md`."""
    name = _place(key).rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    slug = stem if dot and suffix.isalpha() and suffix.isascii() else name
    return _DATE.sub("", slug) if slug[:4].isdecimal() else slug


def read_file_name(key: str) -> FileMark | None:
    """Read the number of a part from a file name; a word such as `part` wins over a bare number."""
    slug = file_slug(key)
    if named := _named_part(slug) or _bracketed(slug):
        return named
    if match := _TRAILING.search(slug) or _LEADING.search(slug):
        return _mark(slug, match)
    return _amid(slug)


def read_counted_file(key: str) -> FileMark | None:
    """Read a file name whose author counted: `docker-part2.md`, `os(3)-threads.md`, `kotlin-03-classes.md`.

    A number that is written to a name, as in `opencv3-draw.md`, may still be that of a version.
    """
    slug = file_slug(key)
    if not _DIGIT.search(slug):
        return None
    return _named_part(slug) or _bracketed(slug) or _amid(slug) or _tied(slug)


def read_listed_file(key: str) -> FileMark | None:
    """Read the number that a file begins with where its folder is to list it in that place, as `03-pods.md` does.

    `03.md` says no more than that.
    """
    match = _LISTED.match(file_slug(key))
    return FileMark("", LISTED, (float(match["number"]),)) if match else None


def read_trailing(key: str) -> FileMark | None:
    """Read the bare number with which a file name or its first words end: `docker-2.md`, `Docker2Volumes.md`."""
    slug = file_slug(key)
    match = _TRAILING.search(slug) if slug[-1:].isdecimal() else _BEFORE_WORD.search(slug)
    return _mark(slug, match) if match else None


def _named_part(slug: str) -> FileMark | None:
    match = _NAMED.search(slug) if _HINT.search(slug.lower()) else None
    if match is None:
        return None
    unit = match["unit"] or match["counter"]
    levels = (match["number"] or match["counted"], match["second"])
    # The number in a list that `03-docker-part2.md` begins with is none of its name.
    name = _LISTED.sub("", slug[: match.start()])
    return FileMark(name, unit.casefold(), tuple(float(level) for level in levels if level))


def _mark(slug: str, match: re.Match[str], unit: str = "") -> FileMark:
    levels = (level for level in match.groups() if level)
    return FileMark(slug[: match.start()], unit, tuple(map(float, levels)))


def _bracketed(slug: str) -> FileMark | None:
    """Read a number in brackets behind a name, as `os(3)-threads.md` has it."""
    match = _BRACKETED.search(slug) if "(" in slug else None
    if match is None or not fold(slug[: match.start()]):
        return None
    return _mark(slug, match, BRACKETED)


def _amid(slug: str) -> FileMark | None:
    match = _AMID.search(slug)
    return _mark(slug, match, AMID) if match else None


def _tied(slug: str) -> FileMark | None:
    # The numbers that a file begins and ends with say more.
    match = None if slug[:1].isdecimal() else _TIED.search(slug)
    if match is None or (match["within"] and slug[-1].isdecimal()):
        return None
    return FileMark(slug[: match.start()], TIED, (float(match["number"] or match["within"]),))


def folder(key: str) -> str:
    """Return the folder of a file, or of the folder that is one post: `03-pods/index.md`, `os-2/2021-03-05-os-2.md`."""
    place = _place(key).rpartition("/")[0]
    outer, _, inner = place.rpartition("/")
    alone = _DIGIT.search(inner) and _DATE.sub("", inner) == file_slug(key)
    return outer if alone else place


def undated_folder(key: str) -> str:
    """Return the folder of a file without the years and months that it ends in."""
    place = folder(key)
    return _DATED.sub("", place) if place[-1:].isdecimal() else place


def telling_folder(path: str) -> str:
    """Return the last part of a folder's path that names a subject, not merely a place for posts; of a date nothing.

    That of `os/_posts`, as Jekyll has them for categories, is `os`.
    """
    name = next((name for name in reversed(path.split("/")) if name.casefold() not in _COMMON_FOLDERS), "")
    return "" if name.isdecimal() else name


def common_folder(keys: list[str]) -> str:
    """Return the deepest folder that holds all the files."""
    first, *rest = [folder(key).split("/") for key in keys]
    depth = len(first)
    for other in rest:
        agreed = (index for index, (left, right) in enumerate(zip(first, other, strict=False)) if left != right)
        depth = min(depth, len(other), next(agreed, depth))
    return "/".join(first[:depth])


def _place(key: str) -> str:
    return _INDEX.sub("", key) if "/index." in key else key
