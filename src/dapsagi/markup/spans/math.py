"""Formulas within a line, `$$…$$`. Source: kramdown's syntax page, "Math Blocks"."""

from __future__ import annotations

from dapsagi.markup.grammar import STRIPPED
from dapsagi.markup.notices import LONELY_DOLLARS
from dapsagi.markup.spans.parser import SpanParser


def parse_inline_math(spans: SpanParser, pos: int) -> bool:
    """Parse a formula; its content is taken as it is."""
    if not spans.text.startswith("$$", pos):
        return False
    close = spans.finder.find("$$", pos + 2)
    if close < 0:
        # `$$$` in a cell of its own says what something costs.
        if spans.text.strip("$" + STRIPPED):
            spans.document.report(LONELY_DOLLARS, spans.line_at(pos))
        return False
    spans.add_math(spans.text[pos + 2 : close].strip(STRIPPED))
    spans.pos = close + 2
    return True
