"""Footnotes: their numbers, and the list of them at the end of a body.

Source: kramdown's syntax page, "Footnotes", and the HTML that its converter writes. Its roles stand where WAI-ARIA has
them since: on the link to a note and not around it, and on none of the notes (https://www.w3.org/TR/dpub-aria-1.1/).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.builder import Builder
from dapsagi.markup.document import Document
from dapsagi.markup.tree import append_text

_NBSP = "\u00a0"


class Footnotes:
    """Numbers the markers in the order of the text and builds the notes."""

    def __init__(self, document: Document, builder: Builder) -> None:
        self._document = document
        self._builder = builder
        # The used notes in order; each with its number, and how often it was referred to again.
        self._order: list[str] = []
        self._numbers: dict[str, int] = {}
        self._repeats: dict[str, int] = {}

    def build(self, root: Element) -> Element | None:
        """Number all markers below `root`; return the list of notes, or None if there are none."""
        document = self._document
        if not document.footnote_markers:
            return None
        self._number(root)
        if not self._order:
            return None
        box = Element("div", {"class": "footnotes", "role": "doc-endnotes"})
        box.text, box.tail = "\n", "\n"
        notes = SubElement(box, "ol")
        notes.text, notes.tail = "\n", "\n"
        if document.options.footnote_nr != 1:
            notes.set("start", str(document.options.footnote_nr))
        # A note may refer to another one, which then comes after it.
        for name in self._order:
            self._add_note(notes, name)
        return box

    def _number(self, root: Element) -> None:
        document = self._document
        for marker in root.iter("sup"):
            name = document.footnote_markers.get(marker)
            if name is None:
                continue
            repeat = ""
            if name in self._repeats:
                self._repeats[name] += 1
                repeat = f":{self._repeats[name]}"
            else:
                self._repeats[name] = 0
                self._numbers[name] = len(self._order) + document.options.footnote_nr
                self._order.append(name)
            marker.attrib = {"id": f"fnref:{name}{repeat}"}
            link = SubElement(
                marker, "a", {"href": f"#fn:{name}", "class": "footnote", "rel": "footnote", "role": "doc-noteref"}
            )
            document.lines[link] = document.lines.get(marker, 0)
            link.text = str(self._numbers[name])

    def _add_note(self, notes: Element, name: str) -> None:
        definition = self._document.footnotes[name]
        note = SubElement(notes, "li", {"id": f"fn:{name}"})
        note.text, note.tail = "\n", "\n"
        repeats = self._repeats[name]
        self._builder.build(definition.content, note, in_html=True)
        self._number(note)
        backlink = self._document.options.footnote_backlink
        if not backlink:
            return
        paragraph, room = _last_paragraph(note, definition.content), _NBSP
        if paragraph is None:
            paragraph, room = SubElement(note, "p"), ""
            paragraph.tail = "\n"
        for repeat in range(repeats + 1):
            append_text(paragraph, room)
            suffix = f":{repeat}" if repeat else ""
            link = SubElement(
                paragraph,
                "a",
                {"href": f"#fnref:{name}{suffix}", "class": "reversefootnote", "role": "doc-backlink"},
            )
            link.text = backlink
            self._document.lines[link] = definition.line
            if repeat:
                SubElement(link, "sup").text = str(repeat + 1)
            room = _NBSP


def _last_paragraph(note: Element, content: Block) -> Element | None:
    """Return the paragraph at the end of a note, which takes the link back: not one that a definition follows."""
    last = note[-1] if len(note) and content.children[-1].kind == "p" else None
    return last if last is not None and last.tag == "p" else None
