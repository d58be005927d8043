"""What a body says around its links: the title of a work that is linked, the sentence around a link to another post.

Both are found when a post is read, so that whoever puts the site together need not open its body again. Addresses and
numbers that are no links (`linked_places`) mean a work all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import msgspec

from dapsagi.addresses.targets import may_be_local
from dapsagi.markup.body import Body
from dapsagi.patterns import lazy_pattern
from dapsagi.post.linked_places import NUMBERED, SENTENCE_END, SPACES, Place, find_pieces, may_be_numbered, without_tags
from dapsagi.post.work_titles import ABOVE, UNNAMED, find_heading_title, find_title, find_title_above, is_of_the_subject

# What is shown around a link to another post; a sentence without an end is cut.
_LONGEST_SENTENCE = 160


class Mention(msgspec.Struct, frozen=True, array_like=True):
    """An address outside the blog, or a number such as `arxiv:1711.09020`, that a post speaks of.

    `title` is what the words around it call the work, as sure as `rank` says; `line` is the line in the source.
    """

    url: str
    title: str
    rank: int
    line: int


class Surroundings(msgspec.Struct, frozen=True):
    """The works that a body mentions, in its order, and the sentence around each link within the blog, by its index."""

    mentions: tuple[Mention, ...] = ()
    quotes: tuple[tuple[int, str], ...] = ()


def find_surroundings(
    body: Body, text: str, hosts: tuple[str, ...], line_of: Callable[[int], int] = lambda line: line, title: str = ""
) -> Surroundings:
    """Look around the links of a body that was made from `text`.

    `hosts` are the blog's own names: what leads there is no mention. `line_of` gives the line of the file for one of
    the text. `title` is that of the post, which may be about one paper.
    """
    numbered = may_be_numbered(body.text)
    if not numbered and not body.links and "://" not in body.text:
        return Surroundings()
    mentions: list[Mention] = []
    quotes: dict[int, str] = {}
    places: list[int] = []
    subjects: list[bool] = []
    find_line = _line_finder(text)
    for at, piece in find_pieces(body, numbered=numbered):
        for place in piece.links:
            link = body.links[place.number] if place.number >= 0 else None
            target = (link.target if link else place.address).strip()
            if link and may_be_local(target, hosts):
                if link.element == "a":
                    quotes.setdefault(place.number, _sentence(piece.text, place))
            elif place.number == NUMBERED or (
                target.lower().startswith(("http://", "https://", "//")) and not may_be_local(target, hosts)
            ):
                name, rank = find_title(piece, place, target)
                number = target.partition(":")[2] if place.number == NUMBERED else target
                line = link.line if link else find_line(number)
                mentions.append(Mention(target, name, rank, line_of(line) if line else 0))
                places.append(at)
                subjects.append(rank == UNNAMED and is_of_the_subject(piece, place))
    named = list(_with_headings(mentions, places, subjects, body.html, title))
    if any(mention.rank == UNNAMED for mention in named):
        named = list(_with_paragraphs(named, places, body.html))
    return Surroundings(tuple(named), tuple(sorted(quotes.items())))


# Footnotes stand below no heading, wherever the last one is.
_HEADING_BEGINS = lazy_pattern(r"<h[1-6][ >]|<div class=\"footnotes\"")
_FRAME = lazy_pattern(r"\s*<iframe")
_FAR_ABOVE = 600
_PARAGRAPH_ABOVE = lazy_pattern(
    r"<p(?: [^<>]*)?>((?:(?!<p[ >]).)*)</p>\s*(?:<(?:p|div|figure|center)\b[^<>]*>\s*)*\Z", re.S
)
_HEADING_WORDS = lazy_pattern(r"<h[1-6]\b[^<>]*>(.{,500}?)</h", re.S)


def _line_finder(text: str) -> Callable[[str], int]:
    """Return a function that finds the line of an address; asked again, that of its next place."""
    reached: dict[str, int] = {}

    def find_line(address: str) -> int:
        start = text.find(address, reached.get(address, 0))
        if start < 0:
            return 0
        reached[address] = start + len(address)
        return text.count("\n", 0, start) + 1

    return find_line


def _with_headings(
    mentions: list[Mention], places: list[int], subjects: list[bool], html: str, title: str
) -> Iterator[Mention]:
    """Name an address that has no words at all by the heading above it, if it is the only one below that.

    One of the paper that a text is about is called as the text is: as its part, or as the whole post if the post has no
    other such paper.
    """
    headings: list[int] = []
    if any(mention.rank == UNNAMED for mention in mentions):
        headings = [found.start() for found in _HEADING_BEGINS.finditer(html)]
    # What is below one heading has one number; what is above all of them has 0.
    parts = [bisect_right(headings, place) for place in places]
    alone = {part for part, count in Counter(parts).items() if count == 1}
    papers = Counter(part for part, subject in zip(parts, subjects, strict=True) if subject)
    # A post that has several of them is about none of them alone.
    subject_of_all = title if papers.total() <= 1 else ""
    for mention, part, subject in zip(mentions, parts, subjects, strict=True):
        name = ""
        if mention.rank == UNNAMED:
            if part and (part in alone or (subject and papers[part] == 1)):
                found = _HEADING_WORDS.match(html, headings[part - 1])
                name = find_heading_title(found[1], subject_of_all) if found else ""
            if not name and subject and subject_of_all:
                name = find_heading_title("paper", subject_of_all)
        yield msgspec.structs.replace(mention, title=name, rank=ABOVE) if name else mention


def _with_paragraphs(mentions: Sequence[Mention], places: Sequence[int], html: str) -> Iterator[Mention]:
    """Name what stands in a frame and has no words by the paragraph above it."""
    for mention, place in zip(mentions, places, strict=True):
        framed = mention.rank == UNNAMED and _FRAME.match(html, place)
        above = _PARAGRAPH_ABOVE.search(html, max(place - _FAR_ABOVE, 0), place) if framed else None
        name = find_title_above(without_tags(above[1])) if above else ""
        yield msgspec.structs.replace(mention, title=name, rank=ABOVE) if name else mention


# --- Sentences


# The links of a piece come one after the other, and there may be thousands of them in one.
@lru_cache(maxsize=1)
def _sentence_ends(text: str) -> list[int]:
    return [found.end() for found in SENTENCE_END.finditer(text)]


def _sentence(text: str, place: Place) -> str:
    """Return the sentence around a link, at most `_LONGEST_SENTENCE` characters with the link in their middle."""
    ends = _sentence_ends(text)
    before, after = bisect_right(ends, place.start), bisect_left(ends, place.end)
    start = ends[before - 1] if before else 0
    end = ends[after] if after < len(ends) else len(text)
    if end - start > _LONGEST_SENTENCE:
        spare = max(_LONGEST_SENTENCE - (place.end - place.start), 0) // 2
        first, last = max(start, place.start - spare), min(end, place.end + spare)
        head = "…" if first > start else ""
        tail = "…" if last < end else ""
        return head + SPACES.sub(" ", text[first:last]).strip()[: _LONGEST_SENTENCE * 2] + tail
    return SPACES.sub(" ", text[start:end]).strip()
