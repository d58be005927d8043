"""Tabs: several ways to say one thing, of which a reader chooses one.

    === "PyTorch"
        The text.

    === "NumPy"
        The other one.

They need no script: each tab is a radio button, and where there is no style sheet all are shown, one below the other.
`===+` is the one that is chosen at first, `===!` begins other tabs right behind these.

Source: PyMdown Extensions' documentation, "Tabbed".
"""

from __future__ import annotations

from dapsagi.markup.additions.callouts import take_indented
from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.patterns import lazy_pattern

_BLANK = lazy_pattern(r"(?:[ \t]*\n)*+")
_TAB = lazy_pattern(r" {0,3}===([!+]{0,2}) ?\"([^\n]+)\"[ \t]*\n(?=(?:[ \t]*\n)*(?:\t| {4})[ \t]*[^ \t\n])")


def parse_tabs(parser: BlockParser) -> bool:
    """Parse all tabs that follow each other."""
    match = _TAB.match(parser.text, parser.pos)
    if not match or parser.too_deep:
        return False
    tabs = parser.add(Block("tabs", line=parser.line()))
    while match and not (tabs.children and "!" in match[1]):
        parser.pos = match.start()
        tab = Block("tab", match[2], parser.line())
        tab.options["chosen"] = "+" in match[1]
        tabs.children.append(tab)
        text = take_indented(parser, match.end())
        parser.parse(tab, text, tab.line + 1)
        blank = _BLANK.match(parser.text, parser.pos)
        match = _TAB.match(parser.text, blank.end() if blank else parser.pos)
    if not any(tab.options["chosen"] for tab in tabs.children):
        tabs.children[0].options["chosen"] = True
    return True
