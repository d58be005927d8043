"""Obsidian's names for blocks, to which `[[title#^name]]` leads."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.tree import DisplayMath, tag_of

# Behind the text of a block, or in a paragraph of its own below it.
_NAMED = re.compile(r"(?:^|\s)(\^(?=[\d-]*[A-Za-z]|\d{6})[A-Za-z\d-]{2,60})\s*\Z")
_FURTHEST = 64


def take_name(block: Block) -> str:
    """Take the name of a block off the end of its text; "" if it has none."""
    if "^" not in block.value[-_FURTHEST:]:
        return ""
    named = _NAMED.search(block.value, max(len(block.value) - _FURTHEST, 0))
    if not named:
        return ""
    block.value = block.value[: named.start()]
    return named[1]


def name_last(parent: Element, name: str) -> None:
    """Give a name to the block that was added last."""
    last = parent[-1]
    if tag_of(last) is DisplayMath:
        # A formula with attributes of its own would not be drawn.
        parent[-1] = Element("div", {"id": name})
        parent[-1].append(last)
        parent[-1].tail = "\n"
    elif isinstance(tag_of(last), str):
        last.attrib.setdefault("id", name)
