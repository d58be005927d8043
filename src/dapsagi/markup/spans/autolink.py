"""Automatic links, `<https://…>`. Source: kramdown's syntax page, "Automatic Links"."""

from __future__ import annotations

import re

from dapsagi.markup.spans.parser import SpanParser

_SCHEME = re.compile(r"<(?:mailto|https?|ftps?):")
_MAIL = re.compile(r"<([\w\-.]++@[\w\-.]++)>")


def parse_autolink(spans: SpanParser, pos: int) -> bool:
    """Parse an address in angle brackets: of the web, or of mail."""
    text = spans.text
    if scheme := _SCHEME.match(text, pos):
        # At least one character follows the scheme, and the address ends on its line.
        close = spans.finder.find(">", scheme.end() + 1)
        if close < 0 or 0 <= spans.finder.find("\n", pos) < close:
            return False
        written = address = text[pos + 1 : close]
        end = close + 1
    elif mail := _MAIL.match(text, pos):
        written, end = mail[1], mail.end()
        address = "mailto:" + written
    else:
        return False
    element = spans.element("a")
    element.text = written.removeprefix("mailto:")
    spans.add_link(element, "a", address, None, "", spans.line_at(pos))
    spans.pos = end
    return True
