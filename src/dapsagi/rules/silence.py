"""Rules that a post switches off for itself: `<!-- dapsagi-ignore L201 W203 -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dapsagi.problems import Problem, Severity, Span
from dapsagi.rules.table import CODES, code_meant

_COMMENT = re.compile(r"<!--\s*dapsagi-ignore\b([^<>]*?)-->")
_CODE = re.compile(r"\b[A-Z]\d{3}\b")
_WORD = re.compile(r"\b[A-Z][0-9A-Z]{2,4}\b")


def silenced_in(text: str) -> frozenset[str]:
    """Return the codes of the rules that a text switches off."""
    return frozenset(code for found in _COMMENT.finditer(text) for code in _CODE.findall(found[1].upper()))


def find_unknown_codes(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Find what a text, which begins at `first_line` of `path`, switches off and no rule bears."""
    for found in _COMMENT.finditer(text):
        line = text.count("\n", 0, found.start()) + first_line
        for code in _WORD.findall(found[1].upper()):
            if code not in CODES:
                yield unknown_code(code, Span(path, line))


def unknown_code(code: str, span: Span) -> Problem:
    """Say that the `code` that is switched off at `span` is that of no rule."""
    return Problem("W210", Severity.WARNING, f'no rule has the code "{code}"', span, code_meant(code))
