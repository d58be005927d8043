"""What one text defines for itself while it is parsed: attribute lists, links, footnotes, abbreviations, problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dapsagi.digest import Digest, digest
from dapsagi.markup.blocks.block import AttributeList, Block
from dapsagi.markup.grammar import Grammar, grammar
from dapsagi.markup.highlight import highlighter_name, tokens_as_html
from dapsagi.markup.notices import Notice
from dapsagi.markup.options import MarkupOptions
from dapsagi.problems import Problem, Severity, Span

# What no text that a person writes comes near, and yet a fraction of a second.
STEPS = 20_000
STEPS_PER_CHARACTER = 2

_SPACES = re.compile(r"[ \t\n\r\f\v]+")


class LinkDefinition(NamedTuple):
    """`[id]: address "title"`, with the block that a following attribute list decorates, and its line."""

    address: str
    title: str | None
    block: Block | None
    line: int


class FootnoteDefinition(NamedTuple):
    """`[^name]: …`: its content as blocks, and the block that a following attribute list decorates."""

    content: Block
    block: Block
    line: int


class Document:
    """The state of one rendering, shared by the block parser, the span parser and the builder."""

    def __init__(self, options: MarkupOptions, length: int, known_code: Mapping[Digest, str]) -> None:
        self.options = options
        # Highlighted code by the digest of its language and text: that of before, and that of this text.
        self._known_code = known_code
        self.highlights: dict[Digest, str] = {}
        # Whether what the dapsagi dialect adds to kramdown is wanted.
        self.extended = options.dialect == "dapsagi"
        self.grammar: Grammar = grammar(options.gfm, "paragraph_end" in options.gfm_quirks, self.extended)
        self.attribute_lists: dict[str, AttributeList] = {}
        self.links: dict[str, LinkDefinition] = {}
        self.footnotes: dict[str, FootnoteDefinition] = {}
        self.abbreviations: dict[str, tuple[str, Block]] = {}
        self.problems: dict[Problem, None] = {}
        # Steps that the span parser may still take within spans, which may turn out to be in vain.
        self.steps = STEPS + STEPS_PER_CHARACTER * length
        self.code_blocks: list[Element] = []
        # What HTML alone cannot say of an element: the line of its address, the code and attributes of a code span, the
        # name of a footnote, that it is an image with a caption, a link written as HTML, that its content is raw HTML,
        # that its tag closes itself.
        self.lines: dict[Element, int] = {}
        self.code: dict[Element, str] = {}
        self.code_attributes: dict[Element, dict[str, str]] = {}
        self.footnote_markers: dict[Element, str] = {}
        self.standalone: set[Element] = set()
        self.html_links: set[Element] = set()
        self.raw: set[Element] = set()
        self.self_closed: set[Element] = set()

    def highlight(self, code: str, language: str) -> str | None:
        """Return code as HTML, or None if it is not to be highlighted."""
        name = highlighter_name(language, self.options)
        if name is None:
            return None
        key = digest((name, code))
        html = self._known_code.get(key) or tokens_as_html(name, code)
        if "<" in html:
            self.highlights[key] = html
        return html

    def report(self, notice: Notice, line: int, **values: str) -> None:
        """Add a problem at a line of the text; what is parsed twice is reported once."""
        message, hint = notice.message.format_map(values), notice.hint.format_map(values)
        self.problems[Problem(notice.code, Severity.WARNING, message, Span("", line), hint)] = None


def link_id(text: str) -> str:
    """Return the form in which the id of a link is looked up: white space runs are one space, case does not matter."""
    return _SPACES.sub(" ", text).lower()
