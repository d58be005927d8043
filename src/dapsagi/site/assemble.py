"""The site: posts put in order, and every relation between them.

Relations are keys, never references; bodies are digests, so that a body's text cannot disturb an index.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.media import media_host, subpath_of
from dapsagi.addresses.permalink import canonical, clean_path
from dapsagi.addresses.slugs import fold_name
from dapsagi.addresses.targets import own_hosts
from dapsagi.config import Settings
from dapsagi.journey.references import Library, Reference, find_references
from dapsagi.journey.related import Traits, find_related, gather_kinship
from dapsagi.journey.series import Entry as SeriesEntry
from dapsagi.journey.series import Series, find_series
from dapsagi.post.revisions import Revision
from dapsagi.post.values import Particulars, Post, is_shown
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.address_book import AddressBook, Entry, Found
from dapsagi.site.former import Former, place_former
from dapsagi.site.terms import Term, gather_terms
from dapsagi.site.translations import lead_from_other_languages

#: A blog with more posts than this has a route map a year: some ten screens of a phone are enough to go through.
MOST_ON_ONE_MAP = 120

_ANOTHER_ADDRESS = "give one of the two another permalink or file name"


#: Where the links of sources lead, by key and by the index of the link in its body.
Links: TypeAlias = Mapping[str, tuple[tuple[int, Found], ...]]


class Site(msgspec.Struct, frozen=True):
    """Everything that is published, in order. `book` knows where every link leads.

    `backlinks` says of posts and pages, by key, which posts link to them, the oldest first; `related` which other posts
    are close to one that its page does not link anyway, and `kinship` by what, packed. A site `waits` if a post bears a
    date that has not come yet. `history` are the changes of sources that git knows of, by key, the oldest first.
    """

    settings: Settings
    posts: tuple[Post, ...]
    pages: tuple[Post, ...]
    by_key: Mapping[str, Post]
    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    series: tuple[Series, ...]
    links: Links
    backlinks: Mapping[str, tuple[str, ...]]
    references: tuple[Reference, ...]
    related: Mapping[str, tuple[str, ...]]
    kinship: bytes
    redirects: tuple[tuple[str, str], ...]
    book: AddressBook
    today: datetime
    waits: bool = False
    former: Former = Former()
    history: Mapping[str, tuple[Revision, ...]] = {}

    def texts(self) -> Iterator[Post]:
        """Yield all whose text is shown: posts, pages, and the page whose words stand above the posts."""
        yield from self.posts
        yield from self.pages
        if self.former.introduction:
            yield self.former.introduction

    def updated(self, post: Post) -> datetime | None:
        """Return when a post was changed last, if that was after its date."""
        return post.updated_with(self.history.get(post.key, ()))

    def revisions(self, post: Post) -> list[Revision]:
        """Return the record of a post's changes, the newest first: what its head says, and what git knows."""
        return sorted({*post.revisions, *self.history.get(post.key, ())}, reverse=True)

    def quotation(self, post: Post, key: str) -> str:
        """Return the sentence around the first link of `post` to another one, by its key; empty if there is none."""
        return dict(_quotations(post, self.links.get(post.key, ()))).get(key, "")

    def is_future(self, post: Post) -> bool:
        """Say whether a post bears a date that has not come yet."""
        return post.date > self.today

    def mark(self, post: Post) -> Literal["", "draft", "future"]:
        """Return the word for a post that readers would not see yet; empty for one that they do."""
        return "draft" if post.draft else "future" if self.is_future(post) else ""


FoundSeries: TypeAlias = tuple[tuple[Series, ...], tuple[Problem, ...]]
FindSeries: TypeAlias = Callable[[list[SeriesEntry], Mapping[str, Any]], FoundSeries]


