"""The text of a header from which its id is made."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from dapsagi.markup.document import Document
from dapsagi.markup.serializer import unescape_references
from dapsagi.markup.tree import Markup, Math, tag_of


def raw_text(document: Document, element: Element) -> str:
    """Return the text of a header from which its id is made: no footnotes, comments or alternative texts."""
    pieces: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        tag = tag_of(item)
        if tag is Markup or item in document.footnote_markers:
            continue
        if tag is Math or item in document.code:
            pieces.append(document.code.get(item) or item.text or "")
            continue
        # kramdown takes the entities of raw HTML for text.
        decoded = str if item in document.raw else unescape_references
        for child in reversed(item):
            if child.tail:
                stack.append(decoded(child.tail))
            stack.append(child)
        if item.text:
            stack.append(decoded(item.text))
    return "".join(pieces)
