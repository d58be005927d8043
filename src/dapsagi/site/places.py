"""Which address belongs to what: to posts and pages, to what is generated, and to what stood there before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dapsagi.addresses import urls
from dapsagi.addresses.languages import in_every_language
from dapsagi.addresses.permalink import canonical, clean_path
from dapsagi.config import Settings
from dapsagi.journey.series import Series
from dapsagi.markup.body import Link
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.address_book import AddressBook
from dapsagi.site.former import Former
from dapsagi.site.shown import Shown
from dapsagi.site.translations import give_way

#: A blog with more posts than this has a route map a year: some ten screens of a phone are enough to go through.
MOST_ON_ONE_MAP = 120

_NAMES_A_SITE = re.compile(r"/?[a-z][a-z\d+.-]*:/", re.I)

# Themes let this page stand for folders that have none; it need not where one is.
_NOT_FOUND = "404.html"


def open_book(shown: Shown, former: Former, settings: Settings) -> AddressBook:
    """Return the address book of all that is known to have an address before any link is followed."""
    book = AddressBook(shown.sources, shown.files, settings)
    book.add(url for terms in shown.terms.values() for term in terms for url in term.pages)
    instead = give_way(shown.versions)
    book.add(_generated_urls([post for post in shown.posts if post.key not in instead], settings))
    book.add(feed.url for feed in former.feeds)
    book.add(url for term in former.languages for url in term.pages)
    if any(post.mentions for post in shown.posts):
        book.add((*urls.READING_LISTS.values(), *urls.EXPORTS.values()))
    book.forward(former.moved)
    book.stand_in((page.key, page.url) for page in shown.theme_pages if page.listing and page.listing.kind != "asset")
    return book


def _generated_urls(posts: Sequence[Post], settings: Settings) -> set[str]:
    """Return the addresses of pages that no source stands for, apart from those of terms and journeys."""
    fixed = {"/", urls.ARCHIVE, urls.CATEGORIES, urls.TAGS, urls.SERIES, "/404.html", "/robots.txt"}
    fixed |= {settings.feed_path, "/sitemap.xml"}
    fixed |= {urls.SEARCH} if settings.search else set()
    years = {post.date.year for post in posts}
    maps = {urls.ROUTE_MAP} if posts else set()
    if len(posts) > MOST_ON_ONE_MAP:
        maps |= {urls.route_map_url(year) for year in years}
    older = urls.later_pages(settings.paginate_path, len(posts), settings.paginate)
    return fixed | maps | {urls.year_url(year) for year in years} | set(older)


def journey_urls(series: Iterable[Series], settings: Settings) -> Iterator[str]:
    """Yield the addresses of the journeys' pages and feeds."""
    for each in series:
        url = urls.term_url("series", each.id)
        yield url
        if settings.url:
            yield urls.feed_of(url)


def declared_redirects(
    shown: Shown, book: AddressBook, settings: Settings
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Return the addresses that front matter says a source had before, with its key.

    There is a problem for each that cannot be one, or at which something else stands.
    """
    # Two addresses of one file, `/old` and `/old.html`, are one.
    holders: dict[str, tuple[str, Post]] = {}
    problems: list[Problem] = []
    leading = {page.output: page.redirect_to.strip("/") for page in shown.pages if page.redirect_to}
    for post in shown.sources:
        for url in post.redirect_from:
            span = Span(post.key, post.line_of("redirect_from") or post.line_of("aliases"))
            if fault := urls.fault_of(url):
                message = f"the former address {url!r} cannot be written: {fault}"
                problems.append(Problem("U101", Severity.ERROR, message, span, "correct `redirect_from`"))
                continue
            if _NAMES_A_SITE.match(url):
                message = f"the former address {url.lstrip('/').replace(':/', '://', 1)} is none of this blog"
                hint = "write it as a path, such as /old/, in `redirect_from`"
                problems.append(Problem("U101", Severity.WARNING, message, span, hint))
                continue
            path = urls.output_path(url)
            other = holders[path][1] if path in holders else None
            if other is None and not book.shows(url):
                holders[path] = url, post
            elif leading.get(path) == post.url.strip("/"):
                continue
            elif (
                path != post.output != _NOT_FOUND
                and other is not post
                and not _is_translated(url, post, other, settings)
            ):
                there = f"leads to {other.key} already" if other else "is something else now, and leads here no more"
                hint = "take it out of `redirect_from`, or give that another address"
                problems.append(Problem("U105", Severity.WARNING, f"the former address {url} {there}", span, hint))
    return [(url, post.key) for url, post in holders.values()], problems


def find_lost_ways(posts: Iterable[Post], book: AddressBook) -> Iterator[Problem]:
    """Yield a problem for each post or page that leads on, by `redirect_to`, to nothing or back to itself."""
    leading: dict[str, str] = {}
    lines: dict[str, int] = {}
    for post in posts:
        if post.redirect_to:
            lines[post.key] = post.line_of("redirect_to")
            found, problem = book.resolve(Link("a", "href", post.redirect_to, "", lines[post.key]), post.key, post.url)
            leading[post.key] = found.key if found else ""
            if problem:
                yield problem
    for key in leading:
        way = [leading[key]]
        while way[-1] in leading and way[-1] not in (key, *way[:-1]):
            way.append(leading[way[-1]])
        if way[-1] == key:
            over = f" by way of {' and '.join(way[:-1])}" if way[:-1] else ""
            message = f"the page leads to itself{over}, so that no reader ever arrives"
            yield Problem("U106", Severity.WARNING, message, Span(key, lines[key]), "correct its `redirect_to`")


def _is_translated(url: str, post: Post, other: Post | None, settings: Settings) -> bool:
    """Say whether a post is led to from `url` because it, or `other`, is in another language."""
    if other is not None:
        return other.lang != post.lang
    return any(url == each for _, each in in_every_language(post.url, post.lang, settings))


def earlier_addresses(
    known: Mapping[str, Sequence[str]], by_key: Mapping[str, Post], book: AddressBook
) -> tuple[tuple[str, str], ...]:
    """Return the known addresses at which nothing else answers now, each with the key of the post that it was of."""
    earlier: dict[str, str] = {}
    for source, addresses in known.items():
        for address in addresses if source in by_key else ():
            path = clean_path(canonical(address))
            if not book.holds(path):
                earlier.setdefault(path, source)
    return tuple(earlier.items())
