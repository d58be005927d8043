"""Marked text, `==like this==`. Source: PyMdown Extensions' documentation, "Mark"."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from dapsagi.markup.grammar import SPACE
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.triggers import End, Scope

MARK = 16


def _is_end(spans: SpanParser, pos: int) -> bool:
    text = spans.text
    return (
        text.startswith("==", pos)
        and not text.startswith("=", pos + 2)
        and text[pos - 1] not in SPACE
        and spans.has_content
    )


_SCOPE = Scope("mark", MARK, End("=", _is_end), delimiter="==")


def parse_mark(spans: SpanParser, pos: int) -> bool:
    """Parse marked text; next to a Latin letter or a digit, `==` is a comparison."""
    text = spans.text
    after = text[pos + 2 : pos + 3]
    before = text[pos - 1] if pos else " "
    if after in ("", "=", *SPACE) or spans.open & MARK or before == "=" or (before.isascii() and before.isalnum()):
        return False
    element = Element("mark")
    if not spans.walk(element, _SCOPE, pos + 2):
        return False
    spans.pos += 2
    spans.append(element)
    return True
