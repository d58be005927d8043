"""Where the addresses of an old blog lead now that its theme is gone.

The theme's pages give way to those that stand for them here: a list of posts to the home page or the archive, a tag
cloud to the tags, a feed to the feed. Where such a page has another address, the old one becomes a redirect, so that
none is lost. The same goes for the addresses that Jekyll's plugins made.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.languages import in_language, other_languages
from dapsagi.addresses.slugs import slugify
from dapsagi.config import Settings
from dapsagi.post.old_theme import Listing
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.jekyll_plugins import archives, autopages, feeds_of_terms, later_pages
from dapsagi.site.shown import ANOTHER_ADDRESS, Shown
from dapsagi.site.terms import Term, Terms


class Feed(msgspec.Struct, frozen=True):
    """A feed beside the main one, of the posts `keys`, newest first, under a title of its own."""

    url: str
    title: str
    keys: tuple[str, ...]


class Former(msgspec.Struct, frozen=True):
    """What stands in for an old theme and the plugins of its blog.

    `home_url` is where the newest posts are listed, `introductions` the pages whose texts stand above the posts of the
    home page or of a term, by the address of that list. `moved` pairs an address with that of the page that stands for
    it, or with an address elsewhere. `sitemaps` are the addresses at which the sitemap stands as well, `data` files
    that were made of front matter and Liquid, as addresses and texts. `languages` are lists of the posts in each
    language beside the blog's own, called by its code.
    """

    home_url: str = "/"
    introductions: Mapping[str, Post] = {}
    moved: tuple[tuple[str, str], ...] = ()
    feeds: tuple[Feed, ...] = ()
    sitemaps: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    languages: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()


def place_former(shown: Shown, settings: Settings) -> Former:
    """Find a place for every page of the old theme, and for the addresses that plugins gave.

    What a text or file of the author's takes is taken.
    """
    theme_pages, posts, terms = shown.theme_pages, shown.posts, shown.terms
    taken = {*shown.files, *(post.output for post in shown.sources)}
    doubles = tuple(_find_doubles(theme_pages))
    lists = _lists(theme_pages, taken, {problem.span.path for problem in doubles})
    home_url = _home_url(lists, "index.html" in taken)
    feeds, lost_feeds = _feeds(lists, posts, terms, settings)
    stand_ins = [
        (page, listing, home_url if page.url in ("/", home_url) else _equivalent(listing, terms, home_url))
        for page, listing in lists
        if listing.kind not in ("feed", "sitemap", "data")
    ]
    languages = tuple(_lists_by_language(posts, taken, settings))
    taken |= {urls.output_path(url) for term in languages for url in term.pages}
    later = later_pages(settings, (*theme_pages, *shown.pages), posts, home_url)
    moved = _moved(stand_ins, [*archives(settings, terms, posts), *autopages(settings, terms), *later])
    free = _in_all_languages(moved, settings).items()
    return Former(
        home_url=home_url,
        introductions={
            target: page
            for page, listing, target in reversed(stand_ins)
            if listing.has_words and (page.url == home_url or listing.kind in terms)
        },
        moved=tuple(sorted((url, to) for url, to in free if urls.output_path(url) not in taken and url != to)),
        feeds=tuple(feeds),
        sitemaps=tuple(sorted({page.url for page, listing in lists if listing.kind == "sitemap"} - {"/sitemap.xml"})),
        data=tuple(sorted((page.url, listing.name) for page, listing in lists if listing.kind == "data")),
        languages=languages,
        problems=(*doubles, *lost_feeds, *_note_lists(stand_ins), *_note_assets(theme_pages)),
    )


def _lists(theme_pages: Iterable[Post], taken: Container[str], lost: Container[str]) -> list[tuple[Post, Listing]]:
    """Return the pages of the theme that something stands for, with what each showed."""
    return [
        (page, page.listing)
        for page in theme_pages
        if page.listing
        and page.listing.kind not in ("asset", "not-found")
        and page.output not in taken
        and page.key not in lost
    ]


def _feeds(
    lists: Sequence[tuple[Post, Listing]], posts: Iterable[Post], terms: Terms, settings: Settings
) -> tuple[list[Feed], list[Problem]]:
    """Return the feeds beside the main one, and what is wrong with their addresses."""
    whole = tuple(post.key for post in posts)
    feeds = [Feed(page.url, settings.title, whole) for page, listing in lists if listing.kind == "feed"]
    feeds = [feed for feed in feeds if feed.url != settings.feed_path]
    of_terms = [Feed(url, term.name, term.keys) for url, term in feeds_of_terms(settings, terms)]
    return _without_doubles([*feeds, *of_terms], {page.url: page for page, _ in lists}, settings)


def _in_all_languages(moved: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """Return former addresses with those that a plugin made of them for each further language."""
    in_own = (("/", "/"), *moved.items())
    others = {in_language(url, lang, settings): to for lang in other_languages(settings) for url, to in in_own}
    return {**moved, **others}


def _home_url(lists: Sequence[tuple[Post, Listing]], home_is_taken: bool) -> str:
    """Return where the newest posts are listed: where an author's own page stands at `/`, below it as it was."""
    if not home_is_taken:
        return "/"
    streams = (page.url for page, listing in lists if listing.kind == "stream")
    others = (page.url for page, listing in lists if listing.kind == "posts")
    return next(streams, None) or next(others, "/")


