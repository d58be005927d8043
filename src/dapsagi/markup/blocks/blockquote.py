"""Block quotes. Source: kramdown's syntax page, "Blockquotes"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.grammar import LAZY_LINES

if TYPE_CHECKING:
    from dapsagi.markup.blocks.parser import BlockParser

MARKER = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def parse_blockquote(parser: BlockParser) -> bool:
    """Parse the lines of a quote; lines without a marker continue it up to the next block boundary."""
    if parser.too_deep:
        return False
    start = parser.pos
    line = parser.line()
    lines = LAZY_LINES.match(parser.text, parser.text.index("\n", start) + 1)
    end = lines.end() if lines else start
    content = MARKER.sub("", parser.text[start:end])
    block = parser.add(Block("blockquote", line=line))
    parser.parse(block, content, line)
    parser.pos = end
    return True
