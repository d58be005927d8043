"""What was read: the posts of a blog as data, for other programs and for the eye."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest
from dapsagi.loader import load
from dapsagi.markup.body import Body
from dapsagi.post import Post
from dapsagi.problems import Problem, in_reading_order
from dapsagi.site import assemble
from dapsagi.store import CACHE, body_finder, open_store
from dapsagi.version import version


class Listing(msgspec.Struct, frozen=True):
    """Posts by source path, newest first, each as a mapping of plain data."""

    posts: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...]


def list_posts(root: Path, settings: Settings, today: datetime, *, jobs: int, html: bool) -> Listing:
    """List the posts of the blog in `root`, with their bodies and excerpts as Markdown gives them if `html`."""
    with open_store(root / CACHE) as (store, problems):
        loaded = load(root, settings, store, version(), jobs)
        site, site_problems = assemble(loaded.posts, loaded.files, settings, today)
        find_body = body_finder(store)
        posts = {post.key: _entry(post, find_body if html else None) for post in site.posts}
    return Listing(posts, tuple(in_reading_order([*problems, *loaded.problems, *site_problems])))


def _entry(post: Post, find_body: Callable[[Digest], Body] | None) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "url": post.href,
        "title": post.title,
        "date": post.date.isoformat(),
        "categories": post.categories,
        "tags": post.tags,
    }
    if find_body is not None:
        body = find_body(post.body)
        entry |= {"excerpt": post.excerpt or body.excerpt.as_written(), "html": body.as_written()}
    return entry
