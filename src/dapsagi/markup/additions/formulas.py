"""Formulas between single dollar signs, and blocks of `$$` that touch text.

A formula begins and ends with something that is no space, holds no other dollar sign, and touches Hangul
(`변수 $x$는`) but no Latin letter or digit outside of it: so that `$5 and $10` are prices, `$HOME/$USER` are variables.

Source: Pandoc's manual, extension `tex_math_dollars`.
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.math import parse_block_math
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED
from dapsagi.markup.spans.math import parse_inline_math
from dapsagi.markup.spans.parser import SpanParser

_FORMULA = re.compile(r"\$(?![ \t\n$])((?:[^$\\`]|\\[^`]){1,2000}?)(?<![ \t\n\\])\$(?![A-Za-z0-9$])")
_BLOCK = re.compile(r" {0,3}\$\$([^$]*)\$\$[ \t]*\n")


def parse_dollar(spans: SpanParser, pos: int) -> bool:
    """Parse a formula between two or four dollar signs."""
    text = spans.text
    if text.startswith("$$", pos):
        return parse_inline_math(spans, pos)
    if pos and text[pos - 1].isascii() and text[pos - 1].isalnum():
        return False
    match = _FORMULA.match(text, pos)
    if not match:
        return False
    spans.add_math(match[1].strip(STRIPPED))
    spans.pos = match.end()
    return True


def parse_dollar_block(parser: BlockParser) -> bool:
    """Parse a formula on lines of its own, whether blank lines set it apart or not."""
    match = _BLOCK.match(parser.text, parser.pos)
    if not match or not match[1].strip(STRIPPED):
        return parse_block_math(parser)
    parser.add(Block("math", match[1].strip(STRIPPED), parser.line()))
    parser.pos = match.end()
    return True