def assemble(
    documents: Collection[Post],
    files: Iterable[str],
    settings: Settings,
    today: datetime,
    declared_series: Mapping[str, Any] | None = None,
    library: Library | None = None,
    find: FindSeries = find_series,
    known_addresses: Mapping[str, Sequence[str]] | None = None,
    history: Mapping[str, tuple[Revision, ...]] | None = None,
) -> tuple[Site, tuple[Problem, ...]]:
    """Put posts and pages together to a site as it stands at `today`.

    `files` are the static files' paths from the root of the site. A post that is a draft, unpublished or of the future
    is left out unless the settings say otherwise. `find` is `find_series`, or the same with a memory. `known_addresses`
    are those that sources had when they were published before; they lead to where the sources' pages are now.
    `history` are the changes of sources that git knows of, by key.
    """
    visible = _limited([post for post in documents if is_shown(post, settings, today)], settings)
    shown, problems = _with_addresses([post for post in visible if post.listing is None], settings)
    shown = lead_from_other_languages(shown, settings)
    posts = order_posts(post for post in shown if post.is_post)
    pages = tuple(sorted((post for post in shown if not post.is_post), key=lambda page: page.key))
    by_key = {post.key: post for post in shown}
    categories = gather_terms(posts, "category", lambda post: post.categories)
    tags = gather_terms(posts, "tag", lambda post: post.tags)
    former = place_former([post for post in visible if post.listing], posts, pages, categories, tags, settings)

    book = _open_book(posts, pages, files, (*categories, *tags), former, settings)
    earlier = _earlier_addresses(known_addresses or {}, by_key, book)
    book.forward((address, by_key[key].url) for address, key in earlier)
    book.stand_in((page.key, page.url) for page in visible if page.listing and page.listing.kind != "asset")
    linking = (*posts, *pages, *([former.introduction] if former.introduction else []))
    links, link_problems = _resolve_links(linking, book)
    entries = [_series_entry(post, links.get(post.key, ())) for post in posts]
    series, series_problems = find(entries, declared_series or {})
    if series and (pointing := _pointing_at_journeys(linking)):
        # Links tell which journeys there are, so where the journeys' pages are is known only now.
        book.add(journey_urls(series, settings))
        again = {post.key for post in pointing}
        later, later_problems = _resolve_links(pointing, book)
        links = {key: found for key, found in links.items() if key not in again} | later
        link_problems = [problem for problem in link_problems if problem.span.path not in again] + later_problems
    book.forget_suggestions()

    known = library or Library()
    mentions = {post.key: post.mentions for post in reversed(posts) if post.mentions}
    references = find_references(mentions, known.tables, known.details)
    kinship = gather_kinship(_traits(posts, series, references))
    site = Site(
        settings=settings,
        posts=posts,
        pages=pages,
        by_key=by_key,
        categories=categories,
        tags=tags,
        series=series,
        links=links,
        backlinks=_find_backlinks(posts, links),
        references=references,
        related=find_related(kinship),
        kinship=kinship.pack(),
        redirects=(*_declared_redirects(posts, pages), *earlier),
        book=book,
        today=today,
        former=former,
        history=history or {},
        waits=any(post.is_post and post.date > today for post in documents),
    )
    return site, (*problems, *former.problems, *series_problems, *link_problems)


class Exchange(msgspec.Struct, frozen=True):
    """A site in which one post has taken the place of its former self.

    `gone` and `come` are the problems of its links before and now. Where not `settled`, what the site says of the post
    elsewhere (its terms, its series, links to it by title) is as it was before: the site should be assembled anew.
    """

    site: Site
    gone: tuple[Problem, ...]
    come: tuple[Problem, ...]
    settled: bool


