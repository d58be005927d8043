"""What servers and programs ask for rather than readers: redirects, the page of an error, feeds, the sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dapsagi import urls
from dapsagi.page import Page
from dapsagi.pages.planner import FEED_LENGTH, Planner, Routes
from dapsagi.post import Post
from dapsagi.site import order_posts
from dapsagi.views import FeedEntry, FeedView, NotFoundView, RedirectView, RobotsView, SitemapEntry, SitemapView

# Who is lost wants a way on, not an archive.
_LOST_CARDS = 3


def routes(planner: Planner) -> Routes:
    """Yield the addresses of what no reader looks for."""
    site = planner.site
    for number, (former, _) in enumerate(site.redirects):
        yield former, partial(plan_redirect, number=number)
    for former, target in site.former.moved:
        yield former, partial(plan_way_on, former=former, target=target)
    yield "/404.html", plan_not_found
    if planner.settings.url:
        yield planner.settings.feed_path, plan_feed
        for number, series in enumerate(site.series):
            yield urls.feed_of(planner.series_url[series.id]), partial(plan_journey_feed, number=number)
        for number, feed in enumerate(site.former.feeds):
            yield feed.url, partial(plan_other_feed, number=number)
        yield "/sitemap.xml", plan_sitemap
    yield "/robots.txt", plan_robots


def plan_redirect(planner: Planner, number: int) -> Page:
    """Lead from an address that a post had before to where it is now."""
    former, key = planner.site.redirects[number]
    post = planner.site.by_key[key]
    meta = planner.meta(planner.chrome, post.url, post.title, indexed=False)
    return planner.make(
        former, "redirect.html", RedirectView(meta, planner.absolute(post.url) or planner.href(post.url))
    )


def plan_way_on(planner: Planner, former: str, target: str) -> Page:
    """Lead from an address of an old theme, or of a page that was given up, to what stands for it."""
    meta = planner.meta(planner.chrome, target if target.startswith("/") else former, target, indexed=False)
    address = (planner.absolute(target) or planner.href(target)) if target.startswith("/") else target
    return planner.make(former, "redirect.html", RedirectView(meta, address))


def plan_not_found(planner: Planner) -> Page:
    """Plan the page that stands for one that is not there."""
    title = planner.chrome.strings["not_found"]
    meta = planner.meta(planner.chrome, "/404.html", title, indexed=False)
    cards = tuple(planner.card(post) for post in planner.site.posts[:_LOST_CARDS])
    sitemap_url = planner.href("/sitemap.xml") if planner.settings.url else ""
    return planner.make("/404.html", "404.html", NotFoundView(meta, cards, sitemap_url))


def plan_robots(planner: Planner) -> Page:
    """Plan robots.txt."""
    sitemap_url = planner.absolute("/sitemap.xml") if planner.settings.url else ""
    return planner.make("/robots.txt", "robots.txt", RobotsView(sitemap_url))


def plan_feed(planner: Planner) -> Page:
    """Plan the feed of the site."""
    return _feed(planner, planner.settings.feed_path, planner.settings.title, planner.site.posts[:FEED_LENGTH])


def plan_other_feed(planner: Planner, number: int) -> Page:
    """Plan a feed that an old theme had."""
    feed = planner.site.former.feeds[number]
    return _feed(planner, feed.url, feed.title, [planner.site.by_key[key] for key in feed.keys[:FEED_LENGTH]])


def plan_journey_feed(planner: Planner, number: int) -> Page:
    """Plan the feed of a journey."""
    series = planner.site.series[number]
    url = planner.series_url[series.id]
    newest = order_posts(planner.walked(series))[:FEED_LENGTH]
    return _feed(planner, urls.feed_of(url), f"{series.name} · {planner.settings.title}", newest, url)


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
            body=planner.body(post, absolute=True),
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


def plan_sitemap(planner: Planner) -> Page:
    """Plan the sitemap."""
    entries = [SitemapEntry(planner.absolute("/"), None)]
    entries += [
        SitemapEntry(planner.absolute(post.url), planner.site.updated(post) or (post.date if post.is_post else None))
        for post in (*planner.site.posts, *planner.site.pages)
        if post.indexed
    ]
    entries += [SitemapEntry(planner.absolute(url), None) for url in planner.series_url.values()]
    return planner.make("/sitemap.xml", "sitemap.xml", SitemapView(tuple(entries)))
