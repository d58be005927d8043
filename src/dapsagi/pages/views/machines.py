"""What programs read rather than readers."""

from __future__ import annotations

from datetime import datetime

import msgspec

from dapsagi.pages.views.parts import BodyRef, Meta, Person, View


class RedirectView(View, frozen=True):
    """An address that a post had before; `target_url` is absolute where the blog's own address is known."""

    meta: Meta
    target_url: str


class FeedEntry(msgspec.Struct, frozen=True):
    """A post in the feed. The addresses of `body` are absolute."""

    title: str
    absolute_url: str
    date: datetime
    updated: datetime
    author: Person
    lang: str
    summary: str
    terms: tuple[str, ...]
    body: BodyRef


class FeedView(View, frozen=True):
    """The Atom feed of the newest posts (RFC 4287)."""

    title: str
    description: str
    absolute_url: str
    home_url: str
    updated: datetime
    author: Person
    lang: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(msgspec.Struct, frozen=True):
    """One address in the sitemap (https://www.sitemaps.org/protocol.html)."""

    absolute_url: str
    updated: datetime | None


class SitemapView(View, frozen=True):
    """The sitemap: every page that a search engine should know; of more than 50,000, the addresses of its `parts`."""

    entries: tuple[SitemapEntry, ...]
    parts: tuple[str, ...] = ()


class DataView(View, frozen=True):
    """A file of an old blog that is no page and was made of Liquid, such as JSON of its data; `text` is all of it."""

    text: str


class RobotsView(View, frozen=True):
    """robots.txt; `sitemap_url` is empty where there is no sitemap."""

    sitemap_url: str