def exchange(site: Site, post: Post) -> Exchange | None:
    """Put `post` in the place of the one with its key; None where it would not stand in the same place.

    This takes a thousandth of the time of `assemble`, and gives the same site where it is `settled`.
    """
    before = site.by_key.get(post.key)
    if before is None or _place(before) != _place(post) or not is_shown(post, site.settings, site.today):
        return None
    gone = _resolve_links([before], site.book)[1]
    links, come = _resolve_links([post], site.book)
    others = dict(site.links)
    others.pop(post.key, None)
    after = msgspec.structs.replace(
        site,
        posts=tuple([post if other is before else other for other in site.posts]),
        pages=tuple([post if other is before else other for other in site.pages]),
        by_key={**site.by_key, post.key: post},
        links=others | links,
    )
    same = all(getattr(before, name) == getattr(post, name) for name in _RELATED)
    settled = same and _said_to_others(before, site.links) == _said_to_others(post, links)
    return Exchange(after, tuple(gone), tuple(come), settled)


def _limited(documents: list[Post], settings: Settings) -> list[Post]:
    """Return the documents with no more posts than `limit_posts` lets through: the newest, as Jekyll counts them."""
    if settings.limit_posts <= 0:
        return documents
    kept = {post.key for post in order_posts(post for post in documents if post.is_post)[: settings.limit_posts]}
    return [post for post in documents if not post.is_post or post.key in kept]


