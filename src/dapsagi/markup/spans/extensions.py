"""`{:…}` within a line: attribute lists for the span before, and `{::comment}` and its kin.

Source: kramdown's syntax page, "Inline Attribute Lists" (span IALs) and "Extensions".
"""

from __future__ import annotations

import re

from dapsagi.markup.attributes import parse_attribute_list
from dapsagi.markup.blocks.block import AttributeList
from dapsagi.markup.blocks.extensions import EXTENSION
from dapsagi.markup.grammar import ALD_ANY_CHARS, ALD_ID_NAME
from dapsagi.markup.inline_options import set_options
from dapsagi.markup.spans.parser import SpanParser

_EXTENSION = re.compile(EXTENSION)
_EXTENSION_STOP = re.compile(rf"\{{:/(?:{ALD_ID_NAME})?\}}")
_IAL = re.compile(rf"\{{:({ALD_ANY_CHARS})\}}")


def parse_span_extension(spans: SpanParser, pos: int) -> bool:
    """Parse an extension or an attribute list; an attribute list after plain text is text."""
    text = spans.text
    if match := _EXTENSION.match(text, pos):
        return _parse_extension(spans, match)
    if _EXTENSION_STOP.match(text, pos):
        return False
    match = _IAL.match(text, pos)
    if not match or not spans.decorates:
        return False
    spans.decorate(parse_attribute_list(match[1], AttributeList()))
    spans.pos = match.end()
    return True


def _parse_extension(spans: SpanParser, match: re.Match[str]) -> bool:
    name, attributes, closed = match[1], match[2] or "", match[3]
    if name not in ("comment", "nomarkdown", "options"):
        return False
    body, end = "", match.end()
    if not closed:
        stop = spans.finder.match(re.compile(rf"\{{:/(?:{name})?\}}"), end)
        if not stop:
            return False
        body, end = spans.text[end : stop.start()], stop.end()
    options = parse_attribute_list(attributes, AttributeList()).attributes
    if name == "comment":
        if not closed:
            spans.add_markup(f"<!-- {body} -->")
    elif name == "nomarkdown":
        types = options.get("type", "").split()
        if not closed and (not types or "html" in types):
            spans.add_markup(body)
    else:
        spans.document.options = set_options(spans.document.options, options)
    spans.pos = end
    return True
