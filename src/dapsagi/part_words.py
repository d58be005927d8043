"""What a body says of parts: headings that may each begin one, and lines that promise one.

Both are kept with the post, so that nobody need open its body again; what they mean is decided where all posts are
known (`journey.series.headings`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from dapsagi.markup.body import Heading

#: Words by which a heading or a line says that its part is yet to come.
YET_TO_COME = re.compile(
    r"\(?\s*(?:(?:작성|집필|준비|발행|연재|업로드)?\s?예정|(?:작성|집필|준비)\s?중|coming\s+soon"
    r"|to\s+be\s+(?:written|continued|published)|tb[ad]\b|planned)(?:입니다|이다|임)?\s*\)?",
    re.IGNORECASE,
)

# A sentence that goes on longer tells of something else as well.
_LONGEST_PROMISE = 40

# Looked for first: nearly no text has any of them.
_HINTS = (
    "예정",
    "성 중",
    "필 중",
    "비 중",
    "성중",
    "필중",
    "비중",
    "oming soon",
    "to be ",
    "TBD",
    "TBA",
    "tbd",
    "tba",
    "lanned",
)

_NUMBERED = re.compile(
    r"^\W*(?:제\s?)?\d{1,3}\s?(?:편|부|화|장|탄|일\s?차|주\s?차|회\s?차)|^\W*[상중하]편"
    r"|^\W*(?:part|pt|chap(?:ter)?|ch|ep(?:isode)?|day|week|파트|챕터|에피소드)\W{0,2}(?:\d|[IVX]+\b|one|two|three)",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>")


def find_numbered_headings(toc: Sequence[Heading]) -> tuple[tuple[str, str], ...]:
    """Return the text and anchor of the headings that begin with the number of a part; none if there is but one."""
    found = [(words, each.anchor) for each in toc if _NUMBERED.match(words := unescape(_TAG.sub("", each.html)))]
    return tuple(found) if len(found) > 1 else ()


def find_promises(text: str) -> tuple[str, ...]:
    """Return the lines of a body's text that begin with the number of a part and say that it is yet to come."""
    if not any(hint in text for hint in _HINTS):
        return ()
    lines = (line.strip() for line in text.split("\n") if len(line) <= _LONGEST_PROMISE)
    return tuple(line for line in lines if _NUMBERED.match(line) and YET_TO_COME.search(line))
