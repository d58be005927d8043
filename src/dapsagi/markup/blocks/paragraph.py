"""Paragraphs. Source: kramdown's syntax page, "Paragraphs"; GFM parser, quirk `paragraph_end`."""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import AttributeList, Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED

# Two lines of which the second is the delimiter row of a table.
_TABLE = re.compile(r"^(?=.*\|).*\n(?=[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\n)", re.MULTILINE)

#: What asks for the table of contents in Typora, MkDocs, GitLab and markdown-it, and so in the dapsagi dialect.
TOC = ("[toc]", "[[toc]]", "[[_toc_]]")


def parse_paragraph(parser: BlockParser) -> bool:
    """Take a line and all that continue it; a paragraph right after another one is the same paragraph."""
    text, start = parser.text, parser.pos
    lines = parser.grammar.paragraph_lines.match(text, text.index("\n", start) + 1)
    end = lines.end() if lines else start
    if parser.document.extended and text.find("|", start, end) >= 0:
        end = _before_table(parser, start, end)
    content = text[start:end].rstrip(STRIPPED)
    if parser.document.extended and content.lstrip(STRIPPED).lower() in TOC:
        place = parser.add(Block("ul", line=parser.line()))
        place.ial = AttributeList()
        place.ial.references.append("toc")
        parser.pos = end
        return True
    children = parser.tree.children
    if children and children[-1].kind == "p":
        # A construct declined the line that had ended the paragraph. The line break of the author is kept.
        joint = "  \n" if start >= 3 and text[start - 3 : start] == "  \n" else "\n"
        children[-1].value += joint + content
    else:
        parser.add(Block("p", content.lstrip(STRIPPED), parser.line()))
    parser.pos = end
    return True


def _before_table(parser: BlockParser, start: int, end: int) -> int:
    """Return where a table with a header begins among the lines of a paragraph, or else their end.

    kramdown wants a blank line before a table; GitHub and most authors do not.
    """
    after = max(parser.text.index("\n", start) + 1, parser.no_table)
    match = _TABLE.search(parser.text, after, end)
    if not match:
        return end
    parser.boundary = match.start()
    return match.start()
