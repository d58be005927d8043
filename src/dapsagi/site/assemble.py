"""The site: posts put in order, and every relation between them found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.slugs import fold_name
from dapsagi.config import Settings
from dapsagi.journey.references.find import find_references
from dapsagi.journey.references.model import Reference
from dapsagi.journey.references.tables import Library
from dapsagi.journey.related import Traits, find_related, gather_kinship
from dapsagi.journey.series import Declared, Entry, Series
from dapsagi.post.revisions import Revision
from dapsagi.post.values import Post
from dapsagi.post.words import of_language
from dapsagi.problems import Problem
from dapsagi.site.address_book import AddressBook
from dapsagi.site.former import place_former
from dapsagi.site.links import Links, find_backlinks, resolve_links, resolve_named, series_entry
from dapsagi.site.model import Site
from dapsagi.site.places import declared_redirects, earlier_addresses, find_lost_ways, journey_urls, open_book
from dapsagi.site.shown import Shown, choose_shown

FoundSeries: TypeAlias = tuple[tuple[Series, ...], tuple[Problem, ...]]
FindSeries: TypeAlias = Callable[[list[Entry], Declared], FoundSeries]


class Material(msgspec.Struct, frozen=True):
    """What a site is made of.

    `files` are the static files' paths from the root of the site, `series` those that the author declares, `works` what
    is known of works. `addresses` are those that sources had when they were published before; they lead to where the
    sources' pages are now. `history` are the changes of sources that git knows of, by key.
    """

    documents: Collection[Post]
    files: Collection[str]
    series: Declared | None
    works: Library
    addresses: Mapping[str, Sequence[str]]
    history: Mapping[str, tuple[Revision, ...]]


def assemble(
    material: Material, settings: Settings, today: datetime, find: FindSeries
) -> tuple[Site, tuple[Problem, ...]]:
    """Put posts and pages together to a site as it stands at `today`.

    `find` is `find_series`, or the same with a cache.
    """
    shown, problems = choose_shown(material.documents, material.files, settings, today)
    posts, by_key = shown.posts, shown.by_key
    former = place_former(shown, settings)
    book = open_book(shown, former, settings)
    earlier = earlier_addresses(material.addresses, by_key, book)
    book.forward((address, by_key[key].url) for address, key in earlier)

    linking = (*shown.sources, *former.introductions.values())
    links, link_problems = resolve_links(linking, book)
    entries = [series_entry(post, links.get(post.key, ())) for post in posts]
    series, series_problems = find(entries, material.series or Declared())
    if series:
        # Links tell which journeys there are, so where the journeys' pages are is known only now.
        book.add(journey_urls(series, settings))
        links, link_problems = _resolved_again(_pointing_at_journeys(linking), book, links, link_problems)
    named = (resolve_named(each, book, settings)[1] for each in (*settings.navigation, *settings.social))
    link_problems += filter(None, named)
    redirects, redirect_problems = declared_redirects(shown, book, settings)
    lost_ways = tuple(find_lost_ways(shown.sources, book))
    book.suggestions.forget()

    references = _references(shown, material.works)
    kinship = gather_kinship(_traits(posts, series, references, settings.lang))
    site = Site(
        settings=settings,
        posts=posts,
        pages=shown.pages,
        by_key=by_key,
        categories=shown.terms["category"],
        tags=shown.terms["tag"],
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
        history=material.history,
        versions=shown.versions,
        waits=any(post.is_post and post.date > today for post in material.documents),
    )
    return site, (*problems, *former.problems, *series_problems, *redirect_problems, *lost_ways, *link_problems)


def _references(shown: Shown, works: Library) -> tuple[Reference, ...]:
    mentions = {post.key: post.mentions for post in reversed(shown.posts) if post.mentions}
    return find_references(mentions, works.tables, works.details, lambda key: shown.by_key[key].title)


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
