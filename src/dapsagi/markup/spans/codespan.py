"""Code spans. Source: kramdown's syntax page, "Code Spans"."""

from __future__ import annotations

from typing import NamedTuple

from dapsagi.markup.grammar import SPACE
from dapsagi.markup.spans.parser import SpanParser


class Codespan(NamedTuple):
    """The code between two delimiters, or None where the delimiter is text; `end` is where either ends."""

    code: str | None
    end: int


def find_codespan(text: str, pos: int) -> Codespan:
    """Return the code span that the run of backticks at `pos` opens.

    A lone backtick between white space is text. A delimiter of several may have one space inside, which is not code.
    """
    start = pos
    end = len(text)
    while start < end and text[start] == "`":
        start += 1
    delimiter = text[pos:start]
    simple = len(delimiter) == 1
    if simple and (pos == 0 or text[pos - 1] in SPACE) and start < end and text[start] in SPACE:
        return Codespan(None, start)
    # A run that finds no partner cannot be found by a longer one later, so this search is not repeated often.
    close = text.find(delimiter, start)
    if close < 0:
        return Codespan(None, start)
    code = text[start:close]
    if not simple:
        code = code.removeprefix(" ").removesuffix(" ")
    return Codespan(code, close + len(delimiter))


def parse_codespan(spans: SpanParser, pos: int) -> bool:
    """Parse a code span; its content is taken as it is."""
    code, end = find_codespan(spans.text, pos)
    if code is None:
        spans.add_text(spans.text[pos:end])
    else:
        spans.add_code(code)
    spans.pos = end
    return True
