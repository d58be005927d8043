"""Lists of posts: the home page and all posts behind it, categories and tags, the archive and its years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.languages import nearest_language
from dapsagi.pages.bodies import body_of
from dapsagi.pages.page import Page
from dapsagi.pages.page_folders import listed_pages, page_folders
from dapsagi.pages.planner import FEED_LENGTH, Planner, Routes, chunk
from dapsagi.pages.views.lists import (
    ArchiveView,
    HomeView,
    ListKind,
    ListView,
    TermCount,
    TermsView,
    YearCount,
    YearView,
)
from dapsagi.pages.views.parts import Anchor, BodyRef, Card, DatedAnchor
from dapsagi.post.values import UNDATED, Post, TermKind
from dapsagi.site.terms import TERM_KINDS, TERM_LENGTH, Term

# The home page shows the journeys that were continued last, side by side; all of them have a page of their own.
_HOME_JOURNEYS = 2
# Nobody is walking what was left longer ago than this, seen from the newest post.
_WALKED_NOW = timedelta(days=365)

# Where most posts are pinned, as in blogs begun from a template, none is meant.
_HOME_PINNED = 5

# What the author is learning now is told from as many posts as a feed holds, and in one line.
_LEARNING_POSTS = FEED_LENGTH
_LEARNING_TAGS = 6

# The home page is that of new posts: it names the few that were changed last.
_HOME_REVISED = 3

#: Up to so many posts are looked through on one page; the archive of more of them leads to a page for each year.
WHOLE_ARCHIVE = 200

_TERM_INDEX: dict[TermKind, str] = {"category": urls.CATEGORIES, "tag": urls.TAGS}


def routes(planner: Planner) -> Routes:
    """Yield the addresses of all lists."""
    yield planner.stream[0], _plan_home
    for position, url in enumerate(planner.stream[1:], 1):
        yield url, partial(_plan_stream, position=position)
    for number, term in enumerate(planner.site.former.languages):
        for position, url in enumerate(term.pages):
            yield url, partial(_plan_language, number=number, position=position)
    for kind in TERM_KINDS:
        for number, term in enumerate(planner.site.terms(kind)):
            for position, url in enumerate(term.pages):
                yield url, partial(_plan_term, kind=kind, number=number, position=position)
        yield _TERM_INDEX[kind], partial(_plan_terms, kind=kind)
    yield urls.ARCHIVE, _plan_archive
    for year in planner.years:
        yield urls.year_url(year), partial(_plan_year, year=year)


def _plan_home(planner: Planner) -> Page:
    latest = [planner.journey_card(journey) for journey in planner.latest_journeys()[:_HOME_JOURNEYS]]
    newest = planner.listed[: planner.settings.paginate]
    walked_now = [journey for journey in latest if newest and newest[0].date - journey.last <= _WALKED_NOW]
    journeys = walked_now or latest
    pinned, revised = _pinned_and_revised(planner, newest)
    view = HomeView(
        meta=planner.meta(planner.stream[0], "", description=planner.settings.description),
        cards=tuple(planner.card(post) for post in newest),
        journeys=tuple(journeys),
        walking=bool(walked_now),
        older=_way_to_older(planner),
        journeys_url=planner.href(urls.SERIES) if len(planner.site.series) > len(journeys) else "",
        body=_introduction(planner, planner.stream[0]),
        learning=_learning(planner),
        pinned=tuple(planner.card(post) for post in pinned),
        revised=tuple(revised),
    )
    return planner.make(planner.stream[0], "home.html", view)


def _pinned_and_revised(planner: Planner, newest: Sequence[Post]) -> tuple[list[Post], list[DatedAnchor]]:
    """Return the posts to begin with, and those changed last, if that was after the oldest of `newest` was written."""
    pinned, revised = [], []
    since = newest[-1].date if newest else UNDATED
    # What is asked of a post at once opens it once.
    for position, post in enumerate(planner.listed):
        if post.extra.get("pin") is True:
            pinned.append(post)
        elif position >= len(newest) and (changed := planner.site.updated(post)) and changed > since:
            revised.append(DatedAnchor(post.title, post.href, changed))
    return pinned[:_HOME_PINNED], sorted(revised, key=lambda post: post.date, reverse=True)[:_HOME_REVISED]


def _way_to_older(planner: Planner) -> Anchor | None:
    if len(planner.stream) > 1:
        return planner.way("older_posts", planner.stream[1])
    return planner.way("posts", urls.ARCHIVE) if listed_pages(planner.site) else None


def _introduction(planner: Planner, url: str) -> BodyRef | None:
    """Return what the author of an old blog says above the posts of the list at `url`, if anything."""
    page = planner.site.former.introductions.get(url)
    return body_of(planner, page) if page else None


def _learning(planner: Planner) -> tuple[Anchor, ...]:
    """What the author says to be learning, or else the tags that the newest posts share, the latest first."""
    if not planner.settings.learning:
        newest = planner.listed[:_LEARNING_POSTS]
        counts = Counter(tag for post in newest for tag in dict.fromkeys(post.tags))
        return tuple(
            Anchor(link.name, link.url)
            for link in planner.term_links("tag", [tag for tag, _ in counts.most_common(_LEARNING_TAGS)])
        )
    terms = (*planner.site.tags, *planner.site.categories)
    known = {term.name: term.url for term in reversed(terms)}
    known |= {journey.series.name: journey.url for journey in planner.journeys}
    return tuple(Anchor(name, planner.href(known[name]) if name in known else "") for name in planner.settings.learning)


def _plan_stream(planner: Planner, position: int) -> Page:
    posts = chunk(planner.listed, planner.settings.paginate, position)
    return _list_page(planner, "stream", posts, planner.stream, position)


def _plan_term(planner: Planner, kind: TermKind, number: int, position: int) -> Page:
    term = planner.site.terms(kind)[number]
    posts = _posts_on(planner, term, position)
    return _list_page(planner, kind, posts, term.pages, position, term.name)


def _plan_language(planner: Planner, number: int, position: int) -> Page:
    """Plan part of the posts in another language than the blog's own, on a page in that language."""
    term = planner.site.former.languages[number]
    posts = _posts_on(planner, term, position)
    return _list_page(planner, "stream", posts, term.pages, position, term.name)


