"""What a site is: everything that is published, in order, and every relation between it.

Relations are keys, never references; bodies are digests, so that a body's text cannot disturb an index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from dapsagi.config import Settings
from dapsagi.journey.references.model import Reference
from dapsagi.journey.series import Series
from dapsagi.post.revisions import Revision
from dapsagi.post.values import Post, TermKind
from dapsagi.site.address_book import AddressBook
from dapsagi.site.former import Former
from dapsagi.site.links import Links, quotations
from dapsagi.site.terms import Term


class Site(msgspec.Struct, frozen=True):
    """Everything that is published, in order. `book` knows where every link leads.

    `backlinks` says of posts and pages, by key, which posts link to them, the oldest first; `related` which other posts
    are close to one that its page does not link anyway, and `kinship` by what, packed. A site `waits` if a post bears a
    date that has not come yet. `history` are the changes of sources that git knows of, by key, the oldest first.
    `versions` are the keys of all versions of a text that is in several languages, by the key of each.
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
    versions: Mapping[str, tuple[str, ...]] = {}

    def texts(self) -> Iterator[Post]:
        """Yield all whose text is shown: posts, pages, and those whose words stand above a list of posts."""
        yield from self.posts
        yield from self.pages
        yield from self.former.introductions.values()

    def terms(self, kind: TermKind) -> tuple[Term, ...]:
        """Return all categories or tags."""
        return self.tags if kind == "tag" else self.categories

    def updated(self, post: Post) -> datetime | None:
        """Return when a post was changed last, if that was after its date."""
        return post.updated_with(self.history.get(post.key, ()))

    def revisions(self, post: Post) -> list[Revision]:
        """Return the record of a post's changes, the newest first: what its head says, and what git knows."""
        return sorted({*post.revisions, *self.history.get(post.key, ())}, reverse=True)

    def quotation(self, post: Post, key: str) -> str:
        """Return the sentence around the first link of `post` to another one, by its key; empty if there is none."""
        return dict(quotations(post, self.links.get(post.key, ()))).get(key, "")

    def is_future(self, post: Post) -> bool:
        """Say whether a post bears a date that has not come yet."""
        return post.date > self.today

    def mark(self, post: Post) -> Literal["", "draft", "future"]:
        """Return the word for a post that readers would not see yet; empty for one that they do."""
        return "draft" if post.draft else "future" if self.is_future(post) else ""
