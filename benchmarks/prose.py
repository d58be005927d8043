"""Sentences and paragraphs from the patterns of `vocabulary`, with the Korean particles that fit."""

from __future__ import annotations

from random import Random

from benchmarks.vocabulary import FILLERS, SENTENCES, Language, Topic

# A particle as a pattern names it, and its forms after a consonant and after a vowel.
_PARTICLES = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "인": ("인", "인"),
}

# Hangul syllables stand in blocks of 28, one for each final consonant; the first of them has none, the ninth is ㄹ.
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8

_CLOSED_LATIN = "lmnb"
_CLOSED_DIGITS, _RIEUL_DIGITS = "013678", "178"

# How often a term is set off: bold, as code, slanted.
_MARKS = (("", 86), ("**", 8), ("`", 4), ("*", 2))


class Word(str):
    """A word that takes a Korean particle in a format: `f"{Word('책'):을}"` is 책을, `f"{Word('코드'):을}"` 코드를."""

    mark = ""

    def __format__(self, particle: str) -> str:
        text = f"{self.mark}{self!s}{self.mark}"
        if not particle:
            return text
        after_consonant, after_vowel = _PARTICLES.get(particle, (particle, particle))
        return text + (after_consonant if _is_closed(self, particle) else after_vowel)


class Speaker:
    """Speaks one language on one topic, choosing by `random`."""

    def __init__(self, random: Random, language: Language, topic: Topic) -> None:
        self.random, self.language = random, language
        self._terms = topic.ko if language == "ko" else topic.en

    def term(self) -> str:
        """Return a term of the topic."""
        return self.random.choice(self._terms)

    def filler(self, kind: str) -> Word:
        """Return a word of `FILLERS`."""
        return Word(self.random.choice(FILLERS[self.language][kind]))

    def fill(self, pattern: str, *, marked: bool = False, **words: str) -> str:
        """Fill the slots of a pattern; with `marked`, some terms are bold, slanted or code."""
        a, b = (Word(term) for term in self.random.sample(self._terms, 2))
        if marked:
            a.mark = self.random.choices([mark for mark, _ in _MARKS], [weight for _, weight in _MARKS])[0]
        numbers = {"n": Word(self.random.randint(2, 480)), "m": Word(self.random.randint(2, 960))}
        fillers = {kind: self.filler(kind) for kind in FILLERS[self.language]}
        return pattern.format(**{"a": a, "b": b, **numbers, **fillers, **words})

    def sentence(self) -> str:
        """Return a sentence on the topic."""
        return self.sentences(1, 1)[0]

    def sentences(self, least: int, most: int) -> list[str]:
        """Return between `least` and `most` sentences, no two of one pattern."""
        patterns = self.random.sample(SENTENCES[self.language], self.random.randint(least, most))
        return [_capitalised(self.fill(pattern, marked=True)) for pattern in patterns]

    def line(self, patterns: tuple[str, ...], **words: str) -> str:
        """Fill one of `patterns`: a heading, a title, a sentence with a link."""
        return _capitalised(self.fill(self.random.choice(patterns), marked=False, **words))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_closed(word: str, particle: str) -> bool:
    """Say whether a word ends in a consonant; before 으로, ㄹ counts as a vowel."""
    last = word[-1].lower()
    if _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        final = (ord(last) - _FIRST_SYLLABLE) % _FINALS
        return final != 0 and not (particle == "으로" and final == _RIEUL)
    if last.isdigit():
        return last in _CLOSED_DIGITS and not (particle == "으로" and last in _RIEUL_DIGITS)
    return last in _CLOSED_LATIN