def _posts_on(planner: Planner, term: Term, position: int) -> list[Post]:
    # The first page is always full, and so shows again what the one behind it begins with.
    keys = chunk(term.keys, TERM_LENGTH, position) if position else term.keys[:TERM_LENGTH]
    return [planner.site.by_key[key] for key in keys]


def _plan_terms(planner: Planner, kind: TermKind) -> Page:
    url = _TERM_INDEX[kind]
    title = planner.chrome.strings["categories" if kind == "category" else "tags"]
    counts = tuple(TermCount(term.name, planner.href(term.url), len(term.keys)) for term in planner.site.terms(kind))
    ways: tuple[Anchor, ...] = ()
    if planner.site.tags and planner.site.categories:
        ways = (planner.way("tags", urls.TAGS), planner.way("categories", urls.CATEGORIES))
    return planner.make(url, "terms.html", TermsView(planner.meta(url, title), kind, counts, ways))


def _list_page(
    planner: Planner, kind: ListKind, posts: Sequence[Post], addresses: Sequence[str], position: int, name: str = ""
) -> Page:
    """Plan the part of a list at a position among its `addresses`; it is called by a term, or by a language."""
    title, lang = ("", name) if kind == "stream" else (name, "")
    url = addresses[position]
    older = addresses[position + 1 :]
    chrome = planner.chromes.get(nearest_language(lang, planner.chromes)) or planner.chrome
    meta = planner.meta(url, title or chrome.strings["posts"], indexed=kind != "stream" or position == 0)
    view = ListView(
        meta=msgspec.structs.replace(meta, lang=lang or meta.lang),
        kind=kind,
        title=title,
        cards=tuple(planner.card(post) for post in posts),
        first=posts[-1].date,
        last=posts[0].date,
        newer=Anchor(chrome.strings["newer_posts"], planner.href(addresses[position - 1])) if position else None,
        older=Anchor(chrome.strings["older_posts"], planner.href(older[0])) if older else None,
        index_url=planner.href(planner.stream[0] if kind == "stream" else _TERM_INDEX[kind]),
        body=None if kind == "stream" else _introduction(planner, url),
    )
    return Page(url, "list.html", chrome, view)


def _plan_archive(planner: Planner) -> Page:
    counts = tuple(
        YearCount(year, planner.href(urls.year_url(year)), len(posts)) for year, posts in planner.years.items()
    )
    folders = page_folders(planner.site)
    meta = planner.meta(urls.ARCHIVE, planner.chrome.strings["posts" if folders else "archive"])
    whole = len(counts) == 1 or sum(year.count for year in counts) <= WHOLE_ARCHIVE
    cards = tuple(card for year in counts for card in _cards_of_year(planner, year.year)) if whole else ()
    return planner.make(urls.ARCHIVE, "archive.html", ArchiveView(meta, counts, folders, cards))


def _cards_of_year(planner: Planner, year: int) -> tuple[Card, ...]:
    # A year is looked through, and may have a thousand posts.
    return tuple(msgspec.structs.replace(planner.card(post), summary="") for post in planner.years[year])


def _plan_year(planner: Planner, year: int) -> Page:
    newer, older = planner.years_beside(year, urls.year_url)
    view = YearView(
        meta=planner.meta(urls.year_url(year), str(year)),
        year=year,
        cards=_cards_of_year(planner, year),
        newer=newer,
        older=older,
        index_url=planner.href(urls.ARCHIVE),
    )
    return planner.make(urls.year_url(year), "year.html", view)
