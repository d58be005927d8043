"""Code blocks, indented and fenced. Source: kramdown's syntax page, "Code Blocks"; GFM parser, fences of backticks."""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import CODEBLOCK_MATCH, INDENT, SPACE
from dapsagi.markup.notices import UNCLOSED_FENCE

_CODEBLOCK = re.compile(CODEBLOCK_MATCH)
_LAZY_LINE = re.compile(rf"\n( {{0,3}}[^{SPACE}])")
_LONE_FENCE = re.compile(r" {0,3}(?:`{3,}[^`\n]*|~{3,}(?:(?!~~)[^`\n])*)\n")
_INFO = re.compile(rf"[{SPACE}]*([^{SPACE}]+)?[{SPACE}]*\Z")


def parse_codeblock(parser: BlockParser) -> bool:
    """Parse lines indented by four spaces or a tab; a line that is not, right after them, continues the last one."""
    match = _CODEBLOCK.match(parser.text, parser.pos)
    if not match or not match[0]:
        return False
    code = INDENT.sub("", _LAZY_LINE.sub(r" \1", match[0]))
    parser.add(Block("codeblock", code, parser.line()))
    parser.pos = match.end()
    return True


def parse_fenced_codeblock(parser: BlockParser) -> bool:
    """Parse a fenced block; one that is never closed, or whose language is more than a word, is none."""
    opening = parser.grammar.fence.match(parser.text, parser.pos)
    if not opening:
        return False
    found = find_fence(parser, opening[1], opening[2], opening.end())
    if not found:
        if _LONE_FENCE.match(parser.text, parser.pos):
            parser.document.report(UNCLOSED_FENCE, parser.line(), fence=opening[1])
        return False
    language, code, end = found
    block = parser.add(Block("codeblock", code, parser.line()))
    set_language(block, language)
    parser.pos = end
    return True


def find_fence(parser: BlockParser, marker: str, info: str, start: int) -> tuple[str, str, int] | None:
    """Return language, code and end of the block that `marker` opens, or None.

    A fence is closed by a line of at least as many characters, of which the last of the opening one may repeat. If
    there is none, a shorter part of the opening fence is tried, and the rest of it is the language.
    """
    for length in range(len(marker), 2, -1):
        match = _INFO.match(marker[length:] + info)
        if not match:
            continue
        closing = closing_fence(parser, marker[:length], start)
        if closing:
            return match[1] or "", parser.text[start : closing.start()], closing.end()
    return None


def closing_fence(parser: BlockParser, fence: str, start: int) -> re.Match[str] | None:
    """Return the line that closes `fence`; a search that failed once in a text is not repeated."""
    # A pattern for each part of a very long fence would take longer to make than to look for.
    if fence in parser.unclosed or parser.text.find(fence, start) < 0:
        return None
    indent = "" if parser.grammar.fence.pattern.startswith("(") else " {0,3}"
    pattern = re.compile(rf"^{indent}{re.escape(fence)}{re.escape(fence[-1])}*[{SPACE}]*?\n", re.MULTILINE)
    match = pattern.search(parser.text, start)
    if not match:
        parser.unclosed.add(fence)
    return match


def set_language(block: Block, language: str) -> None:
    """Keep the language: options after a `?` go to the highlighter, not into the class."""
    if language:
        block.options["language"] = language
        name = language[0] + language[1:].split("?", 1)[0]
        block.attributes["class"] = f"language-{name}"
