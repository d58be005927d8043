"""Typographic symbols, entities, escaped characters and line breaks.

Source: kramdown's syntax page, "Typographic Symbols", "HTML Entities" (under "HTML Spans"), "Escaping", and
"Paragraphs" for line breaks; GFM parser for a backslash at the end of a line.
"""

from __future__ import annotations

import re

from dapsagi.markup.entities import AS_JEKYLL, NAMES, WINDOWS
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.smart_quotes import parse_smart_quote

_ENTITY = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_.:-]*);|#([0-9]+);|#x([0-9a-fA-F]+);)")
_QUOTES = frozenset("\"'")
# Of those that begin alike the longest comes first.
_SYMBOLS = (
    *(("---", "mdash"), ("--", "ndash"), ("...", "hellip")),
    *(("<< ", "laquo_space"), ("<<", "laquo"), (" >>", "raquo_space"), (">>", "raquo")),
)


def parse_entity(spans: SpanParser, pos: int) -> bool:
    """Parse an entity: it becomes its character, but what HTML must escape stays as written."""
    match = _ENTITY.match(spans.text, pos)
    if not match:
        return False
    spans.pos = match.end()
    name, decimal, hexadecimal = match.groups()
    if name is not None:
        names = AS_JEKYLL if spans.document.options.dialect == "jekyll" else NAMES
        character = names.get(name)
    else:
        point = int(decimal) if decimal is not None else int(hexadecimal, 16)
        character = WINDOWS.get(point) or (chr(point) if _is_text(point) else "&")
    if character is None:
        spans.add_symbol("&amp;")
        spans.add_text(match[0][1:])
    else:
        spans.add_symbol(match[0] if character in "<>&" else character)
    return True


def _is_text(point: int) -> bool:
    """Whether a number stands for a character that may appear in a text; the markers of links may not."""
    return 3 < point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF


def parse_symbol(spans: SpanParser, pos: int) -> bool:
    """Parse dashes, an ellipsis or guillemets; a space on the inner side of these becomes a no-break space."""
    for written, name in _SYMBOLS if spans.typographic else ():
        if spans.text.startswith(written, pos):
            spans.add_symbol(spans.symbols[name])
            spans.pos = pos + len(written)
            return True
    return False


def parse_space(spans: SpanParser, pos: int) -> bool:
    """Parse two spaces at the end of a line, or the space before a guillemet."""
    if spans.text.startswith("  \n", pos):
        spans.add_break()
        spans.pos = pos + 2
        return True
    return parse_symbol(spans, pos)


def parse_newline(spans: SpanParser, pos: int) -> bool:
    """Parse the end of a line where it is a line break (`hard_wrap`)."""
    if spans.within_html:
        return False
    if pos + 1 < len(spans.text):
        spans.add_break()
    if spans.text[pos + 1 : pos + 2] in _QUOTES:
        # The line end is the character before the quote, which decides which way that turns.
        return parse_smart_quote(spans, pos)
    spans.add_text("\n")
    spans.pos = pos + 1
    return True


def parse_backslash(spans: SpanParser, pos: int) -> bool:
    """Parse an escaped character, escaped guillemets, or a line break written with one or two backslashes."""
    text = spans.text
    after = text[pos + 1 : pos + 2]
    if after in "<>" and after and text.startswith(after, pos + 2) and spans.typographic:
        entity = "&lt;" if after == "<" else "&gt;"
        spans.add_symbol(entity * 2)
        spans.pos = pos + 3
        return True
    if after == "\\" and text.startswith("\n", pos + 2) and not spans.hard_wrap:
        spans.add_break()
        spans.pos = pos + 2
        return True
    if after == "\n" and spans.breaks_after_backslash:
        # At the very end of a block there is nothing to break.
        if pos + 2 < len(text) or spans.kind:
            spans.add_break()
        spans.pos = pos + 1
        return True
    if after and after in spans.document.grammar.escaped:
        spans.add_text(after)
        spans.pos = pos + 2
        return True
    return False
