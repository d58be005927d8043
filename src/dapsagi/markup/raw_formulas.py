r"""Formulas in HTML that is no Markdown: `<center>$x$</center>`. MathJax and KaTeX draw what stands in the page.

Source: MathJax's documentation, "Tex and LaTeX math delimiters", and its `skipHtmlTags`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from xml.etree.ElementTree import Element

from dapsagi.markup.document import Document
from dapsagi.markup.tree import append_text, math
from dapsagi.patterns import lazy_pattern

_VERBATIM = frozenset(("script", "style", "textarea", "pre", "code", "kbd", "samp", "option", "math", "svg"))
_AFTER_BACKSLASHES = r"\\\((?P<inline>.{1,2000}?)\\\)|\\\[(?P<block>.{1,5000}?)\\\]|\$\$(?P<display>[^$]{1,5000})\$\$"
_BACKSLASHES = lazy_pattern(f"(?s:{_AFTER_BACKSLASHES})")
# By Pandoc's rules, or with a sign of TeX in it.
_DOLLARS = lazy_pattern(
    rf"(?s:{_AFTER_BACKSLASHES})"
    r"|(?<![\\A-Za-z0-9$])\$(?![\s$])(?P<dollars>(?:[^$\\`\n]|\\.){1,2000}?)(?<![\s\\])\$(?![A-Za-z0-9$])"
    r"|(?<!\\)\$(?=[^$\n]*[\\^_={}])(?P<loose>(?:[^$\\`\n]|\\[^(\[]){1,2000}?)\$(?!\$)"
)
_PATTERNS = {"dollars": _DOLLARS, "backslashes": _BACKSLASHES}


def append_raw(document: Document, element: Element, text: str, around: Iterable[Element], line: int) -> None:
    """Add the text of raw HTML to an element that stands in those `around`, with the formulas that it has."""
    signs = "dollars" if document.extended else document.options.formula_signs
    pattern = _PATTERNS.get(signs) if "$" in text or "\\" in text else None
    if pattern is None or element.tag in _VERBATIM or any(each.tag in _VERBATIM for each in around):
        append_text(element, text)
        return
    end = 0
    for match in pattern.finditer(text):
        tex = unescape(match[match.lastgroup or 0]).strip()
        if tex:
            append_text(element, text[end : match.start()])
            formula = math(tex, display=match.lastgroup in ("block", "display"))
            document.lines[formula] = line
            element.append(formula)
            end = match.end()
    append_text(element, text[end:])
