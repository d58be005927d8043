"""The engine: Python-Markdown with kramdown's parser.

`Engine` is a `markdown.Markdown` whose block parser, inline parser and serializer are this package's. What extensions
register with it works as they expect: preprocessors see the lines, treeprocessors the finished element tree,
postprocessors the HTML, and inline patterns the texts that are left when kramdown's spans are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element, ElementTree

import markdown
import msgspec
from markdown.blockparser import BlockParser as MarkdownBlockParser
from markdown.util import Registry

from dapsagi.markup.abbreviations import mark_abbreviations
from dapsagi.markup.blocks.block import Block
from dapsagi.markup.body import Body, Fragment, Heading, fill_markers
from dapsagi.markup.builder import Builder
from dapsagi.markup.code_blocks import MERMAID
from dapsagi.markup.dialect import block_parser, span_parser
from dapsagi.markup.document import Document
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.markup.footnotes import Footnotes
from dapsagi.markup.inline_patterns import apply_inline_patterns
from dapsagi.markup.options import MarkupOptions
from dapsagi.markup.serializer import Serializer, unescape_references
from dapsagi.markup.toc import fill_list, header_content

_LINE_END = re.compile(r"\r\n?")
_MARKERS = str.maketrans("", "", "\x02\x03")
_SPACE = re.compile(r"[ \t\r\f\v]+")
_LINES = re.compile(r"\s*\n\s*")


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
        body = self._render(text)
        head = excerpt_text(text, self.options.excerpt_separator)
        if head == text:
            excerpt = Fragment(body.html, body.links, body.formulas)
        else:
            short = self._render(head)
            excerpt = Fragment(short.html, short.links, short.formulas)
        return msgspec.structs.replace(body, excerpt=excerpt)

    def _render(self, text: str) -> Body:
        if len(self.preprocessors):
            lines = text.split("\n")
            for preprocessor in self.preprocessors:
                lines = preprocessor.run(lines)
            text = "\n".join(lines)
        parser = self.parser
        assert isinstance(parser, DocumentParser)
        root = parser.parse_text(text)
        document, builder = parser.document, parser.builder
        if len(self.inlinePatterns):
            apply_inline_patterns(self.inlinePatterns, document, root)
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        serializer = Serializer(document.lines, document.self_closed)
        html = serializer.write(root)
        for postprocessor in self.postprocessors:
            html = postprocessor.run(html)
        return Body(
            html=html,
            links=tuple(serializer.links),
            formulas=tuple(serializer.formulas),
            toc=tuple(_heading(document, entry.level, entry.anchor, entry.element) for entry in builder.contents),
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
        self.engine = md
        self.document = Document(md.options)
        self.builder = Builder(self.document, span_parser(self.document))

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  # Python-Markdown's name
        """Return the element tree of a document."""
        self.root = self.parse_text("\n".join(lines))
        return ElementTree(self.root)

    def parse_text(self, text: str) -> Element:
        """Return the root of the element tree of a document; what it says of itself is in `document`."""
        text = normalized(text)
        self.document = document = Document(self.engine.options, len(text))
        tree = Block("root")
        block_parser(document).parse(tree, text)
        self.builder = builder = Builder(document, span_parser(document))
        root = Element(self.engine.doc_tag)
        builder.build(tree, root, top=True)
        notes = Footnotes(document, builder).build(root)
        place = builder.footnotes_place
        if notes is not None:
            if place is None:
                root.append(notes)
            else:
                place.tag, place.attrib = notes.tag, notes.attrib
                place.text = notes.text
                place.extend(notes)
        elif place is not None:
            _remove(root, place)
        mark_abbreviations(document, root)
        if builder.toc_place is not None:
            if builder.contents:
                fill_list(document, builder.contents, builder.toc_place)
            else:
                _remove(root, builder.toc_place)
        return root


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


def _heading(document: Document, level: int, anchor: str, element: Element) -> Heading:
    content = header_content(document, element)
    for parent in list(content.iter()):
        for image in [child for child in parent if child.tag == "img"]:
            # An address in a list of headings would need a marker of its own; the words are what matters there.
            position = list(parent).index(image)
            parent[position] = Element("span")
            parent[position].text = image.get("alt")
            parent[position].tail = image.tail
    serializer = Serializer({}, set())
    html = serializer.write(content)
    formulas = [formula.for_mathjax() for formula in serializer.formulas]
    return Heading(level, anchor, fill_markers(html, lambda _: "", lambda index: formulas[index]))


def _plain(pieces: list[str]) -> str:
    text = unescape_references("".join(pieces))
    return _LINES.sub("\n", _SPACE.sub(" ", text)).strip()


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


@lru_cache(maxsize=16)
def _engine(options: MarkupOptions, extensions: tuple[str, ...]) -> Engine:
    return Engine(options, extensions)


def render(text: str, options: MarkupOptions, extensions: tuple[str, ...] = ()) -> Body:
    """Render a Markdown text (without front matter, Liquid already done) into a body.

    Any text is rendered; what looks wrong in it is in `Body.problems`, with lines of the text and no path.
    `extensions` are names of Python-Markdown extensions.
    """
    return _engine(options, extensions).render(text)
