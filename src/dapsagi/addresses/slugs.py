"""Slugs: the parts of addresses that are made from titles, file names and terms. Always NFC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, TypeAlias

from dapsagi.patterns import lazy_regex

if TYPE_CHECKING:
    import regex

SlugMode: TypeAlias = Literal["default", "pretty", "ascii", "latin", "raw", "none"]

#: The length of a name in bytes. Common file systems hold names of up to 255 bytes, and `.html` must still fit.
LONGEST_NAME = 250

_NOT_IN_SLUG: Mapping[str, re.Pattern[str] | regex.Pattern[str]] = {
    "raw": re.compile(r"\s+", re.ASCII),
    "default": lazy_regex(r"[^\p{M}\p{L}\p{Nd}]+"),
    "latin": lazy_regex(r"[^\p{M}\p{L}\p{Nd}]+"),
    "pretty": lazy_regex(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+"),
    "ascii": re.compile(r"[^A-Za-z0-9]+"),
}
# The same for a text of ASCII alone, as most file names are.
_NOT_IN_ASCII_SLUG = {
    **_NOT_IN_SLUG,
    "default": _NOT_IN_SLUG["ascii"],
    "latin": _NOT_IN_SLUG["ascii"],
    "pretty": re.compile(r"[^A-Za-z0-9._~!$&'()+,;=@]+"),
}
_OUTER_HYPHENS = re.compile(r"^-|-$", re.M)

# Letters that have no decomposition, as the i18n library for Ruby spells them in ASCII.
_LATIN_LETTERS = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d", "ø": "o", "þ": "th",
    "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k", "Ŀ": "L", "ŀ": "l",
    "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t",
}  # fmt: skip


def slugify(text: str, mode: SlugMode = "default", *, cased: bool = False) -> str:
    """Make a slug as `Jekyll::Utils.slugify` does; capitals become small unless `cased`.

    The modes (https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter): "default" keeps letters, marks
    and digits, "pretty" also `._~!$&'()+,;=@`, "ascii" only ASCII letters and digits, "latin" spells accented letters
    in ASCII first, "raw" replaces white space alone, "none" replaces nothing. The slug may be empty.
    """
    text = unicodedata.normalize("NFC", text)
    if mode != "none":
        if mode == "latin":
            text = "".join(map(_latin, text))
        left_out = (_NOT_IN_ASCII_SLUG if text.isascii() else _NOT_IN_SLUG)[mode]
        text = _OUTER_HYPHENS.sub("", left_out.sub("-", text))
    return text if cased else _lower(text)


def hugo_name(text: str) -> str:
    """Make of a name what Hugo does in an address: small letters, hyphens for spaces, few signs.

    Source: `URLize` and `paths.Sanitize` (https://gohugo.io/functions/urls/urlize/).
    """
    return _SPACES.sub("-", _NOT_IN_HUGO.sub("", unicodedata.normalize("NFC", text).strip())).lower()


_SPACES = re.compile(r"-?\s+")
_NOT_IN_HUGO = lazy_regex(r"[^\p{M}\p{L}\p{Nd}\s./_#+~@-]+")


def titleize(slug: str) -> str:
    """Make a title from a slug as Jekyll does: `my-first-POST` becomes `My First Post`."""
    return " ".join(word[:1].title() + _lower(word[1:]) for word in slug.rstrip("-").split("-"))


def term_slug(name: str) -> str:
    """Make the last part of the address of a category, tag or series.

    It is NFC, without capitals, never empty and a safe file name everywhere; Hangul, `+` and `.` stay. `C`, `C++` and
    `C#` differ (`c`, `c++`, `c-sharp`); names that differ only in case, spacing or hyphens share one slug.
    """
    text = unicodedata.normalize("NFC", name).casefold().strip()
    for pattern, words in _SPOKEN:
        text = pattern.sub(words, text)
    slug = _NOT_IN_TERM.sub("-", text).strip("-.")
    slug = unicodedata.normalize("NFC", _HYPHENS.sub("-", slug))
    if not slug or slug in _RESERVED_NAMES:
        # Nothing of the name can stand in an address: emoji, or a name that Windows keeps for itself.
        slug = f"{slug or 'term'}-{_tail(name)}"
    return short_name(slug)


def fold_name(name: str) -> str:
    """Return what the spellings of a name share that differ in case, in spacing or in how Hangul is composed."""
    return "".join(unicodedata.normalize("NFC", name).casefold().split())


_SPOKEN = (
    (re.compile(r"(?<=[a-z])#(?!\w)"), "-sharp"),
    (re.compile(r"^\.(?=\w)"), "dot-"),
    (re.compile(r"\s*&\s*"), "-and-"),
)
_NOT_IN_TERM = lazy_regex(r"[^\p{M}\p{L}\p{N}_.+]+")
_HYPHENS = re.compile(r"-{2,}|\.{2,}")
_RESERVED_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}


def short_name(name: str, longest: int = LONGEST_NAME) -> str:
    """Return a name of so many bytes at most: one that is longer is cut and gets a digest for a tail."""
    data = name.encode("utf-8", "surrogatepass")
    if len(data) <= longest:
        return name
    return f"{data[: longest - 10].decode('utf-8', 'ignore').rstrip('-. ')}-{_tail(name)}"


def _lower(text: str) -> str:
    # Ruby, unlike Python, knows no final sigma.
    return text.lower() if "Σ" not in text else "".join(map(str.lower, text))


def _tail(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _latin(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _LATIN_LETTERS:
        return _LATIN_LETTERS[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and letter <= "\u017f" else "?"
