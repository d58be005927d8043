"""What pages are planned with: the site, and all that several kinds of pages say in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

import msgspec

from dapsagi.addresses import urls
from dapsagi.journey.references import Reference
from dapsagi.journey.series import Series
from dapsagi.pages.page import Page
from dapsagi.pages.route_map import Cartographer
from dapsagi.pages.views import (
    Anchor,
    BodyRef,
    Card,
    Chrome,
    JourneyCard,
    Meta,
    Person,
    Picture,
    ShownMath,
    TermLink,
    View,
)
from dapsagi.post.values import Post
from dapsagi.site import Site
from dapsagi.site.address_book import Found

_T = TypeVar("_T")
TermKind: TypeAlias = Literal["category", "tag"]

#: Feed readers show what is new; who wants the archive comes to the site. Jekyll's feed plugin has ten as well.
FEED_LENGTH = 10

# A card is made in microseconds; those of very many posts would take as much memory as the posts.
_CARDS_IN_HAND = 20_000

# The theme tells so many journeys apart.
_JOURNEY_COLORS = 8


class Planner:
    """A site, and what its pages share. Addresses are put together here, and what is looked up often is kept."""

    def __init__(
        self, site: Site, chromes: Mapping[str, Chrome], layouts: frozenset[str], pictures: Mapping[str, Picture]
    ) -> None:
        self.site = site
        self.pictures = pictures
        self.settings = site.settings
        self.chromes = chromes
        self.chrome = chromes[site.settings.lang]
        self.layouts = layouts
        self.term_link: dict[tuple[TermKind, str], TermLink] = {}
        self.cards: dict[str, Card] = {}
        self.series_of = {part.key: series for series in site.series for part in series.parts}
        #: The posts of each series, by its id, and the number among them of each post, by its key.
        self.keys_of = {series.id: series.keys for series in site.series}
        self.number_of = {key: number for keys in self.keys_of.values() for number, key in enumerate(keys)}
        by_age = sorted(site.series, key=lambda series: (self._first_date(series), series.name))
        self.color_of = {series.id: number % _JOURNEY_COLORS for number, series in enumerate(by_age)}
        self.series_url = {series.id: urls.term_url("series", series.id) for series in site.series}
        self.series_link = {
            series.id: Anchor(series.name, self.href(self.series_url[series.id])) for series in site.series
        }

    def with_site(self, site: Site) -> Planner:
        """Return a planner for a site with the same series and works; what they are found by is not gathered again."""
        planner = copy(self)
        planner.site = site
        planner.cards = {}
        vars(planner).pop("years", None)
        vars(planner).pop("cartographer", None)
        return planner

    def body(self, post: Post, absolute: bool = False) -> BodyRef:
        """Name a body, with addresses for a page or, if `absolute`, for a feed.

        A feed has no style sheet, and many readers strip the markup of MathML and leave its text (x2 for x²): TeX is
        ugly there but never wrong.
        """
        found = dict(self.site.links.get(post.key, ()))
        addresses = {index: self.href(place.url) for index, place in found.items()}
        if absolute:
            page = self.absolute(post.url)
            local = {index: urls.join(page, link.target) for index, link in post.links if index not in found}
            addresses = {index: self.absolute(place.url) for index, place in found.items()} | local
        return BodyRef(
            post.body,
            tuple(sorted(addresses.items())),
            self._math(post, absolute),
            () if absolute else self._shown_pictures(post, found),
            plain=absolute,
        )

    def _shown_pictures(self, post: Post, found: Mapping[int, Found]) -> tuple[tuple[int, Picture], ...]:
        images = [index for index, link in post.links if link.element == "img" and index in found]
        shown = ((index, self.pictures.get(picture_path(found[index].url))) for index in images)
        return tuple((index, picture) for index, picture in shown if picture)

    def _math(self, post: Post, absolute: bool) -> ShownMath:
        if "math" not in post.features:
            return ""
        return "tex" if absolute or self.settings.math == "none" else self.settings.math

    @cached_property
    def written(self) -> frozenset[str]:
        """The addresses of all posts and pages that have a source."""
        return frozenset(post.url for post in self.site.by_key.values())

    @cached_property
    def stream(self) -> list[str]:
        """The addresses of all posts in pages, newest first."""
        older = urls.later_pages(self.settings.paginate_path, len(self.site.posts), self.settings.paginate)
        return [self.site.former.home_url, *older]

    @cached_property
    def years(self) -> dict[int, list[Post]]:
        """The posts of each year, newest first."""
        years: dict[int, list[Post]] = defaultdict(list)
        for post in self.site.posts:
            years[post.date.year].append(post)
        return dict(years)

    def years_beside(self, year: int, url_of: Callable[[int], str]) -> tuple[Anchor | None, Anchor | None]:
        """Return links to the next newer and the next older year with posts, at the addresses that `url_of` gives."""
        years = [None, *self.years, None]
        position = years.index(year)
        newer, older = (
            None if other is None else Anchor(str(other), self.href(url_of(other)))
            for other in (years[position - 1], years[position + 1])
        )
        return newer, older

    @cached_property
    def cartographer(self) -> Cartographer:
        """What draws the route map."""
        return Cartographer(self.site, self.series_link, self.color_of)

    def walked(self, series: Series) -> list[Post]:
        """Return the posts of a series in its order, each once."""
        return [self.site.by_key[key] for key in self.keys_of[series.id]]

    def _first_date(self, series: Series) -> str:
        return min(post.date.isoformat() for post in self.walked(series))

    def latest_series(self) -> list[Series]:
        """Return all series, the one that was continued last before the others."""
        return sorted(
            self.site.series,
            key=lambda series: (max(post.date for post in self.walked(series)), series.name),
            reverse=True,
        )

    def journey_card(self, series: Series) -> JourneyCard:
        """Return what lists show of a journey."""
        walked = self.walked(series)
        dates = [post.date for post in walked]
        return JourneyCard(
            name=series.name,
            url=self.href(self.series_url[series.id]),
            parts=len(series.parts),
            planned=len(series.planned),
            first=min(dates),
            last=max(dates),
            color=self.color_of[series.id],
            latest=self._latest_part(series),
        )

    def _latest_part(self, series: Series) -> Anchor:
        part = series.parts[-1]
        post = self.site.by_key[part.key]
        return Anchor(part.title, f"{post.href}#{part.anchor}") if part.anchor else self.anchor(post)

    def shared_series(self, post: Post) -> Series | None:
        """Return the series that a post is in with others; one that it is by itself bears the post's own title."""
        series = self.series_of.get(post.key)
        return None if series is None or series.is_one_post else series

    @cached_property
    def works_of(self) -> dict[str, list[Reference]]:
        """The works that each post speaks of, by its key."""
        works: dict[str, list[Reference]] = defaultdict(list)
        for work in self.site.references:
            for key in work.keys:
                works[key].append(work)
        return dict(works)

    def make(self, url: str, template: str, view: View) -> Page:
        """Make a page in the language of the site."""
        return Page(url, template, self.chrome, view)

    def chrome_of(self, post: Post) -> Chrome:
        """Return the chrome in the language of a post."""
        return self.chromes.get(post.lang) or self.chrome

    def card(self, post: Post) -> Card:
        """Return what lists show of a post."""
        card = self.cards.get(post.key)
        if card is None:
            series = self.shared_series(post)
            card = Card(
                title=post.title,
                url=post.href,
                date=post.date,
                lang=post.lang,
                summary=post.summary,
                series=self.series_link[series.id] if series else None,
                mark=self.site.mark(post),
                color=self.color_of[series.id] if series else 0,
            )
            if len(self.cards) < _CARDS_IN_HAND:
                self.cards[post.key] = card
        return card

    def anchor(self, post: Post) -> Anchor:
        """Return a link to a post."""
        return Anchor(post.title, post.href)

    def term_links(self, kind: TermKind, names: Sequence[str]) -> tuple[TermLink, ...]:
        """Return links to categories or tags."""
        links = self.term_link
        for name in names:
            if (kind, name) not in links:
                links[kind, name] = TermLink(name, self.href(urls.term_url(kind, name)))
        return tuple([links[kind, name] for name in names])

    def author_of(self, post: Post) -> Person:
        """Return who wrote a post."""
        return Person(post.author) if post.author else self.chrome.author

    def meta(self, url: str, title: str, *, description: str = "", indexed: bool = True) -> Meta:
        """Return what the head of a page without a source says."""
        return Meta(
            title=title,
            url=self.href(url),
            canonical_url=self.absolute(url),
            description=description,
            lang=self.chrome.lang,
            indexed=indexed,
        )

    def href(self, url: str) -> str:
        """Return the path of an address from the root of its host."""
        return urls.href(url, self.settings)

    def absolute(self, url: str) -> str:
        """Return an address with its host; empty where the site does not know its own."""
        return urls.absolute(url, self.settings) if self.settings.url or "://" in url else ""


#: What makes a page when it is asked for. A route names what it leads to by its place in the site, so that `Pages.of`
#: can keep it.
Route: TypeAlias = Callable[[Planner], Page]


class RouteTo(msgspec.Struct, frozen=True, gc=False):
    """The route to a post or page by its position: there are many, and `partial` takes four times as much."""

    plan: Callable[[Planner, int], Page]
    position: int

    def __call__(self, planner: Planner) -> Page:
        """Plan the page."""
        return self.plan(planner, self.position)


#: Addresses of pages, or their output paths, with the ways to them.
Routes: TypeAlias = Iterator[tuple[str, Route]]


def picture_path(address: str) -> str:
    """Return the path in the site of the image at an address from its root."""
    return address.lstrip("/").partition("?")[0].partition("#")[0]


def chunk(posts: Sequence[_T], length: int, position: int) -> Sequence[_T]:
    """Return a part of a list (newest first) whose parts are counted from its oldest end; the newest is at 0.

    A new post changes the newest part alone: the archive is not rewritten.
    """
    behind = -(-len(posts) // length) - 1 - position
    end = len(posts) - behind * length
    return posts[max(end - length, 0) : end]
