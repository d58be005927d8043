"""The engine: Python-Markdown with kramdown's parser.

`Engine` is a `markdown.Markdown` whose block parser, inline parser and serializer are this package's. What extensions
register with it works as they expect: preprocessors see the lines, treeprocessors the finished element tree,
postprocessors the HTML, and inline patterns the texts that are left when kramdown's spans are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, ElementTree

import markdown
import msgspec
from markdown.blockparser import BlockParser as MarkdownBlockParser
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.util import Registry

from dapsagi.markup.abbreviations import mark_abbreviations
from dapsagi.markup.blocks.block import Block
from dapsagi.markup.body import Body, Fragment
from dapsagi.markup.builder import Builder
from dapsagi.markup.code_blocks import MERMAID
from dapsagi.markup.dialect import block_parser, span_parser
from dapsagi.markup.document import Document
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.markup.footnotes import Footnotes
from dapsagi.markup.inline_patterns import apply_inline_patterns
from dapsagi.markup.named_addresses import link_named_addresses
from dapsagi.markup.options import MarkupOptions
from dapsagi.markup.serializer import Serializer, unescape_references
from dapsagi.markup.toc import fill_list, heading

_LINE_END = re.compile(r"\r\n?")
_MARKERS = str.maketrans("", "", "\x02\x03")
# These match just what they change: every text is full of single spaces and line ends.
_SPACES = re.compile(r"[\t\r\f\v][ \t\r\f\v]*| [ \t\r\f\v]+")
_LINE_ENDS = re.compile(r" \n[ \n]*|\n[ \n]+")


def render(text: str, options: MarkupOptions, extensions: tuple[str, ...] = ()) -> Body:
    """Render a Markdown text (without front matter, Liquid already done) into a body.

    Any text is rendered; what looks wrong in it is in `Body.problems`, with lines of the text and no path.
    `extensions` are names of Python-Markdown extensions.
    """
    return _engine(options, extensions).render(text)


@lru_cache(maxsize=16)
def _engine(options: MarkupOptions, extensions: tuple[str, ...]) -> Engine:
    return Engine(options, extensions)


class Engine(markdown.Markdown):
    """Python-Markdown, parsing as kramdown does under `options`."""

    def __init__(self, options: MarkupOptions, extensions: tuple[str | markdown.Extension, ...] = ()) -> None:
        self.options = options
        super().__init__(extensions=list(extensions))

    def build_parser(self) -> Engine:
        """Register this package's parser, and no processors of Python-Markdown's own."""
        self.preprocessors = Registry()
        self.parser = DocumentParser(self)
        self.inlinePatterns = Registry()
        self.treeprocessors = Registry()
        self.postprocessors = Registry()
        return self

    def convert(self, source: str) -> str:
        """Return the HTML of a text, with every address as it is written."""
        return self.render(source).as_written()

    def render(self, text: str) -> Body:
        """Return the body of a text, with its excerpt."""
        text = normalized(text)
        body = link_named_addresses(self._render(text), text)
        head = excerpt_text(text, self.options.excerpt_separator)
        if head == text:
            excerpt = Fragment(body.html, body.links, body.formulas)
        else:
            short = link_named_addresses(self._render(head), head)
            excerpt = Fragment(short.html, short.links, short.formulas)
        return msgspec.structs.replace(body, excerpt=excerpt)

    def _render(self, text: str) -> Body:
        if self.registeredExtensions:
            self.reset()
        if len(self.preprocessors):
            lines = text.split("\n")
            for preprocessor in self.preprocessors:
                lines = preprocessor.run(lines)
            text = "\n".join(lines)
        root, document, builder = _parse(text, self.options, self.doc_tag)
        if len(self.inlinePatterns):
            apply_inline_patterns(self.inlinePatterns, document, root)
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        # kramdown writes `<div />` as it stands, which a browser takes for a start tag.
        serializer = Serializer(document.lines, frozenset() if document.extended else document.self_closed)
        html = serializer.write(root)
        if self.htmlStash.html_counter:
            html = RawHtmlPostprocessor(self).run(html)
        for postprocessor in self.postprocessors:
            html = postprocessor.run(html)
        return Body(
            html=html,
            links=tuple(serializer.links),
            formulas=tuple(serializer.formulas),
            toc=tuple(heading(document, entry) for entry in builder.contents),
            anchors=tuple(serializer.anchors),
            text=_plain(serializer.text),
            blocks=tuple(builder.blocks),
            features=_features(document, serializer),
            problems=tuple(document.problems),
        )


class DocumentParser(MarkdownBlockParser):
    """Python-Markdown's interface to the block parser."""

    def __init__(self, md: Engine) -> None:
        super().__init__(md)
        self._engine = md

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  # Python-Markdown's name
        """Return the element tree of a document."""
        text = normalized("\n".join(lines))
        self.root = _parse(text, self._engine.options, self._engine.doc_tag).root
        return ElementTree(self.root)


class _Parsed(NamedTuple):
    root: Element
    document: Document
    builder: Builder


def _parse(text: str, options: MarkupOptions, tag: str) -> _Parsed:
    """Parse a text into the element `tag`: blocks, then their spans, then what needs all of both."""
    if not text.endswith("\n"):
        # An excerpt, or what an extension made of a text, may end anywhere.
        text += "\n"
    document = Document(options, len(text))
    tree = Block("root")
    block_parser(document).parse(tree, text)
    builder = Builder(document, span_parser(document))
    root = Element(tag)
    builder.build(tree, root, top=True)
    _place_footnotes(root, document, builder)
    mark_abbreviations(document, root)
    place = builder.toc_place
    if place is not None and builder.contents:
        fill_list(document, builder.contents, place)
    elif place is not None:
        _remove(root, place)
    return _Parsed(root, document, builder)


def _place_footnotes(root: Element, document: Document, builder: Builder) -> None:
    notes = Footnotes(document, builder).build(root)
    place = builder.footnotes_place
    if place is None:
        if notes is not None:
            root.append(notes)
    elif notes is None:
        _remove(root, place)
    else:
        place.tag, place.attrib, place.text = notes.tag, notes.attrib, notes.text
        place.extend(notes)


def normalized(text: str) -> str:
    """Return a text with one kind of line end and one at its end, and without the characters that mark links."""
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    if "\x02" in text or "\x03" in text:
        text = text.translate(_MARKERS)
    return text if text.endswith("\n") else text + "\n"


def _remove(root: Element, element: Element) -> None:
    for parent in root.iter():
        if element in list(parent):
            parent.remove(element)
            return


def _plain(pieces: list[str]) -> str:
    text = unescape_references("".join(pieces))
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip()


def _features(document: Document, serializer: Serializer) -> tuple[str, ...]:
    tags = serializer.tags
    found = {
        "math": bool(serializer.formulas),
        "code": any(block.get("class") != MERMAID for block in document.code_blocks),
        "mermaid": any(block.get("class") == MERMAID for block in document.code_blocks),
        "footnotes": bool(document.footnote_markers),
        "tables": "table" in tags,
    }
    return tuple(name for name, present in found.items() if present)
