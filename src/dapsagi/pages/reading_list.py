"""The reading list as its pages and the ends of posts show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from dapsagi.journey.references import KINDS, Kind, Reference
from dapsagi.pages.views import Anchor, ReferenceEntry, ReferenceGroup, ReferenceLink
from dapsagi.post.values import Post

#: How the list is grouped, each way on a page of its own.
Order: TypeAlias = Literal["kind", "journey", "year"]


class Shelving(msgspec.Struct, frozen=True):
    """What the groups of a list are made from.

    Posts by key, the journey of each post as a link, the journeys' colours by address, and the words of the page.
    """

    posts: Mapping[str, Post]
    journey_of: Mapping[str, Anchor]
    color_of: Mapping[str, int]
    strings: Mapping[str, str]


def group_references(references: Iterable[Reference], order: Order, shelving: Shelving) -> tuple[ReferenceGroup, ...]:
    """Group works by kind, by the journey of the posts that speak of them, or by the year in which one first did.

    A work of several journeys stands in each. What belongs to no journey comes last; years run backwards.
    """
    if order == "kind":
        return _by_kind(references, shelving)
    if order == "journey":
        return _by_journey(references, shelving)
    years: dict[int, list[Reference]] = defaultdict(list)
    for reference in references:
        years[min(shelving.posts[key].date.year for key in reference.keys)].append(reference)
    return tuple(ReferenceGroup(str(year), _entries(years[year], shelving)) for year in sorted(years, reverse=True))


def link_references(references: Iterable[Reference], strings: Mapping[str, str]) -> tuple[ReferenceLink, ...]:
    """Return works as the end of a post shows them, in the words of its page."""
    return tuple(
        ReferenceLink(each.title, each.url, strings[_KIND_WORDS[each.kind]], each.details.authors, each.details.year)
        for each in references
    )


def references_of(references: Iterable[Reference]) -> dict[str, list[Reference]]:
    """Return the works that each post speaks of, by its key."""
    of: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        for key in reference.keys:
            of[key].append(reference)
    return dict(of)


# --- Details ----------------------------------------------------------------------------------------------------

_KIND_WORDS: dict[Kind, str] = {
    "paper": "kind_paper",
    "book": "kind_book",
    "course": "kind_course",
    "code": "kind_code",
    "data": "kind_data",
    "model": "kind_model",
    "video": "kind_video",
    "community": "kind_community",
    "article": "kind_article",
}
_GROUP_WORDS: dict[Kind, str] = {
    "paper": "kinds_paper",
    "book": "kinds_book",
    "course": "kinds_course",
    "code": "kinds_code",
    "data": "kinds_data",
    "model": "kinds_model",
    "video": "kinds_video",
    "community": "kinds_community",
    "article": "kinds_article",
}


def _by_kind(references: Iterable[Reference], shelving: Shelving) -> tuple[ReferenceGroup, ...]:
    kinds: dict[Kind, list[Reference]] = defaultdict(list)
    for reference in references:
        kinds[reference.kind].append(reference)
    return tuple(
        ReferenceGroup(shelving.strings[_GROUP_WORDS[kind]], _entries(kinds[kind], shelving))
        for kind in KINDS
        if kind in kinds
    )


def _by_journey(references: Iterable[Reference], shelving: Shelving) -> tuple[ReferenceGroup, ...]:
    journeys: dict[Anchor | None, list[Reference]] = defaultdict(list)
    for reference in references:
        for journey in dict.fromkeys(shelving.journey_of.get(key) for key in reference.keys):
            journeys[journey].append(reference)
    named = sorted((each for each in journeys if each), key=lambda each: (each.label, each.url))
    return tuple(
        ReferenceGroup(
            journey.label if journey else shelving.strings["no_journey"],
            _entries(journeys[journey], shelving),
            journey.url if journey else "",
            shelving.color_of[journey.url] if journey else None,
        )
        for journey in (*named, *([None] if None in journeys else []))
    )


def _entries(references: Iterable[Reference], shelving: Shelving) -> tuple[ReferenceEntry, ...]:
    return tuple(
        ReferenceEntry(
            title=each.title,
            url=each.url,
            kind=shelving.strings[_KIND_WORDS[each.kind]],
            authors=each.details.authors,
            year=each.details.year,
            venue=each.details.venue,
            posts=tuple(Anchor(shelving.posts[key].title, shelving.posts[key].href) for key in each.keys),
        )
        for each in references
    )
