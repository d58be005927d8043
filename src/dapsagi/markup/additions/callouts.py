"""Callouts: a quote with a kind, as GitHub writes them, and admonitions, as Python-Markdown and MkDocs write them.

    > [!TIP] A title of one's own
    > The text.

    !!! warning "A title of one's own"
        The text.

`???` instead of `!!!` folds the text away, `???+` shows it until it is folded; `[!TIP]-` and `[!TIP]+` do the same.

Source: GitHub's documentation, "Basic writing and formatting syntax", section "Alerts"; Obsidian's documentation,
"Callouts"; Python-Markdown's documentation, "Admonition"; PyMdown Extensions' documentation, "Details".
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.blockquote import parse_blockquote, take_quote
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.patterns import lazy_pattern

# The kinds, and the words over a callout without a title: in Korean where the text that it stands in is.
KINDS = {
    "note": ("참고", "Note"),
    "tip": ("도움말", "Tip"),
    "important": ("중요", "Important"),
    "warning": ("주의", "Warning"),
    "caution": ("경고", "Caution"),
}
_HANGUL = lazy_pattern("[가-힣]")
# The kinds of other tools that mean the same as one of these.
_SAME_KIND = {
    "hint": "tip",
    "success": "tip",
    "check": "tip",
    "done": "tip",
    "attention": "warning",
    "danger": "caution",
    "error": "caution",
    "bug": "caution",
    "failure": "caution",
    "fail": "caution",
}
# Obsidian's kinds that are none of these; they are notes under their own name.
_NOTES = ("info", "abstract", "summary", "tldr", "todo", "question", "help", "faq", "example", "quote", "cite")
_ALERTS = frozenset((*KINDS, *_SAME_KIND, *_NOTES))
_ALERT = lazy_pattern(r" {0,3}> ?\[!([A-Za-z]+)\]([+-]?)[ \t]*(.*)\n")
_ADMONITION = lazy_pattern(
    r" {0,3}(!!!|\?\?\?\+?) ?([A-Za-z][\w-]*)(?: +[\w-]+)*(?:[ \t]+\"(.*)\")?[ \t]*\n"
    r"(?=(?:[ \t]*\n)*(?:\t| {4})[ \t]*[^ \t\n])"
)
_CONTENT = lazy_pattern(r"(?:(?:[ \t]*\n)*+(?:\t| {4}).*\n)++")
_INDENT = lazy_pattern(r"^(?:\t| {1,4})", re.MULTILINE)


def parse_callout(parser: BlockParser) -> bool:
    """Parse a block quote, which is a callout if its first line says so."""
    match = _ALERT.match(parser.text, parser.pos)
    if not match or match[1].lower() not in _ALERTS or parser.too_deep:
        return parse_blockquote(parser)
    line = parser.line()
    content = take_quote(parser)
    text = content.partition("\n")[2]
    block = _add(parser, match[1], match[3].strip() or None, line)
    block.options["fold"] = {"-": "closed", "+": "open"}.get(match[2], "")
    parser.parse(block, text, line + 1)
    return True


def parse_admonition(parser: BlockParser) -> bool:
    """Parse `!!! kind "title"` and the indented lines after it."""
    match = _ADMONITION.match(parser.text, parser.pos)
    if not match or parser.too_deep:
        return False
    line = parser.line()
    text = take_indented(parser, match.end())
    block = _add(parser, match[2], match[3], line)
    block.options["fold"] = {"!!!": "", "???": "closed"}.get(match[1], "open")
    parser.parse(block, text, line + 1)
    return True


def take_indented(parser: BlockParser, start: int) -> str:
    """Return the indented lines from `start` on, without their indentation; the parser stands behind them then."""
    content = _CONTENT.match(parser.text, start)
    parser.pos = content.end() if content else start
    return _INDENT.sub("", parser.text[start : parser.pos])


def _add(parser: BlockParser, name: str, title: str | None, line: int) -> Block:
    """Append a callout; without a title it is called by its kind, an empty title is none."""
    kind = _SAME_KIND.get(name.lower(), name.lower())
    if title is None:
        korean, english = KINDS.get(kind, (name.capitalize(), name.capitalize()))
        usual = korean if _is_korean(parser.text) else english
        title = dict(parser.options.callout_titles).get(kind, usual)
    block = parser.add(Block("callout", line=line))
    block.options.update(kind=kind if kind in KINDS else "note", title=title)
    return block


def _is_korean(text: str) -> bool:
    """Return whether Hangul is more than a word here and there in a text, however much code stands beside it."""
    return 50 * len(_HANGUL.findall(text)) > len(text)
