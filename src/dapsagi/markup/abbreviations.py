"""Abbreviations: their places in the text become <abbr> elements.

Source: kramdown's syntax page, "Abbreviations".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dapsagi.markup.attributes import apply_attribute_list
from dapsagi.markup.document import Document
from dapsagi.markup.tree import Replacement, replace_in_texts

_W = "A-Za-z0-9_"


def mark_abbreviations(document: Document, root: Element) -> None:
    """Put every abbreviation of the document's that stands in a text into an element."""
    if not document.abbreviations:
        return
    names = "|".join(re.escape(name) for name in sorted(document.abbreviations, key=len, reverse=True))
    pattern = re.compile(rf"(?:^|(?<=[^{_W}]))(?:{names})(?![{_W}])", re.MULTILINE)

    def find(text: str) -> Iterator[Replacement]:
        return ((match.start(), match.end(), _abbreviation(document, match[0])) for match in pattern.finditer(text))

    replace_in_texts(root, find, document.code, document.raw)


def _abbreviation(document: Document, name: str) -> Element:
    title, block = document.abbreviations[name]
    element = Element("abbr")
    element.text = name
    if block.ial:
        apply_attribute_list(element.attrib, block.ial, document.attribute_lists)
    if title:
        element.set("title", title)
    return element
