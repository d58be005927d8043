"""The numbers of parts as titles write them: in digits, words, Hangul, Roman or Han; before or behind all parts."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, TypeAlias

from dapsagi.journey.series.words import (
    AFTERWORDS,
    ASIDES,
    ENGLISH_NUMBERS,
    ENGLISH_ORDINALS,
    HAN_NUMBERS,
    HANGUL_ORDINALS,
    OPENINGS,
)

#: A number by its levels: 2장 3절 is (2, 3).
Number: TypeAlias = tuple[float, ...]

BEFORE_ALL: Final[Number] = (-1.0,)
BEHIND_ALL: Final[Number] = (float("inf"),)
AFTERWORD: Final[Number] = (float("inf"), 1.0)
ASIDE: Final[Number] = (float("inf"), 0.5)

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_LONGEST_ROMAN = 30


def number_of_edge(word: str) -> Number:
    """Return the number that a word stands for which says that a part is the first or the last."""
    if word in OPENINGS:
        return BEFORE_ALL
    return AFTERWORD if word in AFTERWORDS else ASIDE if word in ASIDES else BEHIND_ALL


def read_number(text: str) -> tuple[Number, float]:
    """Return what a text says that is a number, and where a range ends; `()` for none."""
    word = text.casefold()
    for table in (ENGLISH_NUMBERS, ENGLISH_ORDINALS, HANGUL_ORDINALS):
        if word in table:
            return (float(table[word]),), float(table[word])
    if word[0] in HAN_NUMBERS:
        tens, ten, ones = word.rpartition("十")
        value = float(HAN_NUMBERS.get(tens, 1) * HAN_NUMBERS.get(ten, 0) + HAN_NUMBERS.get(ones, 0))
        return (value,), value
    if text[0].isdecimal() and text[-1].isalpha():
        return (float(text[:-1]), float(ord(word[-1]) - ord("a") + 1)), float(text[:-1])
    if text[0] in _ROMAN_VALUES:
        value = _roman(text)
        return ((value,), value) if value else ((), 0)
    if not text[0].isdecimal():
        value = unicodedata.numeric(text)
        return (value,), value
    first, *more = re.split(r"\.?\s?[,&~∼〜–]\s?", text)
    number = tuple(map(float, re.split(r"[-.]", first)))
    return number, float(more[-1]) if more else number[0]


def _roman(text: str) -> float:
    values = [_ROMAN_VALUES[letter] for letter in text]
    total = sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return float(total) if 0 < total <= _LONGEST_ROMAN else 0.0
