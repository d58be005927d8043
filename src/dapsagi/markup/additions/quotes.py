"""Typographic quotes after other spans: the closing quote of `"**굵게**"는` turns the right way.

kramdown sees no character before a quote that follows a span, and takes it for an opening one unless white space or
punctuation comes after it. But a quote that has an open partner closes it.
"""

from __future__ import annotations

from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.smart_quotes import CLOSING, parse_smart_quote


def parse_quote(spans: SpanParser, pos: int) -> bool:
    """Parse a quote at `pos`, or the character at `pos` and the quote after it."""
    text = spans.text
    quote = text[pos]
    if quote in CLOSING and pos and spans.decorates and text.count(quote, 0, pos) % 2:
        spans.add_symbol(spans.quotes[CLOSING[quote]])
        spans.pos = pos + 1
        return True
    return parse_smart_quote(spans, pos)
