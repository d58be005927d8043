"""Definition lists. Source: kramdown's syntax page, "Definition Lists"."""

from __future__ import annotations

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.lists import continuation, first_line, item_start, take_item_ial
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import BLANK_LINE, DEFINITION_LIST_START, EOB_MARKER


def parse_definition_list(parser: BlockParser) -> bool:
    """Parse `: definition` lines; the paragraph before them holds the terms, one a line."""
    children = parser.tree.children
    if parser.too_deep or not DEFINITION_LIST_START.match(parser.text, parser.pos) or not _has_terms(children):
        return False
    tree = Block("dl")
    # The attribute list before the terms is the list's; one right before the marker is lost.
    parser.block_ial = None
    paragraph = children.pop()
    first_as_paragraph = paragraph.kind == "blank"
    if first_as_paragraph:
        paragraph = children.pop()
    tree.line, tree.ial = paragraph.line, paragraph.ial
    for number, term in enumerate(paragraph.value.rstrip("\n").split("\n")):
        item = Block("dt", line=paragraph.line + number)
        item.value = take_item_ial(term, item)
        tree.children.append(item)
    definitions = _take_definitions(parser, first_as_paragraph)
    last = None
    for item in definitions:
        text, item.value = item.value, ""
        loose = item.options.pop("first_as_paragraph")
        parser.parse(item, text, item.line)
        if not item.children:
            continue
        last = item.children.pop() if item.children[-1].kind == "blank" else None
        if item.children and item.children[0].kind == "p" and not loose:
            if len(item.children) > 1:
                item.children[0].value += "\n"
            item.children[0].transparent = True
    tree.children += definitions
    _append(children, tree)
    if last:
        children.append(last)
    return True


def _has_terms(children: list[Block]) -> bool:
    """Whether a paragraph stands before, with at most one blank line between."""
    if not children:
        return False
    if children[-1].kind == "p":
        return True
    return (
        len(children) >= 2 and children[-1].kind == "blank" and children[-1].value == "\n" and children[-2].kind == "p"
    )


def _take_definitions(parser: BlockParser, first_as_paragraph: bool) -> list[Block]:
    text, end = parser.text, len(parser.text)
    definitions: list[Block] = []
    marker = item_start("dd", 4)
    indentation = 0
    last_is_blank = False
    while parser.pos < end:
        if match := marker.match(text, parser.pos):
            item = Block("dd", line=parser.line())
            item.options["first_as_paragraph"] = first_as_paragraph
            parser.pos = match.end()
            content, indentation = first_line(match[1], match[2])
            item.value = take_item_ial(content, item)
            definitions.append(item)
            marker = item_start("dd", indentation)
            first_as_paragraph = last_is_blank = False
        elif EOB_MARKER.match(text, parser.pos):
            break
        elif found := continuation(parser, indentation, not last_is_blank):
            definitions[-1].value += found[0]
            first_as_paragraph = last_is_blank = False
        elif match := BLANK_LINE.match(text, parser.pos):
            parser.pos = match.end()
            first_as_paragraph = last_is_blank = True
            definitions[-1].value += match[0]
        else:
            break
    return definitions


def _append(children: list[Block], tree: Block) -> None:
    """Add the list, or its items to the definition list right before it."""
    if children and children[-1].kind == "dl":
        children[-1].children += tree.children
    elif len(children) >= 2 and children[-1].kind == "blank" and children[-2].kind == "dl":
        children.pop()
        children[-1].children += tree.children
    else:
        children.append(tree)
