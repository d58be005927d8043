"""Headers, set off by `#` or underlined. Source: kramdown's syntax page, "Headers"; GFM parser, `paragraph_end`."""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED
from dapsagi.patterns import lazy_pattern

_SETEXT = re.compile(r" {0,3}([^ \t\n].*)\n([-=])[-=]*[ \t\r\f\v]*\n")
_NAME_START = (
    r":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_HEADER_ID = lazy_pattern(rf"[\t ]\{{#([{_NAME_START}][{_NAME_START}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]*)\}}\Z")


def parse_atx_header(parser: BlockParser) -> bool:
    """Parse `## text ##`; the GFM parser lets it touch a paragraph."""
    grammar = parser.grammar
    if not grammar.header_anywhere and not parser.after_block_boundary():
        return False
    match = grammar.header.match(parser.text, parser.pos)
    if not match:
        return False
    text, anchor = _contents(match[2])
    stripped = grammar.header_closing.sub("", text, count=1)
    if stripped != text:
        text = stripped.rstrip(STRIPPED)
    if not text:
        return False
    _add(parser, len(match[1]), text, anchor)
    parser.pos = match.end()
    return True


def parse_setext_header(parser: BlockParser) -> bool:
    """Parse one line of text underlined by `=` (level 1) or `-` (level 2)."""
    match = _SETEXT.match(parser.text, parser.pos)
    if not match or not parser.after_block_boundary():
        return False
    text, anchor = _contents(match[1])
    if not text:
        return False
    _add(parser, 2 if match[2] == "-" else 1, text, anchor)
    parser.pos = match.end()
    return True


def _contents(text: str) -> tuple[str, str | None]:
    """Split off an explicit id, `{#id}`."""
    text = text.rstrip(STRIPPED)
    match = _HEADER_ID.search(text) if text.endswith("}") else None
    return (text[: match.start()].rstrip(STRIPPED), match[1]) if match else (text, None)


def _add(parser: BlockParser, level: int, text: str, anchor: str | None) -> None:
    header = parser.add(Block("header", text, parser.line()))
    header.options["level"] = level
    if anchor:
        header.attributes["id"] = anchor
