"""Addresses of the web that stand in the text as they are.

An address ends before white space, quotation marks, brackets that it did not open, the punctuation of a sentence,
and Hangul that is a particle rather than a part of the path: `https://x.kr/에서` ends before `에서`, while
`https://ko.wikipedia.org/wiki/한국` is a whole. Hangul belongs to an address only if it begins a part of the path.

Source: GitHub Flavored Markdown's specification, "Autolinks (extension)"; the particles are those of Korean grammar.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from dapsagi.markup.additions.marks import MARK
from dapsagi.markup.spans.links import ANCHOR, LINK
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.patterns import lazy_pattern

_LETTERS = "가-힣ㄱ-ㆎ぀-ヿ一-鿿"
_ADDRESS = lazy_pattern(
    rf"https?://(?=[A-Za-z0-9])(?:[A-Za-z0-9\-._~:/?#@!$&'()+,;=%\u00c0-\u02af]"
    rf"|\\[_~#&.\-]|(?<=[/=#_\-])[{_LETTERS}][{_LETTERS}A-Za-z0-9\-._%]*+)++"
)
_HOST = lazy_pattern(r"https?://(?:[^/?#@\s]*@)?([^/?#\s]+)")
_ENTITY_END = lazy_pattern(r"&[A-Za-z0-9]+;\Z")
_PARTICLES = (
    "에서는|에서도|에서|에게|에는|에도|에|으로는|으로|로는|로|를|을|은|는|이라는|이라고|이다|입니다|이며|이고|이나|이|가"
    "|의|와|과|하고|도|만|까지|부터|처럼|보다|라는|라고|및|등"
)
_PARTICLE_END = lazy_pattern(rf"(?<=[/=#_\-])(?:{_PARTICLES})\Z")
_TRAILING = frozenset("?!.,:;*_~'\"\\")


def parse_bare_url(spans: SpanParser, pos: int) -> bool:
    """Link an address; within a link, and right after a Latin letter or a digit, it is text."""
    text = spans.text
    if spans.open & (LINK | ANCHOR):
        return False
    if pos and text[pos - 1].isascii() and text[pos - 1].isalnum():
        return False
    match = _ADDRESS.match(text, pos)
    written = trimmed(match[0]) if match else ""
    if spans.open & MARK:
        written = written.removesuffix("==")
    host = _HOST.match(written)
    if not host or "." not in host[1].strip("."):
        return False
    # Some editors escape underscores wherever they stand.
    address = written.replace("\\", "")
    element = Element("a")
    element.text = address.replace("&", "&amp;")
    spans.add_link(element, "a", address.replace("&", "&amp;"), None, "", spans.line_at(pos))
    spans.pos = pos + len(written)
    return True


def trimmed(address: str) -> str:
    """Return an address without what belongs to the sentence around it."""
    closers = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ";" and (entity := _ENTITY_END.search(address, max(0, end - 10), end)):
            end = entity.start()
        elif last in _TRAILING or last == "(" or (last == ")" and closers > 0):
            closers += (last == "(") - (last == ")")
            end -= 1
        elif particle := _PARTICLE_END.search(address, max(0, end - 6), end):
            end = particle.start()
        else:
            break
    return address[:end]