def order_posts(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Order posts newest first; ties break by key, so the output never depends on the disk."""
    return tuple(sorted(posts, key=lambda post: (post.date, post.key), reverse=True))


def generated_urls(posts: Sequence[Post], settings: Settings) -> set[str]:
    """Return the addresses of pages that no source stands for, apart from those of terms and journeys."""
    fixed = {"/", urls.ARCHIVE, urls.CATEGORIES, urls.TAGS, urls.SERIES, settings.feed_path, "/sitemap.xml"}
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


def _pointing_at_journeys(posts: Iterable[Post]) -> list[Post]:
    folder = urls.SERIES.lstrip("/")
    return [post for post in posts if any(folder in link.target for _, link in post.links)]


def _open_book(
    posts: Sequence[Post],
    pages: Sequence[Post],
    files: Iterable[str],
    terms: Iterable[Term],
    former: Former,
    settings: Settings,
) -> AddressBook:
    """Return the address book of all that is known to have an address before any link is followed."""
    book = AddressBook(
        lambda: (Entry(post.key, post.title, post.slug, post.url, post.redirect_from) for post in (*posts, *pages)),
        files,
        own_hosts(settings.url),
        settings.baseurl,
        media_host(settings),
    )
    book.add(url for term in terms for url in term.pages)
    book.add(generated_urls(posts, settings))
    book.add(feed.url for feed in former.feeds)
    if any(post.mentions for post in posts):
        book.add((*urls.READING_LISTS.values(), *urls.EXPORTS.values()))
    book.forward(former.moved)
    return book


def _declared_redirects(posts: Sequence[Post], pages: Sequence[Post]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that front matter says a source had before, but for those of another one, with its key."""
    shown = (*posts, *pages)
    taken = {post.url for post in shown}
    for post in shown:
        for url in post.redirect_from:
            if url not in taken:
                yield url, post.key


def _place(post: Post) -> tuple[object, ...]:
    return post.url, post.dated, post.kind, post.redirect_from, post.listing


# The fields of a post that say nothing of any other page than its own, the cards that stand for it, the page of its
# journey, and feeds.
_OWN = {"body", "links", "summary", "excerpt", "excerpt_separator", "description", "image", "author", "modified"}
_OWN |= {"extra", "lines", "features", "mentions", "quotes", "minutes", "part_minutes", "revisions", "packed"}
_RELATED = tuple(name for name in (*Post.__struct_fields__, *Particulars.__struct_fields__) if name not in _OWN)


def _said_to_others(post: Post, links: Links) -> tuple[object, ...]:
    """Return what the links of a post say to other pages, wherever in the text they stand."""
    found = links.get(post.key, ())
    works = [(mention.url, mention.title, mention.rank) for mention in post.mentions]
    return _series_entry(post, found).links, tuple(_quotations(post, found)), works


def _quotations(post: Post, links: Iterable[tuple[int, Found]]) -> list[tuple[str, str]]:
    """Return the keys of the posts that a post links to, each once, with the sentence around the first link to it."""
    sentences = dict(post.quotes)
    quoted: dict[str, str] = {}
    for index, found in links:
        if found.key and found.key != post.key and index in sentences:
            quoted.setdefault(found.key, sentences[index])
    return list(quoted.items())


def _find_backlinks(posts: Sequence[Post], links: Links) -> dict[str, tuple[str, ...]]:
    backlinks: dict[str, list[str]] = defaultdict(list)
    for post in reversed(posts):
        for key, _ in _quotations(post, links[post.key]) if post.key in links else ():
            backlinks[key].append(post.key)
    return {key: tuple(each) for key, each in backlinks.items()}


def _traits(posts: Sequence[Post], series: Iterable[Series], references: Iterable[Reference]) -> Iterator[Traits]:
    journeys = {part.key: each.id for each in series for part in each.parts}
    works: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        for key in reference.keys:
            works[key].append(reference.id)
    for post in posts:
        terms = dict.fromkeys(map(fold_name, (*post.categories, *post.tags)))
        words = post.words.split(" ") if post.words else ()
        yield Traits(post.key, tuple(words), tuple(terms), tuple(works.get(post.key, ())), journeys.get(post.key, ""))


def _with_addresses(shown: Sequence[Post], settings: Settings) -> tuple[list[Post], list[Problem]]:
    """Return the posts that have an address of their own, and a problem for each of the others.

    Of several at one address, Jekyll's readers see the one that it writes last: the newest post. Files whose names
    differ in case alone are one file to macOS and Windows; what is only composed otherwise is one already, as addresses
    are in NFC.
    """
    holders: dict[str, str] = {}
    alike: dict[str, Post] = {}
    kept: list[Post] = []
    problems: list[Problem] = []
    by_key = sorted(shown, key=lambda post: post.key, reverse=settings.is_jekyll)
    for post in sorted(by_key, key=lambda post: post.dated, reverse=True) if settings.is_jekyll else by_key:
        path = post.output
        if not path:
            continue
        if path in holders:
            other = holders[path]
            message = f"{post.url} is already the address of {other}"
            problems.append(Problem("U102", Severity.ERROR, message, Span(post.key), _ANOTHER_ADDRESS))
            continue
        holders[path] = post.key
        kept.append(post)
        other_post = alike.setdefault(unicodedata.normalize("NFC", path.casefold()), post)
        if other_post is not post:
            message = (
                f"{post.url} and {other_post.url} of {other_post.key} differ in case alone: "
                "on macOS and Windows one would be written over the other"
            )
            problems.append(Problem("U103", Severity.WARNING, message, Span(post.key), _ANOTHER_ADDRESS))
    return kept, problems


def _earlier_addresses(
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


def _resolve_links(
    posts: Iterable[Post], book: AddressBook
) -> tuple[dict[str, tuple[tuple[int, Found], ...]], list[Problem]]:
    links: dict[str, tuple[tuple[int, Found], ...]] = {}
    problems: list[Problem] = []
    for post in posts:
        found: list[tuple[int, Found]] = []
        subpath = subpath_of(post.extra) if post.links else ""
        for index, link in post.links:
            place, problem = book.resolve(link, post.key, post.url, subpath)
            if place:
                found.append((index, place))
            if problem:
                problems.append(problem)
        if found:
            links[post.key] = tuple(found)
    return links, problems


def _series_entry(post: Post, links: Iterable[tuple[int, Found]]) -> SeriesEntry:
    words = {index: link.text for index, link in post.links}
    return SeriesEntry(
        key=post.key,
        title=post.title,
        date=post.date.isoformat(),
        lang=post.lang,
        categories=post.categories,
        tags=post.tags,
        series=post.series or None,
        order=post.order,
        no_series=post.no_series,
        planned=post.planned,
        links=tuple((found.key, words[index]) for index, found in links if found.key and found.key != post.key),
        promises=post.promises,
        numbered=post.numbered,
    )
