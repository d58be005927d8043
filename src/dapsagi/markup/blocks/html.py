"""HTML blocks. Source: kramdown's syntax page, "HTML Blocks" (content models, the attribute `markdown`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.grammar import SPAN_ELEMENTS
from dapsagi.markup.html_syntax import (
    CLOSE_TAG,
    CONTENT_MODEL,
    KNOWN_ELEMENTS,
    MARKDOWN_VALUES,
    TAG,
    TAG_START,
    TRAILING_SPACE,
    VOID_ELEMENTS,
    is_element,
    parse_attributes,
    tag_name,
)
from dapsagi.markup.notices import UNCLOSED_ELEMENT

if TYPE_CHECKING:
    from dapsagi.markup.blocks.parser import BlockParser

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
            _skip(parser, TRAILING_SPACE)
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
    """Parse an element and all in it; elements within raw content wait on a stack, however deep they are."""
    outer, start = parser.tree, parser.pos
    element = _open(parser, match)
    if not element:
        return
    end = _raw_end(parser, element.value, start)
    stack = [element]
    while stack:
        parser.tree = stack[-1]
        opened = _parse_raw_content(parser, end)
        if opened:
            stack.append(opened)
        else:
            stack.pop()
            parser.tree = stack[-1] if stack else outer
            _after_element(parser)
    parser.tree = outer


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


def _open(parser: BlockParser, match: re.Match[str]) -> Block | None:
    """Append the element whose start tag was found; return it if its content is raw and still to be parsed."""
    name = tag_name(match[1])
    tree = parser.tree
    element = Block("html", name, parser.line())
    element.attributes = parse_attributes(match[2], name in KNOWN_ELEMENTS)
    tree.children.append(element)
    parser.pos = match.end()
    has_body = not match[3] and name not in VOID_ELEMENTS
    if name in ("script", "style"):
        _take_until_end_tag(parser, element, "raw")
        has_body = False
    if parser.block_ial:
        element.ial, parser.block_ial = parser.block_ial, None
    model = "raw"
    if parser.options.parse_block_html and not _is_raw(tree):
        model = CONTENT_MODEL.get(name, "raw")
    if asked := MARKDOWN_VALUES.get(element.attributes.pop("markdown", "")):
        model = CONTENT_MODEL.get(name, "raw") if asked == "default" else asked
    elif parser.document.extended and not _is_raw(tree) and _MARKDOWN_WITHIN.match(parser.text, parser.pos):
        # What follows a blank line after the start tag is Markdown, as GitHub has it.
        model = "block" if CONTENT_MODEL.get(name) == "block" else model
    if model == "block" and parser.too_deep:
        model = "raw"
    if model == "block":
        _skip(parser, TRAILING_SPACE)
    element.options["model"] = model
    element.options["closed"] = bool(match[3]) or name in VOID_ELEMENTS
    if not has_body:
        return None
    if model == "raw":
        return element
    if model == "block":
        parser.parse(element)
    else:
        _take_until_end_tag(parser, element, "text")
    _after_element(parser)
    return None


def _is_raw(block: Block) -> bool:
    return block.kind == "html" and block.options.get("model", "raw") == "raw"


def _after_element(parser: BlockParser) -> None:
    if not _is_raw(parser.tree):
        _skip(parser, TRAILING_SPACE)


def _skip(parser: BlockParser, pattern: re.Pattern[str]) -> None:
    if match := pattern.match(parser.text, parser.pos):
        parser.pos = match.end()


def _take_until_end_tag(parser: BlockParser, element: Block, kind: str) -> None:
    """Take the text up to the end tag, or all the rest, as one child of the element."""
    start, line = parser.pos, parser.line()
    match = re.compile(rf"</{re.escape(element.value)}[ \t\n\r\f\v]*>", re.IGNORECASE).search(parser.text, start)
    content = parser.text[start : match.start() if match else None]
    if content:
        element.children.append(Block(kind, content, line))
    parser.pos = match.end() if match else len(parser.text)


def _parse_raw_content(parser: BlockParser, end: int) -> Block | None:
    """Take raw content of `parser.tree` up to its end tag; return an element that begins in it and is open."""
    tree, text = parser.tree, parser.text
    start = parser.pos
    while True:
        found = TAG_START.search(text, parser.pos, end)
        if not found:
            _add_raw(tree, text[start:end])
            parser.pos = max(end, start)
            return None
        pos = parser.pos = found.start()
        if text.startswith("<!--", pos) or text.startswith("<?", pos):
            close = "-->" if text[pos + 1] == "!" else "?>"
            stop = parser.finder.find(close, pos + (4 if text[pos + 1] == "!" else 2))
            if stop >= 0:
                _add_raw(tree, text[start:pos])
                tree.children.append(Block("markup", text[pos : stop + len(close)]))
                start = parser.pos = stop + len(close)
                continue
        elif match := TAG.match(text, pos):
            _add_raw(tree, text[start:pos])
            if element := _open(parser, match):
                return element
            start = parser.pos
            continue
        elif match := CLOSE_TAG.match(text, pos):
            name = match[1].lower() if tree.value in KNOWN_ELEMENTS else match[1]
            if tree.value == name:
                _add_raw(tree, text[start:pos])
                parser.pos = match.end()
                return None
            # An end tag of another element is text.
            parser.pos = match.end()
            continue
        parser.pos = pos + 1


def _add_raw(tree: Block, text: str) -> None:
    if not text:
        return
    children = tree.children
    if children and children[-1].kind == "rawtext":
        children[-1].value += text
    else:
        children.append(Block("rawtext", text))
