"""The engine: from a Markdown text to its body, by kramdown's parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

import msgspec

from dapsagi.digest import Digest
from dapsagi.markup.abbreviations import mark_abbreviations
from dapsagi.markup.blocks.block import Block
from dapsagi.markup.body import Body, Code, Fragment
from dapsagi.markup.builder import Builder
from dapsagi.markup.code_blocks import MERMAID
from dapsagi.markup.dialect import block_parser, span_parser
from dapsagi.markup.document import Document
from dapsagi.markup.emoji import place_emoji
from dapsagi.markup.equations import settle
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.markup.footnotes import Footnotes
from dapsagi.markup.named_addresses import link_named_addresses
from dapsagi.markup.options import MarkupOptions
from dapsagi.markup.serializer import Serializer, unescape_references
from dapsagi.markup.toc import fill_list, heading

_NOTHING: Mapping[Digest, str] = MappingProxyType({})

_LINE_END = re.compile(r"\r\n?")
_MARKERS = str.maketrans("", "", "\x02\x03")
# These match just what they change: every text is full of single spaces and line ends.
_SPACES = re.compile(r"[\t\r\f\v][ \t\r\f\v]*| [ \t\r\f\v]+")
_LINE_ENDS = re.compile(r" \n[ \n]*|\n[ \n]+")


def render(
    text: str, options: MarkupOptions, head: str | None = None, known_code: Mapping[Digest, str] = _NOTHING
) -> Body:
    """Render a Markdown text (without front matter, Liquid already done) into a body.

    Any text is rendered; what looks wrong in it is in `Body.problems`, with lines of the text and no path. `head` is
    the text of the excerpt where that is not how the text begins, for what is included may hold a separator.
    `known_code` is code that was highlighted before (`Body.highlights`), which spares to do it again.
    """
    return with_excerpt(text, head, options.excerpt_separator, lambda part: _render(part, options, known_code))


def with_excerpt(text: str, head: str | None, separator: str, render_part: Callable[[str], Body]) -> Body:
    """Return the body of a text, with its excerpt; as in Jekyll, an empty separator asks for none."""
    text = _normalized(text)
    body = link_named_addresses(render_part(text), text)
    if not separator:
        return body
    head = excerpt_text(text, separator) if head is None else _normalized(head)
    short = body if head == text else link_named_addresses(render_part(head), head)
    return msgspec.structs.replace(body, excerpt=Fragment(short.html, short.links, short.formulas))


def _render(text: str, options: MarkupOptions, known_code: Mapping[Digest, str]) -> Body:
    parsed = parse(text, options, known_code=known_code)
    serializer = serializer_of(parsed.document)
    return body_of(parsed, serializer, serializer.write(parsed.root))


class Parsed(NamedTuple):
    """A text as an element tree, and what was learned of it on the way."""

    root: Element
    document: Document
    builder: Builder


def parse(text: str, options: MarkupOptions, tag: str = "div", known_code: Mapping[Digest, str] = _NOTHING) -> Parsed:
    """Parse a text into the element `tag`: blocks, then their spans, then what needs all of both."""
    if not text.endswith("\n"):
        # An excerpt, or what an extension made of a text, may end anywhere.
        text += "\n"
    document = Document(options, len(text), known_code)
    tree = Block("root")
    block_parser(document).parse(tree, text)
    builder = Builder(document, span_parser(document))
    root = Element(tag)
    builder.build(tree, root, top=True)
    _place_footnotes(root, document, builder)
    mark_abbreviations(document, root)
    place_emoji(document, root)
    place = builder.toc_place
    if place is not None and builder.contents:
        fill_list(document, builder.contents, place)
    elif place is not None:
        _remove(root, place)
    return Parsed(root, document, builder)


def serializer_of(document: Document) -> Serializer:
    """Return what writes the tree of a document."""
    # kramdown writes `<div />` as it stands, which a browser takes for a start tag.
    return Serializer(document.lines, frozenset() if document.extended else document.self_closed)


def body_of(parsed: Parsed, serializer: Serializer, html: str) -> Body:
    """Return the body of a text that `serializer` has written as `html`; its excerpt is still missing."""
    document, builder = parsed.document, parsed.builder
    return Body(
        html=html,
        links=tuple(serializer.links),
        formulas=tuple(serializer.formulas),
        toc=tuple(heading(document, entry) for entry in builder.contents if entry.anchor),
        anchors=tuple(serializer.anchors),
        text=_plain(_numbered(serializer)),
        blocks=tuple(builder.blocks),
        features=_features(document, serializer),
        code=tuple(_places(document.highlights, html)),
        problems=tuple(document.problems),
    )


def _places(highlights: Mapping[Digest, str], html: str) -> Iterator[Code]:
    for key, code in highlights.items():
        # With numbered lines, code stands in the page as it was not highlighted.
        if (start := html.find(code)) >= 0:
            yield Code(key, start, start + len(code))


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


def _normalized(text: str) -> str:
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


def _numbered(serializer: Serializer) -> list[str]:
    """Return the pieces of a text with the number of an equation where a formula does nothing but refer to it."""
    text = serializer.text
    if serializer.referring:
        statements = settle(serializer.formulas)
        for place, index in serializer.referring:
            if link := statements[index].link:
                text[place] = link[1]
    return text


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
