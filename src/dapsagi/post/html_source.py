"""Pages that are written in HTML: their text stays as it is, but for the addresses, which become symbolic.

The tags are found by the tokenizer's rules of the HTML standard
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization), as far as attributes of start tags go.
"""

from __future__ import annotations

import re
from html import unescape

import msgspec

from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN, Body, Fragment, Link
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.markup.html_syntax import ADDRESSES
from dapsagi.markup.named_addresses import link_named_addresses
from dapsagi.patterns import lazy_pattern

_MARKERS = lazy_pattern(f"[{MARKER_OPEN}{MARKER_CLOSE}]")
# What is no start tag but may look like one, then a start tag. No part may run past the next `<` in search of its end:
# that would read a text of many of them once for each.
_TAG = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title)\b(?P<rawattrs>[^<>]*+)>.*?(?:</(?P=raw)\s*+>|\Z)"
    r"|<(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = lazy_pattern(
    r"""(?P<name>[^\s=>/"']++)\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>"']++))"""
)
_ANY_TAG = lazy_pattern(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*+>|\Z)|<[^<>]*+>", re.DOTALL | re.IGNORECASE)


def read_html(text: str, separator: str = "", own_head: str | None = None) -> Body:
    """Return the body that an HTML text is; lines are counted from 1 in the text.

    Its excerpt is what stands before the first `separator`, if one is given, or `own_head` in its place.
    """
    body = _read(text)
    if not separator:
        return body
    head = _read(excerpt_text(text, separator) if own_head is None else own_head)
    return msgspec.structs.replace(body, excerpt=Fragment(head.html, head.links))


def _read(text: str) -> Body:
    text = _MARKERS.sub("", text)
    links: list[Link] = []
    anchors: list[str] = []
    pieces: list[str] = []
    end = 0
    line = 1
    counted = 0
    for tag in _TAG.finditer(text):
        name = (tag["name"] or tag["raw"] or "").lower()
        group = "attributes" if tag["name"] else "rawattrs"
        for attribute in _ATTRIBUTE.finditer(text, *tag.span(group)) if name else ():
            kind = attribute.lastgroup or "bare"
            value = unescape(attribute[kind])
            if attribute["name"].lower() == "id" or (name == "a" and attribute["name"].lower() == "name"):
                anchors.append(value)
            if attribute["name"].lower() not in ADDRESSES.get(name, ()):
                continue
            line += text.count("\n", counted, attribute.start())
            counted = attribute.start()
            pieces += (
                text[end : attribute.start()],
                f'{attribute["name"]}="{MARKER_OPEN}{len(links)}{MARKER_CLOSE}"',
            )
            end = attribute.end()
            links.append(Link(name, attribute["name"].lower(), value.strip(), "", line))
    html = "".join((*pieces, text[end:]))
    words = unescape(_ANY_TAG.sub(" ", text))
    return link_named_addresses(Body(html=html, links=tuple(links), anchors=tuple(anchors), text=words), text)
