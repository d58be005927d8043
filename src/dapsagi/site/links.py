"""Where the links of sources lead, and what they say of the posts that they lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from dapsagi.addresses.targets import subpath_of
from dapsagi.config import NamedLink, Settings
from dapsagi.journey.series import Entry
from dapsagi.markup.body import Link
from dapsagi.post.values import Post
from dapsagi.problems import Problem
from dapsagi.site.address_book import AddressBook
from dapsagi.site.found import Found

#: Where the links of sources lead, by key and by the index of the link in its body.
Links: TypeAlias = dict[str, tuple[tuple[int, Found], ...]]


def resolve_links(posts: Iterable[Post], book: AddressBook) -> tuple[Links, list[Problem]]:
    """Find where the links of posts and pages lead, and which lead nowhere."""
    links: Links = {}
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


def resolve_named(link: NamedLink, book: AddressBook, settings: Settings) -> tuple[str, Problem | None]:
    """Return where a link of the settings leads, as one in a page at the root of the blog would, and what is wrong."""
    file = "_config.yml" if settings.is_jekyll else "dapsagi.yml"
    found, problem = book.resolve(Link("a", "href", link.url, link.title, 0), file, "/")
    return found.url if found else link.url, problem


def quotations(post: Post, links: Iterable[tuple[int, Found]]) -> list[tuple[str, str]]:
    """Return the keys of the posts that a post links to, each once, with the sentence around the first link to it."""
    sentences = dict(post.quotes)
    quoted: dict[str, str] = {}
    for index, found in links:
        if found.key and found.key != post.key and index in sentences:
            quoted.setdefault(found.key, sentences[index])
    return list(quoted.items())


def find_backlinks(posts: Sequence[Post], links: Links) -> dict[str, tuple[str, ...]]:
    """Return which posts link to a post or page, by its key, the oldest first."""
    backlinks: dict[str, list[str]] = defaultdict(list)
    for post in reversed(posts):
        for key, _ in quotations(post, links[post.key]) if post.key in links else ():
            backlinks[key].append(post.key)
    return {key: tuple(each) for key, each in backlinks.items()}


def series_entry(post: Post, links: Iterable[tuple[int, Found]]) -> Entry:
    """Return what the detection of series is told of a post, whose links lead to `links`."""
    words = {index: link.text for index, link in post.links}
    return Entry(
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
