"""Ordered and unordered lists. Source: kramdown's syntax page, "Lists"; GFM parser, task lists.

What belongs to an item is decided by the content column, the column of the first character after the marker: a line
indented that far belongs to the item, and so does a lazy line that does not follow a blank one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dapsagi.markup.attributes import parse_attribute_list
from dapsagi.markup.blocks.block import AttributeList, Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import (
    ALD_ANY_CHARS,
    ALD_ID_NAME,
    BLANK_LINE,
    EOB_MARKER,
    HR_START,
    IAL_BLOCK,
    LAZY_END_HTML,
    LIST_START,
    SPACE,
    WS,
)

_MARKERS = {"ul": r"[+*-]", "ol": r"[0-9]++\.", "dd": ":"}
_ITEM_IAL = re.compile(rf"{WS}*(?:\{{:(?!(?:{ALD_ID_NAME})?:|/)({ALD_ANY_CHARS})\}}){WS}*")
_TABS = re.compile(r"( *)(\t+)")
_LEADING_TABS = re.compile(r"\t+")
_TASK = re.compile(rf"{WS}*\[([ xX])\]{WS}+")
_TASK_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"{} />'


@lru_cache(maxsize=256)
def item_start(kind: str, indentation: int) -> re.Pattern[str]:
    """Return the pattern of the next item's marker: it may not be indented as far as the content of this one."""
    spaces = min(indentation - 1, 3)
    return re.compile(rf"( {{0,{spaces}}}{_MARKERS[kind]})([\t| ].*\n)")


