r"""Formulas that the dapsagi dialect knows besides kramdown's, and those that the script of an old page found.

Between single dollar signs, a formula begins and ends with something that is no space, holds no other dollar sign, and
touches Hangul (`변수 $x$는`) but no Latin letter or digit outside of it: so that `$5 and $10` are prices, `$HOME/$USER`
are variables. A block of `$$` may touch text.

MathJax and KaTeX find formulas in a page: `\\(…\\)`, `\\[…\\]`, `\begin{…}…\end{…}`, `$…$`, and the references
`\eqref{…}` and `\ref{…}`. They read what kramdown had made of a text, so authors wrote the backslashes twice of which
kramdown takes one. A formula is read as it was meant, whether it was written for kramdown or not.

Sources: Pandoc's manual, extension `tex_math_dollars`; MathJax's documentation, "Tex and LaTeX math delimiters";
KaTeX's, "Auto-render Extension".
"""

from __future__ import annotations

import re
from html import unescape

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.math import parse_block_math
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED
from dapsagi.markup.spans.math import parse_inline_math
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.symbols import parse_backslash
from dapsagi.patterns import lazy_pattern

_FORMULA = re.compile(r"\$(?![ \t\n$])((?:[^$\\`]|\\[^`]){1,2000}?)(?<![ \t\n\\])\$(?![A-Za-z0-9$])")
_BLOCK = re.compile(r" {0,3}\$\$([^$]*)\$\$[ \t]*\n")


def parse_dollar(spans: SpanParser, pos: int) -> bool:
    """Parse a formula between two or four dollar signs."""
    text = spans.text
    if text.startswith("$$", pos):
        return parse_inline_math(spans, pos)
    if pos and text[pos - 1].isascii() and text[pos - 1].isalnum():
        return False
    match = _FORMULA.match(text, pos)
    if not match:
        return False
    spans.add_math(match[1].strip(STRIPPED))
    spans.pos = match.end()
    return True


def parse_dollar_block(parser: BlockParser) -> bool:
    """Parse a formula on lines of its own, whether blank lines set it apart or not."""
    match = _BLOCK.match(parser.text, parser.pos)
    if not match or not match[1].strip(STRIPPED):
        return parse_block_math(parser)
    parser.add(Block("math", match[1].strip(STRIPPED), parser.line()))
    parser.pos = match.end()
    return True


_CLOSING = {"\\\\(": "\\\\)", "\\\\[": "\\\\]"}
_ENVIRONMENT = lazy_pattern(r"\\\\?begin\{([A-Za-z]+\*?)\}")
# A number of an equation is said outside of formulas too.
_REFERENCE = lazy_pattern(r"\\\\?(?:eq)?ref\{[^{}\s]{1,200}\}")
_LONGEST = 5000
# MathJax takes any two dollar signs for a formula. Some stand around prices and variables, so it has to look like TeX.
_LOOSE = lazy_pattern(r"\$((?:[^$\\`\n]|\\[^`\n]){1,2000}?)(?<!\\)\$(?!\$)")
_TEX = lazy_pattern(r"[\\^_={}]")
_SINGLE_COMMAND = lazy_pattern(r"(?<!\\)\\(?!\\|begin\b|end\b)[A-Za-z]")
_DOUBLE_COMMAND = lazy_pattern(r"\\\\(?=[A-Za-z{}|,;:!%#&])")
# These need two everywhere: kramdown takes one of them. In a table of rows the two may end a row.
_DOUBLE_SIGN = lazy_pattern(r"(?<!\\)\\\\(?=[{}|#])")
# What kramdown takes the backslash of, and what with it means nothing within a formula, but something in its words.
_ESCAPED = lazy_pattern(r"(?<!\\)\\(?:([_*()\[\]<>'\"`])|text[a-z]*\s*\{[^{}]*\})")


def parse_tex(spans: SpanParser, pos: int) -> bool:
    """Parse a formula that begins with a backslash, or whatever else does."""
    text = spans.text
    after = text[pos + 1 : pos + 3]
    if after in ("\\(", "\\["):
        opening = "\\" + after
        if _add(spans, pos + 3, _CLOSING[opening], display=opening == "\\\\["):
            return True
    elif after[:1] in ("b", "\\") and (begin := _ENVIRONMENT.match(text, pos)):
        slashes = "\\\\" if after[0] == "\\" else "\\"
        if _add(spans, pos, f"{slashes}end{{{begin[1]}}}", display=True, whole=True):
            return True
    elif after[:1] in ("e", "r", "\\") and (reference := _REFERENCE.match(text, pos)):
        spans.add_math(_as_meant(reference[0]))
        spans.pos = reference.end()
        return True
    return parse_backslash(spans, pos)


def parse_dollar_of_page(spans: SpanParser, pos: int) -> bool:
    """Parse a formula between dollar signs by the rules of the script that a page loads."""
    text = spans.text
    if text.startswith("$$", pos):
        return parse_inline_math(spans, pos)
    match = _LOOSE.match(text, pos)
    if match and _TEX.search(match[1]) and match[1].strip(STRIPPED):
        spans.add_math(_as_meant(match[1]))
        spans.pos = match.end()
        return True
    return parse_dollar(spans, pos)


def _add(spans: SpanParser, start: int, close: str, *, display: bool, whole: bool = False) -> bool:
    """Add the formula from `start` to `close`; `whole` says that the two are part of it."""
    end = spans.finder.find(close, start)
    if end < 0 or end - start > _LONGEST:
        return False
    tex = spans.text[start : end + len(close) if whole else end]
    if not tex.strip(STRIPPED) or "`" in tex:
        return False
    spans.add_math(_as_meant(tex), display=display)
    spans.pos = end + len(close)
    return True


def _as_meant(tex: str) -> str:
    r"""Return a formula without what is kramdown's in it: `\\alpha`, `x\_1`, `\\\\` at the end of a line, `&lt;`."""
    tex = unescape(tex) if "&" in tex else tex
    if "\\" not in tex:
        return tex.strip(STRIPPED)
    if "\\\\\\\\" in tex:
        lines = tex.split("\\\\\\\\")
        return "\\\\".join(map(_as_meant, lines))
    if not _SINGLE_COMMAND.search(tex):
        tex = _DOUBLE_COMMAND.sub(r"\\", tex)
    elif "\\begin" not in tex:
        tex = _DOUBLE_SIGN.sub(r"\\", tex)
    return _ESCAPED.sub(lambda found: found[1] or found[0], tex).strip(STRIPPED)
