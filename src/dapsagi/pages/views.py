"""Everything that a template may see.

A template gets two names: `site`, the `Chrome` that every page of one language shares, and `page`, one of the views
below. A page's key is the digest of both, so a view holds exactly what its page shows: a field that no template needs
makes pages stale for nothing. What depends on a body alone (its HTML, its table of contents) is not copied into the
view; the view names the body by digest and the renderer adds `content` and `toc`.

Addresses in views are ready for an `href`: percent-encoded, under the base path. `absolute_url` and its like carry
scheme and host as well, and are empty where the blog's own address is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from dapsagi.config.services import Comments
from dapsagi.digest import Digest, digest
from dapsagi.journey.references.exports import Form
from dapsagi.journey.references.model import Reference

#: The word for a post that readers would not see yet; empty for one that they do.
Mark: TypeAlias = Literal["", "draft", "future"]

#: How the formulas of a body are shown: drawn by KaTeX, left to MathJax, or as their TeX; empty where it has none.
ShownMath: TypeAlias = Literal["", "katex", "mathjax", "tex"]

#: What a list shows: part of the stream of all posts, or the posts of a term.
ListKind: TypeAlias = Literal["stream", "category", "tag"]

#: Where a station is, seen from the part that shows it.
StationState: TypeAlias = Literal["past", "here", "ahead", "planned"]

#: How the reading list is grouped: by the kinds of works, the journeys or the years of those who speak of them.
ReadingOrder: TypeAlias = Literal["kind", "journey", "year"]


class View(msgspec.Struct, frozen=True):
    """What a template gets as `page`: one of the views below."""


class Anchor(msgspec.Struct, frozen=True):
    """A labelled address: an entry of the navigation, a neighbour of a post, a way to further pages."""

    label: str
    url: str


class Person(msgspec.Struct, frozen=True):
    """Who writes the blog; empty strings for what is not known."""

    name: str = ""
    url: str = ""
    email: str = ""


class Counter(msgspec.Struct, frozen=True):
    """A script of a service that counts visits: its name, its address and the attributes that it reads."""

    service: str
    url: str
    attributes: tuple[tuple[str, str], ...]


class Counting(msgspec.Struct, frozen=True):
    """The services that count visits; where it `asks`, only those of readers who agree."""

    counters: tuple[Counter, ...]
    asks: bool


class Chrome(msgspec.Struct, frozen=True):
    """What surrounds every page of one language: a change here makes all of them stale.

    `formulas_url` and `map_styles_url` are the style sheets of drawn formulas and of the route map. `diagrams_url` is
    the script that draws diagrams with the one at `mermaid_url`; both are empty if the blog has none. `search_url` is
    where a reader can search, empty if nowhere, and `search_script_url` what searches, empty if the page there is the
    author's own. `strings` are the theme's words in the page's language, `base` is the base path without a final
    slash, `copyright` is the line about rights that a blog has, `extra` holds the settings that the tool itself does
    not know, as plain data. `comments` and `counting` are missing where the blog has none; what they need is the script
    at `services_url`. `font_url` is the font that the blog sends along, if any.
    """

    title: str
    description: str
    lang: str
    base: str
    url: str
    home_url: str
    feed_url: str
    stylesheet_url: str
    script_url: str
    author: Person
    navigation: tuple[Anchor, ...]
    social: tuple[Anchor, ...]
    strings: Mapping[str, str]
    extra: Mapping[str, Any]
    copyright: str = ""
    formulas_url: str = ""
    map_styles_url: str = ""
    diagrams_url: str = ""
    mermaid_url: str = ""
    services_url: str = ""
    font_url: str = ""
    comments: Comments | None = None
    counting: Counting | None = None
    search_url: str = ""
    search_script_url: str = ""
    digest: Digest = ""

    def sealed(self) -> Chrome:
        """Return the chrome with its own digest kept on it, so that 10,000 pages do not compute it again."""
        return msgspec.structs.replace(self, digest=digest(msgspec.structs.replace(self, digest="")))


class Meta(msgspec.Struct, frozen=True):
    """What the `<head>` says of a page; `alternates` are the languages that its text is in, each with an address."""

    title: str
    url: str
    canonical_url: str = ""
    description: str = ""
    lang: str = "ko"
    image_url: str = ""
    kind: Literal["website", "article"] = "website"
    published: datetime | None = None
    updated: datetime | None = None
    indexed: bool = True
    alternates: tuple[tuple[str, str], ...] = ()


class TermLink(msgspec.Struct, frozen=True):
    """A category or tag as a post shows it."""

    name: str
    url: str


class VersionLink(msgspec.Struct, frozen=True):
    """A text in another language, of which `name` is what it is called by those who read it, and `lang` the code."""

    name: str
    url: str
    lang: str


class Card(msgspec.Struct, frozen=True):
    """What a list shows of a post; `series` is the journey it belongs to, with its part's number as the label says.

    `color` is the colour of that journey (0-7).
    """

    title: str
    url: str
    date: datetime
    lang: str
    summary: str = ""
    series: Anchor | None = None
    mark: Mark = ""
    color: int = 0


class Picture(msgspec.Struct, frozen=True):
    """An image of the blog's own: its size in pixels, and the copies of it to choose from, by their width."""

    width: int
    height: int
    variants: tuple[tuple[int, str], ...] = ()


