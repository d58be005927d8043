"""Posts and pages: their text, and all that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from dapsagi.pages.views.parts import (
    Anchor,
    BodyRef,
    Cover,
    DatedAnchor,
    Mark,
    Meta,
    Person,
    TermLink,
    VersionLink,
    View,
)

#: Where a station is, seen from the part that shows it.
StationState: TypeAlias = Literal["past", "here", "ahead", "planned"]


class Station(msgspec.Struct, frozen=True):
    """One part of a journey; `url` is empty for a part that is only planned.

    A part that is a heading on the page that shows the station has the `minutes` that it takes to read.
    """

    number: int
    title: str
    url: str
    state: StationState
    minutes: int = 0


class SeriesBox(msgspec.Struct, frozen=True):
    """The journey a post is part of: this is part `position` of `total` (planned parts do not count).

    Of a long journey, the `stations` near this part are shown; `earlier` and `later` parts are left out. A post whose
    headings are parts is a journey of its own: then `position` is 0, and the stations are on its page.
    """

    name: str
    url: str
    position: int
    total: int
    stations: tuple[Station, ...]
    previous: Anchor | None
    next: Anchor | None
    color: int
    earlier: int = 0
    later: int = 0


class ReferenceLink(msgspec.Struct, frozen=True):
    """A work that a post speaks of; `kind` is a word in the page's language, `year` that of publication or 0."""

    title: str
    url: str
    kind: str
    authors: tuple[str, ...] = ()
    year: int = 0


class Quotation(msgspec.Struct, frozen=True):
    """A post that links to this one, and the sentence in which it does."""

    title: str
    url: str
    sentence: str


class RecordedChange(msgspec.Struct, frozen=True):
    """A revision of a post: when, and what was done, in its author's words."""

    date: datetime
    note: str


class PostView(View, frozen=True):
    """A post on its own page; it takes `minutes` to read.

    `versions` are those in other languages.
    `front_matter` holds the author's further keys as plain data. `thread` is what the comments are found by, the path
    or the title in plain letters; empty for a post without any. `edit_url` is where its source can be edited, empty
    where the blog does not say. `bibtex` is its entry in the lists of those who cite it, where the blog offers that.
    `lead` is the description that its author gave it.
    """

    meta: Meta
    title: str
    url: str
    date: datetime
    updated: datetime | None
    author: Person
    categories: tuple[TermLink, ...]
    tags: tuple[TermLink, ...]
    body: BodyRef
    series: SeriesBox | None
    older: Anchor | None
    newer: Anchor | None
    mark: Mark
    front_matter: Mapping[str, Any]
    edit_url: str = ""
    references: tuple[ReferenceLink, ...] = ()
    backlinks: tuple[Quotation, ...] = ()
    related: tuple[DatedAnchor, ...] = ()
    minutes: int = 0
    changes: tuple[RecordedChange, ...] = ()
    thread: str = ""
    versions: tuple[VersionLink, ...] = ()
    cover: Cover | None = None
    bibtex: str = ""
    lead: str = ""


class PageView(View, frozen=True):
    """A page outside the stream of posts, such as "about"; a `thread` is there if its author wrote `comments: true`.

    `versions` are those in other languages.
    """

    meta: Meta
    title: str
    url: str
    body: BodyRef
    front_matter: Mapping[str, Any]
    thread: str = ""
    versions: tuple[VersionLink, ...] = ()
    cover: Cover | None = None
