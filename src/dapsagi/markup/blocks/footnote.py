"""Definitions of footnotes, `[^name]: …`. Source: kramdown's syntax page, "Footnotes"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.document import FootnoteDefinition
from dapsagi.markup.grammar import ALD_ID_NAME, CODEBLOCK_MATCH, INDENT

if TYPE_CHECKING:
    from dapsagi.markup.blocks.parser import BlockParser

_START = re.compile(rf" {{0,3}}\[\^({ALD_ID_NAME})\]:(.*?\n{CODEBLOCK_MATCH})")


def parse_footnote_definition(parser: BlockParser) -> bool:
    """Parse a definition: the rest of its line and the indented lines that follow; a later one replaces it."""
    match = _START.match(parser.text, parser.pos)
    if not match or parser.too_deep:
        return False
    line = parser.line()
    content = Block("footnote_def", line=line)
    parser.parse(content, INDENT.sub("", match[2]), line)
    block = parser.add(Block("eob", "footnote_def"))
    # A name that is defined again moves to the place of the new definition only in content, not in order.
    parser.document.footnotes[match[1]] = FootnoteDefinition(content, block, line)
    parser.pos = match.end()
    return True
