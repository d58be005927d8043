"""HTML within a line. Source: kramdown's syntax page, "HTML Spans"."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from dapsagi.markup.html_syntax import (
    BLOCK_ELEMENTS,
    CLOSE_TAG,
    CONTENT_MODEL,
    KNOWN_ELEMENTS,
    MARKDOWN_VALUES,
    TAG,
    VOID_ELEMENTS,
    is_element,
    parse_attributes,
    tag_name,
)
from dapsagi.markup.spans.links import ANCHOR, parse_autolink
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.symbols import parse_symbol
from dapsagi.markup.spans.triggers import End, Scope

_NEWLINES = re.compile(r"\n+")


@lru_cache(maxsize=256)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}[ \t\n\r\f\v]*>", re.IGNORECASE if name in KNOWN_ELEMENTS else 0)


def parse_angle(spans: SpanParser, pos: int) -> bool:
    """Parse what begins with `<`: an automatic link, a tag, a comment, or guillemets."""
    if spans.raw:
        return parse_html(spans, pos)
    return parse_autolink(spans, pos) or parse_html(spans, pos) or parse_symbol(spans, pos)


def parse_html(spans: SpanParser, pos: int) -> bool:
    """Parse an element with all in it, a comment, or a tag that is text because it has no place here."""
    text = spans.text
    after = text[pos + 1 : pos + 2]
    if after == "!":
        end = spans.finder.find("-->", pos + 4) if text.startswith("<!--", pos) else -1
        if end < 0:
            return False
        spans.add_markup(text[pos : end + 3])
        spans.pos = end + 3
        return True
    if after == "/":
        match = CLOSE_TAG.match(text, pos)
        if match:
            spans.add_text(match[0])
            spans.pos = match.end()
        return match is not None
    match = TAG.match(text, pos)
    if not match:
        return False
    spans.pos = match.end()
    name = tag_name(match[1])
    if spans.document.extended and not is_element(name) and spans.finder.find(f"</{name}", pos) < 0:
        # `List<int>` is no element.
        spans.pos = pos
        return False
    if name in BLOCK_ELEMENTS or spans.too_deep:
        spans.add_text(match[0])
        return True
    _parse_element(spans, name, match[2], closed=bool(match[3]))
    return True


def _parse_element(spans: SpanParser, name: str, attributes: str, *, closed: bool) -> None:
    line = spans.line_at(spans.pos)
    element = Element(name)
    for key, value in parse_attributes(attributes, name in KNOWN_ELEMENTS).items():
        element.set(key, _NEWLINES.sub(" ", value) if "\n" in value else value)
    raw_content = CONTENT_MODEL.get(name, "raw") == "raw"
    raw = spans.raw or raw_content or not spans.document.options.parse_span_html
    asked = MARKDOWN_VALUES.get(element.attrib.pop("markdown", ""))
    if asked == "span":
        raw = False
    elif asked == "default":
        raw = raw_content
    elif asked == "raw":
        raw = True
    spans.document.lines[element] = line
    if name == "a":
        spans.document.html_links.add(element)
    if raw:
        spans.document.raw.add(element)
    if not closed and name not in VOID_ELEMENTS:
        # The end of the text closes it too.
        tag = _end_tag(name)
        end = End("<", lambda spans, pos: tag.match(spans.text, pos) is not None)
        found = spans.walk(element, Scope("html", ANCHOR if name == "a" else 0, end, raw), spans.pos)
        match = tag.match(spans.text, spans.pos) if found else None
        spans.pos = match.end() if match else len(spans.text)
    spans.append(element)
