"""The builder: a tree of blocks becomes a tree of elements, the texts of blocks parsed into spans on the way.

Source: the HTML that kramdown's converter writes, element by element; its white space is not kept, but every block
element ends its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from dapsagi.markup.anchors import Anchors, kramdown_id
from dapsagi.markup.attributes import apply_attribute_list
from dapsagi.markup.block_names import name_last, take_name
from dapsagi.markup.blocks.block import Attributes, Block
from dapsagi.markup.body import Block as SourceBlock
from dapsagi.markup.code_blocks import code_block
from dapsagi.markup.document import Document
from dapsagi.markup.header_text import raw_text
from dapsagi.markup.html_syntax import VOID_ELEMENTS
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.tree import markup, math, tag_of

_NO_TOC = re.compile(r"\bno_toc\b")
_AUTO_IDS = re.compile(r"auto_ids(?:-([A-Za-z0-9_-]+))?")
_NBSP = "\u00a0"


class _Frame(NamedTuple):
    """A container whose children are being built."""

    children: Iterator[Block]
    element: Element
    block: Block
    in_html: bool


class Contents(NamedTuple):
    """A header that the table of contents lists."""

    level: int
    anchor: str
    element: Element


class Builder:
    """Builds the elements of one document."""

    def __init__(self, document: Document, spans: SpanParser) -> None:
        self.document = document
        self.spans = spans
        self.anchors = Anchors(document.options.auto_id_prefix)
        self.contents: list[Contents] = []
        self.blocks: list[SourceBlock] = []
        self.toc_place: Element | None = None
        self.footnotes_place: Element | None = None
        self.tab_sets = 0
        self._top: Element | None = None

    def build(self, tree: Block, element: Element, *, in_html: bool = False, top: bool = False) -> None:
        """Build the children of `tree` into `element`; `top` marks the blocks of the document itself."""
        self._top = element if top else None
        stack = [_Frame(iter(tree.children), element, tree, in_html)]
        while stack:
            frame = stack[-1]
            for block in frame.children:
                opened = self._build_block(block, frame)
                if opened:
                    stack.append(opened)
                    break
            else:
                stack.pop()

    def _build_block(self, block: Block, frame: _Frame) -> _Frame | None:
        kind = block.kind
        if kind in ("blank", "eob"):
            return None
        parent = frame.element
        built = len(parent)
        opened = None
        if kind == "p" and not block.transparent:
            self._paragraph(block, frame)
        else:
            opened = _BUILDERS[kind](self, block, frame)
        if parent is self._top and len(parent) > built and kind not in ("markup", "comment", "raw"):
            tag = tag_of(parent[built])
            self.blocks.append(SourceBlock(block.line, tag if isinstance(tag, str) else kind))
        return opened

    # --- attributes

    def attributes(self, block: Block) -> Attributes:
        """Return the attributes of a block with those of its attribute list."""
        if not block.ial:
            return block.attributes
        attributes = dict(block.attributes)
        apply_attribute_list(attributes, block.ial, self.document.attribute_lists)
        return attributes

    def _append(self, parent: Element, tag: str, block: Block) -> Element:
        element = SubElement(parent, tag, self.attributes(block))
        element.tail = "\n"
        return element

    # --- blocks of text

    def _paragraph(self, block: Block, frame: _Frame) -> None:
        name = take_name(block) if self.document.extended else ""
        if name and not block.value:
            if len(frame.element):
                name_last(frame.element, name)
            return
        element = self._append(frame.element, "p", block)
        if name:
            element.attrib.setdefault("id", name)
        self.spans.parse(element, block.value, block.line, in_html=frame.in_html)
        if self.document.standalone and len(element) == 1 and element[0] in self.document.standalone:
            self._figure(element)

    def _figure(self, paragraph: Element) -> None:
        """Turn a paragraph that is nothing but an image into a figure with a caption."""
        image = paragraph[0]
        if image.tag != "img" or paragraph.text or image.tail:
            return
        paragraph.tag = "figure"
        for name in ("class", "id"):
            if name in image.attrib and name not in paragraph.attrib:
                paragraph.set(name, image.attrib.pop(name))
        caption = SubElement(paragraph, "figcaption")
        caption.text = image.get("alt", "")

    def _transparent(self, block: Block, frame: _Frame) -> None:
        if self.document.extended and (name := take_name(block)):
            frame.element.attrib.setdefault("id", name)
        self.spans.parse(frame.element, block.value, block.line, in_html=frame.in_html)

    def _header(self, block: Block, frame: _Frame) -> None:
        level = block.options["level"]
        offset = self.document.options.header_offset
        element = self._append(frame.element, f"h{min(max(level + offset, 1), 6)}", block)
        self.spans.parse(element, block.value, block.line, in_html=frame.in_html)
        options = self.document.options
        anchor = element.get("id")
        if anchor is None and options.auto_ids:
            if options.gfm and not frame.in_html:
                anchor = self.anchors.gfm(raw_text(self.document, element))
            elif options.auto_id_stripping or options.gfm:
                anchor = self.anchors.kramdown(raw_text(self.document, element))
            else:
                anchor = self.anchors.kramdown(block.value)
            element.set("id", anchor)
        if anchor is not None and level in options.toc_levels and not _NO_TOC.search(element.get("class", "")):
            self.contents.append(Contents(level, anchor, element))

    def _codeblock(self, block: Block, frame: _Frame) -> None:
        element = code_block(block, self.attributes(block), self.document)
        element.tail = "\n"
        self.document.code_blocks.append(element)
        frame.element.append(element)

    def _math(self, block: Block, frame: _Frame) -> None:
        attributes = self.attributes(block)
        parent = frame.element
        if self.document.options.math_engine is None:
            element = self._append(parent, "div", block)
            element.set("class", f"{element.get('class', '')} kdmath".lstrip())
            element.text = f"$$\n{block.value}\n$$"
            return
        formula = math(block.value, display=True)
        formula.tail = "\n"
        self.document.lines[formula] = block.line
        if attributes:
            parent = SubElement(parent, "div", attributes)
            parent.tail = "\n"
        parent.append(formula)

    def _rule(self, block: Block, frame: _Frame) -> None:
        self._append(frame.element, "hr", block)

    # --- containers

    def _container(self, block: Block, frame: _Frame) -> _Frame:
        element = self._append(frame.element, block.kind, block)
        element.text = "\n"
        return _Frame(iter(block.children), element, block, frame.in_html)

    def _list(self, block: Block, frame: _Frame) -> _Frame | None:
        references = block.ial.references if block.ial else ()
        if "toc" in references and self.toc_place is None:
            self.toc_place = self._append(frame.element, block.kind, block)
            self.document.lines[self.toc_place] = block.line
            return None
        if "footnotes" in references and self.footnotes_place is None:
            self.footnotes_place = self._append(frame.element, block.kind, block)
            return None
        opened = self._container(block, frame)
        if block.options.get("start", 1) != 1:
            opened.element.set("start", str(block.options["start"]))
        return opened

    def _callout(self, block: Block, frame: _Frame) -> _Frame:
        options = block.options
        fold = options.get("fold", "")
        element = self._append(frame.element, "details" if fold else "div", block)
        classes = f"callout callout-{options['kind']}"
        element.set("class", f"{classes} {element.get('class', '')}".rstrip())
        if fold == "open":
            element.set("open", "open")
        element.text = "\n"
        if options["title"]:
            title = SubElement(element, "summary" if fold else "p", {"class": "callout-title"})
            title.tail = "\n"
            self.spans.parse(title, options["title"], block.line)
        return _Frame(iter(block.children), element, block, frame.in_html)

    def _tabs(self, block: Block, frame: _Frame) -> _Frame:
        self.tab_sets += 1
        element = self._append(frame.element, "div", block)
        element.set("class", f"tabs {element.get('class', '')}".rstrip())
        for number, tab in enumerate(block.children, 1):
            tab.options["id"] = f"tab-{self.tab_sets}-{number}"
        return _Frame(iter(block.children), element, block, frame.in_html)

    def _tab(self, block: Block, frame: _Frame) -> _Frame:
        name = block.options["id"]
        button = {"type": "radio", "name": name.rpartition("-")[0], "id": name}
        if block.options["chosen"]:
            button["checked"] = "checked"
        SubElement(frame.element, "input", button)
        label = SubElement(frame.element, "label", {"for": name})
        label.tail = "\n"
        self.spans.parse(label, block.value, block.line)
        element = self._append(frame.element, "div", block)
        element.set("class", "tab")
        element.text = "\n"
        return _Frame(iter(block.children), element, block, frame.in_html)

    def _item(self, block: Block, frame: _Frame) -> _Frame:
        element = self._append(frame.element, block.kind, block)
        children = block.children
        if children and not (children[0].kind == "p" and children[0].transparent):
            element.text = "\n"
        return _Frame(iter(children), element, block, frame.in_html)

    def _term(self, block: Block, frame: _Frame) -> None:
        element = self._append(frame.element, "dt", block)
        self.spans.parse(element, block.value, block.line, in_html=frame.in_html)
        if element.get("id") is None and frame.block.ial:
            for reference in frame.block.ial.references:
                if match := _AUTO_IDS.match(reference):
                    element.set("id", (match[1] or "") + kramdown_id(raw_text(self.document, element)))
                    break

    def _section(self, block: Block, frame: _Frame) -> _Frame:
        element = self._append(frame.element, block.kind, block)
        element.text = "\n"
        block.options["alignment"] = frame.block.options["alignment"]
        return _Frame(iter(block.children), element, block, frame.in_html)

    def _row(self, block: Block, frame: _Frame) -> None:
        row = self._append(frame.element, "tr", block)
        row.text = "\n"
        tag = "th" if frame.block.kind == "thead" else "td"
        for cell, alignment in zip(block.children, frame.block.options["alignment"], strict=True):
            element = self._append(row, tag, cell)
            if cell.value:
                self.spans.parse(element, cell.value, cell.line, in_html=frame.in_html)
            if not len(element) and not element.text:
                element.text = _NBSP
            if alignment:
                element.set("style", f"text-align: {alignment}")

    # --- HTML

    def _html(self, block: Block, frame: _Frame) -> _Frame:
        model = block.options["model"]
        element = block.options.get("element")
        if element is None:
            element = Element(block.value)
        if not _is_raw(frame.block):
            element.attrib = self.attributes(block)
            element.tail = "\n"
            frame.element.append(element)
            self.document.lines[element] = block.line
        if model == "block" and block.children:
            element.text = "\n"
        if model == "raw" and block.options["closed"] and block.value not in VOID_ELEMENTS:
            self.document.self_closed.add(element)
        return _Frame(iter(block.children), element, block, True)

    def _text(self, block: Block, frame: _Frame) -> None:
        self.spans.parse(frame.element, block.value, block.line, in_html=frame.in_html)

    def _raw(self, block: Block, frame: _Frame) -> None:
        """What is finished HTML: the content of a script, a comment, an extension."""
        value = f"<!-- {block.value} -->" if block.kind == "comment" else block.value
        element = markup(value)
        element.tail = "" if _is_raw(frame.block) else "\n"
        frame.element.append(element)


_BUILDERS: dict[str, Callable[[Builder, Block, _Frame], _Frame | None]] = {
    "p": Builder._transparent,
    "header": Builder._header,
    "codeblock": Builder._codeblock,
    "blockquote": Builder._container,
    "callout": Builder._callout,
    "tabs": Builder._tabs,
    "tab": Builder._tab,
    "hr": Builder._rule,
    "math": Builder._math,
    "ul": Builder._list,
    "ol": Builder._list,
    "dl": Builder._container,
    "li": Builder._item,
    "dd": Builder._item,
    "dt": Builder._term,
    "table": Builder._container,
    "thead": Builder._section,
    "tbody": Builder._section,
    "tfoot": Builder._section,
    "tr": Builder._row,
    "html": Builder._html,
    "text": Builder._text,
    "raw": Builder._raw,
    "markup": Builder._raw,
    "comment": Builder._raw,
}


def _is_raw(block: Block) -> bool:
    return block.kind == "html" and block.options["model"] == "raw"
