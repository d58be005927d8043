"""The words that a text is about, for finding what is related to it."""

from __future__ import annotations

import re
from collections import Counter

# So many words tell two subjects apart; more would let every edit of a text change them.
_WORDS = 16

_ADDRESS = re.compile(r"[a-z]+://\S+")
# Not `{2,}`: alternatives that begin with a letter are told apart by it, those that begin with a loop are tried.
_TOKEN = re.compile(r"[가-힣][가-힣]+|[A-Za-z][A-Za-z0-9+#-]{2,}")

# Particles that follow a noun, the longest first; a stem keeps two syllables.
_PARTICLES = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|으로는|에서도|으로도|이라는|이라고|에서|으로|에게|까지|부터|처럼|보다|이나|이란|이다|라는|라고|하는|하고|하여|했다"
    r"|한다|하다|해서|들은|들이|들을|들의|을|를|이|가|은|는|의|에|로|와|과|도|만|란|들)$"
)


def find_words(title: str, text: str) -> tuple[str, ...]:
    """Return the words that a text uses again and again, and those of its title, in alphabetical order.

    Korean words are taken without their particles. A small edit of a long text changes nothing here.
    """
    if len(_STEMS) > _MOST_STEMS:
        _STEMS.clear()
    counts = Counter(map(_STEMS.__getitem__, _TOKEN.findall(_ADDRESS.sub(" ", text) if "://" in text else text)))
    named = {_STEMS[word] for word in _TOKEN.findall(title)}
    often = sorted((-count, stem) for stem, count in counts.items() if count > 1)
    return tuple(sorted(named.union(stem for _, stem in often[:_WORDS])))


class _Stems(dict[str, str]):
    """The stems of words, kept as they are asked for: those that a blog uses come again and again."""

    def __missing__(self, word: str) -> str:
        return self.setdefault(word, _PARTICLES.sub("", word) if "가" <= word[0] <= "힣" else word.lower())


_STEMS = _Stems()
# A language has far more words than a blog uses.
_MOST_STEMS = 65_536
