"""The block parser: a text becomes a tree of blocks, line by line, by kramdown's rules.

At every line the constructs are asked in kramdown's order; the first character of the line settles which of them can
answer at all. Each construct lives in its own module and is a function `(parser) -> bool` that consumes its lines,
appends its block to `parser.tree` and returns True, or returns False and leaves the parser where it was.

Source: kramdown's syntax page, "Structural Elements": block boundaries, EOB markers, lazy syntax.
"""

from __future__ import annotations

from collections.abc import Callable

from dapsagi.markup.blocks import (
    abbreviation,
    blockquote,
    codeblock,
    definition_list,
    extensions,
    footnote,
    header,
    html,
    link_definition,
    lists,
    math,
    paragraph,
    table,
)
from dapsagi.markup.blocks.block import AttributeList, Block
from dapsagi.markup.document import Document
from dapsagi.markup.finder import Finder
from dapsagi.markup.grammar import BLANK_LINE, BLOCK_BOUNDARY, EOB_MARKER, HR_START

# Deeper nesting is text. Browsers give up at 512; a person who nests lists and quotes stops long before this.
NESTING_LIMIT = 60

Construct = Callable[["BlockParser"], bool]

#: Any line may be the first of a header that is underlined, or of a table.
EVERY_LINE: tuple[Construct, ...] = (header.parse_setext_header, table.parse_table)


def _horizontal_rule(parser: BlockParser) -> bool:
    match = HR_START.match(parser.text, parser.pos)
    if not match:
        return False
    parser.add(Block("hr", line=parser.line()))
    parser.pos = match.end()
    return True


def _eob_marker(parser: BlockParser) -> bool:
    """A line with a lone `^` ends the block before it ("EOB")."""
    match = EOB_MARKER.match(parser.text, parser.pos)
    if not match:
        return False
    parser.add(Block("eob"))
    parser.pos = match.end()
    return True


_FENCE = (codeblock.parse_fenced_codeblock, *EVERY_LINE)
_BULLET = (_horizontal_rule, lists.parse_list, *EVERY_LINE)

#: The constructs that can begin with a character, in kramdown's order; the paragraph takes what they leave.
CONSTRUCTS: dict[str, tuple[Construct, ...]] = {
    "~": _FENCE,
    "`": _FENCE,
    ">": (blockquote.parse_blockquote,),
    "#": (header.parse_atx_header, *EVERY_LINE),
    "*": (*_BULLET, abbreviation.parse_abbreviation_definition),
    "-": _BULLET,
    "+": _BULLET,
    "_": (_horizontal_rule, *EVERY_LINE),
    **dict.fromkeys("0123456789", (lists.parse_list, *EVERY_LINE)),
    ":": (definition_list.parse_definition_list, *EVERY_LINE),
    "<": (html.parse_html, *EVERY_LINE),
    "$": (header.parse_setext_header, math.parse_block_math, table.parse_table),
    "\\": (header.parse_setext_header, math.parse_block_math, table.parse_table),
    "[": (*EVERY_LINE, footnote.parse_footnote_definition, link_definition.parse_link_definition),
    "{": (*EVERY_LINE, extensions.parse_block_extensions),
    "^": (*EVERY_LINE, _eob_marker),
}


class BlockParser:
    """Parses the blocks of a text into a tree; nested content is parsed by the same object, one text within another.

    `text`, `pos` and `tree` are where it stands; `block_ial` is an attribute list waiting for the next block.
    """

    def __init__(self, document: Document, constructs: dict[str, tuple[Construct, ...]] = CONSTRUCTS) -> None:
        self.document = document
        self.grammar = document.grammar
        self.options = document.options
        self.text = ""
        self.pos = 0
        self.tree = Block("root")
        self.block_ial: AttributeList | None = None
        self.depth = 0
        # Where a construct may begin as after a blank line though there is none.
        self.boundary = -1
        # Up to where the lines are known to be no table.
        self.no_table = 0
        # Fences that the rest of the text does not close.
        self.unclosed: set[str] = set()
        self.finder = Finder("")
        # Set by the end tag of an HTML element whose content is being parsed as blocks.
        self.stopped = False
        self._constructs = constructs
        self._line_pos = 0
        self._line = 1

    def parse(self, tree: Block, text: str | None = None, line: int = 1) -> bool:
        """Parse `text`, which begins on `line`, into `tree`; without a text, go on in the present one.

        Return True if the end tag of `tree` stopped it.
        """
        outer = (self.tree, self.block_ial)
        within = (self.text, self.pos, self._line_pos, self._line, self.unclosed, self.finder, self.no_table)
        self.tree, self.block_ial = tree, None
        if text is not None:
            self.text, self.pos, self._line_pos, self._line = text, 0, 0, line
            self.unclosed, self.finder, self.no_table = set(), Finder(text), 0
        self.depth += 1
        self._parse_lines()
        self.depth -= 1
        found, self.stopped = self.stopped, False
        self.tree, self.block_ial = outer
        if text is not None:
            self.text, self.pos, self._line_pos, self._line, self.unclosed, self.finder, self.no_table = within
        return found

    @property
    def too_deep(self) -> bool:
        """Whether a container that begins here would be nested too deeply."""
        return self.depth >= NESTING_LIMIT

    def add(self, block: Block) -> Block:
        """Append a block, with the attribute list that stood before it."""
        if self.block_ial:
            block.ial, self.block_ial = self.block_ial, None
        self.tree.children.append(block)
        return block

    def add_text(self, text: str) -> None:
        """Append a text that belongs to no block."""
        children = self.tree.children
        if children and children[-1].kind == "text":
            children[-1].value += text
        else:
            children.append(Block("text", text, self.line()))

    def line(self) -> int:
        """Return the line at which the parser stands."""
        if self.pos < self._line_pos:
            self._line -= self.text.count("\n", self.pos, self._line_pos)
        else:
            self._line += self.text.count("\n", self._line_pos, self.pos)
        self._line_pos = self.pos
        return self._line

    def after_block_boundary(self) -> bool:
        """Whether the line before is blank, an EOB marker, a block IAL, or the start of the text."""
        children = self.tree.children
        if not children or self.block_ial or self.pos == self.boundary:
            return True
        last = children[-1]
        return last.kind == "blank" or (last.kind == "eob" and not last.value)

    def before_block_boundary(self) -> bool:
        """Whether the next line is blank, an EOB marker, a block IAL, or the end of the text."""
        return BLOCK_BOUNDARY.match(self.text, self.pos) is not None

    def _parse_lines(self) -> None:
        text, end, constructs = self.text, len(self.text), self._constructs
        while self.pos < end and not self.stopped:
            pos = self.pos
            blank = BLANK_LINE.match(text, pos)
            if blank:
                self._add_blank(blank[0])
                self.pos = blank.end()
                continue
            start = pos
            while start < pos + 3 and text[start] == " ":
                start += 1
            first = text[start]
            if first in " \t":
                if first == " " or start == pos:
                    codeblock.parse_codeblock(self)
                else:
                    # One to three spaces and a tab begin no block at all.
                    line_end = text.index("\n", pos) + 1
                    self.add_text(text[pos:line_end])
                    self.pos = line_end
                continue
            for construct in constructs.get(first, EVERY_LINE):
                if construct(self):
                    break
            else:
                paragraph.parse_paragraph(self)

    def _add_blank(self, value: str) -> None:
        children = self.tree.children
        if children and children[-1].kind == "blank":
            children[-1].value += value
        else:
            self.add(Block("blank", value))
