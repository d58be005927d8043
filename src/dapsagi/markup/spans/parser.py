"""The span parser: one pass over a text, one construct for each trigger character, by kramdown's rules.

A regular expression finds the next character that may begin something; the construct that is registered for it
consumes text and adds to the element tree, or declines, and the character is text. A span that needs an end, such as
emphasis, parses its content with the same scanner (`walk`) until its end is found; if there is none, all of it is
undone and its delimiter is text.

Undoing costs time. So that no text takes more than time linear in its length, a walk stops where an equal one failed
before, spans nest no deeper than `NESTING_LIMIT`, and a document whose spans have been undone all too often
(`Document.steps`) has no more of them.

Source: kramdown's syntax page, "Span-Level Elements".
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from dapsagi.markup.attributes import apply_attribute_list
from dapsagi.markup.blocks.block import AttributeList
from dapsagi.markup.document import Document
from dapsagi.markup.entities import SYMBOLS, entity
from dapsagi.markup.finder import Finder
from dapsagi.markup.highlight import highlight_span
from dapsagi.markup.spans.triggers import End, Scope, Spans, scanner_of
from dapsagi.markup.tree import append_text, markup
from dapsagi.markup.tree import math as math_element

NESTING_LIMIT = 60
_STEPS_OF_WALK = 3

_QUOTES = frozenset("\"'")
# What was added last to a span; an attribute list may follow what is more than text.
_NOTHING, _TEXT, _SYMBOL, _ELEMENT = range(4)


_IN_RAW = re.compile("<")


class SpanParser:
    """Parses the text of one block into an element; nested spans are parsed by the same object.

    `text` and `pos` are where it stands, `kind` says what is being parsed into ("em", "a", "html", … or "" for the
    block itself), `open` which of emphasis, strong emphasis and link are open, as bits.
    """

    text: str
    pos: int
    kind: str
    open: int
    raw: bool
    images: int
    in_html: bool
    html_depth: int
    _element: Element
    _last: Element | None
    _buffer: list[str]
    _tail: int
    _line: int
    _line_pos: int
    _depth: int

    def __init__(self, document: Document, spans: Spans, depth: int = 0) -> None:
        options = document.options
        self.document = document
        self.emphases = spans.emphases
        self.typographic = "no_auto_typographic" not in options.gfm_quirks or not options.gfm
        self.hard_wrap = options.hard_wrap and options.gfm
        self.symbols = {**SYMBOLS, **dict(options.typographic_symbols)}
        self.quotes = tuple(entity(name) for name in options.smart_quotes)
        self._scanner = scanner_of(spans.triggers, options.gfm, self.typographic, self.hard_wrap)
        self._spans = spans
        self._outer_depth = depth
        self._begin(Element(""), "", 1, in_html=False)

    def parse(self, element: Element, text: str, line: int, *, in_html: bool = False) -> None:
        """Parse `text`, which begins on `line`, into `element`.

        `in_html` says that it stands in an HTML element, where the GFM parser makes no line breaks.
        """
        if not self._scanner.everywhere.search(text):
            append_text(element, text)
            return
        self._begin(element, text, line, in_html=in_html)
        self._scan(None, None)
        self._flush()

    def parse_within(self, element: Element, text: str, line: int) -> None:
        """Parse a text of its own that stands within the present one, as an HTML element does."""
        inner = SpanParser(self.document, self._spans, self._depth + 1)
        inner.parse(element, text, line, in_html=True)

    # --- what the constructs ask

    @property
    def has_content(self) -> bool:
        """Whether the span that is being parsed has anything in it yet."""
        return self._tail != _NOTHING

    @property
    def decorates(self) -> bool:
        """Whether an attribute list may stand here: right after a span that is no plain text."""
        return self._tail > _TEXT

    @property
    def breaks_after_backslash(self) -> bool:
        """Whether a backslash at the end of a line breaks it."""
        return self.document.options.gfm and not self.hard_wrap and not self.within_html

    @property
    def within_html(self) -> bool:
        """Whether an HTML element is around: the GFM parser makes no line breaks in it."""
        return self.in_html or self.html_depth > 0

    @property
    def too_deep(self) -> bool:
        """Whether a span that begins here would be nested too deeply."""
        return self._depth >= NESTING_LIMIT

    @property
    def exhausted(self) -> bool:
        """Whether too much has been undone in this text."""
        return self.document.steps <= 0

    def line_at(self, pos: int) -> int:
        """Return the line of a position; near the one that was asked for last, this costs nothing."""
        if pos < self._line_pos:
            self._line -= self.text.count("\n", pos, self._line_pos)
        else:
            self._line += self.text.count("\n", self._line_pos, pos)
        self._line_pos = pos
        return self._line

    def walk(self, element: Element, scope: Scope, start: int) -> bool:
        """Parse from `start` into `element` until the scope ends; return whether it does, with `pos` at its end.

        If not, everything is as before, but an HTML element takes the rest of the text.
        """
        document, kind, delimiter = self.document, scope.kind, scope.delimiter
        if self.too_deep or (document.steps <= 0 and kind != "html"):
            return False
        document.steps -= _STEPS_OF_WALK
        saved = (self._element, self.kind, self._buffer, self._last, self._tail, self.images, self.raw, self.open)
        saved_pos = self.pos
        dead = self._dead.setdefault((delimiter, self.open, self.kind == "em"), set()) if delimiter else None
        self.raw = scope.raw
        self.open |= scope.bit
        self._depth += 1
        self.html_depth += kind == "html"
        self._enter(element, kind)
        self.pos = start
        found = self._scan(scope.end, dead)
        if not found and kind == "html":
            self.add_text(self.text[self.pos :])
        if found or kind == "html":
            self._flush()
        else:
            self.pos = saved_pos
        self._depth -= 1
        self.html_depth -= kind == "html"
        self._element, self.kind, self._buffer, self._last, self._tail, self.images, self.raw, self.open = saved
        return found

    # --- what the constructs add

    def add_text(self, text: str) -> None:
        """Add plain text."""
        if text:
            self._buffer.append(text)
            self._tail = _TEXT

    def add_symbol(self, text: str) -> None:
        """Add a character that stands for something else: it is no text that an attribute list would follow."""
        self._buffer.append(text)
        self._tail = _SYMBOL

    def append(self, element: Element) -> None:
        """Add an element."""
        self._flush()
        self._element.append(element)
        self._last = element
        self._tail = _ELEMENT

    def add_break(self) -> None:
        """Add a line break."""
        self.append(Element("br"))

    def add_markup(self, text: str) -> None:
        """Add finished HTML."""
        self.append(markup(text))

    def add_math(self, tex: str, *, display: bool = False) -> None:
        """Add a formula."""
        if self.document.options.math_engine is None:
            element = Element("span", {"class": "kdmath"})
            element.text = f"${tex}$"
        else:
            element = math_element(tex, display=display)
            self.document.lines[element] = self.line_at(self.pos)
        self.append(element)

    def add_code(self, code: str) -> None:
        """Add a code span."""
        element = Element("code")
        self.document.code[element] = code
        highlight_span(element, code, self.document.options)
        self.append(element)

    def add_footnote(self, name: str) -> None:
        """Add the marker of a footnote; its number is known when all are."""
        element = Element("sup")
        self.document.footnote_markers[element] = name
        self.document.lines[element] = self.line_at(self.pos)
        self.append(element)

    def add_link(self, element: Element, kind: str, address: str, title: str | None, alt: str, line: int) -> None:
        """Add a link or an image, whose address is spelt on `line`."""
        if kind == "a":
            element.set("href", address)
        else:
            element.set("src", address)
            element.set("alt", alt)
            for child in list(element):
                element.remove(child)
            element.text = None
            self.images += 1
        if title is not None:
            element.set("title", title)
        self.document.lines[element] = line
        self.append(element)

    def decorate(self, ial: AttributeList) -> None:
        """Apply an attribute list to the span before."""
        element = self._last
        if self._tail != _ELEMENT or element is None:
            return
        document = self.document
        if element in document.code:
            element.attrib.pop("class", None)
            saved = document.code_attributes.setdefault(element, {})
            apply_attribute_list(saved, ial, document.attribute_lists)
            highlight_span(element, document.code[element], document.options, saved)
        elif element not in document.footnote_markers:
            apply_attribute_list(element.attrib, ial, document.attribute_lists)
        if "standalone" in ial.references:
            document.standalone.add(element)

    # --- the scan

    def _begin(self, element: Element, text: str, line: int, *, in_html: bool) -> None:
        self.text = text
        self.pos = 0
        self.in_html = in_html
        self.kind = ""
        self.open = 0
        self.raw = False
        self.images = 0
        self.html_depth = 0
        self._element = element
        self._last = element[-1] if len(element) else None
        self._tail = _NOTHING
        self._line = line
        self._line_pos = 0
        self._depth = self._outer_depth
        self.finder = Finder(text)
        self._dead: dict[tuple[str, int, bool], set[int]] = {}
        self._buffer = []

    def _enter(self, element: Element, kind: str) -> None:
        self._element = element
        self.kind = kind
        self._buffer = []
        self._last = None
        self._tail = _NOTHING
        self.images = 0

    def _flush(self) -> None:
        if self._buffer:
            text = "".join(self._buffer)
            self._buffer = []
            if self._last is not None:
                self._last.tail = (self._last.tail or "") + text
            else:
                self._element.text = (self._element.text or "") + text

    def _scan(self, end: End | None, dead: set[int] | None) -> bool:
        """Parse until the end, or to the end of the text; return whether the end was found."""
        text, constructs, document = self.text, self._spans.constructs, self.document
        if self.raw:
            search = _IN_RAW.search
        elif self.kind in ("a", "img"):
            search = self._scanner.in_link.search
        else:
            search = self._scanner.everywhere.search
        starts = end.starts if end else ""
        visited: list[int] = []
        while match := search(text, self.pos):
            start, pos = self.pos, match.start()
            character = text[pos]
            quote = character in "\"'"
            if quote and pos > start and text[pos - 1] != "\\":
                # The character before a quote decides which way it turns.
                pos -= 1
            if pos > start:
                self._buffer.append(text[start:pos])
                self._tail = _TEXT
                self.pos = pos
            if end:
                if dead is not None:
                    if pos in dead:
                        break
                    if self.has_content:
                        visited.append(pos)
                document.steps -= 1
                if document.steps <= 0 and self.kind != "html":
                    break
                if (character == starts or starts == "]") and end.is_at(self, pos):
                    return True
            if not constructs[character](self, pos):
                if not quote and text[pos + 1 : pos + 2] in _QUOTES and character != "\\":
                    constructs["'"](self, pos)
                else:
                    self.add_text(text[pos])
                    self.pos = pos + 1
        else:
            if not end:
                self.add_text(text[self.pos :])
                self.pos = len(text)
        if dead is not None:
            dead.update(visited)
        return False
