"""HTML blocks. Source: kramdown's syntax page, "HTML Blocks" (content models, the attribute `markdown`)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import SPAN_ELEMENTS
from dapsagi.markup.html_syntax import (
    ADDRESSES,
    CLOSE_TAG,
    CONTENT_MODEL,
    KNOWN_ELEMENTS,
    MARKDOWN_VALUES,
    TAG,
    TOKEN,
    TRAILING_SPACE,
    VOID_ELEMENTS,
    is_element,
    parse_attributes,
    tag_name,
)
from dapsagi.markup.notices import UNCLOSED_ELEMENT
from dapsagi.markup.raw_formulas import append_raw
from dapsagi.markup.tree import markup

# What ends a comment and a processing instruction.
_CLOSES = {"!--": "-->", "?": "?>"}
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MARKDOWN_WITHIN = re.compile(r"(?:[ \t]*\n)?[ \t]*(?:<summary>[^\n]*</summary>)?[ \t]*\n(?:[ \t]*\n)+ {0,3}(?![ \t<])")


def parse_html(parser: BlockParser) -> bool:
    """Parse a comment, an element that begins on this line, or the end tag of the element being parsed."""
    text, pos = parser.text, parser.pos
    if text.startswith("<!--", pos):
        end = parser.finder.find("-->", pos + 4)
        if end >= 0:
            parser.tree.children.append(Block("markup", text[pos : end + 3], parser.line()))
            parser.pos = end + 3
            _skip_spaces(parser)
            return True
    while text[pos] == " ":
        pos += 1
    if match := TAG.match(text, pos):
        name = match[1]
        if name.lower() in SPAN_ELEMENTS:
            return False
        if parser.document.extended and not is_element(name) and parser.finder.find(f"</{name}", match.end()) < 0:
            # `<T>` at the start of a line is no element.
            return False
        _parse_element(parser, match)
        return True
    if match := CLOSE_TAG.match(text, pos):
        name = match[1].lower()
        if name not in SPAN_ELEMENTS and parser.tree.kind == "html" and parser.tree.value == name:
            parser.pos = match.end()
            parser.stopped = True
            return True
    return False


def _parse_element(parser: BlockParser, match: re.Match[str]) -> None:
    """Parse the element whose start tag was found, and all in it."""
    name = tag_name(match[1])
    block = Block("html", name, parser.line())
    block.attributes = parse_attributes(match[2], name in KNOWN_ELEMENTS)
    start, parser.pos = parser.pos, match.end()
    model = _content_model(parser, block)
    if model == "block":
        _skip_spaces(parser)
    block.options["model"] = model
    block.options["closed"] = closed = bool(match[3]) or name in VOID_ELEMENTS
    parser.add(block)
    if name in ("script", "style"):
        _take_until_end_tag(parser, block, "raw")
        return
    if closed:
        return
    if model == "block":
        parser.parse(block)
    elif model == "span":
        _take_until_end_tag(parser, block, "text")
    else:
        _parse_raw_content(parser, block, _raw_end(parser, name, start))
    _skip_spaces(parser)


def _content_model(parser: BlockParser, block: Block) -> str:
    """Return how the content is parsed: as the attribute `markdown` says, or else raw."""
    usual = CONTENT_MODEL.get(block.value, "raw")
    model = usual if parser.options.parse_block_html else "raw"
    if asked := MARKDOWN_VALUES.get(block.attributes.pop("markdown", "")):
        model = usual if asked == "default" else asked
    elif parser.document.extended and usual == "block" and _MARKDOWN_WITHIN.match(parser.text, parser.pos):
        # What follows a blank line after the start tag is Markdown, as GitHub has it.
        model = "block"
    return "raw" if model == "block" and parser.too_deep else model


def _raw_end(parser: BlockParser, name: str, start: int) -> int:
    """Return how far the raw content of an element may reach.

    Without an end tag it is the rest of the text. That would take the author's words out of Markdown's hands, so in the
    dapsagi dialect it is the rest of the lines up to the next blank one.
    """
    text = parser.text
    if any(parser.finder.find(f"</{tag}", start) >= 0 for tag in (name, name.upper())):
        return len(text)
    parser.document.report(UNCLOSED_ELEMENT, parser.line(), name=name)
    if not parser.document.extended:
        return len(text)
    blank = _BLANK_LINE.search(text, parser.pos)
    return blank.start() + 1 if blank else len(text)


def _parse_raw_content(parser: BlockParser, block: Block, end: int) -> None:
    """Parse HTML into the element tree up to the end tag of `block`.

    It is kept in `block.options`. Elements in it that ask for Markdown by their attribute become children of `block`,
    which know their places in the tree.
    """
    text, document = parser.text, parser.document
    current = block.options["element"] = Element(block.value)
    document.raw.add(current)
    stack: list[Element] = []
    start = pos = parser.pos
    line = parser.line()
    while token := TOKEN.search(text, pos, end):
        pos = token.end()
        end_name, name, attributes, slash, close = token.groups()
        if end_name:
            if current.tag != (end_name.lower() if current.tag in KNOWN_ELEMENTS else end_name):
                # An end tag of another element is text.
                continue
            append_raw(document, current, text[start : token.start()], stack, line)
            start = pos
            if not stack:
                parser.pos = pos
                return
            current = stack.pop()
        elif name:
            append_raw(document, current, text[start : token.start()], stack, line)
            parser.pos = token.start()
            element = _open_raw(parser, current, name, attributes)
            parser.pos = pos
            if not _parse_content(parser, block, element, slash):
                stack.append(current)
                current = element
            start = pos = parser.pos
        else:
            stop = parser.finder.find(_CLOSES[close], token.end())
            if 0 <= stop < end:
                append_raw(document, current, text[start : token.start()], stack, line)
                start = pos = stop + len(_CLOSES[close])
                current.append(markup(text[token.start() : pos]))
    append_raw(document, current, text[start:end], stack, line)
    parser.pos = max(start, end)


def _open_raw(parser: BlockParser, parent: Element, name: str, attributes: str) -> Element:
    name = tag_name(name)
    element = SubElement(parent, name, parse_attributes(attributes, name in KNOWN_ELEMENTS))
    if name in ADDRESSES:
        parser.document.lines[element] = parser.line()
    return element


def _parse_content(parser: BlockParser, outer: Block, element: Element, slash: str | None) -> bool:
    """Parse the content of an element within raw content; return False if it is raw, too, and still to be parsed."""
    document, name = parser.document, element.tag
    model = MARKDOWN_VALUES.get(element.attrib.pop("markdown", ""), "raw")
    if model == "default":
        model = CONTENT_MODEL.get(name, "raw")
    if name in ("script", "style"):
        script = Block("html", name)
        _take_until_end_tag(parser, script, "raw")
        element.extend(markup(content.value) for content in script.children)
        return True
    if model == "block" and parser.too_deep:
        model = "raw"
    if model == "block":
        _skip_spaces(parser)
    if slash or name in VOID_ELEMENTS:
        if model == "raw" and slash:
            document.self_closed.add(element)
        return True
    if model == "raw":
        document.raw.add(element)
        return False
    block = Block("html", name, parser.line())
    block.options.update(model=model, element=element, closed=False)
    outer.children.append(block)
    if model == "block":
        parser.parse(block)
    else:
        _take_until_end_tag(parser, block, "text")
    return True


def _skip_spaces(parser: BlockParser) -> None:
    if match := TRAILING_SPACE.match(parser.text, parser.pos):
        parser.pos = match.end()


def _take_until_end_tag(parser: BlockParser, element: Block, kind: str) -> None:
    """Take the text up to the end tag, or all the rest, as one child of the element."""
    start, line = parser.pos, parser.line()
    match = re.compile(rf"</{re.escape(element.value)}[ \t\n\r\f\v]*>", re.IGNORECASE).search(parser.text, start)
    content = parser.text[start : match.start() if match else None]
    if content:
        element.children.append(Block(kind, content, line))
    parser.pos = match.end() if match else len(parser.text)
