"""The site: posts put in order, and every relation between them found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from dapsagi.addresses import urls
from dapsagi.addresses.slugs import fold_name
from dapsagi.config import Settings
from dapsagi.journey.references.find import find_references
from dapsagi.journey.references.model import Reference
from dapsagi.journey.references.tables import Library
from dapsagi.journey.related import Traits, find_related, gather_kinship
from dapsagi.journey.series import Declared, Entry, Series
from dapsagi.post.revisions import Revision
from dapsagi.post.values import Post, is_shown
from dapsagi.post.vocabulary import of_language
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.address_book import AddressBook
from dapsagi.site.former import place_former
from dapsagi.site.links import Links, find_backlinks, resolve_links, series_entry
from dapsagi.site.model import Site, order_posts
from dapsagi.site.places import (
    declared_redirects,
    earlier_addresses,
    find_lost_ways,
    journey_urls,
    open_book,
    with_addresses,
    without_spare,
)
from dapsagi.site.terms import gather_terms
from dapsagi.site.translations import find_versions, give_way, lead_from_other_languages

FoundSeries: TypeAlias = tuple[tuple[Series, ...], tuple[Problem, ...]]
FindSeries: TypeAlias = Callable[[list[Entry], Declared], FoundSeries]


def assemble(
    documents: Collection[Post],
    files: Collection[str],
    settings: Settings,
    today: datetime,
    *,
    declared_series: Declared | None,
    library: Library,
    find: FindSeries,
    known_addresses: Mapping[str, Sequence[str]],
    history: Mapping[str, tuple[Revision, ...]],
) -> tuple[Site, tuple[Problem, ...]]:
    """Put posts and pages together to a site as it stands at `today`.

    `files` are the static files' paths from the root of the site. A post that is a draft, unpublished or of the future
    is left out unless the settings say otherwise. `find` is `find_series`, or the same with a memory. `known_addresses`
    are those that sources had when they were published before; they lead to where the sources' pages are now.
    `history` are the changes of sources that git knows of, by key.
    """
    visible = _limited([post for post in documents if is_shown(post, settings, today)], settings)
    if "jekyll-readme-index" in settings.plugins:
        visible = without_spare(visible, files, settings)
    shown, problems = with_addresses([post for post in visible if post.listing is None], files, settings)
    shown = lead_from_other_languages(shown, settings)
    posts = order_posts(post for post in shown if post.is_post)
    pages = tuple(sorted((post for post in shown if not post.is_post), key=lambda page: page.key))
    by_key = {post.key: post for post in shown}
    versions = find_versions(shown, settings)
    instead = give_way(versions)
    categories = gather_terms(posts, "category", lambda post: post.categories, instead)
    tags = gather_terms(posts, "tag", lambda post: post.tags, instead)
    former = place_former([post for post in visible if post.listing], posts, pages, categories, tags, files, settings)

    book = open_book(posts, pages, files, (*categories, *tags), former, instead, settings)
    earlier = earlier_addresses(known_addresses, by_key, book)
    book.forward((address, by_key[key].url) for address, key in earlier)
    book.stand_in((page.key, page.url) for page in visible if page.listing and page.listing.kind != "asset")
    linking = (*posts, *pages, *former.introductions.values())
    links, link_problems = resolve_links(linking, book)
    entries = [series_entry(post, links.get(post.key, ())) for post in posts]
    series, series_problems = find(entries, declared_series or Declared())
    if series:
        # Links tell which journeys there are, so where the journeys' pages are is known only now.
        book.add(journey_urls(series, settings))
        links, link_problems = _resolved_again(_pointing_at_journeys(linking), book, links, link_problems)
    redirects, redirect_problems = declared_redirects(posts, pages, book, settings)
    lost_ways = tuple(find_lost_ways((*posts, *pages), book))
    book.suggestions.forget()

    mentions = {post.key: post.mentions for post in reversed(posts) if post.mentions}
    references = find_references(mentions, library.tables, library.details, lambda key: by_key[key].title)
    kinship = gather_kinship(_traits(posts, series, references, settings.lang))
    site = Site(
        settings=settings,
        posts=posts,
        pages=pages,
        by_key=by_key,
        categories=categories,
        tags=tags,
        series=series,
        links=links,
        backlinks=find_backlinks(posts, links),
        references=references,
        related=find_related(kinship),
        kinship=kinship.pack(),
        redirects=(*redirects, *earlier),
        book=book,
        today=today,
        former=former,
        history=history,
        versions=versions,
        waits=any(post.is_post and post.date > today for post in documents),
    )
    waiting = () if settings.future else _waiting(documents, today)
    noticed = (*problems, *waiting, *former.problems, *series_problems, *redirect_problems, *lost_ways, *link_problems)
    return site, noticed


def _waiting(documents: Collection[Post], today: datetime) -> Iterator[Problem]:
    """Tell of the next post that is not shown because its date is to come: its author may look for it in vain."""
    waiting = [post for post in documents if post.kind == "post" and post.published and not post.draft]
    waiting = sorted((post for post in waiting if post.date > today), key=lambda post: (post.date, post.key))
    for post in waiting[:1]:
        others = f", and {len(waiting) - 1} more wait for theirs" if waiting[1:] else ""
        message = f"the post waits for its date, {post.date:%Y-%m-%d %H:%M}, and is not shown before{others}"
        hint = "`dapsagi build --future` shows it now"
        yield Problem("P111", Severity.NOTE, message, Span(post.key, post.line_of("date")), hint)


def _limited(documents: list[Post], settings: Settings) -> list[Post]:
    """Return the documents with no more posts than `limit_posts` lets through: the newest, as Jekyll counts them."""
    if settings.limit_posts <= 0:
        return documents
    kept = {post.key for post in order_posts(post for post in documents if post.is_post)[: settings.limit_posts]}
    return [post for post in documents if not post.is_post or post.key in kept]


def _pointing_at_journeys(posts: Iterable[Post]) -> list[Post]:
    folder = urls.SERIES.lstrip("/")
    return [post for post in posts if any(folder in link.target for _, link in post.links)]


def _resolved_again(
    posts: Sequence[Post], book: AddressBook, links: Links, problems: list[Problem]
) -> tuple[Links, list[Problem]]:
    """Return all links and their problems, with those of `posts` resolved anew."""
    keys = {post.key for post in posts}
    found, noticed = resolve_links(posts, book)
    kept = {key: each for key, each in links.items() if key not in keys}
    return kept | found, [problem for problem in problems if problem.span.path not in keys] + noticed


def _traits(
    posts: Sequence[Post], series: Iterable[Series], references: Iterable[Reference], lang: str
) -> Iterator[Traits]:
    journeys = {part.key: each.id for each in series for part in each.parts}
    works: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        for key in reference.keys:
            works[key].append(reference.id)
    for post in posts:
        terms = of_language(dict.fromkeys(map(fold_name, (*post.categories, *post.tags))), post.lang, lang)
        spoken_of = of_language(works.get(post.key, ()), post.lang, lang)
        words = post.words.split(" ") if post.words else ()
        yield Traits(post.key, tuple(words), tuple(terms), tuple(spoken_of), journeys.get(post.key, ""))
