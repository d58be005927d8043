"""Struck text, `~~…~~`. Source: GFM parser."""

from __future__ import annotations

import re

from dapsagi.markup.grammar import SPACE
from dapsagi.markup.spans.parser import SpanParser

_END = re.compile(rf"[^{SPACE}~]~~")


def parse_strikethrough(spans: SpanParser, pos: int) -> bool:
    """Parse struck text; what is in it is parsed as a text of its own."""
    text = spans.text
    if not text.startswith("~~", pos) or text[pos + 2 : pos + 3] in ("", "~", *SPACE):
        return False
    end = spans.finder.match(_END, pos + 2)
    if not end:
        return False
    element = spans.element("del")
    spans.parse_within(element, text[pos + 2 : end.end() - 2], spans.line_at(pos))
    spans.append(element)
    spans.pos = end.end()
    return True
