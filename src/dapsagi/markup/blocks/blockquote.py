"""Block quotes. Source: kramdown's syntax page, "Blockquotes"."""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import LAZY_LINES

MARKER = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def parse_blockquote(parser: BlockParser) -> bool:
    """Parse the lines of a quote as blocks."""
    if parser.too_deep:
        return False
    line = parser.line()
    content = take_quote(parser)
    parser.parse(parser.add(Block("blockquote", line=line)), content, line)
    return True


def take_quote(parser: BlockParser) -> str:
    """Take the lines of a quote, without markers; lines without one continue it up to the next block boundary."""
    text, start = parser.text, parser.pos
    lines = LAZY_LINES.match(text, text.index("\n", start) + 1)
    parser.pos = lines.end() if lines else start
    return MARKER.sub("", text[start : parser.pos])
