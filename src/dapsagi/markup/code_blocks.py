"""Code blocks as elements: in Rouge's wrapper, as Jekyll's readers have them, with what a fence asks for.

Source: the HTML that kramdown writes with its highlighter `rouge` (kramdown's page "Syntax Highlighting").
"""

from __future__ import annotations

import re
from collections.abc import Container
from html import escape
from xml.etree.ElementTree import Element, SubElement

from dapsagi.markup.blocks.block import Attributes, Block
from dapsagi.markup.document import Document
from dapsagi.markup.highlight import language_of, with_language, without_language
from dapsagi.markup.tree import markup

MERMAID = "mermaid"
_SPAN = re.compile(r'(<span class="[^"]*">)([^<]*\n[^<]*)</span>')


def code_block(block: Block, attributes: Attributes, document: Document) -> Element:
    """Return the element of a code block, whose attributes are given."""
    options = document.options
    attributes = dict(attributes)
    classes = attributes.pop("class", "")
    language = language_of(classes)
    if language:
        classes = without_language(classes)
    if language == MERMAID and options.dialect == "dapsagi":
        return _diagram(block.value, attributes)
    shown = language or options.default_lang or "plaintext"
    html = document.highlight(block.value, block.options.get("language") or shown)
    if html is None:
        return _plain(block.value, attributes if not classes else {"class": classes, **attributes}, language)
    if options.line_numbers and options.dialect == "jekyll":
        html = beside_numbers(html, "rouge-gutter", "rouge-code")
    elif options.line_numbers or "marked" in block.options or "first_number" in block.options:
        first = block.options.get("first_number", 1 if options.line_numbers else None)
        html = with_marks(html, block.options.get("marked", frozenset()), first)
    element = Element("div", {"class": with_language(classes, shown), **attributes})
    if title := block.options.get("title"):
        caption = SubElement(element, "div", {"class": "code-title"})
        caption.text = title.replace("&", "&amp;")
    element.append(markup(f'<div class="highlight"><pre class="highlight"><code>{html}</code></pre></div>'))
    return element


def _plain(code: str, attributes: Attributes, language: str | None) -> Element:
    """A block whose language the highlighter does not know."""
    pre = Element("pre", attributes)
    element = SubElement(pre, "code", {"class": f"language-{language}"} if language else {})
    element.text = code.removesuffix("\n").replace("&", "&amp;") + "\n"
    return pre


def _diagram(source: str, attributes: Attributes) -> Element:
    """A diagram that a script draws; without it, its source is shown."""
    pre = Element("pre", {"class": MERMAID, **attributes})
    pre.append(markup(escape(source, quote=False)))
    return pre


def beside_numbers(html: str, gutter: str, code: str) -> str:
    """Return highlighted code beside the numbers of its lines, as Rouge's `HTMLTable` has them in classes to choose."""
    html = html if html.endswith("\n") else html + "\n"
    numbers = "".join(f"{number}\n" for number in range(1, html.count("\n") + 1))
    return (
        f'<table class="rouge-table"><tbody><tr><td class="{gutter} gl"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="{code}"><pre>{html}</pre></td></tr></tbody></table>'
    )


def with_marks(html: str, marked: Container[int], first: int | None = None) -> str:
    """Return highlighted code with some lines marked, and all of them numbered from the `first` if one is given.

    No token reaches over a line end then; the highlighter puts none into another (`tokens_as_html`).
    """
    html = _SPAN.sub(lambda match: "\n".join(_pieces(match[1], match[2])), html)
    lines = html.removesuffix("\n").split("\n")
    out = []
    for number, line in enumerate(lines, start=1):
        if first is not None:
            line = f'<span class="lineno">{first + number - 1}</span>{line}'
        out.append(f'<span class="hll">{line}\n</span>' if number in marked else f"{line}\n")
    return "".join(out)


def _pieces(start_tag: str, text: str) -> list[str]:
    return [f"{start_tag}{part}</span>" if part else "" for part in text.split("\n")]
