"""Abbreviations: their places in the text become <abbr> elements.

Source: kramdown's syntax page, "Abbreviations".
"""

from __future__ import annotations

import re
from functools import partial
from xml.etree.ElementTree import Element

from dapsagi.markup.attributes import apply_attribute_list
from dapsagi.markup.document import Document
from dapsagi.markup.tree import replace_in_texts

_W = "A-Za-z0-9_"


def mark_abbreviations(document: Document, root: Element) -> None:
    """Put every abbreviation of the document's that stands in a text into an element."""
    if not document.abbreviations:
        return
    names = "|".join(re.escape(name) for name in sorted(document.abbreviations, key=len, reverse=True))
    pattern = re.compile(rf"(?:^|(?<=[^{_W}]))(?:{names})(?![{_W}])", re.MULTILINE)
    replace_in_texts(root, partial(_split, document, pattern), document.code, document.raw)


def _split(document: Document, pattern: re.Pattern[str], text: str) -> tuple[str, list[Element]]:
    """Return the text before the first abbreviation, and an element for each with the text after it as its tail."""
    head, pos = text, 0
    found: list[Element] = []
    for match in pattern.finditer(text):
        if found:
            found[-1].tail = text[pos : match.start()]
        else:
            head = text[: match.start()]
        found.append(_abbreviation(document, match[0]))
        pos = match.end()
    if found:
        found[-1].tail = text[pos:]
    return head, found


def _abbreviation(document: Document, name: str) -> Element:
    title, block = document.abbreviations[name]
    element = Element("abbr")
    element.text = name
    if block.ial:
        apply_attribute_list(element.attrib, block.ial, document.attribute_lists)
    if title:
        element.set("title", title)
    return element
