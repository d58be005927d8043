"""Where the addresses of an old blog lead now that its theme is gone.

The theme's pages give way to those that stand for them here: a list of posts to the home page or the archive, a tag
cloud to the tags, a feed to the feed. Where such a page has another address, the old one becomes a redirect, so that
none is lost. The same goes for the addresses that Jekyll's plugins made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dapsagi.addresses import urls
from dapsagi.addresses.languages import in_language, other_languages
from dapsagi.addresses.permalink import canonical, clean_path
from dapsagi.addresses.slugs import slugify
from dapsagi.config import Settings
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.terms import Term


class Feed(msgspec.Struct, frozen=True):
    """A feed beside the main one, of the posts `keys`, newest first, under a title of its own."""

    url: str
    title: str
    keys: tuple[str, ...]


class Former(msgspec.Struct, frozen=True):
    """What stands in for an old theme and the plugins of its blog.

    `home_url` is where the newest posts are listed, `introduction` the page whose text stands above them. `moved` pairs
    an address with that of the page that stands for it, or with an address elsewhere.
    """

    home_url: str = "/"
    introduction: Post | None = None
    moved: tuple[tuple[str, str], ...] = ()
    feeds: tuple[Feed, ...] = ()
    problems: tuple[Problem, ...] = ()


def place_former(
    theme_pages: Sequence[Post],
    posts: Sequence[Post],
    pages: Sequence[Post],
    categories: Sequence[Term],
    tags: Sequence[Term],
    settings: Settings,
) -> Former:
    """Find a place for every page of the old theme, and for the addresses that plugins gave.

    `posts` are newest first, `pages` those that the author wrote; what they take is taken.
    """
    terms = {"category": categories, "tag": tags}
    taken = {post.output for post in (*posts, *pages)}
    lists = [page for page in theme_pages if page.listing and page.listing.kind != "asset" and page.output not in taken]
    home_url = _home_url(lists, "index.html" in taken)
    whole = tuple(post.key for post in posts)
    moved: dict[str, str] = {}
    feeds = [
        Feed(page.url, settings.title, whole)
        for page in lists
        if page.listing and page.listing.kind == "feed" and page.url != settings.feed_path
    ]
    stands_for: dict[str, list[Post]] = {}
    for page in lists:
        if page.listing is None or page.listing.kind == "feed":
            continue
        target = home_url if page.url in ("/", home_url) else _equivalent(page, terms, home_url)
        stands_for.setdefault(target if page.listing.kind not in terms else page.listing.kind, []).append(page)
        if page.output != urls.output_path(target):
            moved[page.url] = target
        moved |= dict.fromkeys(page.redirect_from, target)
    feeds += _feeds_of_plugin(settings, terms)
    for url, target in (*_archives(settings, terms, posts), *_autopages(settings, terms, posts, home_url)):
        moved.setdefault(url, target)
    for lang in other_languages(settings):
        moved |= {in_language(url, lang, settings): target for url, target in (("/", "/"), *moved.items())}
    at_home = (page for page in lists if page.url == home_url and page.listing)
    introduction = next((page for page in at_home if page.listing and page.listing.has_words), None)
    problems = (*_note_lists(stands_for), *_note_assets(theme_pages))
    free = {url: target for url, target in moved.items() if urls.output_path(url) not in taken and url != target}
    return Former(home_url, introduction, tuple(sorted(free.items())), tuple(feeds), problems)


# --- Details ----------------------------------------------------------------------------------------------------

_Terms = Mapping[str, Sequence[Term]]


def _home_url(lists: Sequence[Post], home_is_taken: bool) -> str:
    """Return where the newest posts are listed: where an author's own page stands at `/`, below it as it was."""
    if not home_is_taken:
        return "/"
    streams = (page.url for page in lists if page.listing and page.listing.kind == "stream")
    others = (page.url for page in lists if page.listing and page.listing.kind == "posts")
    return next(streams, None) or next(others, "/")


def _equivalent(page: Post, terms: _Terms, home_url: str) -> str:
    """Return the address of the page that stands for one of the old theme."""
    listing = page.listing
    if listing is None or listing.kind == "stream":
        return home_url
    if listing.kind in ("posts", "tags", "categories"):
        return {"posts": urls.ARCHIVE, "tags": urls.TAGS, "categories": urls.CATEGORIES}[listing.kind]
    wanted = urls.term_url(listing.kind, listing.name) if listing.name else ""
    index = urls.TAGS if listing.kind == "tag" else urls.CATEGORIES
    # The layouts of some themes are called by the one and list the other.
    others = (term.url for group in terms.values() for term in group if _fold(term.name) == _fold(listing.name))
    return wanted if any(term.url == wanted for term in terms[listing.kind]) else next(others, index)


def _fold(name: str) -> str:
    return slugify(name) or name


