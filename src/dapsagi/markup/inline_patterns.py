"""Inline patterns of Python-Markdown extensions.

The span parser reads a text in one pass; patterns that an extension registers are then looked for in the plain text
that it left, in the order of their priority. Code, raw HTML and text that a pattern made atomic are left alone.

Source: Python-Markdown's documentation, "Extension API", section "Inline Processors".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.util import AtomicString

from dapsagi.markup.document import Document
from dapsagi.markup.tree import Replacement, replace_in_texts


def apply_inline_patterns(patterns: Iterable[Pattern], document: Document, root: Element) -> None:
    """Replace what the patterns match in the texts below `root`; patterns of the older kind are passed over."""
    for pattern in patterns:
        if isinstance(pattern, InlineProcessor):
            replace_in_texts(root, partial(_find, pattern), document.code, document.raw)


def _find(processor: InlineProcessor, text: str) -> Iterator[Replacement]:
    if isinstance(text, AtomicString):
        return
    for match in processor.getCompiledRegExp().finditer(text):
        node, start, end = processor.handleMatch(match, text)
        if start is not None and end is not None and node is not None:
            yield start, end, node
