"""The plan: every page of a site as `(url, template, view)`.

A page is planned from the whole site, every time it is asked for; that is cheap, and so nothing has to know what
depends on what. Which pages there are is known beforehand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec

from dapsagi import services, urls
from dapsagi.addresses import Found
from dapsagi.config import SETTINGS, Settings
from dapsagi.digest import Digest
from dapsagi.journey.references import Form
from dapsagi.journey.series import Part, Series, parts_in_headings
from dapsagi.markup.body import Link
from dapsagi.page import DIAGRAMS, FORMULAS, MERMAID, SERVICES, Page
from dapsagi.post import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.reading_list import ORDERS, Order, Shelving, group_references, link_references, references_of
from dapsagi.route_map import Cartographer
from dapsagi.search import CATALOGUE, Document
from dapsagi.site import MOST_ON_ONE_MAP, Site, Term, order_posts
from dapsagi.social_card import SocialCard, make_card
from dapsagi.views import (
    Anchor,
    ArchiveView,
    BodyRef,
    Card,
    Change,
    Chrome,
    ExportView,
    FeedEntry,
    FeedView,
    HomeView,
    JourneyCard,
    JourneyPart,
    ListView,
    Meta,
    NotFoundView,
    PageView,
    Person,
    Picture,
    PostView,
    Quotation,
    RedirectView,
    ReferencesView,
    RobotsView,
    RouteIndexView,
    RouteMapView,
    SearchView,
    SeriesBox,
    SeriesIndexView,
    SeriesView,
    SitemapEntry,
    SitemapView,
    Station,
    TermCount,
    TermLink,
    TermsView,
    View,
    YearCount,
    YearView,
)

_T = TypeVar("_T")
_TermKind: TypeAlias = Literal["category", "tag"]

# Feed readers show what is new; who wants the archive comes to the site. Jekyll's feed plugin has ten as well.
_FEED_LENGTH = 10

# A category or tag is scanned, not read: three screens of a phone at a time.
_TERM_LENGTH = 40

# The home page shows the journeys that were continued last; all of them have a page of their own.
_HOME_JOURNEYS = 3

# What the author is learning now is told from as many posts as a feed holds, and in one line of a phone or two.
_LEARNING_POSTS = _FEED_LENGTH
_LEARNING_TAGS = 6

# Who is lost wants a way on, not an archive.
_LOST_CARDS = 3

_JOURNEY_COLORS = 8

# Tags to choose from beside the search box; any other can be typed.
_SEARCH_TAGS = 200

_TERM_KINDS: tuple[_TermKind, ...] = ("category", "tag")
_TERM_INDEX: dict[_TermKind, str] = {"category": urls.CATEGORIES, "tag": urls.TAGS}

# A template sees these as what they set; an `author` may hold more than the tool knows of.
_SETTING_NAMES = {setting.name for setting in SETTINGS} - {"author"}

#: The script that searches, among the assets.
SEARCH = "search.js"

# Templates that show something else than a post or a page, and so are no layouts.
_NOT_LAYOUTS = {
    "home", "list", "terms", "archive", "year", "series", "series_index", "404", "redirect", "references",
    "route_map", "route_index", "search",
}  # fmt: skip


class Pages(Mapping[str, Page]):
    """The pages of a site by output path; each is planned when it is asked for, and then forgotten."""

    def __init__(self, planner: _Planner, routes: Mapping[str, _Route]) -> None:
        """Take a planner and its routes; `plan` makes both."""
        self._planner = planner
        self._routes = routes

    def __getitem__(self, path: str) -> Page:
        return self._routes[path](self._planner)

    def __contains__(self, path: object) -> bool:
        return path in self._routes

    def __iter__(self) -> Iterator[str]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)

    def social_cards(self) -> dict[str, SocialCard]:
        """Return the pictures that stand for posts where they are shared, by output path."""
        cards = (self._planner.social_card(post) for post in self._planner.site.posts)
        return {card.path: card for card in cards if card}

    def journeys(self, most: int) -> list[JourneyCard]:
        """Return the journeys that were continued last."""
        return [self._planner.journey_card(series) for series in self._planner.latest_series()[:most]]

    def documents(self) -> list[Document] | None:
        """Return what readers can search: pages, then posts from the oldest; None where there is no search.

        A new post changes the place of no other.
        """
        return [*self._planner.documents()] if self._planner.chrome.search_script_url else None

    def of(self, site: Site) -> Pages:
        """Return the pages of `site`, which differs from this one's in what posts say alone (`site.exchange`).

        Posts have their addresses and their order still, and are in the same series.
        """
        return Pages(self._planner.turned_to(site), self._routes)


class Plan(msgspec.Struct, frozen=True):
    """The pages of a site, and what was noticed while planning them."""

    pages: Pages
    problems: tuple[Problem, ...]


def plan(
    site: Site,
    chromes: Mapping[str, Chrome],
    templates: frozenset[str],
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> Plan:
    """Plan the pages of `site`. `chromes` has one chrome a language, the site's own language among them.

    `pictures` are the blog's images by their path in the site.
    """
    layouts = {name.removesuffix(".html") for name in templates if name.endswith(".html") and "/" not in name}
    planner = _Planner(site, chromes, frozenset(layouts - _NOT_LAYOUTS), pictures)
    routes: dict[str, _Route] = {}
    for path, route in planner.routes():
        # A page that the author wrote stands before one that is generated.
        routes.setdefault(path, route)
    return Plan(Pages(planner, routes), (*planner.missing_layouts(), *planner.diagrams_left_as_text()))


def make_chromes(
    site: Site, strings: Mapping[str, Mapping[str, str]], assets: Mapping[str, Digest]
) -> dict[str, Chrome]:
    """Make the chrome of every language that the theme has words for, and of the site's own language.

    `assets` gives the digest of each of the theme's assets: it goes into their addresses, so that no browser shows a
    new page in an old style.
    """
    settings = site.settings
    fallback = strings.get(settings.lang) or strings.get("en") or {}
    chromes = {}
    own_search = any(page.url == urls.SEARCH for page in site.pages)
    for lang in {settings.lang, *strings}:
        words = {**fallback, **strings.get(lang, {})}
        chromes[lang] = Chrome(
            title=settings.title,
            description=settings.description,
            lang=lang,
            base=settings.baseurl,
            url=settings.url,
            home_url=urls.href("/", settings),
            feed_url=urls.href(settings.feed_path, settings) if settings.url else "",
            stylesheet_url=_asset_url("theme.css", assets, settings),
            formulas_url=_asset_url(FORMULAS, assets, settings),
            diagrams_url=_asset_url(DIAGRAMS, assets, settings) if MERMAID in assets else "",
            mermaid_url=_asset_url(MERMAID, assets, settings) if MERMAID in assets else "",
            script_url=_asset_url("theme.js", assets, settings),
            services_url=_asset_url(SERVICES, assets, settings) if services.are_used(settings) else "",
            comments=services.comment_service(settings.comments),
            counting=services.counting(settings.analytics),
            search_url=urls.href(urls.SEARCH, settings) if settings.search or own_search else "",
            search_script_url=_asset_url(SEARCH, assets, settings) if settings.search and not own_search else "",
            author=Person(settings.author, settings.author_url, settings.email),
            navigation=_navigation(site, words),
            social=tuple(Anchor(entry.title, entry.url) for entry in settings.social),
            strings=words,
            extra={key: value for key, value in settings.extra.items() if key not in _SETTING_NAMES},
        ).sealed()
    return chromes


def _asset_url(name: str, assets: Mapping[str, Digest], settings: Settings) -> str:
    return urls.href(f"/assets/dapsagi/{name}", settings) + (f"?v={assets[name][:10]}" if name in assets else "")


def _navigation(site: Site, words: Mapping[str, str]) -> tuple[Anchor, ...]:
    """Return the author's navigation, or the four ways into a journal: journeys, tags, the archive, who writes."""
    settings = site.settings
    if settings.navigation:
        return tuple(Anchor(entry.title, urls.href(entry.url, settings)) for entry in settings.navigation)
    about = next((page for page in site.pages if page.url.strip("/").removesuffix(".html") == "about"), None)
    return (
        *([Anchor(words["journeys"], urls.href(urls.SERIES, settings))] if site.series else []),
        *([Anchor(words["references"], urls.href(urls.REFERENCES, settings))] if site.references else []),
        Anchor(words["tags"], urls.href(urls.TAGS, settings)),
        Anchor(words["archive"], urls.href(urls.ARCHIVE, settings)),
        *([Anchor(about.title, about.href)] if about else []),
    )


