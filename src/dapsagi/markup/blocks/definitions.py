"""Definitions: of links, `[id]: address "title"`, of footnotes, `[^name]: …`, of abbreviations, `*[HTML]: Hyper Text`.

Source: kramdown's syntax page, "Link Definitions", "Footnotes", "Abbreviations".
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.document import FootnoteDefinition, LinkDefinition, link_id
from dapsagi.markup.grammar import INDENT, STRIPPED
from dapsagi.markup.notices import REPEATED_FOOTNOTE

_LINK = re.compile(r" {0,3}\[([^\n\]]+)\]:[ \t]*+([^ \t\n].*)\n")
# A title ends its line, which may be the one after the address.
_TITLE_LINE = re.compile(r"[ \t]*+(?:\"(.+)\"|'(.+)')[ \t]*\n")
_OPENING = {quote: re.compile(rf"[ \t]+{quote}") for quote in "\"'"}
_OPENING_AFTER_ANGLE = {quote: re.compile(rf">[ \t]+{quote}") for quote in "\"'"}
_QUOTED = re.compile(r"[ \t][\"']")


def parse_link_definition(parser: BlockParser) -> bool:
    """Parse one definition; a later one of the same id replaces it."""
    match = _LINK.match(parser.text, parser.pos)
    if not match:
        return False
    rest = match[2].rstrip(" \t")
    end = match.end()
    found = _angled(rest) or _titled(rest, _OPENING)
    if found:
        address, title = found
    else:
        address, title = rest, None
        if _QUOTED.search(rest):
            return False
    if title is None and (line := _TITLE_LINE.match(parser.text, end)):
        title, end = line[1] or line[2], line.end()
    line_number = parser.line()
    block = parser.add(Block("eob", "link_def"))
    parser.document.links[link_id(match[1])] = LinkDefinition(address, title, block, line_number)
    parser.pos = end
    return True


def _angled(rest: str) -> tuple[str, str | None] | None:
    """Read `<address>`, with or without a title after it."""
    if not rest.startswith("<"):
        return None
    if found := _titled(rest, _OPENING_AFTER_ANGLE):
        return found[0][1:], found[1]
    return (rest[1:-1], None) if rest.endswith(">") else None


def _titled(rest: str, openings: dict[str, re.Pattern[str]]) -> tuple[str, str | None] | None:
    """Read an address and the title after it: the title begins as early as it can, and ends the line."""
    opening = openings[rest[-1]].search(rest) if rest[-1] in openings else None
    if not opening or opening.end() >= len(rest) - 1:
        return None
    return rest[: opening.start()], rest[opening.end() : -1]


def parse_footnote_definition(parser: BlockParser) -> bool:
    """Parse a definition: the rest of its line and the indented lines that follow; a later one replaces it."""
    match = parser.grammar.footnote_definition.match(parser.text, parser.pos)
    if not match or parser.too_deep:
        return False
    line = parser.line()
    content = Block("footnote_def", line=line)
    parser.parse(content, INDENT.sub("", match[2]), line)
    block = parser.add(Block("eob", "footnote_def"))
    if match[1] in parser.document.footnotes:
        parser.document.report(REPEATED_FOOTNOTE, line, name=match[1])
    parser.document.footnotes[match[1]] = FootnoteDefinition(content, block, line)
    parser.pos = match.end()
    return True


_ABBREVIATION = re.compile(r" {0,3}\*\[(.+?)\]:(.*?)\n")


def parse_abbreviation_definition(parser: BlockParser) -> bool:
    """Parse one definition; a later one of the same abbreviation replaces it."""
    match = _ABBREVIATION.match(parser.text, parser.pos)
    if not match:
        return False
    block = parser.add(Block("eob", "abbrev_def"))
    parser.document.abbreviations[match[1]] = (match[2].strip(STRIPPED), block)
    parser.pos = match.end()
    return True
