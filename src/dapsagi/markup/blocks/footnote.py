"""Definitions of footnotes, `[^name]: …`. Source: kramdown's syntax page, "Footnotes"."""

from __future__ import annotations

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.document import FootnoteDefinition
from dapsagi.markup.grammar import INDENT
from dapsagi.markup.notices import REPEATED_FOOTNOTE


def parse_footnote_definition(parser: BlockParser) -> bool:
    """Parse a definition: the rest of its line and the indented lines that follow; a later one replaces it."""
    match = parser.grammar.footnote_definition.match(parser.text, parser.pos)
    if not match or parser.too_deep:
        return False
    line = parser.line()
    content = Block("footnote_def", line=line)
    parser.parse(content, INDENT.sub("", match[2]), line)
    block = parser.add(Block("eob", "footnote_def"))
    if match[1] in parser.document.footnotes:
        parser.document.report(REPEATED_FOOTNOTE, line, name=match[1])
    parser.document.footnotes[match[1]] = FootnoteDefinition(content, block, line)
    parser.pos = match.end()
    return True
