"""What pages are planned with: the site, and all that several kinds of pages say in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import TypeAlias, TypeVar

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.languages import name_of_language, nearest_language
from dapsagi.journey.references.model import Reference
from dapsagi.journey.series import Series
from dapsagi.pages.page import Page
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import Anchor, Card, JourneyCard, Meta, Person, Picture, TermLink, VersionLink, View
from dapsagi.post.values import Post, TermKind
from dapsagi.site import Site
from dapsagi.site.translations import give_way

_T = TypeVar("_T")

#: Feed readers show what is new; who wants the archive comes to the site. Jekyll's feed plugin has ten as well.
FEED_LENGTH = 10

# A card is made in microseconds; those of very many posts would take as much memory as the posts.
_CARDS_IN_HAND = 20_000

# The theme tells so many journeys apart.
_JOURNEY_COLORS = 8


class Journey(msgspec.Struct, frozen=True):
    """A series as pages know it: its posts by their keys, each once, and its address.

    `first` and `last` are the moments of its oldest and newest post, as `Post.dated` has them.
    """

    series: Series
    keys: tuple[str, ...]
    url: str
    link: Anchor
    first: str
    last: str
    color: int = 0


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
        #: The series of the site in their order, and by the keys of their posts, with the number among them of each.
        self.journeys = self._journeys()
        self.journey_of = {key: journey for journey in self.journeys for key in journey.keys}
        self.number_of = {key: number for journey in self.journeys for number, key in enumerate(journey.keys)}

    def with_site(self, site: Site) -> Planner:
        """Return a planner for a site with the same series and works; what they are found by is not gathered again."""
        planner = copy(self)
        planner.site = site
        planner.cards = {}
        for name in ("years", "listed", "_neighbours"):
            vars(planner).pop(name, None)
        return planner

    def _journeys(self) -> list[Journey]:
        journeys = []
        for series in self.site.series:
            keys, url = series.keys, urls.term_url("series", series.id)
            days = [self.site.by_key[key].dated for key in keys]
            link = Anchor(series.name, self.href(url))
            journeys.append(Journey(series, keys, url, link, first=min(days), last=max(days)))
        by_age = sorted(journeys, key=lambda journey: (journey.first, journey.series.name))
        color_of = {journey.url: number % _JOURNEY_COLORS for number, journey in enumerate(by_age)}
        return [msgspec.structs.replace(journey, color=color_of[journey.url]) for journey in journeys]

    @cached_property
    def instead(self) -> dict[str, str]:
        """The posts that lists show instead of their versions in other languages, by the keys of these."""
        return give_way(self.site.versions)

    @cached_property
    def listed(self) -> tuple[Post, ...]:
        """The posts that lists show, newest first: each text in one language."""
        posts = self.site.posts
        return tuple(post for post in posts if post.key not in self.instead) if self.instead else posts

    def neighbours(self, position: int) -> tuple[Post | None, Post | None]:
        """Return the next newer and the next older post of the one at a position among all posts.

        Who reads what lists show goes on in these, who reads a version in another language in that language.
        """
        posts = self.site.posts
        if not self.instead:
            return posts[position - 1] if position else None, posts[position + 1] if position + 1 < len(posts) else None
        return self._neighbours[posts[position].key]

    @cached_property
    def _neighbours(self) -> dict[str, tuple[Post | None, Post | None]]:
        by_lang: dict[str, list[Post]] = defaultdict(list)
        for post in self.site.posts:
            by_lang[post.lang].append(post)
        found: dict[str, tuple[Post | None, Post | None]] = {}
        # What lists show is in their own order, whatever its language.
        for posts in (*by_lang.values(), self.listed):
            found |= {
                post.key: (newer, older)
                for newer, post, older in zip((None, *posts), posts, (*posts[1:], None), strict=False)
            }
        return found

    def versions_of(self, post: Post) -> list[Post]:
        """Return all versions of a text that is in several languages, that in the blog's own language first."""
        return [self.site.by_key[key] for key in self.site.versions.get(post.key, ())]

    def other_languages(self, post: Post) -> tuple[VersionLink, ...]:
        """Return links to the versions of a text in other languages."""
        others = (each for each in self.versions_of(post) if each.key != post.key)
        return tuple(VersionLink(name_of_language(each.lang), each.href, each.lang) for each in others)

    @cached_property
    def stream(self) -> list[str]:
        """The addresses of all posts in pages, newest first."""
        older = urls.later_pages(self.settings.paginate_path, len(self.listed), self.settings.paginate)
        return [self.site.former.home_url, *older]

    @cached_property
    def years(self) -> dict[int, list[Post]]:
        """The posts of each year, newest first."""
        years: dict[int, list[Post]] = defaultdict(list)
        for post in self.listed:
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

    def walked(self, journey: Journey) -> list[Post]:
        """Return the posts of a journey in its order, each once."""
        return [self.site.by_key[key] for key in journey.keys]

    def latest_journeys(self) -> list[Journey]:
        """Return all journeys, the one that was continued last before the others; of versions of one, the first."""
        return sorted(
            (each for each in self.journeys if not self.instead.keys() >= set(each.keys)),
            key=lambda journey: (max(post.date for post in self.walked(journey)), journey.series.name),
            reverse=True,
        )

    def journey_card(self, journey: Journey) -> JourneyCard:
        """Return what lists show of a journey."""
        dates = [post.date for post in self.walked(journey)]
        latest = journey.series.parts[-1]
        post = self.site.by_key[latest.key]
        return JourneyCard(
            name=journey.series.name,
            url=journey.link.url,
            parts=len(journey.series.parts),
            planned=len(journey.series.planned),
            first=min(dates),
            last=max(dates),
            color=journey.color,
            latest=Anchor(latest.title, f"{post.href}#{latest.anchor}") if latest.anchor else self.anchor(post),
        )

    def shared_journey(self, post: Post) -> Journey | None:
        """Return the journey that a post is on with others; one that it is by itself bears the post's own title."""
        journey = self.journey_of.get(post.key)
        return None if journey is None or journey.series.is_one_post else journey

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
        return self.chromes.get(nearest_language(post.lang, self.chromes)) or self.chrome

    def card(self, post: Post) -> Card:
        """Return what lists show of a post."""
        card = self.cards.get(post.key)
        if card is None:
            journey = self.shared_journey(post)
            card = Card(
                title=post.title,
                url=post.href,
                date=post.date,
                lang=post.lang,
                summary=post.summary,
                series=journey.link if journey else None,
                mark=self.site.mark(post),
                color=journey.color if journey else 0,
            )
            if len(self.cards) < _CARDS_IN_HAND:
                self.cards[post.key] = card
        return card

    def way(self, word: str, url: str) -> Anchor:
        """Return a link to an address, called as the theme calls `word` in the language of the site."""
        return Anchor(self.chrome.strings[word], self.href(url))

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


def chunk(posts: Sequence[_T], length: int, position: int) -> Sequence[_T]:
    """Return a part of a list (newest first) whose parts are counted from its oldest end; the newest is at 0.

    A new post changes the newest part alone: the archive is not rewritten.
    """
    behind = -(-len(posts) // length) - 1 - position
    end = len(posts) - behind * length
    return posts[max(end - length, 0) : end]
