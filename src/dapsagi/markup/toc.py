"""The table of contents: as data for the page, and as the list that `{:toc}` asks for.

Source: kramdown's syntax page, "Automatic Table of Contents" (under "Headers" and block IALs), and the HTML that its
converter writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from dapsagi.markup.body import Fragment, Heading
from dapsagi.markup.builder import Contents
from dapsagi.markup.document import Document
from dapsagi.markup.serializer import Serializer
from dapsagi.markup.tree import append_text

_LIST_ID = "markdown-toc"


def header_content(document: Document, header: Element, *, html_links: bool = False) -> Element:
    """Return the content of a header in a <span>, without footnotes and links, but perhaps those written as HTML."""
    content = Element("span")
    content.text = header.text
    for child in header:
        _add_without_links(document, content, child, html_links)
    return content


def _add_without_links(document: Document, parent: Element, element: Element, html_links: bool) -> None:
    if element in document.footnote_markers:
        append_text(parent, element.tail or "")
        return
    if element.tag == "a" and not (html_links and element in document.html_links):
        into = parent
        append_text(into, element.text or "")
    else:
        into = SubElement(parent, element.tag, element.attrib)
        into.text = element.text
        if element in document.lines:
            document.lines[into] = document.lines[element]
    for child in element:
        _add_without_links(document, into, child, html_links)
    append_text(parent, element.tail or "")


def heading(document: Document, entry: Contents) -> Heading:
    """Return a header as data: an image in it is its words, a formula is left to the browser."""
    content = header_content(document, entry.element)
    for parent in list(content.iter()):
        for image in [child for child in parent if child.tag == "img"]:
            words = Element("span")
            words.text, words.tail = image.get("alt"), image.tail
            parent[list(parent).index(image)] = words
    serializer = Serializer({})
    html = serializer.write(content)
    shown = Fragment(html, tuple(serializer.links), tuple(serializer.formulas))
    return Heading(entry.level, entry.anchor, shown.as_written())


def fill_list(document: Document, contents: Sequence[Contents], place: Element) -> None:
    """Write the table of contents into the list that asked for it."""
    prefix = place.get("id") or _LIST_ID
    if not place.get("id"):
        place.set("id", _LIST_ID)
    place.text = "\n"
    stack: list[tuple[int, Element]] = []
    for entry in contents:
        while stack and stack[-1][0] >= entry.level:
            stack.pop()
        parent = place
        if stack:
            item = stack[-1][1]
            if len(item) < 2:
                nested = SubElement(item, place.tag)
                nested.text = nested.tail = "\n"
            parent = item[-1]
        item = SubElement(parent, "li")
        item.tail = "\n"
        link = SubElement(item, "a", {"href": f"#{entry.anchor}", "id": f"{prefix}-{entry.anchor}"})
        content = header_content(document, entry.element, html_links=True)
        link.text = content.text
        link.extend(content)
        document.lines[link] = document.lines[place]
        stack.append((entry.level, item))
