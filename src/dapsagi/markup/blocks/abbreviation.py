"""Definitions of abbreviations, `*[HTML]: Hyper Text …`. Source: kramdown's syntax page, "Abbreviations"."""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED

_START = re.compile(r" {0,3}\*\[(.+?)\]:(.*?)\n")


def parse_abbreviation_definition(parser: BlockParser) -> bool:
    """Parse one definition; a later one of the same abbreviation replaces it."""
    match = _START.match(parser.text, parser.pos)
    if not match:
        return False
    block = parser.add(Block("eob", "abbrev_def"))
    parser.document.abbreviations[match[1]] = (match[2].strip(STRIPPED), block)
    parser.pos = match.end()
    return True
