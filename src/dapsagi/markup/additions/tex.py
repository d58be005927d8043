r"""Formulas as MathJax and KaTeX find them in a page: `\\(…\\)`, `\\[…\\]`, `\begin{…}…\end{…}`, `$…$`,
and the references `\eqref{…}` and `\ref{…}`.

The scripts of an old blog read what kramdown had made of a text, so its authors wrote the backslashes twice of which
kramdown takes one. A formula is read as it was meant, whether it was written for kramdown or not.

Source: MathJax's documentation, "Tex and LaTeX math delimiters"; KaTeX's, "Auto-render Extension".
"""

from __future__ import annotations

from html import unescape

from dapsagi.markup.additions.formulas import parse_dollar
from dapsagi.markup.grammar import STRIPPED
from dapsagi.markup.spans.math import parse_inline_math
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.symbols import parse_backslash
from dapsagi.patterns import lazy_pattern

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
# What kramdown takes the backslash of, and what with it means nothing within a formula.
_ESCAPED = lazy_pattern(r"(?<!\\)\\([_*()\[\]<>'\"`])")


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
    if "\\text" not in tex:
        tex = _ESCAPED.sub(r"\1", tex)
    return tex.strip(STRIPPED)