@lru_cache(maxsize=256)
def item_lines(indentation: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a line that is indented up to the content column, and of a lazy line."""
    tabs, spaces = divmod(indentation, 4)
    content = re.compile(rf"(?:(?:\t| {{4}}){{{tabs}}} {{{spaces}}}|(?:\t| {{4}}){{{tabs + 1}}})(?=.*[^{SPACE}]).*\n")
    lazy = re.compile(rf"(?! {{0,{min(indentation, 3)}}}(?:{IAL_BLOCK}|{LAZY_END_HTML}))(?=.*[^{SPACE}]).*\n")
    return content, lazy


def first_line(marker: str, content: str) -> tuple[str, int]:
    """Return the text after a list marker and the content column of the item."""
    indentation = len(marker)
    match = _ITEM_IAL.match(content)
    if not content[match.end() if match else 0 :].strip(SPACE):
        indentation = 4
    else:
        while tabs := _TABS.match(content):
            column = len(tabs[1]) + indentation
            width = 4 - column % 4 + (len(tabs[2]) - 1) * 4
            content = tabs[1] + " " * width + content[tabs.end() :]
        indentation += len(content) - len(content.lstrip(" "))
    return content.lstrip(SPACE), indentation


def take_item_ial(content: str, item: Block) -> str:
    """Move an attribute list at the start of an item into the item."""
    match = _ITEM_IAL.match(content)
    if not match:
        return content
    item.ial = parse_attribute_list(match[1], item.ial or AttributeList())
    return content[match.end() :]


def continuation(parser: BlockParser, indentation: int, lazy: bool) -> tuple[str, bool] | None:
    """Take a line that belongs to the item; return it without its indentation, and whether it had any."""
    content_line, lazy_line = item_lines(indentation)
    match = content_line.match(parser.text, parser.pos)
    if not match and lazy:
        match = lazy_line.match(parser.text, parser.pos)
    if not match:
        return None
    parser.pos = match.end()
    line = match[0]
    if tabs := _LEADING_TABS.match(line):
        line = "    " * tabs.end() + line[tabs.end() :]
    if line.startswith(" " * indentation):
        return line[indentation:], True
    return line, False


def parse_list(parser: BlockParser) -> bool:
    """Parse a list; the kind of its first marker decides which lines begin its items."""
    start = LIST_START.match(parser.text, parser.pos)
    if not start or parser.too_deep:
        return False
    kind = "ol" if start[0].lstrip(" ")[0].isdigit() else "ul"
    tree = parser.add(Block(kind, line=parser.line()))
    if kind == "ol" and parser.document.extended:
        # kramdown begins every list with 1; an author who writes another number means it.
        number = start[0].strip(" \t|.")
        tree.options["start"] = int(number) if len(number) < 10 else 1
    items, eob_found = _take_items(parser, kind)
    tree.children = [item for item, _ in items]
    last = None
    for item, pieces in items:
        line = item.line
        for piece in pieces:
            parser.parse(item, piece, line)
            line += piece.count("\n")
    for item in tree.children:
        if item.children:
            _settle_first_paragraph(item, tree.children, eob_found)
            last = item.children.pop() if item.children[-1].kind == "blank" else None
    if last and not eob_found:
        parser.tree.children.append(last)
    if parser.options.gfm:
        _mark_tasks(tree)
    return True


def _take_items(parser: BlockParser, kind: str) -> tuple[list[tuple[Block, list[str]]], bool]:
    """Consume the lines of a list; return its items with their texts, and whether an EOB marker ended it.

    An item has several texts where a nested list begins: a list that begins in a text of its own needs no blank line
    before it.
    """
    text, end = parser.text, len(parser.text)
    items: list[tuple[Block, list[str]]] = []
    marker = item_start(kind, 4)
    indentation = 0
    nested_list_found = last_is_blank = False
    pieces: list[str] = []
    while parser.pos < end:
        if last_is_blank and HR_START.match(text, parser.pos):
            break
        if match := EOB_MARKER.match(text, parser.pos):
            parser.pos = match.end()
            return items, True
        if match := marker.match(text, parser.pos):
            item = Block("li", line=parser.line())
            parser.pos = match.end()
            content, indentation = first_line(match[1], match[2])
            content = take_item_ial(content, item)
            marker = item_start(kind, indentation)
            nested_list_found = LIST_START.match(content) is not None
            last_is_blank = False
            pieces = [content]
            items.append((item, pieces))
        elif found := continuation(parser, indentation, not last_is_blank):
            line, indented = found
            if indented != nested_list_found and LIST_START.match(line):
                if nested_list_found:
                    line = " " * (indentation + 4) + line
                else:
                    pieces.append("")
                    nested_list_found = True
            pieces[-1] += line
            last_is_blank = False
        elif match := BLANK_LINE.match(text, parser.pos):
            parser.pos = match.end()
            nested_list_found = last_is_blank = True
            pieces[-1] += match[0]
        else:
            break
    return items, False


def _settle_first_paragraph(item: Block, items: list[Block], eob_found: bool) -> None:
    """Make the first paragraph of a tight item transparent.

    It is tight if no blank line follows its first paragraph; the last item, after which there is always room, follows
    the others.
    """
    children = item.children
    first = children[0]
    if first.kind == "p" and len(children) >= 2 and children[1].kind == "eob" and first.ial:
        # An attribute list right after the first paragraph leaves an EOB marker, which is no content.
        del children[1]
    if first.kind != "p":
        return
    alone = len(children) < 2
    last = item is items[-1]
    tight = alone or children[1].kind != "blank" or (last and len(children) == 2 and not eob_found)
    if tight and (
        not last
        or len(items) == 1
        or any(
            not other.children or other.children[0].kind != "p" or other.children[0].transparent for other in items[:-1]
        )
    ):
        if not alone and children[1].kind != "blank":
            first.value += "\n"
        first.transparent = True


def _mark_tasks(tree: Block) -> None:
    """Turn `[ ]` and `[x]` at the start of items into check boxes; the items from there on are tasks."""
    is_task_list = False
    for item in tree.children:
        if not item.children or item.children[0].kind != "p":
            continue
        first = item.children[0]
        if match := _TASK.match(first.value):
            checked = "" if match[1] == " " else ' checked="checked"'
            first.value = _TASK_BOX.format(checked) + first.value[match.end() :]
            is_task_list = True
        if is_task_list:
            item.attributes["class"] = "task-list-item"
    if is_task_list:
        tree.attributes["class"] = "task-list"
