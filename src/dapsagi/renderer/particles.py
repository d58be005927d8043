"""Korean particles: which of a pair (을/를, 으로/로) goes with a word, as the word is read aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from dapsagi.patterns import lazy_pattern

#: How a word ends when it is read aloud: in a vowel, in ㄹ, or in another consonant.
Ending: TypeAlias = Literal["open", "rieul", "closed"]


def josa(word: str, pair: str) -> str:
    """Return the word with the particle of `pair` that its sound asks for: `"코드"|josa("으로/로")` is 코드로."""
    return word + particle(word, pair)


def particle(word: str, pair: str) -> str:
    """Return the particle of `pair` (after a consonant / after a vowel) that follows `word`.

    A word is taken as it is read aloud: digits in Sino-Korean, capitals letter by letter, other Latin words roughly
    as the Korean transcription of English does. Closing quotes are silent, and a bracketed aside does not count
    (도스(DOS)를). Where the sound is not known, the answer names both: 을(를), (으)로.
    """
    after_consonant, _, after_vowel = pair.partition("/")
    match _ending(word):
        case "open":
            return after_vowel
        case "rieul" if after_consonant.startswith("으로"):
            return after_vowel
        case "rieul" | "closed":
            return after_consonant
        case _ if after_consonant.endswith(after_vowel):
            return f"({after_consonant.removesuffix(after_vowel)}){after_vowel}"
        case _:
            return f"{after_consonant}({after_vowel})"


_ASIDE = lazy_pattern(r"(?<=[^\s(\[（［])\s*[(\[（［][^()\[\]（）［］]*[)\]）］]\W*$")
_SILENT = lazy_pattern(r"(?:[^\w#%+]|_)+$")
_SYMBOLS: Mapping[str, Ending] = {"#": "closed", "%": "open", "+": "open"}


def _ending(word: str) -> Ending | None:
    spoken = unicodedata.normalize("NFC", word)
    spoken = _SILENT.sub("", _ASIDE.sub("", spoken)) or _SILENT.sub("", spoken)
    last = spoken[-1:]
    if "가" <= last <= "힣":
        return _HANGUL_FINALS.get((ord(last) - ord("가")) % 28, "closed")
    if "ㄱ" <= last <= "ㅎ":
        return "rieul" if last == "ㄹ" else "closed"
    if "ㅏ" <= last <= "ㅣ":
        return "open"
    if last in _SYMBOLS:
        return _SYMBOLS[last]
    if number := _NUMBER.search(spoken):
        return _number_ending(number["whole"].replace(",", ""), number["fraction"] or "")
    if latin := _LATIN.search(spoken):
        return _latin_ending(latin[0])
    return None


_HANGUL_FINALS: Mapping[int, Ending] = {0: "open", 8: "rieul"}

_NUMBER = lazy_pattern(r"(?P<whole>[0-9](?:,?[0-9])*)(?:\.(?P<fraction>[0-9]+))?$")
# 영 일 이 삼 사 오 육 칠 팔 구
_DIGITS: Sequence[Ending] = (
    *("closed", "rieul", "open", "closed", "open"),
    *("open", "closed", "rieul", "rieul", "open"),
)
# 만 억 조 경 해; 십, 백 and 천 before them
_POWERS: Sequence[Ending] = ("closed", "closed", "closed", "open", "closed", "open")


def _number_ending(whole: str, fraction: str) -> Ending:
    digits = fraction or whole
    zeros = len(whole) - len(whole.rstrip("0"))
    if fraction or not zeros or zeros == len(whole):
        return _DIGITS[int(digits[-1])]
    return _POWERS[min(zeros // 4, len(_POWERS) - 1)]


_LATIN = lazy_pattern(r"[A-Za-z]+$")
# Letters by their Korean names: 엘, 알; 엠, 엔; all others end in a vowel.
_LETTERS: Mapping[str, Ending] = {"l": "rieul", "r": "rieul", "m": "closed", "n": "closed"}
_RIEUL_WORD = lazy_pattern(r"le?$")
# 파이썬, 머신, 딥러닝; 맵, 깃, 블록, 뮤직; 노트북; 레이아웃, 그룹; 웹, 랩, 잡 (but 블로그, 깃허브, 노트, 스파크)
_CLOSED_WORD = lazy_pattern(r"(?:[mn]e?|ng|(?<![aeiou])[aeiou](?:pp?|tt?|ck?|k)|ook|ou[pt]|(?<![aeiou])[aeo]b)$")


def _latin_ending(word: str) -> Ending:
    if word[-1].isupper() or len(word) == 1:
        return _LETTERS.get(word[-1].lower(), "open")
    word = word.lower()
    if _RIEUL_WORD.search(word):
        return "rieul"
    return "closed" if _CLOSED_WORD.search(word) else "open"
