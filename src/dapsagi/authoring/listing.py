"""What was read: the posts of a blog as data, for other programs and for the eye."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from dapsagi.addresses import urls
from dapsagi.build.assembly import read_site
from dapsagi.cache.cache import CACHE, body_finder
from dapsagi.cache.opening import open_cache
from dapsagi.config import Settings
from dapsagi.digest import Digest
from dapsagi.journey.references.model import Reference
from dapsagi.liquid.targets import read_target
from dapsagi.markup.body import Body, Link
from dapsagi.post.titles import follows_paths, makes_excerpts_anew
from dapsagi.post.values import Post
from dapsagi.problems import Problem, in_reading_order
from dapsagi.site import Site


class Listing(msgspec.Struct, frozen=True):
    """Posts by source path, newest first, each as a mapping of plain data."""

    posts: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...]


def list_posts(root: Path, settings: Settings, today: datetime, *, jobs: int, html: bool) -> Listing:
    """List the posts of the blog in `root`, with their bodies and excerpts as Markdown gives them if `html`.

    Those of a Jekyll blog are what kramdown makes: formulas that a script in the page would find in it stay text.
    """
    if html and settings.is_jekyll:
        settings = replace(settings, markup=replace(settings.markup, formula_signs="kramdown"))
    with open_cache(root / CACHE) as (cache, problems):
        loaded, site, site_problems = read_site(root, settings, cache, today, jobs)
        find_body = body_finder(cache)
        posts = {post.key: _entry(post, site, find_body if html else None) for post in site.posts}
    return Listing(posts, tuple(in_reading_order([*problems, *loaded.problems, *site_problems])))


def list_references(
    root: Path, settings: Settings, today: datetime, *, jobs: int
) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """List the works that the posts of the blog in `root` speak of, with the problems of its data files."""
    with open_cache(root / CACHE) as (cache, problems):
        loaded, site, _ = read_site(root, settings, cache, today, jobs)
    return site.references, tuple(in_reading_order([*problems, *loaded.data.problems]))


def _entry(post: Post, site: Site, find_body: Callable[[Digest], Body] | None) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "url": urls.encode(post.url),
        "title": post.written_title,
        "date": post.date.isoformat(timespec="seconds"),
        "draft": post.draft,
        "categories": post.categories,
        "tags": post.tags,
    }
    if find_body is not None:
        body = find_body(post.body)
        excerpt = None if makes_excerpts_anew(site.settings) else post.excerpt
        if excerpt is None:
            excerpt = body.excerpt.fill([_as_written(link, post, site) for link in body.excerpt.links])
        entry["excerpt"] = excerpt
        entry["html"] = body.fill([_as_written(link, post, site) for link in body.links])
    return entry


def _as_written(link: Link, post: Post, site: Site) -> str:
    """Return an address as the author wrote it, with what `post_url` and `link` stand for in its place.

    Where jekyll-relative-links is to look at posts as well, so is what a path to a file of the blog stands for.
    """
    named = read_target(link.target)
    if named is None:
        follows = link.element in ("a", "img") and follows_paths(site.settings)
        found = site.book.find_file(link.target, post.key) if follows else None
        return urls.href(found.url, site.settings) if found else link.target
    found, _ = site.book.resolve(link, post.key, post.url)
    return named.before + urls.href(found.url, site.settings) if found else link.target
