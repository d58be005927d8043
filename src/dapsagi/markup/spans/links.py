"""Links, images and automatic links. Source: kramdown's syntax page, "Links and Images", "Automatic Links"."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from dapsagi.markup.attributes import apply_attribute_list
from dapsagi.markup.document import link_id
from dapsagi.markup.grammar import SPACE, STRIPPED
from dapsagi.markup.notices import UNKNOWN_FOOTNOTE, UNKNOWN_LINK
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.triggers import End, Scope

# Kinds of open spans, as bits: a link or an image, and a link written as HTML.
LINK = 4
ANCHOR = 8

_ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")
_INDEX = re.compile(r"-?\d*(?::-?\d*){1,2}|\d+|[i-nx-z]\d?|[A-Za-z0-9]{1,2} ?[-+*/] ?[A-Za-z0-9]{1,2}")
# A third pair of brackets, which is no footnote and begins no second link.
_THIRD = re.compile(r"\[(?!\^)[^\[\]\n]*+\](?!\[)")
_LEFT_OUT = re.compile(r"[A-Za-z]{1,4}|\w-\w.*")
_ID = re.compile(rf"[{SPACE}]*+\[([^\]]+)?\]")
_SPACES = re.compile(rf"[{SPACE}]+")
_ANGLED = re.compile(r"\(<(.*?)>")
_PAREN = re.compile(rf"(\()|(\))|[{SPACE}](?=['\"])")
_TITLE_START = re.compile(rf"[{SPACE}]*+([\"'])")
_TITLE_END = {quote: re.compile(rf"{quote}[{SPACE}]*?\)") for quote in "\"'"}


def _link_end() -> End:
    """Return where the text of a link ends: brackets within must be balanced, images count once."""
    count = 1

    def is_at(spans: SpanParser, pos: int) -> bool:
        nonlocal count
        character = spans.text[pos]
        if character == "]":
            count -= 1
        elif character == "[" or spans.text.startswith("![", pos):
            count += 1
        else:
            return False
        return count == spans.images

    return End("]", is_at)


def parse_footnote_or_link(spans: SpanParser, pos: int) -> bool:
    """Parse what begins with `[`: a footnote's marker or a link."""
    text = spans.text
    if text.startswith("^", pos + 1):
        return _parse_footnote_marker(spans, pos)
    if pos + 1 >= len(text):
        return False
    return _parse_link(spans, "a", pos, pos + 1)


def parse_image(spans: SpanParser, pos: int) -> bool:
    """Parse what begins with `![`."""
    if spans.text[pos + 2 : pos + 3] in ("", "^"):
        return False
    return _parse_link(spans, "img", pos, pos + 2)


def _parse_footnote_marker(spans: SpanParser, pos: int) -> bool:
    match = spans.document.grammar.footnote_marker.match(spans.text, pos)
    if not match:
        return False
    spans.pos = match.end()
    if match[1] in spans.document.footnotes:
        spans.add_footnote(match[1])
    else:
        # Where a text has no footnote, letters are more often those that a regular expression leaves out: `[^abc]`.
        if spans.document.footnotes or not _LEFT_OUT.fullmatch(match[1]):
            spans.document.report(UNKNOWN_FOOTNOTE, spans.line_at(pos), name=match[1])
        spans.add_text(match[0])
    return True


def _parse_link(spans: SpanParser, kind: str, pos: int, start: int) -> bool:
    text = spans.text
    if (kind == "a" and spans.open & LINK) or not _parse_link_from(spans, kind, start):
        spans.add_text(text[pos:start])
        spans.pos = start
    return True


def _is_no_link(spans: SpanParser, start: int, name: str) -> bool:
    """Say whether `[…][name]` means no link: the second is a footnote, or both are numbers or indices: `[i-1][j]`.

    No link has a third bracket behind it (`[from][to][cost]`), or a name without a letter (`[[][]]`).
    """
    if name.startswith("^"):
        return name[1:] in spans.document.footnotes
    before = spans.text[start - 2 : start - 1] if start > 1 else ""
    return (
        before in ("]", "_")
        or not any(map(str.isalnum, name))
        or (before.isascii() and before.isalnum())
        or bool(_THIRD.match(spans.text, spans.pos))
        or bool(_INDEX.fullmatch(name) and _INDEX.fullmatch(spans.text[start : spans.text.find("]", start)]))
    )


def _parse_link_from(spans: SpanParser, kind: str, start: int) -> bool:
    element = Element(kind)
    if not spans.walk(element, Scope(kind, LINK, _link_end()), start):
        return False
    text = spans.text
    label = text[start : spans.pos]
    spans.pos += 1
    address_pos = spans.pos
    line = spans.line_at(address_pos)
    title: str | None
    id_match = _ID.match(text, address_pos)
    if id_match or not text.startswith("(", address_pos):
        if id_match:
            spans.pos = id_match.end()
        name = (id_match[1] if id_match else None) or unescape(label)
        definition = spans.document.links.get(link_id(name))
        if not definition:
            if text.startswith("[", address_pos) and name.strip(STRIPPED) and not _is_no_link(spans, start, name):
                spans.document.report(UNKNOWN_LINK, line, name=_SPACES.sub(" ", name))
            return False
        address, title, line = definition.address, definition.title, definition.line
        ial = definition.block.ial if definition.block else None
        if ial:
            apply_attribute_list(element.attrib, ial, spans.document.attribute_lists)
    else:
        inline = _parse_address(spans, address_pos)
        if not inline:
            return False
        address, title = inline
    spans.add_link(element, kind, address, title, unescape(label) if kind == "img" else "", line)
    return True


def unescape(text: str) -> str:
    """Return a text without the backslashes of escaped characters."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _parse_address(spans: SpanParser, pos: int) -> tuple[str, str | None] | None:
    """Parse `(address "title")`; parentheses in the address must be balanced."""
    text = spans.text
    if match := _ANGLED.match(text, pos):
        address = match[1]
        pos = match.end()
        if text.startswith(")", pos):
            spans.pos = pos + 1
            return address, None
    else:
        depth = 0
        end = pos
        for paren in _PAREN.finditer(text, pos):
            end = paren.end()
            spans.document.steps -= 1
            if paren[2]:
                depth -= 1
                if not depth:
                    spans.pos = end
                    return text[pos + 1 : end - 1].strip(STRIPPED), None
            elif paren[1]:
                depth += 1
                if spans.exhausted:
                    return None
            else:
                break
        address = text[pos + 1 : end - 1].strip(STRIPPED)
        pos = end
    opening = _TITLE_START.match(text, pos)
    if not opening:
        return None
    closing = spans.finder.match(_TITLE_END[opening[1]], opening.end() + 1)
    if not closing:
        return None
    spans.pos = closing.end()
    return address, text[opening.end() : closing.start()]


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
    element = Element("a")
    element.text = written.removeprefix("mailto:")
    spans.add_link(element, "a", address, None, "", spans.line_at(pos))
    spans.pos = end
    return True
