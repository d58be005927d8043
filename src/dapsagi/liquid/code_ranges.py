"""Where the code and the formulas of a Markdown text stand: fences, code spans and `$$…$$`.

This is an outline of Markdown, not a parser: enough to know that braces inside are not meant for Liquid. The time is
linear in the length of the text, whatever opens and never closes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

# What may stand before a fence: indentation, and the markers of quotes and list items that it is in.
_CONTAINERS = r"^[ \t]*+(?:>[ \t]*+|(?:[-*+]|\d{1,9}[.)])[ \t]++)*+"
_OPENING = re.compile(rf"{_CONTAINERS}(`{{3,}}+|~{{3,}}+)|\\.|`++|\$\$", re.MULTILINE | re.DOTALL)
_CLOSING_FENCE = re.compile(r"^[ \t>]*+(`{3,}+|~{3,}+)[ \t]*+$", re.MULTILINE)
_RUN = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t]*+(?=\n)")


class CodeRanges:
    """The code of one text, asked for from its head to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._has_more_formulas = True

    def end_of_code_at(self, place: int) -> int:
        """Return where the code that holds `place` ends, 0 if no code holds it."""
        while opening := _OPENING.search(self._text, self._position, place):
            end = self._end_of(opening)
            self._position = end or opening.end()
            if end > place:
                return end
        self._position = max(self._position, place)
        return 0

    def ignore_until(self, end: int) -> None:
        """Take nothing that begins before `end` for code."""
        self._position = max(self._position, end)

    def _end_of(self, opening: re.Match[str]) -> int:
        mark = opening[0]
        if opening[1]:
            return self._end_of_fence(opening)
        if mark.startswith("`"):
            return self._end_of_span(opening.start(), len(mark))
        if mark == "$$" and self._has_more_formulas:
            end = self._text.find("$$", opening.end())
            self._has_more_formulas = end >= 0
            return end + 2
        return 0

    def _end_of_fence(self, opening: re.Match[str]) -> int:
        fence = opening[1]
        line_end = self._text.find("\n", opening.end())
        if line_end < 0 or (fence[0] == "`" and "`" in self._text[opening.end() : line_end]):
            return 0
        starts, fences, longest_behind = self._closing_fences
        index = bisect_right(starts, line_end)
        if index == len(starts) or longest_behind[fence[0]][index] < len(fence):
            return 0
        while fences[index][1][0] != fence[0] or len(fences[index][1]) < len(fence):
            index += 1
        return fences[index][0]

    def _end_of_span(self, start: int, length: int) -> int:
        runs = self._runs.get(length, [])
        index = bisect_right(runs, start)
        if index == len(runs):
            return 0
        blank = bisect_right(self._blank_lines, start)
        in_paragraph = blank == len(self._blank_lines) or runs[index] < self._blank_lines[blank]
        return runs[index] + length if in_paragraph else 0

    @cached_property
    def _closing_fences(self) -> tuple[list[int], list[tuple[int, str]], dict[str, list[int]]]:
        """Return the lines that can close a fence: starts, ends with fences, and the longest fence from each on."""
        found = list(_CLOSING_FENCE.finditer(self._text))
        longest = {"`": [0] * len(found), "~": [0] * len(found)}
        for mark, lengths in longest.items():
            best = 0
            for index in range(len(found) - 1, -1, -1):
                best = max(best, len(found[index][1])) if found[index][1][0] == mark else best
                lengths[index] = best
        return [line.start() for line in found], [(line.end(), line[1]) for line in found], longest

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        """Return where runs of backquotes stand, by their length."""
        runs: dict[int, list[int]] = {}
        for run in _RUN.finditer(self._text):
            runs.setdefault(len(run[0]), []).append(run.start())
        return runs

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [line.start() for line in _BLANK_LINE.finditer(self._text)]
