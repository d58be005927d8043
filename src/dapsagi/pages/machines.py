"""What servers and programs ask for rather than readers: redirects, the page of an error, feeds, the sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dapsagi.addresses import urls
from dapsagi.pages.bodies import body_of
from dapsagi.pages.page import Page
from dapsagi.pages.planner import FEED_LENGTH, Planner, Route, Routes
from dapsagi.pages.views.lists import NotFoundView
from dapsagi.pages.views.machines import (
    DataView,
    FeedEntry,
    FeedView,
    RedirectView,
    RobotsView,
    SitemapEntry,
    SitemapView,
)
from dapsagi.post.values import Post
from dapsagi.site import order_posts

#: As many addresses may stand in one sitemap (https://www.sitemaps.org/protocol.html#index).
MOST_ADDRESSES = 50_000

# Who is lost wants a way on, not an archive.
_LOST_CARDS = 3


def routes(planner: Planner) -> Routes:
    """Yield the addresses of what no reader looks for."""
    site = planner.site
    for number, (former, _) in enumerate(site.redirects):
        yield former, partial(_plan_redirect, number=number)
    yield "/404.html", _plan_not_found
    if planner.settings.url:
        yield planner.settings.feed_path, _plan_feed
        for number, journey in enumerate(planner.journeys):
            yield urls.feed_of(journey.url), partial(_plan_journey_feed, number=number)
        for number, feed in enumerate(site.former.feeds):
            yield feed.url, partial(_plan_other_feed, number=number)
        for url in ("/sitemap.xml", *site.former.sitemaps):
            yield url, partial(_plan_sitemap, url=url)
        for number, url in enumerate(_parts_of_sitemap(planner)):
            yield url, partial(_plan_part_of_sitemap, number=number)
    yield "/robots.txt", _plan_robots


def former_routes(planner: Planner) -> Routes:
    """Yield the addresses of an old theme that lead to what stands for it."""
    for former, target in planner.site.former.moved:
        yield former, partial(plan_way_on, former=former, target=target)


def data_routes(planner: Planner) -> Routes:
    """Yield the addresses of files of data that an author wrote with Liquid in them."""
    for number, (url, _) in enumerate(planner.site.former.data):
        yield url, partial(_plan_data, number=number)


def leads_on(route: Route) -> bool:
    """Say whether a route is that to a page which does no more than lead to another one."""
    return isinstance(route, partial) and route.func in (_plan_redirect, plan_way_on)


def _plan_redirect(planner: Planner, number: int) -> Page:
    """Lead from an address that a post had before to where it is now."""
    former, key = planner.site.redirects[number]
    post = planner.site.by_key[key]
    meta = planner.meta(post.url, post.title, indexed=False)
    return planner.make(
        former, "redirect.html", RedirectView(meta, planner.absolute(post.url) or planner.href(post.url))
    )


def plan_way_on(planner: Planner, former: str, target: str) -> Page:
    """Lead from an address of an old theme, or of a page that was given up, to what stands for it."""
    meta = planner.meta(target if target.startswith("/") else former, target, indexed=False)
    address = (planner.absolute(target) or planner.href(target)) if target.startswith("/") else target
    return planner.make(former, "redirect.html", RedirectView(meta, address))


def _plan_not_found(planner: Planner) -> Page:
    title = planner.chrome.strings["not_found"]
    meta = planner.meta("/404.html", title, indexed=False)
    cards = tuple(planner.card(post) for post in planner.listed[:_LOST_CARDS])
    sitemap_url = planner.href("/sitemap.xml") if planner.settings.url else ""
    return planner.make("/404.html", "404.html", NotFoundView(meta, cards, sitemap_url))


def _plan_data(planner: Planner, number: int) -> Page:
    """Plan a file of data that an old blog made of Liquid."""
    url, text = planner.site.former.data[number]
    return planner.make(url, "data.txt", DataView(text))


def _plan_robots(planner: Planner) -> Page:
    sitemap_url = planner.absolute("/sitemap.xml")
    return planner.make("/robots.txt", "robots.txt", RobotsView(sitemap_url))


def _plan_feed(planner: Planner) -> Page:
    return _feed(planner, planner.settings.feed_path, planner.settings.title, planner.listed[:FEED_LENGTH])


def _plan_other_feed(planner: Planner, number: int) -> Page:
    feed = planner.site.former.feeds[number]
    among = frozenset(feed.keys) if planner.instead else frozenset[str]()
    keys = [key for key in feed.keys if planner.instead.get(key) not in among]
    return _feed(planner, feed.url, feed.title, [planner.site.by_key[key] for key in keys[:FEED_LENGTH]])


def _plan_journey_feed(planner: Planner, number: int) -> Page:
    journey = planner.journeys[number]
    newest = order_posts(planner.walked(journey))[:FEED_LENGTH]
    title = f"{journey.series.name} · {planner.settings.title}"
    return _feed(planner, urls.feed_of(journey.url), title, newest, journey.url)


def _feed(planner: Planner, url: str, title: str, newest: Sequence[Post], home: str = "/") -> Page:
    entries = tuple(
        FeedEntry(
            title=post.title,
            absolute_url=planner.absolute(post.url),
            date=post.date,
            updated=planner.site.updated(post) or post.date,
            author=planner.author_of(post),
            lang=post.lang,
            summary=post.summary,
            terms=(*post.categories, *post.tags),
            body=body_of(planner, post, absolute=True),
        )
        for post in newest
    )
    view = FeedView(
        title=title,
        description=planner.settings.description,
        absolute_url=planner.absolute(url),
        home_url=planner.absolute(home),
        # A blog without posts has a feed all the same; it was never updated, and Atom wants a date.
        updated=max((entry.updated for entry in entries), default=urls.EPOCH),
        author=planner.chrome.author,
        lang=planner.settings.lang,
        entries=entries,
    )
    return planner.make(url, "feed.xml", view)


def _plan_sitemap(planner: Planner, url: str) -> Page:
    """Plan the sitemap at `url`, or the list of its parts where there are too many addresses for one."""
    if parts := _parts_of_sitemap(planner):
        view = SitemapView((), tuple(map(planner.absolute, parts)))
    else:
        posts, others = _addresses(planner)
        view = SitemapView((*others[:1], *posts, *others[1:]))
    return planner.make(url, "sitemap.xml", view)


def _plan_part_of_sitemap(planner: Planner, number: int) -> Page:
    """Plan a part of the sitemap: the first holds what is no post, the others the posts from the oldest."""
    posts, others = _addresses(planner)
    # Counted from the oldest: a new post changes the last part alone.
    start = (number - 1) * MOST_ADDRESSES
    entries = posts[::-1][start : start + MOST_ADDRESSES] if number else others
    return planner.make(_part_of_sitemap(number), "sitemap.xml", SitemapView(tuple(entries)))


def _parts_of_sitemap(planner: Planner) -> list[str]:
    """Return the addresses of the parts of the sitemap; none where one is enough."""
    site = planner.site
    posts = sum(post.indexed for post in site.posts)
    others = 1 + sum(page.indexed for page in site.pages) + len(planner.journeys)
    if posts + others <= MOST_ADDRESSES:
        return []
    return [_part_of_sitemap(number) for number in range(1 + -(-posts // MOST_ADDRESSES))]


def _part_of_sitemap(number: int) -> str:
    return f"/sitemap-{number}.xml"


def _addresses(planner: Planner) -> tuple[list[SitemapEntry], list[SitemapEntry]]:
    """Return what a sitemap says of the posts, the newest first, and of homes, pages and journeys."""
    site = planner.site

    def entry(post: Post) -> SitemapEntry:
        return SitemapEntry(planner.absolute(post.url), site.updated(post) or (post.date if post.is_post else None))

    # The home page, which may be the author's own, stands first.
    pages = sorted(site.pages, key=lambda page: page.url != "/")
    others = [] if pages and pages[0].url == "/" else [SitemapEntry(planner.absolute("/"), None)]
    others += [entry(page) for page in pages if page.indexed]
    others += [SitemapEntry(planner.absolute(journey.url), None) for journey in planner.journeys]
    others += [SitemapEntry(planner.absolute(term.url), None) for term in site.former.languages]
    return [entry(post) for post in site.posts if post.indexed], others
