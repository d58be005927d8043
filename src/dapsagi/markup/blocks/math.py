"""Formulas as blocks, `$$…$$`. Source: kramdown's syntax page, "Math Blocks"."""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED

_START = re.compile(r" {0,3}(\\)?\$\$")
_LINE_END = re.compile(r"[ \t\n\r\f\v]*?\n")


def parse_block_math(parser: BlockParser) -> bool:
    """Parse a formula that stands between two block boundaries."""
    text = parser.text
    start = _START.match(text, parser.pos)
    if not start or not parser.after_block_boundary():
        return False
    close = text.find("$$", start.end())
    if close < 0:
        return False
    line_end = _LINE_END.match(text, close + 2)
    if start[1]:
        if line_end:
            # The backslash that keeps the block from being a formula is not shown.
            parser.pos = start.start(1) + 1
        return False
    begin = parser.pos
    line = parser.line()
    parser.pos = line_end.end() if line_end else close + 2
    if not parser.before_block_boundary():
        parser.pos = begin
        return False
    parser.add(Block("math", text[start.end() : close].strip(STRIPPED), line))
    return True
