"""Searches ahead in a text that cost no more than one pass, however often they are repeated."""

from __future__ import annotations

import re


class Finder:
    """Looks for strings and patterns from a position on, and remembers where the next one stands.

    A construct that needs an end looks for it at every beginning. Most texts have it, or have few beginnings; in the
    others, looking again each time would take time quadratic in the length of the text.
    """

    __slots__ = ("_matches", "_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, tuple[int, int]] = {}
        self._matches: dict[re.Pattern[str], tuple[int, re.Match[str] | None]] = {}

    def find(self, needle: str, pos: int) -> int:
        """Return where `needle` stands from `pos` on, or -1."""
        since, found = self._places.get(needle, (pos + 1, -1))
        if pos < since or -1 < found < pos:
            found = self._text.find(needle, pos)
            self._places[needle] = (pos, found)
        return found

    def match(self, pattern: re.Pattern[str], pos: int) -> re.Match[str] | None:
        """Return the next match of `pattern` that begins at or after `pos`."""
        since, match = self._matches.get(pattern, (pos + 1, None))
        if pos < since or (match and match.start() < pos):
            match = pattern.search(self._text, pos)
            self._matches[pattern] = (pos, match)
        return match
