"""The words of a text, as search and what is related to a post know them, and those that it is about.

`search.js` splits a query by the same rules: what is changed here is changed there. A word is a run of letters and
digits in lower case. What is joined by `-`, `_` or an apostrophe is one word without them, so that `scikit-learn`
and `scikitlearn` are the same to a reader who does not remember which it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from dapsagi.addresses.languages import primary_subtag

# What stands before it is looked at last: few letters are a joint, and a pattern that begins with one is searched fast.
_JOINT = re.compile(r"[-_'’](?<=\w.)(?=\w)")
_WORD = re.compile(r"\w+(?:\+\+|#)?")


def split(text: str) -> list[str]:
    """Return the words of a text in their order."""
    joined = _JOINT.sub("", unicodedata.normalize("NFC", text.lower()))
    # An underscore that joins nothing is no part of a word; a set without it would be searched at half the speed.
    return _WORD.findall(joined.replace("_", " "))


# So many words tell two subjects apart; more would let every edit of a text change them.
_WORDS = 16

_ADDRESS = re.compile(r"[a-zA-Z]+://\S+")
# Not `{2,}`: alternatives that begin with a letter are told apart by it, those that begin with a loop are tried.
_SUBJECT = re.compile(r"[가-힣][가-힣]+|[a-z][a-z0-9+#]{2,}")

# Particles that follow a noun, by their length; a stem keeps two syllables.
_PARTICLES = {
    3: {"에서는", "으로는", "에서도", "으로도", "이라는", "이라고"},
    2: {
        *("에서", "으로", "에게", "까지", "부터", "처럼", "보다", "이나", "이란", "이다", "라는", "라고"),
        *("하는", "하고", "하여", "했다", "한다", "하다", "해서", "들은", "들이", "들을", "들의"),
    },
    1: set("을를이가은는의에로와과도만란들"),
}


def find_subject_words(title: str, text: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that a text uses again and again, and those of its title, in alphabetical order.

    `words` are those of `text` (`post.words`). Korean ones are taken without their particles, addresses are left out. A
    small edit of a long text changes nothing here.
    """
    if len(_STEMS) > _MOST_STEMS:
        _STEMS.clear()
    counts = Counter(map(_STEMS.__getitem__, split(_ADDRESS.sub(" ", text)) if "://" in text else words))
    named = {_STEMS[word] for word in split(title)}
    often = sorted((-count, stem) for stem, count in counts.items() if count > 1 and stem)
    return tuple(sorted(named.union(stem for _, stem in often[:_WORDS]) - {""}))


def of_language(names: Iterable[str], lang: str, usual: str) -> Iterable[str]:
    """Tell what a post in a language is about from what others are in the blog's `usual` one.

    A translation shares names, terms and works with what it translates, and is not what its reader wants next.
    """
    spoken = primary_subtag(lang)
    return names if spoken == primary_subtag(usual) else (f"{spoken}:{name}" for name in names)


class _Stems(dict[str, str]):
    """The stems of words, empty for what tells of no subject, kept as they are asked for: a blog uses them again."""

    def __missing__(self, word: str) -> str:
        found = _SUBJECT.search(word)
        stem = found[0] if found else ""
        for length, particles in _PARTICLES.items():
            if stem[-length:] in particles and len(stem) >= length + 2:
                stem = stem[:-length]
                break
        return self.setdefault(word, stem)


_STEMS = _Stems()
# A language has far more words than a blog uses.
_MOST_STEMS = 65_536