class Cover(msgspec.Struct, frozen=True):
    """The picture at the head of a post: its address, what it shows, and what stands below it, as HTML.

    Its `picture` is missing for one of another host, and for one that cannot be measured.
    """

    url: str
    alt: str
    caption: str
    picture: Picture | None = None


class BodyRef(msgspec.Struct, frozen=True):
    """A body by its digest, and the addresses of those links that do not stand as the author wrote them.

    `math` says how its formulas are shown: drawn by "katex", left to "mathjax", or as "tex"; empty if it has none.
    `pictures` are the blog's own images among its links, `embeds` what is shown in the place of a link. A `plain` body
    is for a feed: its images stand as written.
    """

    digest: Digest
    addresses: tuple[tuple[int, str], ...] = ()
    math: ShownMath = ""
    pictures: tuple[tuple[int, Picture], ...] = ()
    plain: bool = False
    embeds: tuple[tuple[int, Embed], ...] = ()


class Embed(msgspec.Struct, frozen=True):
    """A post or page that another one shows within its text: all of it, or the section that `url` ends with."""

    title: str
    url: str
    body: BodyRef


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


class Change(msgspec.Struct, frozen=True):
    """A revision of a post: when, and what was done, in its author's words."""

    date: datetime
    note: str


class PostView(View, frozen=True):
    """A post on its own page; it takes `minutes` to read.

    `versions` are those in other languages.
    `front_matter` holds the author's further keys as plain data. `thread` is what the comments are found by, the path
    or the title in plain letters; empty for a post without any. `edit_url` is where its source can be edited, empty
    where the blog does not say. `bibtex` is its entry in the lists of those who cite it, where the blog offers that.
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
    related: tuple[Anchor, ...] = ()
    minutes: int = 0
    changes: tuple[Change, ...] = ()
    thread: str = ""
    versions: tuple[VersionLink, ...] = ()
    cover: Cover | None = None
    bibtex: str = ""


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


class HomeView(View, frozen=True):
    """The front page: the newest posts, the journeys that were continued last, and the ways to older posts and to all
    journeys (`journeys_url`, empty where there are none). `body` is what the author says above the posts, if anything.
    `learning` is what the author is learning now, each with the address of its list if it has one. `pinned` are the
    posts to begin with, the newest first.
    """

    meta: Meta
    cards: tuple[Card, ...]
    journeys: tuple[JourneyCard, ...]
    older: Anchor | None
    journeys_url: str = ""
    body: BodyRef | None = None
    learning: tuple[Anchor, ...] = ()
    pinned: tuple[Card, ...] = ()


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


class JourneyCard(msgspec.Struct, frozen=True):
    """A journey in a list: how many parts it has, how many are planned, and when it was walked."""

    name: str
    url: str
    parts: int
    planned: int
    first: datetime
    last: datetime
    color: int
    latest: Anchor


class JourneyPart(msgspec.Struct, frozen=True):
    """One part on the page of its journey, and the `minutes` that it takes to read.

    `card` is missing for a part that is a heading within a post, and for one that is only planned, which has no `url`
    either.
    """

    number: int
    title: str
    card: Card | None
    minutes: int = 0
    url: str = ""


class SeriesView(View, frozen=True):
    """The page of one journey: its parts in order, the `minutes` that all of them take to read, and its own feed.

    `feed_url` is empty where the blog's own address is not known.
    """

    meta: Meta
    name: str
    parts: tuple[JourneyPart, ...]
    journey: JourneyCard
    index_url: str
    minutes: int = 0
    feed_url: str = ""


class SeriesIndexView(View, frozen=True):
    """All journeys, the one continued last first; `map_url` leads to the route map."""

    meta: Meta
    journeys: tuple[JourneyCard, ...]
    map_url: str = ""


class RouteLine(msgspec.Struct, frozen=True):
    """A journey as a line of the route map; it `arrives` from an earlier map, and `leaves` for a later one."""

    name: str
    url: str
    color: int
    arrives: bool = False
    leaves: bool = False


class RouteTransfer(msgspec.Struct, frozen=True):
    """A post that a station's own links to; `stop` is its place among the stations of this map, -1 on another one."""

    title: str
    stop: int = -1


