"""What went wrong, where, and what to do about it: plain values that every floor passes upwards.

No stage prints or raises for bad input; it returns its value and its problems. Only the command line and the
preview show them.
"""

from __future__ import annotations

from enum import IntEnum

import msgspec

from dapsagi.patterns import lazy_pattern

# What names of files and texts may hold and no line shows: a terminal would obey it, or show the line the other way.
_UNSEEN = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_LINE_ENDS = lazy_pattern(r"(?<=\n)|(?<=\r)(?!\n)")


class Severity(IntEnum):
    """How much a problem matters: a NOTE informs, a WARNING fails `--strict`, an ERROR fails the build."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """What people call it: "note", "warning" or "error"."""
        return self.name.lower()


class Span(msgspec.Struct, frozen=True, order=True):
    """A place in a source file; `line` and `column` count from 1, 0 means the file or the line as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong: a stable code, a message for a person, the place, and a hint that says what to type."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.span}: {self.code} {self.message}" + (f"; {self.hint}" if self.hint else "")
        return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)

    def at(self, path: str, first_line: int) -> Problem:
        """Place a problem found in a text that begins at `first_line` of `path`.

        Memoised problems carry lines relative to their text, so that moving the text does not make them stale.
        """
        line = self.span.line + first_line - 1 if self.span.line else 0
        return msgspec.structs.replace(self, span=Span(path, line, self.span.column))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as a `Span` counts them, each with what ends it."""
    # `str.splitlines` also ends one where no editor does: at a form feed, say, or at U+2028.
    return [line for line in _LINE_ENDS.split(text) if line]


def in_reading_order(problems: list[Problem]) -> list[Problem]:
    """Sort by place, then code, so that the output never depends on the order of reading."""
    return sorted(set(problems), key=lambda problem: (problem.span, problem.code, problem.message))


class RefusedError(Exception):
    """What was asked for cannot be done; the text says why, and what to do. No file is left half done."""


def reason_of(error: Exception) -> str:
    """Return why something failed: of the system's own errors the words, without their number and the path."""
    return getattr(error, "strerror", None) or str(error)
