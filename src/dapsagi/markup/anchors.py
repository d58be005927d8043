"""Ids of headers.

Source: the GFM parser's ids (as GitHub makes them) and, for headers that stand within HTML or footnotes, kramdown's
own, described in its syntax page under "Headers" and in its options page under `auto_ids`.
"""

from __future__ import annotations

import re
from collections import Counter

from dapsagi.patterns import lazy_regex

# Ruby's \p{Word}: letters and vowel signs of any script, marks, decimal digits, connectors.
_WORD = lazy_regex(r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]")
_ONLY_LATIN = re.compile(r"[^a-zA-Z0-9 -]")
_LEADING = re.compile(r"^[^a-zA-Z]+", re.MULTILINE)


class Anchors:
    """Gives ids to headers; a repeated one gets `-1`, `-2`, …"""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._gfm: Counter[str] = Counter()
        self._kramdown: Counter[str] = Counter()

    def gfm(self, text: str) -> str:
        """Return the GFM parser's id: lower case, words of any script kept."""
        return self._prefix + _numbered(gfm_id(text), self._gfm)

    def kramdown(self, text: str) -> str:
        """Return kramdown's id: from the first Latin letter on, Latin letters and digits only."""
        return self._prefix + _numbered(kramdown_id(text) or "section", self._kramdown)


def gfm_id(text: str) -> str:
    """Return the GFM parser's id of a text, not yet made unique."""
    return "".join(filter(_is_kept, text.lower())).replace(" ", "-").replace("\t", "-")


def _is_kept(character: str) -> bool:
    if character.isalpha() or character.isdecimal() or character in "-_ \t":
        return True
    return character > "\x7f" and _WORD.match(character) is not None


def kramdown_id(text: str) -> str:
    """Return kramdown's id of a text, not yet made unique."""
    return _ONLY_LATIN.sub("", _LEADING.sub("", text)).replace(" ", "-").lower()


def _numbered(anchor: str, seen: Counter[str]) -> str:
    count = seen[anchor]
    seen[anchor] += 1
    return f"{anchor}-{count}" if count else anchor
