"""`{:…}` lines: attribute lists for the block before or after, their definitions, and `{::comment}` and its kin.

Source: kramdown's syntax page, "Attribute List Definitions", "Inline Attribute Lists", "Extensions".
"""

from __future__ import annotations

import re

from dapsagi.markup.attributes import parse_attribute_list
from dapsagi.markup.blocks.block import AttributeList, Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import ALD_ANY_CHARS, ALD_ID_NAME, IAL_BLOCK_START, WS
from dapsagi.markup.inline_options import set_options

_ALD = re.compile(rf" {{0,3}}\{{:({ALD_ID_NAME}):({ALD_ANY_CHARS})\}}{WS}*?\n")
EXTENSION = rf"\{{::([A-Za-z0-9_]+)(?:{WS}((?:\\\}}|[^}}]){{0,1000}}?)|)(/)?\}}"
_EXTENSION_START = re.compile(rf" {{0,3}}{EXTENSION}{WS}*?\n")
_DEFINITIONS = ("link_def", "abbrev_def", "footnote_def")


def parse_block_extensions(parser: BlockParser) -> bool:
    """Parse an attribute list definition, a generic extension or an attribute list, whichever it is."""
    text, pos = parser.text, parser.pos
    if match := _ALD.match(text, pos):
        lists = parser.document.attribute_lists
        parse_attribute_list(match[2], lists.setdefault(match[1], AttributeList()))
        parser.add(Block("eob", "ald"))
        parser.pos = match.end()
        return True
    if match := _EXTENSION_START.match(text, pos):
        return _parse_extension(parser, match)
    if match := IAL_BLOCK_START.match(text, pos):
        _parse_ial(parser, match)
        return True
    return False


def _parse_ial(parser: BlockParser, match: re.Match[str]) -> None:
    children = parser.tree.children
    last = children[-1] if children else None
    parser.pos = match.end()
    if last and last.kind != "blank" and (last.kind != "eob" or last.value in _DEFINITIONS):
        last.ial = parse_attribute_list(match[1], last.ial or AttributeList())
        if not IAL_BLOCK_START.match(parser.text, parser.pos):
            parser.add(Block("eob", "ial"))
    else:
        parser.block_ial = parse_attribute_list(match[1], parser.block_ial or AttributeList())


def _parse_extension(parser: BlockParser, match: re.Match[str]) -> bool:
    name, attributes, closed = match[1], match[2] or "", match[3]
    end, body = match.end(), None
    if not closed:
        stop = re.compile(rf"^ {{0,3}}\{{:/(?:{name})?\}} *\n", re.MULTILINE).search(parser.text, end)
        if not stop:
            return False
        body, end = parser.text[match.end() : stop.start()].removesuffix("\n"), stop.end()
    options = parse_attribute_list(attributes, AttributeList()).attributes
    if name == "comment":
        if body is not None:
            parser.tree.children.append(Block("comment", body))
    elif name == "nomarkdown":
        types = options.get("type", "").split()
        if body is not None and (not types or "html" in types):
            parser.tree.children.append(Block("raw", body))
    elif name == "options":
        parser.document.options = set_options(parser.document.options, options)
        parser.options = parser.document.options
        parser.add(Block("eob", "extension"))
    else:
        return False
    parser.pos = end
    return True
