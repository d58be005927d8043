"""The block parser: a text becomes a tree of blocks, line by line, by kramdown's rules.

At every line the constructs are asked in kramdown's order; the first character of the line settles which of them can
answer at all. Each construct lives in its own module and is a function `(parser) -> bool` that consumes its lines,
appends its block to `parser.tree` and returns True, or returns False and leaves the parser where it was.

Source: kramdown's syntax page, "Structural Elements": block boundaries, EOB markers, lazy syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dapsagi.markup.blocks.block import AttributeList, Block
from dapsagi.markup.document import Document
from dapsagi.markup.finder import Finder
from dapsagi.markup.grammar import BLANK_LINE, BLOCK_BOUNDARY, EOB_MARKER, HR_START

# Deeper nesting is text. Browsers give up at 512; a person who nests lists and quotes stops long before this.
NESTING_LIMIT = 60

Construct = Callable[["BlockParser"], bool]

#: The constructs that a line may be, by its first character behind at most three spaces, in the order in which they
#: are asked; those of "" are asked for any other character. The last one takes every line.
Constructs = Mapping[str, Sequence[Construct]]


class BlockParser:
    """Parses the blocks of a text into a tree; nested content is parsed by the same object, one text within another.

    `text`, `pos` and `tree` are where it stands; `block_ial` is an attribute list waiting for the next block.
    """

    def __init__(self, document: Document, constructs: Constructs) -> None:
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
        usual = constructs[""]
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
            for construct in constructs.get(text[start], usual):
                if construct(self):
                    break

    def _add_blank(self, value: str) -> None:
        children = self.tree.children
        if children and children[-1].kind == "blank":
            children[-1].value += value
        else:
            self.add(Block("blank", value))


def parse_horizontal_rule(parser: BlockParser) -> bool:
    """Parse a line of three or more stars, hyphens or underscores."""
    match = HR_START.match(parser.text, parser.pos)
    if not match:
        return False
    parser.add(Block("hr", line=parser.line()))
    parser.pos = match.end()
    return True


def parse_eob_marker(parser: BlockParser) -> bool:
    """Parse a line with a lone `^`, which ends the block before it ("EOB")."""
    match = EOB_MARKER.match(parser.text, parser.pos)
    if not match:
        return False
    parser.add(Block("eob"))
    parser.pos = match.end()
    return True


def parse_text(parser: BlockParser) -> bool:
    """Take a line that begins no block at all: one to three spaces and a tab stand at its head."""
    line_end = parser.text.index("\n", parser.pos) + 1
    text = parser.text[parser.pos : line_end]
    children = parser.tree.children
    if children and children[-1].kind == "text":
        children[-1].value += text
    else:
        children.append(Block("text", text, parser.line()))
    parser.pos = line_end
    return True
