"""The addresses that plugins of a Jekyll blog gave to categories, tags, days and the later pages of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dapsagi.addresses import urls
from dapsagi.addresses.permalink import canonical, clean_path
from dapsagi.addresses.slugs import slugify
from dapsagi.config import Settings
from dapsagi.post.values import Post
from dapsagi.site.terms import Term, Terms
from dapsagi.yaml_text import as_mapping

_MODES = ("raw", "default", "pretty", "ascii", "latin")


def feeds_of_terms(settings: Settings, terms: Terms) -> Iterator[tuple[str, Term]]:
    """Yield the addresses of the feeds that jekyll-feed is told to make for single categories and tags."""
    feed = as_mapping(settings.extra.get("feed"))
    of_posts = as_mapping(as_mapping(feed.get("collections")).get("posts"))
    wanted = _names(of_posts.get("categories") or feed.get("categories"))
    for term in terms["category"]:
        if term.name in wanted:
            yield clean_path(f"/feed/{term.name}.xml"), term
    if not feed.get("tags"):
        return
    rules = as_mapping(feed["tags"])
    only, refused = _names(rules.get("only")), _names(rules.get("except"))
    folder = rules.get("path")
    for term in terms["tag"]:
        # The plugin leaves out names that are no plain words.
        is_plain = term.name.isascii() and term.name.replace("_", "").isalnum()
        if is_plain and term.name not in refused and (not only or term.name in only):
            path = folder if isinstance(folder, str) else "/feed/by_tag/"
            yield clean_path(f"{path}{term.name}.xml"), term


# https://github.com/jekyll/jekyll-archives/blob/master/docs/configuration.md
_ARCHIVE_PERMALINKS = {
    "year": "/:year/",
    "month": "/:year/:month/",
    "day": "/:year/:month/:day/",
    "category": "/category/:name/",
    "tag": "/tag/:name/",
}
_ENABLED_AS = {"year": "year", "month": "month", "day": "day", "category": "categories", "tag": "tags"}


def archives(settings: Settings, terms: Terms, posts: Sequence[Post]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that jekyll-archives gives to terms and days, and those that stand for them.

    jekyll-archives-v2 is told for each collection, and names the kinds of addresses as `enabled` does.
    """
    options = as_mapping(settings.extra.get("jekyll-archives"))
    second = "jekyll-archives-v2" in settings.plugins
    options = as_mapping(options.get("posts")) if second else options
    enabled = options.get("enabled")
    everything = enabled is True or enabled == "all"
    own = as_mapping(options.get("permalinks"))
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


def later_pages(
    settings: Settings, pages: Iterable[Post], posts: Sequence[Post], home_url: str
) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the later pages of each list that jekyll-paginate-v2 is asked for in front matter.

    Each leads to that page of the list at `home_url` which begins with the same posts, or with newer ones.
    """
    lists = [home_url, *reversed(urls.later_pages(settings.paginate_path, len(posts), settings.paginate))]
    for page in pages:
        own = as_mapping(page.extra.get("pagination"))
        if own.get("enabled") is not True or own.get("collection", "posts") != "posts":
            continue
        given, length = own.get("permalink"), own.get("per_page")
        template = given if isinstance(given, str) and ":num" in given else settings.paginate_path
        length = length if isinstance(length, int) and length > 0 else settings.paginate
        folder, _, name = page.url.rpartition("/")
        folder = folder if "." in name else f"{folder}/{name}"
        for number, later in enumerate(reversed(urls.later_pages(template, len(posts), length)), 1):
            yield clean_path(folder + later), lists[number * length // settings.paginate]


def autopages(settings: Settings, terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield the addresses that jekyll-paginate-v2 gives to terms.

    Source: README-GENERATOR.md and README-AUTOPAGES.md of the plugin.
    """
    options = as_mapping(settings.extra.get("autopages"))
    for kind, name, default in (("category", "categories", "/category/:cat"), ("tag", "tags", "/tag/:tag")):
        own = as_mapping(options.get(name))
        if options.get("enabled") is not True or own.get("enabled") is False:
            continue
        given = own.get("permalink")
        slugs = as_mapping(own.get("slugify"))
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


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if isinstance(item, str | int)]
