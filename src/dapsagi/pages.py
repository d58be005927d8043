"""The plan: every page of a site as `(url, template, view)`.

Planning looks at the whole site every time; it is cheap, and so nothing has to know what depends on what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from dapsagi import urls
from dapsagi.config import SETTINGS, Settings
from dapsagi.digest import Digest
from dapsagi.journey.series import Series
from dapsagi.markup.body import Link
from dapsagi.post import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site import Site, Term
from dapsagi.views import (
    Anchor,
    ArchiveView,
    BodyRef,
    Card,
    Chrome,
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
    PostView,
    RedirectView,
    RobotsView,
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

# Feed readers show what is new; who wants the archive comes to the site. Jekyll's feed plugin has ten as well.
_FEED_LENGTH = 10

# A category or tag is scanned, not read: three screens of a phone at a time.
_TERM_LENGTH = 40

# The home page shows the journeys that were continued last; all of them have a page of their own.
_HOME_JOURNEYS = 3

_JOURNEY_COLORS = 8

# A template sees these as what they set; an `author` may hold more than the tool knows of.
_SETTING_NAMES = {setting.name for setting in SETTINGS} - {"author"}

# Templates that show something else than a post or a page, and so are no layouts.
_NOT_LAYOUTS = {
    "home", "list", "terms", "archive", "year", "series", "series_index", "404", "redirect",
}  # fmt: skip


class Page(msgspec.Struct, frozen=True):
    """A file of the finished site: its address, the template that makes it, and all that the template may see."""

    url: str
    template: str
    chrome: Chrome
    view: View


class Plan(msgspec.Struct, frozen=True):
    """The pages of a site by output path, and what was noticed while planning them."""

    pages: dict[str, Page]
    problems: tuple[Problem, ...]


def plan(site: Site, chromes: Mapping[str, Chrome], templates: frozenset[str]) -> Plan:
    """Plan every page of `site`. `chromes` has one chrome a language, the site's own language among them."""
    planner = _Planner(site, chromes, templates)
    pages: dict[str, Page] = {}
    for page in planner.pages():
        # A page that the author wrote stands before one that is generated.
        pages.setdefault(urls.output_path(page.url), page)
    return Plan(pages, tuple(planner.problems))


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
            script_url=_asset_url("theme.js", assets, settings),
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
        Anchor(words["tags"], urls.href(urls.TAGS, settings)),
        Anchor(words["archive"], urls.href(urls.ARCHIVE, settings)),
        *([Anchor(about.title, about.href)] if about else []),
    )


