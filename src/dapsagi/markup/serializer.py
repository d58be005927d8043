"""The serializer: the element tree becomes HTML with markers for addresses, in one pass that also gathers what a body
says about itself.

It takes the place of Python-Markdown's own serializer, which calls itself for every level and so fails on deeply
nested HTML.

Source: the HTML syntax (https://html.spec.whatwg.org/#serialising-html-fragments), with ` />` for void elements as
kramdown writes them; which ampersands stay is kramdown's rule: those of entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from html import unescape
from typing import Any
from xml.etree.ElementTree import Comment, Element, ProcessingInstruction

from dapsagi.markup.body import FORMULA, MARKER_CLOSE, MARKER_OPEN, Formula, Link
from dapsagi.markup.html_syntax import ADDRESSES, BLOCK_ELEMENTS, VOID_ELEMENTS
from dapsagi.markup.plain_formula import plain_formula
from dapsagi.markup.tree import DisplayMath, Markup, Math, tag_of

_REFERENCE = re.compile(r"&(?:[A-Za-z0-9_:][A-Za-z0-9_.:-]*|#[0-9]+|#x[0-9a-fA-F]+);")
_BARE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z0-9_:][A-Za-z0-9_.:-]*|#[0-9]+|#x[0-9a-fA-F]+);)")
_UNSEEN = frozenset(("script", "style", "template", "noscript"))
_LINE_ENDS = BLOCK_ELEMENTS | {"br", "dt", "details", "video", "audio", "center"}


def escape_text(text: str) -> str:
    """Escape a text; what already is an entity stays."""
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def escape_attribute(text: str) -> str:
    """Escape the value of an attribute; what already is an entity stays."""
    text = escape_text(text)
    return text.replace('"', "&quot;") if '"' in text else text


def unescape_references(text: str) -> str:
    """Return a text with the characters that its entities stand for."""
    return _REFERENCE.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def words_of(element: Element) -> str:
    """Return the visible words of an element, or what its images are called."""
    text = "".join(element.itertext()).strip() or " ".join(image.get("alt", "") for image in element.iter("img"))
    return unescape_references(text)


class Serializer:
    """Writes one tree; what it gathers on the way is in its fields."""

    def __init__(self, lines: Mapping[Element, int], self_closed: Set[Element] = frozenset()) -> None:
        self._lines = lines
        self._self_closed = self_closed
        self.links: list[Link] = []
        self.formulas: list[Formula] = []
        self.anchors: list[str] = []
        self.text: list[str] = []
        #: Where in the text a formula stands that may refer to the number of another, and which formula it is.
        self.referring: list[tuple[int, int]] = []
        self.tags: set[Any] = set()

    def write(self, root: Element) -> str:
        """Return the HTML of what is in `root`."""
        out: list[str] = []
        if root.text:
            out.append(escape_text(root.text))
            self.text.append(root.text)
        stack: list[tuple[Iterator[Element], str, Element, bool]] = []
        children = iter(root)
        unseen = False
        while True:
            for element in children:
                tag = tag_of(element)
                if not isinstance(tag, str):
                    self._write_special(out, element, unseen)
                    continue
                self.tags.add(tag)
                out.append(self._start(tag, element))
                out.append(" />" if _is_empty(tag, element, self._self_closed) else ">")
                # The number of a footnote is no word of the sentence that it stands behind.
                hidden = unseen or tag in _UNSEEN or (tag == "a" and element.attrib.get("class") == "footnote")
                if element.text:
                    out.append(escape_text(element.text))
                    if not hidden:
                        self.text.append(element.text)
                if len(element):
                    stack.append((children, tag, element, unseen))
                    children, unseen = iter(element), hidden
                    break
                self._end(out, tag, element, unseen)
            else:
                if not stack:
                    return "".join(out)
                children, tag, element, unseen = stack.pop()
                self._end(out, tag, element, unseen)

    def _start(self, tag: str, element: Element) -> str:
        if not element.attrib:
            return f"<{tag}"
        pieces = [f"<{tag}"]
        addresses = ADDRESSES.get(tag, ())
        for name, value in element.attrib.items():
            if name in addresses:
                pieces.append(f' {name}="{MARKER_OPEN}{len(self.links)}{MARKER_CLOSE}"')
                self._add_link(tag, name, value, element)
            elif name != "id":
                pieces.append(f' {name}="{escape_attribute(value)}"')
                if name == "name" and tag == "a":
                    self.anchors.append(unescape_references(value))
            elif value.strip():
                self.anchors.append(unescape_references(value))
                pieces.append(f' id="{escape_attribute(value)}"')
        return "".join(pieces)

    def _add_link(self, tag: str, name: str, value: str, element: Element) -> None:
        text = unescape_references(element.get("alt", "")) if tag == "img" else words_of(element)
        self.links.append(Link(tag, name, unescape_references(value), text, self._lines.get(element, 0)))

    def _end(self, out: list[str], tag: str, element: Element, unseen: bool) -> None:
        if not _is_empty(tag, element, self._self_closed):
            out.append(f"</{tag}>")
        tail = element.tail
        if tail:
            out.append(escape_text(tail))
        if not unseen:
            if tag in _LINE_ENDS:
                self.text.append("\n")
            if tail:
                self.text.append(tail)

    def _formula(self, tex: str, element: Element, *, display: bool) -> str:
        if element.attrib:
            # kramdown leaves a formula with attributes to nobody: its TeX is shown between dollar signs.
            attributes = "".join(f' {name}="{escape_attribute(value)}"' for name, value in element.attrib.items())
            return f"<span{attributes}>${tex}$</span>"
        self.formulas.append(Formula(tex, display, self._lines.get(element, 0)))
        return f"{MARKER_OPEN}{FORMULA}{len(self.formulas) - 1}{MARKER_CLOSE}"

    def _write_special(self, out: list[str], element: Element, unseen: bool) -> None:
        tag = tag_of(element)
        text = element.text or ""
        if tag is Math or tag is DisplayMath:
            out.append(self._formula(text, element, display=tag is DisplayMath))
            if not unseen and tag is Math:
                if "ref" in text and self.formulas:
                    self.referring.append((len(self.text), len(self.formulas) - 1))
                self.text.append(plain_formula(text))
        elif tag is Comment:
            out.append(f"<!--{text}-->")
        elif tag is ProcessingInstruction:
            out.append(f"<?{text}?>")
        elif tag is Markup:
            out.append(text)
        if element.tail:
            out.append(escape_text(element.tail))
            if not unseen:
                self.text.append(element.tail)


def _is_empty(tag: str, element: Element, self_closed: Set[Element]) -> bool:
    return (tag in VOID_ELEMENTS or element in self_closed) and not len(element) and not element.text
