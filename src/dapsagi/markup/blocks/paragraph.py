"""Paragraphs. Source: kramdown's syntax page, "Paragraphs"; GFM parser, quirk `paragraph_end`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.grammar import STRIPPED

if TYPE_CHECKING:
    from dapsagi.markup.blocks.parser import BlockParser


def parse_paragraph(parser: BlockParser) -> bool:
    """Take a line and all that continue it; a paragraph right after another one is the same paragraph."""
    text, start = parser.text, parser.pos
    lines = parser.grammar.paragraph_lines.match(text, text.index("\n", start) + 1)
    end = lines.end() if lines else start
    content = text[start:end].rstrip(STRIPPED)
    children = parser.tree.children
    if children and children[-1].kind == "p":
        # A construct declined the line that had ended the paragraph. The line break of the author is kept.
        joint = "  \n" if start >= 3 and text[start - 3 : start] == "  \n" else "\n"
        children[-1].value += joint + content
    else:
        parser.add(Block("p", content.lstrip(STRIPPED), parser.line()))
    parser.pos = end
    return True
