"""Fenced code blocks with a title, marked lines and line numbers, as GitHub, MkDocs and their kin write them.

    ```python title="train.py" {1,3-5} linenums="10"
    ```js:app.js
    ```{.python hl_lines="1 3-5"}

Fences follow CommonMark where kramdown would show them as text: a language may be followed by anything, and a fence
that is never closed reaches to the end of its text, with a warning. `~~~done~~~` is struck out.
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.codeblock import closing_fence
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.notices import UNCLOSED_FENCE

_START = re.compile(r"( {0,3})(?:(`{3,})([^`\n]*)|(~{3,})((?:(?!~~)[^\n])*))\n")
_ITEM = re.compile(r"""(\w+)=(?:"([^"]*)"|'([^']*)'|([^\s}"']+))|\{([\d\s,-]+)\}|\.?([^\s{}="']+)""")
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_NUMBERED = frozenset(("linenums", "linenos", "lineno", "showLineNumbers"))
# No block of code that somebody wants to read has more lines.
_MOST_LINES = 100_000


def parse_fence(parser: BlockParser) -> bool:
    """Parse a fenced block."""
    opening = _START.match(parser.text, parser.pos)
    if not opening:
        return False
    fence = opening[2] or opening[4]
    code, end = _content(parser, fence, opening.end())
    indent = len(opening[1])
    if indent:
        code = re.sub(rf"^ {{1,{indent}}}", "", code, flags=re.MULTILINE)
    block = parser.add(Block("codeblock", code, parser.line()))
    _read_info(block, opening[3] or opening[5] or "")
    parser.pos = end
    return True


def _content(parser: BlockParser, fence: str, start: int) -> tuple[str, int]:
    match = closing_fence(parser, fence, start)
    if match:
        return parser.text[start : match.start()], match.end()
    parser.document.report(UNCLOSED_FENCE, parser.line(), fence=fence)
    return parser.text[start:], len(parser.text)


def _read_info(block: Block, info: str) -> None:
    """Read what follows the fence: a language, and then options in any order."""
    options = block.options
    for number, match in enumerate(_ITEM.finditer(info)):
        key, value = match[1], match[2] or match[3] or match[4] or ""
        if match[5]:
            options["marked"] = options.get("marked", frozenset()) | _lines(match[5])
        elif match[6]:
            if number == 0:
                language, _, title = match[6].partition(":")
                options["language"] = language
                block.attributes["class"] = f"language-{language}"
                if title:
                    options["title"] = title
            elif match[6] in _NUMBERED:
                options["first_number"] = 1
        elif key in ("title", "filename", "file"):
            options["title"] = value
        elif key in ("hl_lines", "mark", "highlight"):
            options["marked"] = options.get("marked", frozenset()) | _lines(value)
        elif key in _NUMBERED or key in ("start", "startline"):
            options["first_number"] = int(value) if value.isdecimal() and len(value) < 10 else 1


def _lines(text: str) -> frozenset[int]:
    """Return the numbers of `1,3-5` or `1 3-5`."""
    numbers: set[int] = set()
    for first, last in _RANGE.findall(text):
        if len(first) < 10 and len(last) < 10:
            numbers.update(range(int(first), min(int(last or first), _MOST_LINES) + 1))
    return frozenset(numbers)