def _moved(stand_ins: Iterable[tuple[Post, Listing, str]], of_plugins: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return where the addresses of the old theme's pages and those that plugins gave lead now."""
    moved: dict[str, str] = {}
    for page, _, target in stand_ins:
        if page.output != urls.output_path(target):
            moved[page.url] = target
        moved |= dict.fromkeys(page.redirect_from, target)
    for url, target in of_plugins:
        if not urls.fault_of(url):
            moved.setdefault(url, target)
    return moved


def _lists_by_language(posts: Sequence[Post], taken: Container[str], settings: Settings) -> Iterator[Term]:
    """Yield the posts of each language that has any, at its home, unless the author has a page there."""
    for lang in other_languages(settings):
        url = in_language("/", lang, settings)
        keys = tuple(post.key for post in posts if post.lang == lang)
        if keys and urls.output_path(url) not in taken:
            yield Term(lang, url, keys)


_PLACES = {"posts": urls.ARCHIVE, "tags": urls.TAGS, "categories": urls.CATEGORIES, "search": urls.SEARCH}


def _equivalent(listing: Listing, terms: Terms, home_url: str) -> str:
    """Return the address of the page that stands for one of the old theme."""
    if listing.kind == "stream":
        return home_url
    if place := _PLACES.get(listing.kind):
        return place
    wanted = urls.term_url(listing.kind, listing.name) if listing.name else ""
    index = urls.TAGS if listing.kind == "tag" else urls.CATEGORIES
    # The layouts of some themes are called by the one and list the other.
    others = (term.url for group in terms.values() for term in group if _fold(term.name) == _fold(listing.name))
    return wanted if any(term.url == wanted for term in terms[listing.kind]) else next(others, index)


def _fold(name: str) -> str:
    return slugify(name) or name


def _find_doubles(theme_pages: Sequence[Post]) -> Iterator[Problem]:
    """Yield a problem for each file of data, feed or sitemap with the address of another one that Jekyll writes later.

    Two feeds, or two sitemaps, are the same here, and so nothing is lost.
    """
    holders: dict[str, Post] = {}
    for page in reversed(theme_pages):
        if page.listing and page.listing.kind in ("data", "feed", "sitemap"):
            other = holders.setdefault(page.output, page)
            if other is not page:
                same = other.listing == page.listing and page.listing.kind != "data"
                severity = Severity.NOTE if same else Severity.ERROR
                hint = "delete one of the two: both are the same here" if same else ANOTHER_ADDRESS
                message = f"{page.url} is already the address of {other.key}"
                yield Problem("U102", severity, message, Span(page.key, page.line_of("permalink")), hint)


def _without_doubles(
    feeds: Sequence[Feed], pages: Mapping[str, Post], settings: Settings
) -> tuple[list[Feed], list[Problem]]:
    """Return the feeds at addresses of their own, and a problem for each of the others.

    The settings name both, unless one is the feed of a theme's page, of which `pages` are those by address.
    """
    holders = {settings.feed_path: settings.title}
    kept: list[Feed] = []
    problems: list[Problem] = []
    for feed in feeds:
        if feed.url not in holders:
            holders[feed.url] = feed.title
            kept.append(feed)
            continue
        message = f"the feed of {feed.title} would be at {feed.url}, where that of {holders[feed.url]} is"
        page = pages.get(feed.url)
        span = Span(page.key, page.line_of("permalink")) if page else Span("_config.yml")
        hint = ANOTHER_ADDRESS if page else "give one of the two another `path` in `feed:`"
        problems.append(Problem("U102", Severity.WARNING, message, span, hint))
    return kept, problems


def _note_lists(stand_ins: Iterable[tuple[Post, Listing, str]]) -> Iterator[Problem]:
    """Yield a note on each kind of list that something else stands in for, at the first page that was one."""
    stands_for: dict[str, list[Post]] = {}
    for page, listing, target in stand_ins:
        stands_for.setdefault(listing.kind if listing.kind in ("category", "tag") else target, []).append(page)
    for target, pages in stands_for.items():
        first = pages[0]
        place = {"category": "the pages of categories", "tag": "the pages of tags"}.get(target, target)
        what = "a list of posts that the old theme made" if len(pages) == 1 else f"one of {len(pages)} pages of lists"
        hint = "delete it if nobody asks for its address"
        if first.listing and first.listing.kind == "search":
            what = "the search of the old theme"
        message = f"this page is {what}; here {place} stands in for it and its address leads there"
        if len(pages) > 1 or target in ("category", "tag"):
            stand = "stand" if target in ("category", "tag") else "stands"
            message = f"this page is {what}; here {place} {stand} in for them and their addresses lead there"
        elif first.url == target != urls.SEARCH:
            message = f"this page is {what}; here our own stands at its address"
            hint = "leave it, for it says where the list is"
        yield Problem("T106", Severity.NOTE, message, Span(first.key, first.line_of("layout")), hint)


def _note_assets(pages: Iterable[Post]) -> Iterator[Problem]:
    kinds: dict[str, list[Post]] = {}
    for page in pages:
        if page.listing and page.listing.kind == "asset":
            kinds.setdefault(page.listing.name, []).append(page)
    for extension, files in kinds.items():
        count = "" if len(files) == 1 else f" (there are {len(files)} such {extension} files)"
        message = f"a file with front matter that is no page belongs to the old theme and is not copied{count}"
        hint = "to have it copied as it stands, take its front matter away"
        yield Problem("T107", Severity.NOTE, message, Span(files[0].key, 1), hint)
