"""Which address belongs to what: to posts and pages, to what is generated, and to what stood there before."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.languages import in_every_language
from dapsagi.addresses.permalink import canonical, clean_path
from dapsagi.config import Settings
from dapsagi.journey.series import Series
from dapsagi.markup.body import Link
from dapsagi.post.names import may_be_index
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.address_book import AddressBook
from dapsagi.site.former import ANOTHER_ADDRESS, Former
from dapsagi.site.terms import Term

#: A blog with more posts than this has a route map a year: some ten screens of a phone are enough to go through.
MOST_ON_ONE_MAP = 120


def without_spare(visible: Sequence[Post], files: Iterable[str], settings: Settings) -> list[Post]:
    """Leave out what would be the page of a folder if that had no index of its own, be it a static file."""
    spare = {post.key for post in visible if post.kind == "page" and may_be_index(post.key, settings)}
    taken = {*files, *(post.output for post in visible if post.key not in spare)}
    return [post for post in visible if post.key not in spare or post.output not in taken]


def with_addresses(
    shown: Sequence[Post], files: Container[str], settings: Settings
) -> tuple[list[Post], list[Problem]]:
    """Return the posts that have an address of their own, and a problem for each of the others.

    A static file in the place of a post gives way to it, which is a problem too.

    Of several at one address, Jekyll's readers see the one that it writes last: the newest post. The others, which only
    its lists name, stand beside it in a blog that moved in. Files whose names differ in case alone are one file to
    macOS and Windows; what is only composed otherwise is one already, as addresses are in NFC.
    """
    holders: dict[str, str] = {}
    alike: dict[str, Post] = {}
    kept: list[Post] = []
    hidden: list[Post] = []
    problems: list[Problem] = []
    by_key = sorted(shown, key=lambda post: post.key, reverse=settings.is_jekyll)
    for post in sorted(by_key, key=lambda post: post.dated, reverse=True) if settings.is_jekyll else by_key:
        path = post.output
        if not path:
            continue
        if path in holders:
            hidden.append(post)
            continue
        holders[path] = post.key
        kept.append(post)
        if path in files:
            message = f"{post.url} is also the place of the static file {path}, which is not copied"
            problems.append(Problem("U102", Severity.ERROR, message, Span(post.key), ANOTHER_ADDRESS))
        other_post = alike.setdefault(unicodedata.normalize("NFC", path.casefold()), post)
        if other_post is not post:
            message = (
                f"{post.url} and {other_post.url} of {other_post.key} differ in case alone: "
                "on macOS and Windows one would be written over the other"
            )
            problems.append(Problem("U103", Severity.WARNING, message, Span(post.key), ANOTHER_ADDRESS))
    for post in hidden:
        message = f"{post.url} is already the address of {holders[post.output]}"
        if (beside := _beside(post, settings)) and beside.output not in holders and beside.output not in files:
            holders[beside.output] = post.key
            kept.append(beside)
            message = f"{message}, behind which Jekyll hides this post; here it stands at {beside.url}"
            problems.append(Problem("U102", Severity.WARNING, message, Span(post.key), ANOTHER_ADDRESS))
        else:
            problems.append(Problem("U102", Severity.ERROR, message, Span(post.key), ANOTHER_ADDRESS))
    return kept, problems


def _beside(post: Post, settings: Settings) -> Post | None:
    """Return a post at an address with its day, if it is one of Jekyll's and such an address can be."""
    url = urls.with_day(post.url, post.dated[:10])
    if not settings.is_jekyll or not post.is_post or urls.fault_of(url):
        return None
    output = urls.output_path(url, post.extension)
    return msgspec.structs.replace(post, url=url, href=urls.href(url, settings), output=output)


def open_book(
    posts: Sequence[Post],
    pages: Sequence[Post],
    files: Iterable[str],
    terms: Iterable[Term],
    former: Former,
    instead: Container[str],
    settings: Settings,
) -> AddressBook:
    """Return the address book of all that is known to have an address before any link is followed.

    Lists leave out the posts with another one `instead` of them.
    """
    book = AddressBook((*posts, *pages), files, settings)
    book.add(url for term in terms for url in term.pages)
    book.add(_generated_urls([post for post in posts if post.key not in instead], settings))
    book.add(feed.url for feed in former.feeds)
    book.add(url for term in former.languages for url in term.pages)
    if any(post.mentions for post in posts):
        book.add((*urls.READING_LISTS.values(), *urls.EXPORTS.values()))
    book.forward(former.moved)
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
    posts: Sequence[Post], pages: Sequence[Post], book: AddressBook, settings: Settings
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Return the addresses that front matter says a source had before, with its key.

    There is a problem for each that cannot be one, or at which something else stands.
    """
    # Two addresses of one file, `/old` and `/old.html`, are one.
    holders: dict[str, tuple[str, Post]] = {}
    problems: list[Problem] = []
    leading = {page.output: page.redirect_to.strip("/") for page in pages if page.redirect_to}
    for post in (*posts, *pages):
        for url in post.redirect_from:
            span = Span(post.key, post.line_of("redirect_from") or post.line_of("aliases"))
            if fault := urls.fault_of(url):
                message = f"the former address {url!r} cannot be written: {fault}"
                problems.append(Problem("U101", Severity.ERROR, message, span, "correct `redirect_from`"))
                continue
            path = urls.output_path(url)
            other = holders[path][1] if path in holders else None
            if other is None and not book.shows(url):
                holders[path] = url, post
            elif leading.get(path) == post.url.strip("/"):
                continue
            elif path != post.output and other is not post and not _is_translated(url, post, other, settings):
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
