"""Emphasis and struck text, `~~…~~`. Source: kramdown's syntax page, "Emphasis"; GFM parser."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from dapsagi.markup.grammar import SPACE
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.triggers import End, Scope
from dapsagi.patterns import lazy_regex

# Kinds of open spans, as bits.
EM = 1
STRONG = 2

_ALPHABETIC = lazy_regex(r"\p{Alphabetic}")
# An empty string, at the end of the text, is not white space.
_SPACES = frozenset(SPACE)


def _emphasis(delimiter: str) -> Scope:
    """Return the scope of the emphasis that `*`, `**`, `_` or `__` opens."""
    strong, underscore = len(delimiter) == 2, delimiter[0] == "_"

    def is_at(spans: SpanParser, pos: int) -> bool:
        text = spans.text
        if not text.startswith(delimiter, pos) or text[pos - 1] in SPACE or not spans.has_content:
            return False
        after = pos + len(delimiter)
        if not strong and text.startswith(delimiter, after) and not text.startswith(delimiter, after + 1):
            # Two of them are the delimiter of strong emphasis.
            return False
        return not (underscore and is_alphanumeric(text[after : after + 1]))

    kind, bit = ("strong", STRONG) if strong else ("em", EM)
    return Scope(kind, bit, End(delimiter[0], is_at), delimiter=delimiter)


EMPHASES = {delimiter: _emphasis(delimiter) for delimiter in ("*", "**", "_", "__")}


def parse_emphasis(spans: SpanParser, pos: int) -> bool:
    """Parse emphasis that `*`, `**`, `_` or `__` opens; without a partner the delimiter is text."""
    text = spans.text
    mark = text[pos]
    strong = text.startswith(mark, pos + 1)
    delimiter = mark * 2 if strong else mark
    after = pos + len(delimiter)
    if (
        (mark == "_" and _follows_word(text, pos))
        or text[after : after + 1] in _SPACES
        or spans.open & (STRONG if strong else EM)
    ):
        spans.add_text(delimiter)
        spans.pos = after
        return True
    if _attempt(spans, delimiter, after):
        return True
    if strong and spans.kind != "em" and _attempt(spans, mark, pos + 1):
        return True
    spans.add_text(delimiter)
    spans.pos = after
    return True


def _attempt(spans: SpanParser, delimiter: str, start: int) -> bool:
    scope = spans.emphases[delimiter]
    element = Element(scope.kind)
    if not spans.walk(element, scope, start):
        return False
    spans.pos += len(delimiter)
    spans.append(element)
    return True


def _follows_word(text: str, pos: int) -> bool:
    """Whether a letter, or a letter and a hyphen, stands before: then `_` is part of a word."""
    if not pos:
        return False
    before = text[pos - 1]
    return is_letter(before) or (before == "-" and pos > 1 and is_letter(text[pos - 2]))


def is_letter(character: str) -> bool:
    """Whether a character is alphabetic as Ruby's `[[:alpha:]]` sees it: letters of any script, and vowel signs."""
    return character.isalpha() or (character > "\x7f" and _ALPHABETIC.match(character) is not None)


def is_alphanumeric(character: str) -> bool:
    """Whether a character is a letter or a digit as Ruby's `[[:alnum:]]` sees it."""
    return bool(character) and (is_letter(character) or character.isdecimal())


_END_OF_STRUCK = re.compile(rf"[^{SPACE}~]~~")


def parse_strikethrough(spans: SpanParser, pos: int) -> bool:
    """Parse struck text; what is in it is parsed as a text of its own."""
    text = spans.text
    if not text.startswith("~~", pos) or text[pos + 2 : pos + 3] in ("", "~", *SPACE):
        return False
    end = spans.finder.match(_END_OF_STRUCK, pos + 2)
    if not end:
        return False
    element = Element("del")
    spans.parse_within(element, text[pos + 2 : end.end() - 2], spans.line_at(pos))
    spans.append(element)
    spans.pos = end.end()
    return True
