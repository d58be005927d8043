"""Typographic quotes. Source: kramdown's syntax page, "Typographic Symbols"; the rules are those of SmartyPants."""

from __future__ import annotations

import re

from dapsagi.markup.spans.parser import SpanParser

_PUNCTUATION = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_WS = r"[ \t\n\r\f\v]"
_W = "[A-Za-z0-9_]"

# Each rule: what it matches from the quote or the character before it, and what stands for each quote in it:
# "l" and "r" are the left and right form of the quote that was matched.
_RULES = [
    (r"()([\"'])(?=[_*]{1,2}[^ \t\n\r\f\v])", "l"),
    (rf"()([\"'])(?={_PUNCTUATION}(?!\.\.)\B)", "r"),
    (rf"({_WS}?)(\")(')(?={_W})", "ll"),
    (rf"({_WS}?)(')(\")(?={_W})", "ll"),
    (rf"({_WS}?)(')(?=[0-9][0-9]s)", "r"),
    (rf"({_WS})(['\"])(?={_W})", "l"),
    (r"([^ \\\t\r\n\[{(-])(['\"])", "r"),
    (rf"()([\"'])(?={_WS}|s\b|$)", "r"),
    (r"((?s:.?))(')", "l"),
    (r"((?s:.?))(\")", "l"),
]
_COMPILED = [(re.compile(pattern, re.MULTILINE), sides) for pattern, sides in _RULES]
_INDEX = {("l", "'"): 0, ("r", "'"): 1, ("l", '"'): 2, ("r", '"'): 3}

#: Which of the four quotes closes what each mark opens.
CLOSING = {"'": 1, '"': 3}


def parse_smart_quote(spans: SpanParser, pos: int) -> bool:
    """Parse a quote at `pos`, or the character at `pos` and the quote after it, by the first rule that matches."""
    text = spans.text
    for pattern, sides in _COMPILED:
        if match := pattern.match(text, pos):
            before = match[1]
            if before:
                spans.add_text(before)
            for number, side in enumerate(sides, start=2):
                spans.add_symbol(spans.quotes[_INDEX[side, match[number]]])
            spans.pos = match.end()
            return True
    return False