class RouteStop(msgspec.Struct, frozen=True):
    """A station of the route map: a post, or with an empty `url` a part that is planned.

    `line` is the place of its journey among the map's lines, -1 if it is part of none, and `part` its number there, 0
    if it is the whole of it or a heading to be written in it; the first station of a line on a map `opens` it.
    """

    title: str
    url: str
    date: datetime | None
    line: int = -1
    part: int = 0
    opens: bool = False
    transfers: tuple[RouteTransfer, ...] = ()
    mark: Mark = ""


class RouteStretch(msgspec.Struct, frozen=True):
    """The stations of one year or month in order of time, or with the `number` 0 the parts that are planned."""

    number: int
    stops: tuple[RouteStop, ...]


class RouteMapView(View, frozen=True):
    """The route map of a `year`, by month, or with the year 0 of the whole blog, by year, from the oldest post on."""

    meta: Meta
    year: int
    lines: tuple[RouteLine, ...]
    stretches: tuple[RouteStretch, ...]
    older: Anchor | None
    newer: Anchor | None
    index_url: str


class RouteRun(msgspec.Struct, frozen=True):
    """A journey in one year: the weeks (0-52) of its posts."""

    name: str
    url: str
    color: int
    weeks: tuple[int, ...]
    arrives: bool
    leaves: bool


class RouteYear(msgspec.Struct, frozen=True):
    """A year of the route map: how many posts it has, its journeys, and the weeks of posts that are part of none."""

    year: int
    url: str
    posts: int
    runs: tuple[RouteRun, ...]
    weeks: tuple[int, ...]


class RouteIndexView(View, frozen=True):
    """The route map of a blog that has too many posts for one: its years, the oldest first."""

    meta: Meta
    years: tuple[RouteYear, ...]
    index_url: str


class ReferenceEntry(msgspec.Struct, frozen=True):
    """A work in the reading list, and the posts that speak of it, the oldest first."""

    title: str
    url: str
    kind: str
    authors: tuple[str, ...]
    year: int
    venue: str
    posts: tuple[Anchor, ...]


class ReferenceGroup(msgspec.Struct, frozen=True):
    """The works of one kind, of one journey (with its address and colour) or of one year in which they were read."""

    title: str
    entries: tuple[ReferenceEntry, ...]
    url: str = ""
    color: int | None = None


class ReferencesView(View, frozen=True):
    """The reading list in one of its orders: `ways` lead to all of them, `exports` to it as files."""

    meta: Meta
    order: ReadingOrder
    groups: tuple[ReferenceGroup, ...]
    ways: tuple[Anchor, ...]
    exports: tuple[Anchor, ...]


class ExportView(View, frozen=True):
    """The reading list as a file for reference managers; the text is made where it is written."""

    form: Form
    references: tuple[Reference, ...]


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


class RedirectView(View, frozen=True):
    """An address that a post had before; `target_url` is absolute where the blog's own address is known."""

    meta: Meta
    target_url: str


class FeedEntry(msgspec.Struct, frozen=True):
    """A post in the feed. The addresses of `body` are absolute."""

    title: str
    absolute_url: str
    date: datetime
    updated: datetime
    author: Person
    lang: str
    summary: str
    terms: tuple[str, ...]
    body: BodyRef


class FeedView(View, frozen=True):
    """The Atom feed of the newest posts (RFC 4287)."""

    title: str
    description: str
    absolute_url: str
    home_url: str
    updated: datetime
    author: Person
    lang: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(msgspec.Struct, frozen=True):
    """One address in the sitemap (https://www.sitemaps.org/protocol.html)."""

    absolute_url: str
    updated: datetime | None


class SitemapView(View, frozen=True):
    """The sitemap: every page that a search engine should know; of more than 50,000, the addresses of its `parts`."""

    entries: tuple[SitemapEntry, ...]
    parts: tuple[str, ...] = ()


class DataView(View, frozen=True):
    """A file of an old blog that is no page and was made of Liquid, such as JSON of its data; `text` is all of it."""

    text: str


class RobotsView(View, frozen=True):
    """robots.txt; `sitemap_url` is empty where there is no sitemap."""

    sitemap_url: str
