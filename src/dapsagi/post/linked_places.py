"""Where the links of a body stand in its texts: pieces of text with their links, addresses and numbers of works.

An address that stands in the text without being a link counts too: in kramdown it stays plain text. So does the number
of a paper or book: `arXiv:1711.09020`, `doi:10.1145/3319008`, `ISBN 978-89-6848-463-6`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from operator import attrgetter
from typing import NamedTuple

from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN, Body, fill_markers
from dapsagi.patterns import lazy_pattern

#: An address in a text. Hangul may follow an address at once; nobody writes it into the address of a paper as it is.
BARE = lazy_pattern(r"https?://[^\s<>\"'`\\가-힣ㄱ-ㆎ「」『』“”‘’《》。、，）】；！？]+", re.I)
SPACES = lazy_pattern(r"\s+")
SENTENCE_END = lazy_pattern(r"[.!?。？！…][)\]」』”’\"']*(?=\s)|\n")


class Place(NamedTuple):
    """Where a link stands in the text of its piece; the `number` of a bare address is `BARE_ADDRESS`."""

    start: int
    end: int
    number: int
    address: str


BARE_ADDRESS, NUMBERED = -1, -2

start_of: Callable[[Place], int] = attrgetter("start")


class Piece(NamedTuple):
    """A line or block of text with the links in it."""

    text: str
    links: list[Place]
    heading: bool


def find_pieces(body: Body, *, numbered: bool) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces of a body that have links or addresses in them, each with the place where it begins.

    Where it is `numbered`, those with numbers of works count too.
    """
    heading = code = False
    for at, blocks, ends_listing in _paragraphs(body.html):
        if ends_listing:
            # Most of the tags of a body are those of its listings, which have no links.
            listing = None if code else _LISTING.search(blocks)
            blocks = "" if code else blocks[: listing.start()] if listing else blocks
            code = False
        if not _may_link(blocks, numbered) and ("</pre" if code else "<pre") not in blocks:
            continue
        parts = [*_BLOCK.split(blocks), ""]
        counted = 0
        for position in range(0, len(parts), 2):
            html = parts[position]
            if not code and _may_link(html, numbered):
                piece = _read_piece(html, heading)
                if piece.links:
                    at, counted = at + sum(map(len, parts[counted:position])), position
                    yield at, piece
            tag = parts[position + 1].lower()
            if not tag.startswith(_TELLING):
                continue
            if tag.startswith(("<pre", "</pre")):
                code = tag[1] == "p"
            elif tag.startswith("<iframe"):
                if found := _SRC.search(parts[position + 1]):
                    at, counted = at + sum(map(len, parts[counted:position])), position
                    label = _TITLE.search(parts[position + 1])
                    words = unescape(label[1] or label[2] or "") if label else ""
                    yield at, Piece(words, [Place(0, len(words), int(found[1]), "")], False)
            elif _HEADING.match(tag) or tag.startswith("</h"):
                heading = tag[1] == "h"


def _paragraphs(html: str) -> Iterator[tuple[int, str, bool]]:
    """Yield a body up to the end of each paragraph or listing, with its place, and whether a listing ends it.

    Nothing is kept over the end of a paragraph, and most paragraphs have no link; the end in a comment is none.
    """
    start = 0
    for found in () if "<!--" in html else _ENDS.finditer(html):
        yield start, html[start : found.start()], found[0] == "</pre>"
        start = found.end()
    yield start, html[start:], False


def may_be_numbered(text: str) -> bool:
    """Say whether a text may have the number of a work in it; most have none, and need not be searched."""
    return "rXiv" in text or "ISBN" in text or "rxiv" in text or "doi" in text or "DOI" in text


def without_tags(html: str) -> str:
    """Return the words of a piece of HTML."""
    return unescape(_without_markers(_TAG.sub("", html)))