def picture_path(address: str) -> str:
    """Return the path in the site of the image at an address from its root."""
    return address.lstrip("/").partition("?")[0].partition("#")[0]


class _Planner:
    """Plans single pages. Routes name what they lead to by its place in the site, so that `Pages.of` can keep them."""

    def __init__(
        self, site: Site, chromes: Mapping[str, Chrome], layouts: frozenset[str], pictures: Mapping[str, Picture]
    ) -> None:
        self.site = site
        self.pictures = pictures
        self.settings = site.settings
        self.chromes = chromes
        self.chrome = chromes[site.settings.lang]
        self.layouts = layouts
        self.term_link: dict[tuple[_TermKind, str], TermLink] = {}
        self.cards: dict[str, Card] = {}
        self.series_of = {part.key: series for series in site.series for part in series.parts}
        by_age = sorted(site.series, key=lambda series: (self.first_date(series), series.name))
        self.color_of = {series.id: number % _JOURNEY_COLORS for number, series in enumerate(by_age)}
        self.series_url = {series.id: urls.term_url("series", series.id) for series in site.series}
        self.series_link = {
            series.id: Anchor(series.name, self.href(self.series_url[series.id])) for series in site.series
        }

    def turned_to(self, site: Site) -> _Planner:
        """Return a planner for a site with the same series and works; what they are found by is not gathered again."""
        planner = copy(self)
        planner.site = site
        planner.cards = {}
        vars(planner).pop("years", None)
        vars(planner).pop("cartographer", None)
        return planner

    # The order is the order of authority: what an author wrote comes before what is generated.
    def routes(self) -> Iterator[tuple[str, _Route]]:
        """Yield every output path and the way to its page, the author's own pages first."""
        for position, post in enumerate(self.site.posts):
            yield post.output, partial(_Planner.post, position=position)
        for position, page in enumerate(self.site.pages):
            yield page.output, partial(_Planner.page, position=position)
        for url, route in self.generated():
            yield urls.output_path(url), route

    def generated(self) -> Iterator[tuple[str, _Route]]:
        yield self.stream[0], _Planner.home
        for position, url in enumerate(self.stream[1:], 1):
            yield url, partial(_Planner.stream_page, position=position)
        for kind in _TERM_KINDS:
            for number, term in enumerate(self.terms(kind)):
                for position, url in enumerate(self.term_urls(term)):
                    yield url, partial(_Planner.term_page, kind=kind, number=number, position=position)
            yield _TERM_INDEX[kind], partial(_Planner.terms_page, kind=kind)
        yield urls.ARCHIVE, _Planner.archive
        for year in self.years:
            yield urls.year_url(year), partial(_Planner.year, year=year)
        for number, series in enumerate(self.site.series):
            yield self.series_url[series.id], partial(_Planner.journey, number=number)
        yield urls.SERIES, _Planner.journeys
        if self.site.posts:
            yield urls.ROUTE_MAP, _Planner.route_map
            for year in self.map_years:
                yield urls.route_map_url(year), partial(_Planner.route_map_of, year=year)
        if self.site.references:
            pages, exports = urls.REFERENCE_PAGES[: len(ORDERS)], urls.REFERENCE_PAGES[len(ORDERS) :]
            for url, order in zip(pages, ORDERS, strict=True):
                yield url, partial(_Planner.references, url=url, order=order)
            for url in exports:
                yield url, partial(_Planner.export, url=url)
        if self.settings.search:
            yield urls.SEARCH, _Planner.search
        for number, (former, _) in enumerate(self.site.redirects):
            yield former, partial(_Planner.redirect, number=number)
        for former, target in self.site.former.moved:
            yield former, partial(_Planner.moved, former=former, target=target)
        yield "/404.html", _Planner.not_found
        if self.settings.url:
            yield self.settings.feed_path, _Planner.feed
            for number, series in enumerate(self.site.series):
                yield urls.feed_of(self.series_url[series.id]), partial(_Planner.journey_feed, number=number)
            for number, feed in enumerate(self.site.former.feeds):
                yield feed.url, partial(_Planner.other_feed, number=number)
            yield "/sitemap.xml", _Planner.sitemap
        yield "/robots.txt", _Planner.robots

    # Posts and pages

    def post(self, position: int) -> Page:
        posts = self.site.posts
        post = posts[position]
        if post.redirect_to:
            return self.moved(post.url, post.redirect_to)
        chrome = self.chrome_of(post)
        view = PostView(
            meta=self.post_meta(post, chrome),
            title=post.title,
            url=post.href,
            date=post.date,
            updated=self.site.updated(post),
            author=self.author_of(post),
            categories=self.term_links("category", post.categories),
            tags=self.term_links("tag", post.tags),
            body=self.body(post),
            series=self.series_box(post),
            older=self.anchor(posts[position + 1]) if position + 1 < len(posts) else None,
            newer=self.anchor(posts[position - 1]) if position else None,
            mark=self.mark(post),
            front_matter=post.extra,
            edit_url=urls.edit_url(post.key, self.settings),
            references=link_references(self.works_of.get(post.key, ()), chrome.strings),
            backlinks=self.backlinks(post),
            related=tuple(self.anchor(self.site.by_key[key]) for key in self.site.related.get(post.key, ())),
            minutes=post.minutes,
            changes=tuple(Change(datetime.fromisoformat(each.when), each.note) for each in self.site.revisions(post)),
            thread=self.thread(post) if post.extra.get("comments") is not False else "",
        )
        return Page(post.url, self.template_of(post, "post"), chrome, view)

    def page(self, position: int) -> Page:
        page = self.site.pages[position]
        if page.redirect_to:
            return self.moved(page.url, page.redirect_to)
        chrome = self.chrome_of(page)
        view = PageView(
            meta=self.post_meta(page, chrome),
            title=page.title,
            url=page.href,
            body=self.body(page),
            front_matter=page.extra,
            thread=self.thread(page) if page.extra.get("comments") is True else "",
        )
        return Page(page.url, self.template_of(page, "page"), chrome, view)

    def thread(self, post: Post) -> str:
        comments = self.settings.comments
        return services.thread_of(post, comments, self.settings) if comments.provider else ""

    def not_found(self) -> Page:
        title = self.chrome.strings["not_found"]
        meta = self.meta(self.chrome, "/404.html", title, indexed=False)
        cards = tuple(self.card(post) for post in self.site.posts[:_LOST_CARDS])
        sitemap_url = self.href("/sitemap.xml") if self.settings.url else ""
        return self.make("/404.html", "404.html", NotFoundView(meta, cards, sitemap_url))

    def template_of(self, post: Post, fallback: str) -> str:
        layout = post.layout or fallback
        return f"{layout if layout in self.layouts else fallback}.html"

    def missing_layouts(self) -> Iterator[Problem]:
        """Yield a problem for each layout that is asked for and missing, at the first post that asks for it."""
        reported: set[str] = set()
        for fallback, posts in (("post", self.site.posts), ("page", self.site.pages)):
            for post in posts:
                layout = post.layout or fallback
                if layout not in self.layouts and layout not in reported:
                    reported.add(layout)
                    yield self.missing_layout(post, layout, fallback)

    def diagrams_left_as_text(self) -> Iterator[Problem]:
        """Yield a note at the first post with a diagram if nothing draws it."""
        drawn = self.chrome.diagrams_url
        posts = (*self.site.posts, *self.site.pages)
        first = None if drawn else next((post for post in posts if "mermaid" in post.features), None)
        if first:
            hint = f"put Mermaid's script at templates/assets/{MERMAID} to have them drawn (docs/theme.md, Diagrams)"
            yield Problem("T105", Severity.NOTE, "diagrams are shown as their source", Span(first.key), hint)

    def missing_layout(self, post: Post, layout: str, fallback: str) -> Problem:
        span = Span(post.key, post.line_of("layout"))
        if self.settings.is_jekyll:
            message = f'the theme has no layout "{layout}", so its pages use "{fallback}"'
            return Problem("T102", Severity.NOTE, message, span, f"write templates/{layout}.html to change that")
        message = f'there is no layout "{layout}"; the page uses "{fallback}"'
        hint = f"write templates/{layout}.html, or choose one of: {', '.join(sorted(self.layouts))}"
        return Problem("T103", Severity.ERROR, message, span, hint)

    def body(self, post: Post, absolute: bool = False) -> BodyRef:
        """Name a body, with addresses for a page or, if `absolute`, for a feed.

        A feed has no style sheet, and many readers strip the markup of MathML and leave its text (x2 for x²): TeX is
        ugly there but never wrong.
        """
        found = dict(self.site.links.get(post.key, ()))
        addresses = {index: self.href(place.url) for index, place in found.items()}
        if absolute:
            page = self.absolute(post.url)
            local = {index: self.as_absolute(link, page) for index, link in post.links if index not in found}
            addresses = {index: self.absolute(place.url) for index, place in found.items()} | local
        return BodyRef(
            post.body,
            tuple(sorted(addresses.items())),
            self.math(post, absolute),
            () if absolute else self.shown_pictures(post, found),
            plain=absolute,
        )

    def shown_pictures(self, post: Post, found: Mapping[int, Found]) -> tuple[tuple[int, Picture], ...]:
        images = [index for index, link in post.links if link.element == "img" and index in found]
        shown = ((index, self.pictures.get(picture_path(found[index].url))) for index in images)
        return tuple((index, picture) for index, picture in shown if picture)

    def math(self, post: Post, absolute: bool) -> Any:
        if "math" not in post.features:
            return ""
        return "tex" if absolute or self.settings.math == "none" else self.settings.math

    def as_absolute(self, link: Link, page: str) -> str:
        return urls.join(page, link.target)

    # Lists

    @cached_property
    def stream(self) -> list[str]:
        """The addresses of all posts in pages, newest first."""
        pages = _count_chunks(len(self.site.posts), self.settings.paginate)
        older = (urls.page_path(self.settings.paginate_path, number) for number in range(pages, 1, -1))
        return [self.site.former.home_url, *older]

    def home(self) -> Page:
        journeys = [self.journey_card(series) for series in self.latest_series()[:_HOME_JOURNEYS]]
        older = Anchor(self.chrome.strings["older_posts"], self.href(self.stream[1])) if len(self.stream) > 1 else None
        view = HomeView(
            meta=self.meta(self.chrome, self.stream[0], "", description=self.settings.description),
            cards=tuple(self.card(post) for post in self.site.posts[: self.settings.paginate]),
            journeys=tuple(journeys),
            older=older,
            journeys_url=self.href(urls.SERIES) if len(self.site.series) > len(journeys) else "",
            body=self.body(self.site.former.introduction) if self.site.former.introduction else None,
            learning=self.learning(),
        )
        return self.make(self.stream[0], "home.html", view)

    def learning(self) -> tuple[Anchor, ...]:
        """What the author says to be learning, or else the tags that the newest posts share, the latest first."""
        if not self.settings.learning:
            newest = self.site.posts[:_LEARNING_POSTS]
            counts = Counter(tag for post in newest for tag in dict.fromkeys(post.tags))
            return tuple(
                Anchor(link.name, link.url)
                for link in self.term_links("tag", [tag for tag, _ in counts.most_common(_LEARNING_TAGS)])
            )
        terms = (*self.site.tags, *self.site.categories)
        known = {term.name: term.url for term in reversed(terms)}
        known |= {series.name: self.series_url[series.id] for series in self.site.series}
        return tuple(Anchor(name, self.href(known[name]) if name in known else "") for name in self.settings.learning)

    def stream_page(self, position: int) -> Page:
        posts = _chunk(self.site.posts, self.settings.paginate, position)
        return self.list_page(posts, "stream", "", self.stream, position, self.stream[0])

    def terms(self, kind: _TermKind) -> Sequence[Term]:
        return self.site.categories if kind == "category" else self.site.tags

    def term_urls(self, term: Term) -> list[str]:
        pages = _count_chunks(len(term.keys), _TERM_LENGTH)
        return [term.url, *(f"{term.url}page/{number}/" for number in range(pages, 1, -1))]

    def term_page(self, kind: _TermKind, number: int, position: int) -> Page:
        term = self.terms(kind)[number]
        # The first page is always full, and so shows again what the one behind it begins with.
        keys = _chunk(term.keys, _TERM_LENGTH, position) if position else term.keys[:_TERM_LENGTH]
        posts = [self.site.by_key[key] for key in keys]
        return self.list_page(posts, kind, term.name, self.term_urls(term), position, _TERM_INDEX[kind])

    def terms_page(self, kind: _TermKind) -> Page:
        url = _TERM_INDEX[kind]
        title = self.chrome.strings["categories" if kind == "category" else "tags"]
        counts = tuple(TermCount(term.name, self.href(term.url), len(term.keys)) for term in self.terms(kind))
        return self.make(url, "terms.html", TermsView(self.meta(self.chrome, url, title), kind, counts))

    def list_page(
        self, posts: Sequence[Post], kind: Any, title: str, addresses: Sequence[str], position: int, index_url: str
    ) -> Page:
        strings = self.chrome.strings
        url = addresses[position]
        newer = Anchor(strings["newer_posts"], self.href(addresses[position - 1])) if position else None
        last = position + 1 == len(addresses)
        view = ListView(
            meta=self.meta(self.chrome, url, title or strings["posts"], indexed=kind != "stream"),
            kind=kind,
            title=title,
            cards=tuple(self.card(post) for post in posts),
            first=posts[-1].date,
            last=posts[0].date,
            newer=newer,
            older=None if last else Anchor(strings["older_posts"], self.href(addresses[position + 1])),
            index_url=self.href(index_url),
        )
        return self.make(url, "list.html", view)

    @cached_property
    def years(self) -> dict[int, list[Post]]:
        """The posts of each year, newest first."""
        years: dict[int, list[Post]] = defaultdict(list)
        for post in self.site.posts:
            years[post.date.year].append(post)
        return dict(years)

    def archive(self) -> Page:
        counts = tuple(
            YearCount(year, self.href(urls.year_url(year)), len(posts)) for year, posts in self.years.items()
        )
        meta = self.meta(self.chrome, urls.ARCHIVE, self.chrome.strings["archive"])
        return self.make(urls.ARCHIVE, "archive.html", ArchiveView(meta, counts))

    def year(self, year: int) -> Page:
        neighbours = [None, *(Anchor(str(other), self.href(urls.year_url(other))) for other in self.years), None]
        position = list(self.years).index(year)
        view = YearView(
            meta=self.meta(self.chrome, urls.year_url(year), str(year)),
            year=year,
            cards=tuple(self.card(post) for post in self.years[year]),
            newer=neighbours[position],
            older=neighbours[position + 2],
            index_url=self.href(urls.ARCHIVE),
        )
        return self.make(urls.year_url(year), "year.html", view)

    # Journeys

    def journey(self, number: int) -> Page:
        series = self.site.series[number]
        url = self.series_url[series.id]
        view = SeriesView(
            meta=self.meta(self.chrome, url, series.name, description=self.walked(series)[0].summary),
            name=series.name,
            parts=tuple(self.journey_part(*each) for each in enumerate((*series.parts, *series.planned), 1)),
            journey=self.journey_card(series),
            index_url=self.href(urls.SERIES),
            minutes=sum(post.minutes for post in self.walked(series)),
            feed_url=self.href(urls.feed_of(url)) if self.settings.url else "",
        )
        return self.make(url, "series.html", view)

    def journey_part(self, number: int, part: Part) -> JourneyPart:
        post = self.site.by_key[part.key] if part.key else None
        if post is None:
            return JourneyPart(number, part.title, None)
        return JourneyPart(number, part.title, self.card(post), post.minutes)

    def journeys(self) -> Page:
        meta = self.meta(self.chrome, urls.SERIES, self.chrome.strings["journeys"])
        journeys = tuple(self.journey_card(series) for series in self.latest_series())
        map_url = self.href(urls.ROUTE_MAP) if self.site.posts else ""
        return self.make(urls.SERIES, "series_index.html", SeriesIndexView(meta, journeys, map_url))

    @cached_property
    def cartographer(self) -> Cartographer:
        return Cartographer(self.site, self.series_link, self.color_of)

    @property
    def map_years(self) -> list[int]:
        """The years that have a route map of their own, newest first."""
        return list(self.years) if len(self.site.posts) > MOST_ON_ONE_MAP else []

    def route_map(self) -> Page:
        if not self.map_years:
            return self.route_map_of(0)
        meta = self.meta(self.chrome, urls.ROUTE_MAP, self.chrome.strings["route_map"])
        years = tuple(
            self.cartographer.year(year, self.href(urls.route_map_url(year)), self.years[year])
            for year in reversed(self.map_years)
        )
        return self.make(urls.ROUTE_MAP, "route_index.html", RouteIndexView(meta, years, self.href(urls.SERIES)))

    def route_map_of(self, year: int) -> Page:
        """Plan the map of a year, or of all of them for the year 0."""
        url = urls.route_map_url(year) if year else urls.ROUTE_MAP
        title = self.chrome.strings["route_map"]
        neighbours: list[Anchor | None] = [None, None]
        if year:
            years = [None, *(Anchor(str(other), self.href(urls.route_map_url(other))) for other in self.years), None]
            position = list(self.years).index(year)
            neighbours = [years[position], years[position + 2]]
        lines, stretches = self.cartographer.chart(
            self.years[year] if year else self.site.posts, "month" if year else "year"
        )
        view = RouteMapView(
            meta=self.meta(self.chrome, url, f"{title} {year}" if year else title),
            year=year,
            lines=lines,
            stretches=stretches,
            older=neighbours[1],
            newer=neighbours[0],
            index_url=self.href(urls.ROUTE_MAP if year else urls.SERIES),
        )
        return self.make(url, "route_map.html", view)

    def walked(self, series: Series) -> list[Post]:
        return [self.site.by_key[part.key] for part in series.parts]

    def first_date(self, series: Series) -> str:
        return min(post.date.isoformat() for post in self.walked(series))

    def latest_series(self) -> list[Series]:
        return sorted(
            self.site.series,
            key=lambda series: (max(post.date for post in self.walked(series)), series.name),
            reverse=True,
        )

    def journey_card(self, series: Series) -> JourneyCard:
        walked = self.walked(series)
        dates = [post.date for post in walked]
        return JourneyCard(
            name=series.name,
            url=self.href(self.series_url[series.id]),
            parts=len(walked),
            planned=len(series.planned),
            first=min(dates),
            last=max(dates),
            color=self.color_of[series.id],
            latest=self.anchor(walked[-1]),
        )

    def series_box(self, post: Post) -> SeriesBox | None:
        series = self.series_of.get(post.key)
        if series is None:
            return self.chapters_box(post)
        here = next(index for index, part in enumerate(series.parts) if part.key == post.key)
        stations = tuple(
            Station(
                number=index + 1,
                title=part.title,
                url=self.site.by_key[part.key].href if part.key else "",
                state="planned" if not part.key else ("past", "here", "ahead")[(index > here) - (index < here) + 1],
            )
            for index, part in enumerate((*series.parts, *series.planned))
        )
        walked = self.walked(series)
        position = next(index for index, other in enumerate(walked) if other.key == post.key)
        return SeriesBox(
            name=series.name,
            url=self.href(self.series_url[series.id]),
            position=position + 1,
            total=len(walked),
            stations=stations,
            previous=self.anchor(walked[position - 1]) if position else None,
            next=self.anchor(walked[position + 1]) if position + 1 < len(walked) else None,
            color=self.color_of[series.id],
        )

    def chapters_box(self, post: Post) -> SeriesBox | None:
        """Show a post whose headings are parts as a journey of its own, with its stations on this page."""
        if post.no_series or not (parts := parts_in_headings([words for words, _ in post.numbered])):
            return None
        stations = tuple(
            Station(number, part.title, f"#{post.numbered[part.index][1]}", "ahead")
            for number, part in enumerate(parts, 1)
        )
        color = sum(post.title.encode()) % _JOURNEY_COLORS
        return SeriesBox(post.title, "", 0, len(stations), stations, None, None, color)

    # The reading list

    @cached_property
    def works_of(self) -> dict[str, Any]:
        """The works that each post speaks of, by its key."""
        return references_of(self.site.references)

    def backlinks(self, post: Post) -> tuple[Quotation, ...]:
        links = [(self.site.by_key[each.key], each.sentence) for each in self.site.backlinks.get(post.key, ())]
        # A link that stands alone under the title says nothing that the reader does not see.
        return tuple(
            Quotation(other.title, other.href, "" if sentence == post.title else sentence) for other, sentence in links
        )

    def references(self, url: str, order: Order) -> Page:
        strings = self.chrome.strings
        journeys = {key: self.series_link[series.id] for key, series in self.series_of.items() if key}
        colors = {self.series_link[series.id].url: self.color_of[series.id] for series in self.site.series}
        names = [strings["by_kind"], strings["by_journey"], strings["by_year"], "BibTeX", "RIS", "CSL-JSON"]
        ways = [Anchor(name, self.href(address)) for name, address in zip(names, urls.REFERENCE_PAGES, strict=True)]
        shelving = Shelving(self.site.by_key, journeys, colors, strings)
        view = ReferencesView(
            meta=self.meta(self.chrome, url, strings["references"]),
            order=order,
            groups=group_references(self.site.references, order, shelving),
            ways=tuple(ways[: len(ORDERS)]),
            exports=tuple(ways[len(ORDERS) :]),
        )
        return self.make(url, "references.html", view)

    def export(self, url: str) -> Page:
        form: dict[str, Form] = {"bib": "bib", "ris": "ris", "json": "json"}
        # Where they are spoken of is not in the file, and changes with every line that is added above.
        works = tuple(msgspec.structs.replace(each, speeches=()) for each in self.site.references)
        return self.make(url, "export.txt", ExportView(form[url.rpartition(".")[2]], works))

    # Search

    def search(self) -> Page:
        strings = self.chrome.strings
        often = sorted(self.site.tags, key=lambda tag: (-len(tag.keys), tag.name))[:_SEARCH_TAGS]
        journeys = [Anchor(strings["journeys"], self.href(urls.SERIES))] if self.site.series else []
        archive, tags = (
            Anchor(strings["archive"], self.href(urls.ARCHIVE)),
            Anchor(strings["tags"], self.href(urls.TAGS)),
        )
        view = SearchView(
            meta=self.meta(self.chrome, urls.SEARCH, strings["search"], description=strings["search_text"]),
            index_url=self.href("/" + CATALOGUE),
            tags=tuple(sorted(tag.name for tag in often)),
            journeys=tuple(series.name for series in self.latest_series()),
            ways=(archive, tags, *journeys),
        )
        return self.make(urls.SEARCH, "search.html", view)

    def documents(self) -> Iterator[Document]:
        pages = (page for page in self.site.pages if page.extension == ".html" and page.title)
        posts = reversed(self.site.posts)
        for post in (*pages, *posts):
            if post.draft or not post.indexed or post.redirect_to or post.extra.get("search") is False:
                continue
            series = self.series_of.get(post.key)
            yield Document(
                post.body,
                post.title,
                post.href,
                post.dated[:10] if post.is_post else "",
                post.tags + post.categories,
                series.name if series else "",
                self.color_of[series.id] if series else 0,
            )

    # Pages for machines

    def redirect(self, number: int) -> Page:
        former, key = self.site.redirects[number]
        post = self.site.by_key[key]
        meta = self.meta(self.chrome, post.url, post.title, indexed=False)
        return self.make(former, "redirect.html", RedirectView(meta, self.absolute(post.url) or self.href(post.url)))

    def moved(self, former: str, target: str) -> Page:
        """Lead from an address of an old theme, or of a page that was given up, to what stands for it."""
        meta = self.meta(self.chrome, target if target.startswith("/") else former, target, indexed=False)
        address = (self.absolute(target) or self.href(target)) if target.startswith("/") else target
        return self.make(former, "redirect.html", RedirectView(meta, address))

    def robots(self) -> Page:
        sitemap_url = self.absolute("/sitemap.xml") if self.settings.url else ""
        return self.make("/robots.txt", "robots.txt", RobotsView(sitemap_url))

    def feed(self) -> Page:
        return self.feed_of(self.settings.feed_path, self.settings.title, self.site.posts[:_FEED_LENGTH])

    def other_feed(self, number: int) -> Page:
        feed = self.site.former.feeds[number]
        return self.feed_of(feed.url, feed.title, [self.site.by_key[key] for key in feed.keys[:_FEED_LENGTH]])

    def journey_feed(self, number: int) -> Page:
        series = self.site.series[number]
        url = self.series_url[series.id]
        newest = order_posts(self.walked(series))[:_FEED_LENGTH]
        return self.feed_of(urls.feed_of(url), f"{series.name} · {self.settings.title}", newest, url)

    def feed_of(self, url: str, title: str, newest: Sequence[Post], home: str = "/") -> Page:
        entries = tuple(
            FeedEntry(
                title=post.title,
                absolute_url=self.absolute(post.url),
                date=post.date,
                updated=self.site.updated(post) or post.date,
                author=self.author_of(post),
                lang=post.lang,
                summary=post.summary,
                terms=(*post.categories, *post.tags),
                body=self.body(post, absolute=True),
            )
            for post in newest
        )
        view = FeedView(
            title=title,
            description=self.settings.description,
            absolute_url=self.absolute(url),
            home_url=self.absolute(home),
            # A blog without posts has a feed all the same; it was never updated, and Atom wants a date.
            updated=max((entry.updated for entry in entries), default=urls.EPOCH),
            author=self.chrome.author,
            lang=self.settings.lang,
            entries=entries,
        )
        return self.make(url, "feed.xml", view)

    def sitemap(self) -> Page:
        entries = [SitemapEntry(self.absolute("/"), None)]
        entries += [
            SitemapEntry(self.absolute(post.url), self.site.updated(post) or (post.date if post.is_post else None))
            for post in (*self.site.posts, *self.site.pages)
            if post.indexed
        ]
        entries += [SitemapEntry(self.absolute(url), None) for url in self.series_url.values()]
        return self.make("/sitemap.xml", "sitemap.xml", SitemapView(tuple(entries)))

    # Parts of views

    def make(self, url: str, template: str, view: View) -> Page:
        return Page(url, template, self.chrome, view)

    def chrome_of(self, post: Post) -> Chrome:
        return self.chromes.get(post.lang) or self.chrome

    def card(self, post: Post) -> Card:
        if post.key not in self.cards:
            series = self.series_of.get(post.key)
            self.cards[post.key] = Card(
                title=post.title,
                url=post.href,
                date=post.date,
                lang=post.lang,
                summary=post.summary,
                series=self.series_link[series.id] if series else None,
                mark=self.mark(post),
                color=self.color_of[series.id] if series else 0,
            )
        return self.cards[post.key]

    def mark(self, post: Post) -> Any:
        return "draft" if post.draft else "future" if self.site.is_future(post) else ""

    def anchor(self, post: Post) -> Anchor:
        return Anchor(post.title, post.href)

    def term_links(self, kind: _TermKind, names: Sequence[str]) -> tuple[TermLink, ...]:
        links = self.term_link
        for name in names:
            if (kind, name) not in links:
                links[kind, name] = TermLink(name, self.href(urls.term_url(kind, name)))
        return tuple([links[kind, name] for name in names])

    def author_of(self, post: Post) -> Person:
        return Person(post.author) if post.author else self.chrome.author

    def meta(self, chrome: Chrome, url: str, title: str, *, description: str = "", indexed: bool = True) -> Meta:
        return Meta(
            title=title,
            url=self.href(url),
            canonical_url=self.absolute(url),
            description=description,
            lang=chrome.lang,
            indexed=indexed,
        )

    def post_meta(self, post: Post, chrome: Chrome) -> Meta:
        return Meta(
            title=post.title,
            url=post.href,
            canonical_url=self.settings.url and self.settings.url + post.href,
            description=post.summary,
            lang=post.lang,
            image_url=self.image_url(post),
            kind="article" if post.is_post else "website",
            published=post.date if post.is_post else None,
            updated=self.site.updated(post),
            indexed=post.indexed,
        )

    def social_card(self, post: Post) -> SocialCard | None:
        # Who shares a post asks for the picture by its whole address.
        if not self.settings.social_cards or not self.settings.url or post.image or not post.is_post:
            return None
        series = self.series_of.get(post.key)
        color = self.color_of[series.id] if series else 0
        return make_card(post.title, self.settings.title, series.name if series else "", color)

    def image_url(self, post: Post) -> str:
        if not post.image:
            card = self.social_card(post)
            return self.absolute("/" + card.path) if card else ""
        return post.image if "://" in post.image else self.absolute("/" + post.image.lstrip("./"))

    def href(self, url: str) -> str:
        return urls.href(url, self.settings)

    def absolute(self, url: str) -> str:
        return urls.absolute(url, self.settings) if self.settings.url else ""


_Route: TypeAlias = Callable[[_Planner], Page]


def _count_chunks(posts: int, length: int) -> int:
    return -(-posts // length)


def _chunk(posts: Sequence[_T], length: int, position: int) -> Sequence[_T]:
    """Return a part of a list (newest first) whose parts are counted from its oldest end; the newest is at 0.

    A new post changes the newest part alone: the archive is not rewritten.
    """
    end = len(posts) - (_count_chunks(len(posts), length) - 1 - position) * length
    return posts[max(end - length, 0) : end]
