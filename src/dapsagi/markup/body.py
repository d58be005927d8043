"""What one Markdown text becomes: a body whose links and formulas are still symbolic.

A body depends on its own text and the Markdown settings alone. Where a link leads is known only once the whole site
is, and how a formula is drawn is not the parser's business; so the HTML holds a marker for every address and every
formula, and `Body.fill` puts them in when a page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape, unescape

import msgspec

from dapsagi.digest import Digest
from dapsagi.patterns import lazy_pattern
from dapsagi.problems import Problem

# Control characters are not allowed in HTML, and the parser drops them from its input: no text can forge a marker.
MARKER_OPEN = "\x02"
MARKER_CLOSE = "\x03"
# Before the number of a formula; that of a link has nothing before it.
FORMULA = "$"

# What may stand on the next line behind a formula, formulas that have no place to break, and what belongs to one.
_APART = ("", " ", "\n", "<")
_DRAWN, _UNBROKEN = '<span class="katex">', '"katex-base"'
_ATTACHED = lazy_pattern(r"(?:&#?\w+;|[^\s<&]){1,8}")
_TAG = lazy_pattern("<[^<>]*>")

# Neither what numbers its lines nor a diagram is code.
_CODE = lazy_pattern('<pre(?! class="mermaid")[^>]*>(.*?)</pre>', re.S)
_GUTTER = lazy_pattern('<(span|td) class="(?:lineno|linenos|gl|gutter|rouge-gutter)[^"]*"[^>]*>.*?</\\1>', re.S)


class Heading(msgspec.Struct, frozen=True):
    """A heading of the body: its level (1-6), the id it answers to and its text as inline HTML without links."""

    level: int
    anchor: str
    html: str


class Link(msgspec.Struct, frozen=True, array_like=True):
    """One address in the body, in the order of the HTML; those that stand in text, with no `element`, come last.

    `element` and `attribute` say where it stands (`a`/`href`, `img`/`src`, …), `target` is the address as the author
    wrote it (unescaped), `text` the visible words of a link or the `alt` of an image, `line` the line of the text
    (from 1) where the address is spelled. The target of `[[title]]` is `wiki:title`.
    """

    element: str
    attribute: str
    target: str
    text: str
    line: int


class Formula(msgspec.Struct, frozen=True):
    """One formula in the body: its TeX, whether it is a block of its own, and the line (from 1) of its block."""

    tex: str
    display: bool
    line: int

    def for_mathjax(self) -> str:
        """Return the formula as HTML that MathJax or KaTeX draws in the browser."""
        tex = escape(self.tex, quote=False)
        return f"\\[{tex}\\]" if self.display else f"\\({tex}\\)"


class Block(msgspec.Struct, frozen=True):
    """A top-level element of the body and the line (from 1) on which its source begins, for the preview.

    A formula that is a block of its own has the tag "math".
    """

    line: int
    tag: str


class Code(msgspec.Struct, frozen=True, array_like=True):
    """A block of code in the body: the digest of its language and text, and where its highlighted HTML stands."""

    digest: Digest
    start: int
    end: int


class Fragment(msgspec.Struct, frozen=True):
    """HTML with one marker for each of `links` and of `formulas`."""

    html: str = ""
    links: tuple[Link, ...] = ()
    formulas: tuple[Formula, ...] = ()

    def fill(self, addresses: Sequence[str], formulas: Sequence[str] | None = None, *, tied: bool = True) -> str:
        """Return the HTML with `addresses[i]` in the place of link i and `formulas[i]`, finished HTML, of formula i.

        Without `formulas`, they are left to MathJax. Where they are `tied`, what follows one stays on its line.
        """
        drawn = formulas or [formula.for_mathjax() for formula in self.formulas]
        return fill_markers(self.html, lambda index: addresses[index], lambda index: drawn[index], tied)

    def as_written(self) -> str:
        """Return the HTML with every address as the author wrote it."""
        return self.fill([link.target for link in self.links])


class Body(Fragment, frozen=True):
    """The rendered body of a post or page.

    `anchors` are all ids in it, and the names of its `<a name="…">`; `excerpt` is its beginning, rendered on its own;
    `text` its words, without blocks of code and formulas, a line for each block, and with the formulas of its sentences
    in plain signs; `features` which of "math", "code", "mermaid", "footnotes" and "tables" it has; `code` says where
    its highlighted code is.
    """

    toc: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    excerpt: Fragment = Fragment()
    text: str = ""
    blocks: tuple[Block, ...] = ()
    features: tuple[str, ...] = ()
    code: tuple[Code, ...] = ()
    problems: tuple[Problem, ...] = ()

    def headings(self) -> list[str]:
        """Return the words of its headings, as they stand in `text`."""
        return words_of("\n".join(heading.html for heading in self.toc)).split("\n")

    def highlights(self) -> dict[Digest, str]:
        """Return the HTML of highlighted code by the digest of its language and text."""
        return {code.digest: self.html[code.start : code.end] for code in self.code}


# A body that was just read is asked for it twice: how long it takes to read, and what search finds in it.
@lru_cache(maxsize=1)
def code_in(html: str) -> str:
    """Return the text of the blocks of code in the HTML of a body, or in a piece of it."""
    if "<pre" not in html:
        return ""
    blocks: list[str] = _CODE.findall(html)
    if any(mark in html for mark in ("lineno", "gutter", 'class="gl')):
        blocks = [_GUTTER.sub("", block) for block in blocks]
    return words_of("\n".join(blocks))


def fill_markers(
    html: str,
    address_of: Callable[[int], str],
    formula_of: Callable[[int], str] = lambda _: "",
    tied: bool = True,
) -> str:
    """Replace each marker in `html` by the escaped address of its link, or by its formula.

    A formula is `tied` to what follows it, by an element around both.
    """
    first, *rest = html.split(MARKER_OPEN)
    pieces = [first]
    for piece in rest:
        key, _, tail = piece.partition(MARKER_CLOSE)
        if key.startswith(FORMULA):
            formula = formula_of(int(key[1:]))
            # To a browser a drawn formula is a picture, and the particle or the comma behind it may begin a line.
            if tied and tail[:1] not in _APART and formula.startswith(_DRAWN) and formula.count(_UNBROKEN) == 1:
                attached = _ATTACHED.match(tail)
                end = attached.end() if attached else 0
                formula, tail = f'<span class="together">{formula}{tail[:end]}</span>', tail[end:]
            pieces += (formula, tail)
        else:
            pieces += (escape(address_of(int(key))), tail)
    return "".join(pieces)


def words_of(html: str) -> str:
    """Return the words of a piece of HTML, without its tags."""
    return unescape(_TAG.sub("", html))
