"""What one Markdown text becomes: a body whose links are still symbolic.

A body depends on its own text and the Markdown settings alone. Where a link leads is known only once the whole site
is, so the HTML holds a marker for every address, and `Body.fill` puts the addresses in when a page is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import msgspec

from dapsagi.problems import Problem

# Control characters are not allowed in HTML, and the parser drops them from its input: no text can forge a marker.
MARKER_OPEN = "\x02"
MARKER_CLOSE = "\x03"


class Heading(msgspec.Struct, frozen=True):
    """A heading of the body: its level (1-6), the id it answers to and its text as inline HTML without links."""

    level: int
    anchor: str
    html: str


class Link(msgspec.Struct, frozen=True):
    """One address in the body, in the order of the HTML.

    `element` and `attribute` say where it stands (`a`/`href`, `img`/`src`, …), `target` is the address as the author
    wrote it (unescaped), `text` the visible words of a link or the `alt` of an image, `line` the line of the text
    (from 1) where the address is spelled.
    """

    element: str
    attribute: str
    target: str
    text: str
    line: int


class Block(msgspec.Struct, frozen=True):
    """A top-level block of the body and the line (from 1) on which its source begins, for the preview."""

    line: int
    tag: str


class Excerpt(msgspec.Struct, frozen=True):
    """The beginning of a body, rendered on its own: `html` holds one marker for each of `links`."""

    html: str = ""
    links: tuple[Link, ...] = ()

    def fill(self, addresses: Sequence[str]) -> str:
        """Return the HTML with `addresses[i]` in the place of link i."""
        return fill_markers(self.html, lambda index: addresses[index])

    def as_written(self) -> str:
        """Return the HTML with every address as the author wrote it."""
        return self.fill([link.target for link in self.links])


class Body(msgspec.Struct, frozen=True):
    """The rendered body of a post or page; `html` holds one marker for each of `links`."""

    html: str
    links: tuple[Link, ...] = ()
    toc: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    excerpt: Excerpt = Excerpt()
    text: str = ""
    blocks: tuple[Block, ...] = ()
    features: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def fill(self, addresses: Sequence[str]) -> str:
        """Return the HTML with `addresses[i]` in the place of link i."""
        return fill_markers(self.html, lambda index: addresses[index])

    def as_written(self) -> str:
        """Return the HTML with every address as the author wrote it."""
        return self.fill([link.target for link in self.links])


def fill_markers(html: str, address_of: Callable[[int], str]) -> str:
    """Replace each marker in `html` by the escaped address of its link."""
    first, *rest = html.split(MARKER_OPEN)
    pieces = [first]
    for piece in rest:
        index, _, tail = piece.partition(MARKER_CLOSE)
        pieces += (escape(address_of(int(index))), tail)
    return "".join(pieces)
