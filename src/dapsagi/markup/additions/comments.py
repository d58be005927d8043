"""What only its author reads, `%% like this %%`, lines or paragraphs. Source: Obsidian's documentation, "Comments".

It begins where a word could begin and ends with its line or sentence, or anywhere if the signs stand close around it,
%%like this%%: `50%%`, Jupyter's `%%timeit`, a batch file's `%%PATH%%` and a sentence that speaks of `%%` and goes on
are what they say. Nothing of a comment is written into a page.
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.spans.parser import SpanParser

#: The signs close around a comment, as a pattern.
CLOSE = r"%%(?![A-Z_\d]+%)(?=[^\s%])[^%\n<]{1,300}[^\s%<]%%(?![\w%])"

_CLOSE = re.compile(CLOSE)
_ALONE = re.compile(rf" {{0,3}}{CLOSE}[^\S\n]*(?:\n|\Z)")
_START = re.compile(r" {0,3}%%(?![%A-Za-z])")
_END = re.compile(r"%%[^\S\n]*(?:\n|\Z)")
_BEGINNING = re.compile(r"%%(?![%A-Za-z])")
_BEHIND = re.compile(r"[.!?]?[^\S\n]*(?:\n|\Z)|[.!?]\s")


def parse_comment_block(parser: BlockParser) -> bool:
    """Parse a comment that has its lines for itself."""
    closing = _ALONE.match(parser.text, parser.pos)
    if not closing and (opening := _START.match(parser.text, parser.pos)):
        end = parser.finder.find("%%", opening.end())
        closing = _END.match(parser.text, end) if end >= 0 else None
    if not closing:
        return False
    parser.add(Block("eob", "comment"))
    parser.pos = closing.end()
    return True


def parse_comment(spans: SpanParser, pos: int) -> bool:
    """Parse a comment within a paragraph."""
    text = spans.text
    if pos and not text[pos - 1].isspace():
        return False
    if close := _CLOSE.match(text, pos):
        spans.pos = close.end()
        return True
    if not _BEGINNING.match(text, pos):
        return False
    end = spans.finder.find("%%", pos + 2)
    if end < 0 or not _BEHIND.match(text, end + 2):
        return False
    spans.pos = end + 2
    return True