def _feeds_of_plugin(settings: Settings, terms: _Terms) -> Iterator[Feed]:
    """Yield the feeds of single categories and tags that jekyll-feed is told to make."""
    feed = _mapping(settings.extra.get("feed"))
    of_posts = _mapping(_mapping(feed.get("collections")).get("posts"))
    wanted = _names(of_posts.get("categories") or feed.get("categories"))
    for term in terms["category"]:
        if term.name in wanted:
            yield Feed(clean_path(f"/feed/{term.name}.xml"), term.name, term.keys)
    if not feed.get("tags"):
        return
    rules = _mapping(feed["tags"])
    only, refused = _names(rules.get("only")), _names(rules.get("except"))
    folder = rules.get("path")
    for term in terms["tag"]:
        # The plugin leaves out names that are no plain words.
        is_plain = term.name.isascii() and term.name.replace("_", "").isalnum()
        if is_plain and term.name not in refused and (not only or term.name in only):
            path = folder if isinstance(folder, str) else "/feed/by_tag/"
            yield Feed(clean_path(f"{path}{term.name}.xml"), term.name, term.keys)


# https://github.com/jekyll/jekyll-archives/blob/master/docs/configuration.md
_ARCHIVE_PERMALINKS = {
    "year": "/:year/",
    "month": "/:year/:month/",
    "day": "/:year/:month/:day/",
    "category": "/category/:name/",
    "tag": "/tag/:name/",
}
_ENABLED_AS = {"year": "year", "month": "month", "day": "day", "category": "categories", "tag": "tags"}


def _archives(settings: Settings, terms: _Terms, posts: Sequence[Post]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that jekyll-archives gives to terms and days, and those that stand for them.

    jekyll-archives-v2 is told for each collection, and names the kinds of addresses as `enabled` does.
    """
    options = _mapping(settings.extra.get("jekyll-archives"))
    second = "jekyll-archives-v2" in settings.plugins
    options = _mapping(options.get("posts")) if second else options
    enabled = options.get("enabled")
    everything = enabled is True or enabled == "all"
    own = _mapping(options.get("permalinks"))
    mode = options.get("slug_mode")
    for kind, default in _ARCHIVE_PERMALINKS.items():
        if not everything and _ENABLED_AS[kind] not in _names(enabled):
            continue
        given = own.get(_ENABLED_AS[kind] if second else kind)
        template = given if isinstance(given, str) else f"/posts{default}" if second else default
        if kind in terms:
            for term in terms[kind]:
                slug = slugify(term.name, mode if mode in _MODES else "default")
                yield _filled(template, {"name": slug, "type": kind}), term.url
            continue
        for day in {post.date.date() for post in posts}:
            values = {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
            yield _filled(template, {**values, "type": kind}), urls.year_url(day.year)


def _autopages(settings: Settings, terms: _Terms, posts: Sequence[Post], home_url: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses that jekyll-paginate-v2 gives to terms and to the later pages of a list below `home_url`.

    Source: README-GENERATOR.md and README-AUTOPAGES.md of the plugin.
    """
    if "jekyll-paginate-v2" not in settings.plugins:
        return
    for later in urls.later_pages(settings.paginate_path, len(posts), settings.paginate) if home_url != "/" else ():
        yield clean_path(home_url + later), later
    options = _mapping(settings.extra.get("autopages"))
    for kind, name, default in (("category", "categories", "/category/:cat"), ("tag", "tags", "/tag/:tag")):
        own = _mapping(options.get(name))
        if options.get("enabled") is not True or own.get("enabled") is False:
            continue
        given = own.get("permalink")
        slugs = _mapping(own.get("slugify"))
        mode = slugs.get("mode")
        for term in terms[kind]:
            cased = term.name if slugs.get("case") is True else term.name.lower()
            slug = slugify(cased, mode, cased=True) if mode in _MODES else cased
            template = (given if isinstance(given, str) else default).rstrip("/") + "/"
            yield _filled(template, {"cat": slug, "tag": slug}), term.url


def _filled(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(":" + name, value)
    return clean_path(canonical(template))


_MODES = ("raw", "default", "pretty", "ascii", "latin")


def _note_lists(stands_for: Mapping[str, Sequence[Post]]) -> Iterator[Problem]:
    for target, pages in stands_for.items():
        first = pages[0]
        place = {"category": "the pages of categories", "tag": "the pages of tags"}.get(target, target)
        what = "a list of posts that the old theme made" if len(pages) == 1 else f"one of {len(pages)} pages of lists"
        message = f"this page is {what}; here {place} stands in for it and its address leads there"
        if len(pages) > 1 or target in ("category", "tag"):
            message = f"this page is {what}; here {place} stand in for them and their addresses lead there"
        hint = "delete it if nobody asks for its address"
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


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if isinstance(item, str | int)]
