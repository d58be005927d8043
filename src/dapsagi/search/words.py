"""The grams under which a part of a word is looked for, and the consonants that stand for a word.

`search.js` reads a query by the same rules: what is changed here is changed there.
"""

from __future__ import annotations

import re

# A stem keeps two syllables; the longest first. `search.js` is told of them by the index.
PARTICLES = (
    *("에서는", "에서도", "에서의", "으로는", "으로도", "으로서", "으로써", "이라는", "이라고", "까지는", "부터는"),
    *("에게는", "에서", "에게", "에는", "에도", "으로", "로는", "로도", "로서", "로써", "이란", "라는", "라고", "까지"),
    *("부터", "처럼", "보다", "마다", "이나", "과의", "와의", "과는", "와는", "만의", "만을", "만이", "께서", "한테"),
    *("은", "는", "이", "가", "을", "를", "의", "에", "로", "과", "와", "도", "만", "란"),
)

# In nearly every text: a word that ends so is looked for by what is before.
_ENDING = re.compile("(?<=.)(에서|으로).?$")

_RUN = re.compile(r"[\x21-\x7f]+")
_AFTER_ONE_SYLLABLE = re.compile(f"[가-힣](?:{'|'.join(PARTICLES)})")

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


class _InitialOf(dict[int, str]):
    """The initial consonant of a syllable by its code, any other letter as it is; filled as they are asked for."""

    def __missing__(self, code: int) -> str:
        # 588 syllables begin with one consonant (Unicode 3.12).
        return self.setdefault(code, _INITIALS[(code - 0xAC00) // 588] if 0xAC00 <= code <= 0xD7A3 else chr(code))


_INITIAL_OF = _InitialOf()


def grams(word: str) -> set[str]:
    """Return what a word is kept under.

    Whatever part of the word is looked for, one of these is in it: two letters next to each other, or three where they
    are Latin letters and digits, because pairs of those are in too many words. A run of Latin letters is found by its
    first two (`^go`) as well, a letter that stands alone (`책`, `책을`) as `책$`. The particles 에서 and 으로 at its
    end are left out.
    """
    if word.isascii():
        return _of_run(word)
    if len(word) == 1:
        return {word + "$"}
    pairs = {pair for pair in map(str.__add__, word, word[1:]) if not pair.isascii()}
    for run in _RUN.findall(word):
        pairs |= _of_run(run)
    if ending := _ENDING.search(word):
        pairs.discard(ending[1])
    if len(word) < 5 and _AFTER_ONE_SYLLABLE.fullmatch(word):
        pairs.add(word[0] + "$")
    return pairs


def initials(word: str) -> str:
    """Return a word with every syllable shortened to the consonant that it begins with: ㅁㅅㄹㄴ for 머신러닝."""
    return word.translate(_INITIAL_OF)


def number_of(gram: str, drawers: int) -> int:
    """Return which of so many drawers a gram belongs to."""
    number = 0
    for letter in gram:
        number = (number * 33 ^ ord(letter)) & 0xFFFFFFFF
    return ((number * 0x9E3779B1 & 0xFFFFFFFF) >> 7) % drawers


def _of_run(run: str) -> set[str]:
    if len(run) < 2:
        return {run + "$"}
    return {"^" + run[:2], *(run[start : start + 3] for start in range(len(run) - 2))}
