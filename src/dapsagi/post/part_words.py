"""What a body says of parts: headings that may each begin one, and lines that promise one.

Both are kept with the post, so that nobody need open its body again; what they mean is decided where all posts are
known (`journey.series.headings`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dapsagi.markup.body import Heading, words_of
from dapsagi.patterns import lazy_pattern

#: Words by which a heading or a line says that its part is yet to come.
YET_TO_COME = lazy_pattern(
    r"\(?\s*(?:(?:작성|집필|준비|발행|연재|업로드)?\s?예정|(?:작성|집필|준비)\s?중|coming\s+soon"
    r"|to\s+be\s+(?:written|continued|published)|tb[ad]\b|planned)(?:입니다|이다|임)?\s*\)?",
    re.IGNORECASE,
)

# A sentence that goes on longer tells of something else as well.
_LONGEST_PROMISE = 40

# Looked for first: nearly no text has any of them.
_HINTS = (
    *("예정", "성 중", "필 중", "비 중", "성중", "필중", "비중"),
    *("oming soon", "to be ", "TBD", "TBA", "tbd", "tba", "lanned"),
)

_COUNT = r"\W{0,2}(?:\d|[IVX]+\b|one|two|three)"
# What counts the parts of something written, and what counts chapters and days as well, which most notes have.
_PART = (
    r"^\W*(?:(?:제\s?)?\d{1,3}\s?(?:편|부|화|탄)|[상중하전후]편"
    rf"|(?:part|pt|ep(?:isode)?|파트|에피소드){_COUNT})"
)
_CHAPTER = rf"^\W*(?:(?:제\s?)?\d{{1,3}}\s?(?:장|일\s?차|주\s?차|회\s?차)|(?:chap(?:ter)?|ch|day|week|챕터){_COUNT})"
_PARTS = lazy_pattern(_PART, re.I)
_CHAPTERS = lazy_pattern(_CHAPTER, re.I)
_NUMBERED = lazy_pattern(f"{_PART}|{_CHAPTER}", re.I)

# An introduction may stand before the first part, afterthoughts and sources behind the last chapter.
_MOST_BEFORE = 1
_MOST_BEHIND = 2


def find_numbered_headings(toc: Sequence[Heading]) -> tuple[tuple[str, str], ...]:
    """Return the text and anchor of the headings that may divide a post into parts; none unless there are several.

    They are of one level, and the post begins with the first of them, or with an introduction. Other headings may stand
    beside parts (`1부`, `Part 1`). Chapters and days (`1장`, `Day 1`) stand alone: among other headings they count
    what a post happens to speak of.
    """
    texts = [words_of(each.html).strip() for each in toc]
    for pattern in (_PARTS, _CHAPTERS):
        numbered = [place for place, text in enumerate(texts) if pattern.match(text)]
        level = min((toc[place].level for place in numbered), default=0)
        parts = [place for place in numbered if toc[place].level == level]
        if len(parts) > 1 and _divide(parts, toc, texts, alone=pattern is _CHAPTERS):
            return tuple((texts[place], toc[place].anchor) for place in parts)
    return ()


def _divide(parts: Sequence[int], toc: Sequence[Heading], texts: Sequence[str], *, alone: bool) -> bool:
    """Tell whether the headings at the places `parts` divide a post, `alone` or with others of their level."""
    level, first, last = toc[parts[0]].level, parts[0], parts[-1]
    before = [place for place in range(first) if toc[place].level == level]
    between = [place for place in range(first, last) if toc[place].level <= level]
    behind = [place for place in range(last + 1, len(toc)) if toc[place].level <= level]
    if len(before) > _MOST_BEFORE or any(any(map(str.isdigit, texts[place])) for place in before):
        return False
    if sum(each.level < level for each in toc[:first]) > _MOST_BEFORE or any(toc[p].level < level for p in between):
        return False
    return not alone or (len(between) == len(parts) - 1 and len(behind) <= _MOST_BEHIND)


def find_promises(text: str) -> tuple[str, ...]:
    """Return the lines of a body's text that begin with the number of a part and say that it is yet to come."""
    if not any(hint in text for hint in _HINTS):
        return ()
    lines = (line.strip() for line in text.split("\n") if len(line) <= _LONGEST_PROMISE)
    return tuple(line for line in lines if _NUMBERED.match(line) and YET_TO_COME.search(line))
