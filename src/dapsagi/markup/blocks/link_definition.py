"""Definitions of links, `[id]: address "title"`. Source: kramdown's syntax page, "Link Definitions"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.document import LinkDefinition, link_id

if TYPE_CHECKING:
    from dapsagi.markup.blocks.parser import BlockParser

_START = re.compile(
    r" {0,3}\[([^\n\]]+)\]:[ \t]*(?:<(.*?)>|([^\n]*?[^ \t\n\r\f\v][^\n]*?))"
    r"(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?([\"'])(.+?)\4)?[ \t]*?\n"
)
_QUOTED = re.compile(r"[ \t]+[\"']")


def parse_link_definition(parser: BlockParser) -> bool:
    """Parse one definition, whose title may stand on the next line; a later one of the same id replaces it."""
    match = _START.match(parser.text, parser.pos)
    if not match or _QUOTED.search(match[3] or ""):
        return False
    line = parser.line()
    block = parser.add(Block("eob", "link_def"))
    parser.document.links[link_id(match[1])] = LinkDefinition(match[2] or match[3] or "", match[5], block, line)
    parser.pos = match.end()
    return True
