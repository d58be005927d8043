"""Inline patterns of Python-Markdown extensions.

The span parser reads a text in one pass; patterns that an extension registers are then looked for in the plain text
that it left, in the order of their priority. Code, raw HTML and text that a pattern made atomic are left alone.

Source: Python-Markdown's documentation, "Extension API", section "Inline Processors".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.util import AtomicString

from dapsagi.markup.document import Document
from dapsagi.markup.tree import replace_in_texts


def apply_inline_patterns(patterns: Iterable[Pattern], document: Document, root: Element) -> None:
    """Replace what the patterns match in the texts below `root`; patterns of the older kind are passed over."""
    for pattern in patterns:
        if isinstance(pattern, InlineProcessor):
            replace_in_texts(root, partial(_split, pattern), document.code, document.raw)


def _split(processor: InlineProcessor, text: str) -> tuple[str, list[Element]]:
    """Return the text before the first element that is made of `text`, and the elements with the text after each."""
    if isinstance(text, AtomicString):
        return text, []
    pieces: list[str] = []
    elements: list[Element] = []
    head, done = "", 0
    for match in processor.getCompiledRegExp().finditer(text):
        node, start, end = processor.handleMatch(match, text)
        if start is None or end is None or start < done or node is None:
            continue
        pieces.append(text[done:start])
        done = end
        if isinstance(node, str):
            pieces.append(node)
            continue
        before = "".join(pieces)
        if elements:
            elements[-1].tail = before
        else:
            head = before
        pieces = []
        elements.append(node)
    pieces.append(text[done:])
    if not elements:
        return "".join(pieces), []
    elements[-1].tail = "".join(pieces)
    return head, elements