class _Planner:
    def __init__(self, site: Site, chromes: Mapping[str, Chrome], templates: frozenset[str]) -> None:
        self.site = site
        self.settings = site.settings
        self.chromes = chromes
        self.chrome = chromes[site.settings.lang]
        self.layouts = {name.removesuffix(".html") for name in templates if name.endswith(".html") and "/" not in name}
        self.layouts -= _NOT_LAYOUTS
        self.problems: list[Problem] = []
        self.missing_layouts: set[str] = set()
        self.term_link = {
            (kind, name): TermLink(name, self.href(term.url))
            for kind, terms in (("category", site.categories), ("tag", site.tags))
            for term in terms
            for key in term.keys
            for name in (getattr(site.by_key[key], "categories" if kind == "category" else "tags"))
            if urls.term_url(kind, name) == term.url
        }
        self.series_of = {part.key: series for series in site.series for part in series.parts}
        by_age = sorted(site.series, key=lambda series: (self.first_date(series), series.name))
        self.color_of = {series.id: number % _JOURNEY_COLORS for number, series in enumerate(by_age)}
        self.series_url = {series.id: urls.term_url("series", series.id) for series in site.series}
        self.series_link = {
            series.id: Anchor(series.name, self.href(self.series_url[series.id])) for series in site.series
        }
        self.cards = {post.key: self.card(post) for post in site.posts}

    # The order is the order of authority: what an author wrote comes before what is generated.
    def pages(self) -> Iterator[Page]:
        yield from self.posts()
        yield from map(self.page, self.site.pages)
        yield from self.home()
        yield from self.term_pages("category", self.site.categories, urls.CATEGORIES)
        yield from self.term_pages("tag", self.site.tags, urls.TAGS)
        yield from self.archive()
        yield from self.journeys()
        yield from self.redirects()
        yield self.make(
            "/404.html",
            "404.html",
            NotFoundView(self.meta(self.chrome, "/404.html", self.chrome.strings["not_found"], indexed=False)),
        )
        yield from self.machine_pages()

    # Posts and pages

    def posts(self) -> Iterator[Page]:
        posts = self.site.posts
        for index, post in enumerate(posts):
            chrome = self.chrome_of(post)
            view = PostView(
                meta=self.post_meta(post, chrome),
                title=post.title,
                url=post.href,
                date=post.date,
                updated=post.updated,
                author=self.author_of(post),
                categories=self.term_links("category", post.categories),
                tags=self.term_links("tag", post.tags),
                body=self.body(post),
                series=self.series_box(post),
                older=self.anchor(posts[index + 1]) if index + 1 < len(posts) else None,
                newer=self.anchor(posts[index - 1]) if index else None,
                mark=self.mark(post),
                front_matter=post.extra,
            )
            yield Page(post.url, self.template_of(post, "post"), chrome, view)

    def page(self, page: Post) -> Page:
        chrome = self.chrome_of(page)
        view = PageView(
            meta=self.post_meta(page, chrome),
            title=page.title,
            url=page.href,
            body=self.body(page),
            front_matter=page.extra,
        )
        return Page(page.url, self.template_of(page, "page"), chrome, view)

    def template_of(self, post: Post, fallback: str) -> str:
        layout = post.layout or fallback
        if layout in self.layouts:
            return f"{layout}.html"
        if layout not in self.missing_layouts:
            self.missing_layouts.add(layout)
            self.problems.append(self.missing_layout(post, layout, fallback))
        return f"{fallback}.html"

    def missing_layout(self, post: Post, layout: str, fallback: str) -> Problem:
        span = Span(post.key, post.line_of("layout"))
        if self.settings.is_jekyll:
            message = f'the theme has no layout "{layout}", so its pages use "{fallback}"'
            return Problem("T102", Severity.NOTE, message, span, f"write templates/{layout}.html to change that")
        message = f'there is no layout "{layout}"; the page uses "{fallback}"'
        hint = f"write templates/{layout}.html, or choose one of: {', '.join(sorted(self.layouts))}"
        return Problem("T103", Severity.ERROR, message, span, hint)

    def body(self, post: Post, absolute: bool = False) -> BodyRef:
        found = dict(self.site.links.get(post.key, ()))
        addresses = {index: self.href(place.url) for index, place in found.items()}
        if absolute:
            page = self.absolute(post.url)
            local = {index: self.as_absolute(link, page) for index, link in post.links if index not in found}
            addresses = {index: self.absolute(place.url) for index, place in found.items()} | local
        return BodyRef(post.body, tuple(sorted(addresses.items())))

    def as_absolute(self, link: Link, page: str) -> str:
        return urls.join(page, link.target)

    # Lists

    def home(self) -> Iterator[Page]:
        chunks = _chunks(self.site.posts, self.settings.paginate)
        addresses = [
            "/",
            *(urls.page_path(self.settings.paginate_path, number) for number in range(len(chunks), 1, -1)),
        ]
        journeys = [self.journey_card(series) for series in self.latest_series()[:_HOME_JOURNEYS]]
        newest = self.site.posts[: self.settings.paginate]
        older = Anchor(self.chrome.strings["older_posts"], self.href(addresses[1])) if len(addresses) > 1 else None
        meta = self.meta(self.chrome, "/", "", description=self.settings.description)
        view = HomeView(
            meta=meta,
            cards=tuple(self.cards[post.key] for post in newest),
            journeys=tuple(journeys),
            older=older,
            journeys_url=self.href(urls.SERIES) if len(self.site.series) > len(journeys) else "",
        )
        yield self.make("/", "home.html", view)
        yield from self.lists(chunks, addresses, "stream", "", "/")

    def term_pages(self, kind: Any, terms: Sequence[Term], index_url: str) -> Iterator[Page]:
        for term in terms:
            chunks = _chunks([self.site.by_key[key] for key in term.keys], _TERM_LENGTH)
            addresses = [term.url, *(f"{term.url}page/{number}/" for number in range(len(chunks), 1, -1))]
            newest = [self.site.by_key[key] for key in term.keys[:_TERM_LENGTH]]
            older = self.href(addresses[1]) if len(addresses) > 1 else ""
            yield self.list_page(newest, kind, term.name, addresses[0], "", older, index_url)
            yield from self.lists(chunks, addresses, kind, term.name, index_url)
        title = self.chrome.strings["categories" if kind == "category" else "tags"]
        counts = tuple(TermCount(term.name, self.href(term.url), len(term.keys)) for term in terms)
        yield self.make(index_url, "terms.html", TermsView(self.meta(self.chrome, index_url, title), kind, counts))

    def lists(
        self, chunks: Sequence[Sequence[Post]], addresses: Sequence[str], kind: Any, title: str, index_url: str
    ) -> Iterator[Page]:
        """Yield the numbered pages of a list: all chunks but the newest, whose place the list's first page takes."""
        for position, chunk in enumerate(chunks[1:], 1):
            newer = self.href(addresses[position - 1])
            older = self.href(addresses[position + 1]) if position + 1 < len(addresses) else ""
            yield self.list_page(chunk, kind, title, addresses[position], newer, older, index_url)

    def list_page(
        self, posts: Sequence[Post], kind: Any, title: str, url: str, newer: str, older: str, index_url: str
    ) -> Page:
        strings = self.chrome.strings
        view = ListView(
            meta=self.meta(self.chrome, url, title or strings["posts"], indexed=kind != "stream"),
            kind=kind,
            title=title,
            cards=tuple(self.cards[post.key] for post in posts),
            first=posts[-1].date,
            last=posts[0].date,
            newer=Anchor(strings["newer_posts"], newer) if newer else None,
            older=Anchor(strings["older_posts"], older) if older else None,
            index_url=self.href(index_url),
        )
        return self.make(url, "list.html", view)

    def archive(self) -> Iterator[Page]:
        years: dict[int, list[Post]] = defaultdict(list)
        for post in self.site.posts:
            years[post.date.year].append(post)
        counts = tuple(YearCount(year, self.href(urls.year_url(year)), len(posts)) for year, posts in years.items())
        title = self.chrome.strings["archive"]
        yield self.make(urls.ARCHIVE, "archive.html", ArchiveView(self.meta(self.chrome, urls.ARCHIVE, title), counts))
        neighbours = [None, *(Anchor(str(count.year), count.url) for count in counts), None]
        for position, (year, posts) in enumerate(years.items()):
            view = YearView(
                meta=self.meta(self.chrome, urls.year_url(year), str(year)),
                year=year,
                cards=tuple(self.cards[post.key] for post in posts),
                newer=neighbours[position],
                older=neighbours[position + 2],
                index_url=self.href(urls.ARCHIVE),
            )
            yield self.make(urls.year_url(year), "year.html", view)

    # Journeys

    def journeys(self) -> Iterator[Page]:
        for series in self.site.series:
            url = self.series_url[series.id]
            parts = tuple(
                JourneyPart(number, part.title, self.cards[part.key] if part.key else None)
                for number, part in enumerate((*series.parts, *series.planned), 1)
            )
            meta = self.meta(self.chrome, url, series.name)
            view = SeriesView(meta, series.name, parts, self.journey_card(series), self.href(urls.SERIES))
            yield self.make(url, "series.html", view)
        meta = self.meta(self.chrome, urls.SERIES, self.chrome.strings["journeys"])
        journeys = tuple(self.journey_card(series) for series in self.latest_series())
        yield self.make(urls.SERIES, "series_index.html", SeriesIndexView(meta, journeys))

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
            return None
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

    # Pages for machines

    def redirects(self) -> Iterator[Page]:
        for former, key in self.site.redirects:
            post = self.site.by_key[key]
            target = post.url
            meta = self.meta(self.chrome, target, post.title, indexed=False)
            yield self.make(former, "redirect.html", RedirectView(meta, self.absolute(target) or self.href(target)))

    def machine_pages(self) -> Iterator[Page]:
        known = bool(self.settings.url)
        if known:
            yield self.make(self.settings.feed_path, "feed.xml", self.feed())
            yield self.make("/sitemap.xml", "sitemap.xml", self.sitemap())
        yield self.make("/robots.txt", "robots.txt", RobotsView(self.absolute("/sitemap.xml") if known else ""))

    def feed(self) -> FeedView:
        newest = self.site.posts[:_FEED_LENGTH]
        entries = tuple(
            FeedEntry(
                title=post.title,
                absolute_url=self.absolute(post.url),
                date=post.date,
                updated=post.updated or post.date,
                author=self.author_of(post),
                lang=post.lang,
                summary=post.summary,
                terms=(*post.categories, *post.tags),
                body=self.body(post, absolute=True),
            )
            for post in newest
        )
        return FeedView(
            title=self.settings.title,
            description=self.settings.description,
            absolute_url=self.absolute(self.settings.feed_path),
            home_url=self.absolute("/"),
            # A blog without posts has a feed all the same; it was never updated, and Atom wants a date.
            updated=max((entry.updated for entry in entries), default=urls.EPOCH),
            author=self.chrome.author,
            lang=self.settings.lang,
            entries=entries,
        )

    def sitemap(self) -> SitemapView:
        entries = [SitemapEntry(self.absolute("/"), None)]
        entries += [
            SitemapEntry(self.absolute(post.url), post.updated or (post.date if post.is_post else None))
            for post in (*self.site.posts, *self.site.pages)
            if post.indexed
        ]
        entries += [SitemapEntry(self.absolute(url), None) for url in self.series_url.values()]
        return SitemapView(tuple(entries))

    # Parts of views

    def make(self, url: str, template: str, view: View) -> Page:
        return Page(url, template, self.chrome, view)

    def chrome_of(self, post: Post) -> Chrome:
        return self.chromes.get(post.lang) or self.chrome

    def card(self, post: Post) -> Card:
        series = self.series_of.get(post.key)
        return Card(
            title=post.title,
            url=post.href,
            date=post.date,
            lang=post.lang,
            summary=post.summary,
            series=self.series_link[series.id] if series else None,
            mark=self.mark(post),
            color=self.color_of[series.id] if series else 0,
        )

    def mark(self, post: Post) -> Any:
        return "draft" if post.draft else "future" if self.site.is_future(post) else ""

    def anchor(self, post: Post) -> Anchor:
        return Anchor(post.title, post.href)

    def term_links(self, kind: str, names: Sequence[str]) -> tuple[TermLink, ...]:
        return tuple([self.term_link[kind, name] for name in names])

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
            updated=post.updated,
            indexed=post.indexed,
        )

    def image_url(self, post: Post) -> str:
        if not post.image:
            return ""
        return post.image if "://" in post.image else self.absolute("/" + post.image.lstrip("./"))

    def href(self, url: str) -> str:
        return urls.href(url, self.settings)

    def absolute(self, url: str) -> str:
        return urls.absolute(url, self.settings) if self.settings.url else ""


def _chunks(posts: Sequence[Post], length: int) -> list[Sequence[Post]]:
    """Cut a list (newest first) into chunks that are counted from its oldest end, newest chunk first.

    A new post changes the newest chunk alone: the archive is not rewritten.
    """
    cuts = [*range(len(posts), 0, -length), 0]
    return [posts[start:end] for end, start in pairwise(cuts)][::-1]