_BLOCK_NAMES = (
    "p li h1 h2 h3 h4 h5 h6 ul ol div table thead tbody tfoot tr td th dl dt dd blockquote pre figure figcaption"
    " section aside details summary article header footer hr br iframe"
)
# Letter by letter in both cases: alternatives of sets are told apart by their first letter, in a pattern that ignores
# case none are. Code is full of `span`, so that is told apart before all.
_BLOCK_NAME = "|".join(re.sub("[a-z]", lambda a: f"[{a[0]}{a[0].upper()}]", name) for name in _BLOCK_NAMES.split())
# No part may run past the next `<` in search of its end: that would read a text of many of them once for each.
_ATTRIBUTES = r"""(?:"[^"<]*+"|'[^'<]*+'|[^"'<>]++)*+"""
_BLOCK = lazy_pattern(rf"(<(?![sS][pP]|/[sS][pP])/?(?:{_BLOCK_NAME})\b{_ATTRIBUTES}>|<!--.*?(?:-->|\Z))", re.S)
_TAG = lazy_pattern(rf"<(/?)([a-zA-Z][\w:-]*)({_ATTRIBUTES})>")
_HREF = lazy_pattern(rf"\bhref\s*=\s*[\"']?{MARKER_OPEN}(\d+){MARKER_CLOSE}", re.I)
_SRC = lazy_pattern(rf"\bsrc\s*=\s*[\"']?{MARKER_OPEN}(\d+){MARKER_CLOSE}", re.I)
# What a player is called where it was copied from, whatever it plays.
_TITLE = lazy_pattern(
    r"""(?i)\stitle\s*=\s*(?:"(?!(?:YouTube|Vimeo)\b[^"]*(?:player|플레이어)")([^"<>]*)"|'(?!YouTube)([^'<>]*)')"""
)
_ENDS = lazy_pattern(r"</p(?:re)?>")
_LISTING = lazy_pattern(r"<[pP][rR][eE][\s>]")
_HEADING = lazy_pattern(r"<h[1-6]\b", re.I)
_NOTE = 'class="footnote"'
# The beginnings of the tags that say something of what follows them.
_TELLING = ("<h", "</h", "<pre", "</pre", "<iframe")
_AFTER_ADDRESS = ".,;:!?*_~…。、"


def _may_link(html: str, numbered: bool) -> bool:
    if "://" in html or (MARKER_OPEN in html and ("href" in html or "HREF" in html or "<iframe" in html)):
        return True
    return numbered and may_be_numbered(html)


def _read_piece(html: str, heading: bool) -> Piece:
    """Strip the tags of a piece of HTML; a link keeps the place of its words."""
    text = ""
    links: list[Place] = []
    opened: tuple[int, int] | None = None
    bare = "://" in html or may_be_numbered(html)
    code = 0
    last = 0
    note = False
    for found in (*_TAG.finditer(html), None):
        # The mark of a footnote is no word of the sentence that it stands at.
        words = "" if note else unescape(_without_markers(html[last : found.start() if found else len(html)]))
        if bare and opened is None and not code:
            links += sorted((*_bare_addresses(words, len(text)), *_numbers(words, len(text))))
        text += words
        if found is None:
            break
        last = found.end()
        closes, name = found[1], found[2].lower()
        if name == "a":
            note = not closes and _NOTE in found[3]
            if opened:
                links.append(Place(opened[0], len(text), opened[1], ""))
                opened = None
            if not closes and (href := _HREF.search(found[3])):
                opened = (len(text), int(href[1]))
        elif name == "code":
            code += -1 if closes else 1
    if opened:
        links.append(Place(opened[0], len(text), opened[1], ""))
    return Piece(text, links, heading)


def _without_markers(html: str) -> str:
    return fill_markers(html, lambda index: "") if MARKER_OPEN in html else html


def _bare_addresses(words: str, offset: int) -> Iterator[Place]:
    for found in BARE.finditer(words) if "://" in words else ():
        address = found[0].rstrip(_AFTER_ADDRESS)
        # A bracket that the address did not open belongs to the text around it.
        while address[-1] in ")]}" and address.count(address[-1]) > address.count("([{"[")]}".index(address[-1])]):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        if len(address) > len("https://"):
            yield Place(offset + found.start(), offset + found.start() + len(address), BARE_ADDRESS, address)


# How the numbers of works are announced, in any spelling that is usual.
_NUMBER = lazy_pattern(
    r"(?<![\w/.@-])(?:"
    r"(?:ar[xX]iv,?\s+(?:e-?print|preprint)s?,?\s+)?ar[xX]iv\s?[:：]?\s?\[?(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]*\d)"
    r"|(?:doi|DOI)\s?[:：]?\s?(?P<doi>10\.\d{4,9}/[^\s<>\"'`,;)\]가-힣]+)"
    r"|ISBN(?:-?1[03])?\s?[:：]?\s?(?P<isbn>(?:97[89][- ]?)?\d[\d -]{7,14}[\dXx])(?![\d-]))"
)


# A space within a DOI, as programs put there that break lines.
_BROKEN_OFF = lazy_pattern(r"(?<=[./-])\s\d")


def _numbers(words: str, offset: int) -> Iterator[Place]:
    for found in _NUMBER.finditer(words) if may_be_numbered(words) else ():
        scheme = found.lastgroup or ""
        number = found[scheme].rstrip(_AFTER_ADDRESS)
        if scheme == "doi" and _BROKEN_OFF.match(words, found.end()):
            continue
        yield Place(offset + found.start(), offset + found.end(), NUMBERED, f"{scheme}:{number}")
