"""The front page, lists of posts, and what else readers look for something with."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from dapsagi.pages.views.parts import Anchor, BodyRef, Card, DatedAnchor, JourneyCard, Meta, View

#: What a list shows: part of the stream of all posts, or the posts of a term.
ListKind: TypeAlias = Literal["stream", "category", "tag"]


class HomeView(View, frozen=True):
    """The front page: the newest posts, the journeys that were continued last, and the ways to older posts and to all
    journeys (`journeys_url`, empty where there are none). The author is `walking` them if they were continued in the
    year before the newest post; where none was, the last ones stand there. `body` is what the author says above the
    posts, if anything. `learning` is what the author is learning now, each with the address of its list if it has one.
    `pinned` are the posts to begin with, the newest first, and `revised` those that were changed since the others were
    written, each with the date of its last change.
    """

    meta: Meta
    cards: tuple[Card, ...]
    journeys: tuple[JourneyCard, ...]
    older: Anchor | None
    journeys_url: str = ""
    body: BodyRef | None = None
    learning: tuple[Anchor, ...] = ()
    pinned: tuple[Card, ...] = ()
    revised: tuple[DatedAnchor, ...] = ()
    walking: bool = False


class ListView(View, frozen=True):
    """Part of the stream of posts, or the posts of one category or tag; `title` is empty for the stream.

    `first` and `last` are the dates of the oldest and newest card: a list is named by its span of time and not by a
    number, because it is counted from the oldest end. `body` is what the author says above the posts of a category or
    tag, if anything.
    """

    meta: Meta
    kind: ListKind
    title: str
    cards: tuple[Card, ...]
    first: datetime
    last: datetime
    newer: Anchor | None
    older: Anchor | None
    index_url: str
    body: BodyRef | None = None


class TermCount(msgspec.Struct, frozen=True):
    """A category or tag in the index of all of them."""

    name: str
    url: str
    count: int


class TermsView(View, frozen=True):
    """The index of all categories or of all tags, by name; `ways` lead to both where a blog has both."""

    meta: Meta
    kind: Literal["category", "tag"]
    terms: tuple[TermCount, ...]
    ways: tuple[Anchor, ...] = ()


class YearCount(msgspec.Struct, frozen=True):
    """A year in the archive."""

    year: int
    url: str
    count: int


class PageFolder(msgspec.Struct, frozen=True):
    """The pages that lie in one folder, by title; those of a folder of dated files the newest first."""

    name: str
    pages: tuple[Anchor, ...]


class ArchiveView(View, frozen=True):
    """The archive: all years, newest first; of a blog without posts, its pages by the folders that they lie in.

    Where there is one year alone, or few posts in all, they stand here under their years, as on the page of each.
    """

    meta: Meta
    years: tuple[YearCount, ...]
    folders: tuple[PageFolder, ...] = ()
    cards: tuple[Card, ...] = ()


class YearView(View, frozen=True):
    """All posts of one year, newest first; their cards have no summary."""

    meta: Meta
    year: int
    cards: tuple[Card, ...]
    newer: Anchor | None
    older: Anchor | None
    index_url: str


class SearchView(View, frozen=True):
    """The page to search on: the names of tags and journeys to choose from, and the file that the index begins with.

    `ways` lead through the blog without a script.
    """

    meta: Meta
    index_url: str
    tags: tuple[str, ...]
    journeys: tuple[str, ...]
    ways: tuple[Anchor, ...]


class NotFoundView(View, frozen=True):
    """The page for an address that leads nowhere: the newest posts, and the sitemap to look for a better address in
    (`sitemap_url`, empty where there is none).
    """

    meta: Meta
    cards: tuple[Card, ...] = ()
    sitemap_url: str = ""
