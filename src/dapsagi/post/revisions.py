"""Revisions: when a post was changed, and how. The lines at its head say so, and git may.

Such a line is a date, a dash or colon, and what was done: `2018.03.04 - 초고작성`, `2019-01-02: fixed typos`. Lines
with dates at the head of a text are taken for revisions only if one of them speaks of writing: a diary or a timetable
begins with dates as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from dapsagi.patterns import lazy_pattern


class Revision(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A change of a post: its moment (ISO 8601, in the blog's zone) or day, and what was done.

    The commit that `brought` the post into the repository changed nothing of it.
    """

    when: str
    note: str
    brought: bool = False


_LINE = lazy_pattern(
    r"\s*(?P<year>(?:19|20)\d\d)\s?[-./년]\s?(?P<month>\d\d?)\s?[-./월]\s?(?P<day>\d\d?)\s?[.일]?"
    r"\s*(?:[-–—:~|]|\()\s*(?P<note>\S.*?)\)?\s*"
)

_WRITING = lazy_pattern(
    r"작성|초고|초안|수정|추가|보완|보강|보태|업데이트|갱신|개정|고침|고쳐|다듬|퇴고|탈고|옮김|옮겨|이전|올림|게시|발행|공개|번역"
    r"|draft|wr[io]te|written|updat|revis|edit|add|fix|correct|publish|post|mov|import|translat|rewr|first|initial",
    re.IGNORECASE,
)

# A longer line is a sentence that begins with a date.
_LONGEST_NOTE = 80


def find_revisions(text: str) -> tuple[Revision, ...]:
    """Return the revisions that the first lines of a text tell of, in their order; `text` has a line for each block."""
    found: list[Revision] = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        day = _day(match) if match and len(match["note"]) <= _LONGEST_NOTE else ""
        if not match or not day:
            break
        found.append(Revision(day, match["note"]))
    return tuple(found) if any(_WRITING.search(each.note) for each in found) else ()


def without_revisions(text: str, revisions: tuple[Revision, ...]) -> str:
    """Return a text without the first lines that `find_revisions` took for `revisions`."""
    return text.split("\n", len(revisions))[-1] if revisions else text


def last_change(dated: str, revisions: Iterable[Revision]) -> str:
    """Return when a post was changed last; empty if that was not after the day on which it is dated.

    That it came into the blog's repository later than its date is no change.
    """
    latest = max((each.when for each in revisions if not each.brought), default="")
    return latest if dated and latest[:10] > dated[:10] else ""


def _day(match: re.Match[str]) -> str:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return ""
