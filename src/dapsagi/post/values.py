"""What is known of a post, and the text it is read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from sys import intern
from typing import Any, Generic, Literal, TypeAlias, TypeVar

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest
from dapsagi.markup.body import Link
from dapsagi.post.cover import Cover
from dapsagi.post.mentions import Mention
from dapsagi.post.old_theme import Listing
from dapsagi.post.revisions import Revision, last_change
from dapsagi.problems import Problem

_T = TypeVar("_T")

TermKind: TypeAlias = Literal["category", "tag"]

#: The date of a post that has none.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class Source(msgspec.Struct, frozen=True):
    """A source file: its path from the root of the blog, with `/`, and its text."""

    path: str
    text: str


class Particulars(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What few pages ask of a post, under the names that `Post` has for it.

    `extra` holds the front matter that no field stands for, `lines` a line for each of its keys: the key, a tab, and
    the line on which it stands. From `links` on it is what the body gives: its links within the blog by index, the
    words that lists show, the works it mentions, the sentences around those links by the same index, the words that it
    is about, the headings that may be parts of a series and the minutes that each of these takes to read, what it
    promises, its own record of its changes, the ids that its author chose and no heading would be given, and which of
    its links stand for a post that is shown in their place.

    The `excerpt` is the author's own, also where it is `""`; None where there is none. The `cover` is the picture at
    the head of the post, with its caption as HTML; the link `COVER` leads to it.
    """

    series: str = ""
    order: int | None = None
    no_series: bool = False
    planned: tuple[str, ...] = ()
    excerpt: str | None = None
    excerpt_separator: str = ""
    description: str = ""
    image: str = ""
    cover: Cover | None = None
    author: str = ""
    extra: dict[str, Any] = {}
    lines: str = ""
    links: tuple[tuple[int, Link], ...] = ()
    summary: str = ""
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[tuple[int, str], ...] = ()
    words: str = ""
    numbered: tuple[tuple[str, str], ...] = ()
    part_minutes: tuple[int, ...] = ()
    promises: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    ids: tuple[str, ...] = ()
    embeds: tuple[int, ...] = ()

    def pack(self) -> bytes:
        """Return this as a post keeps it."""
        return _encode(self)


_encode: Callable[[Particulars], bytes] = msgspec.msgpack.Encoder().encode

# Who looks at a post asks several things of it.
_unpack: Callable[[bytes], Particulars] = lru_cache(64)(msgspec.msgpack.Decoder(Particulars).decode)


class _Particular(Generic[_T]):
    """A field of a post that is one of its particulars."""

    def __init__(self, get: Callable[[Particulars], _T]) -> None:
        self._get = get

    def __get__(self, post: Post, _: type[Post]) -> _T:
        return self._get(_unpack(post.packed))


class Post(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A post, draft, page or document of a collection, with all that its front matter says.

    `key` is the path of the source in NFC; `kind` is "post", "draft", "page" or the label of a collection. Moments are
    ISO 8601 texts in the blog's zone, so that they survive every encoding; `date` and `updated` read them.
    `redirect_to` is the address that a page has been given up for, `listing` what a page of an old theme lists: such a
    page is not shown. The fields from `url` on are filled in by `read_source`: the address from the root of the
    site, the same for an `href`, the file of the finished site (empty if the address cannot be one), and what the body
    gives: its digest, the minutes that it takes to read and what it has in it.

    The `particulars` are kept `packed`: a blog has many posts, and unpacked these are most of what its posts take in
    memory.
    """

    key: str
    kind: str
    title: str
    slug: str
    dated: str = ""
    modified: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    layout: str = ""
    draft: bool = False
    published: bool = True
    indexed: bool = True
    permalink: str = ""
    extension: str = ".html"
    redirect_from: tuple[str, ...] = ()
    url: str = ""
    href: str = ""
    output: str = ""
    body: Digest = ""
    minutes: int = 0
    features: tuple[str, ...] = ()
    redirect_to: str = ""
    listing: Listing | None = None
    packed: bytes = Particulars().pack()

    series = _Particular(lambda of: of.series)
    order = _Particular(lambda of: of.order)
    no_series = _Particular(lambda of: of.no_series)
    planned = _Particular(lambda of: of.planned)
    excerpt = _Particular(lambda of: of.excerpt)
    excerpt_separator = _Particular(lambda of: of.excerpt_separator)
    description = _Particular(lambda of: of.description)
    image = _Particular(lambda of: of.image)
    cover = _Particular(lambda of: of.cover)
    author = _Particular(lambda of: of.author)
    extra = _Particular(lambda of: of.extra)
    lines = _Particular(lambda of: of.lines)
    links = _Particular(lambda of: of.links)
    summary = _Particular(lambda of: of.summary)
    mentions = _Particular(lambda of: of.mentions)
    quotes = _Particular(lambda of: of.quotes)
    words = _Particular(lambda of: of.words)
    numbered = _Particular(lambda of: of.numbered)
    part_minutes = _Particular(lambda of: of.part_minutes)
    promises = _Particular(lambda of: of.promises)
    revisions = _Particular(lambda of: of.revisions)
    ids = _Particular(lambda of: of.ids)
    embeds = _Particular(lambda of: of.embeds)

    @property
    def particulars(self) -> Particulars:
        """What few pages ask of the post."""
        return _unpack(self.packed)

    @property
    def written_title(self) -> str:
        """The title with the spaces and entities that the front matter of a Jekyll blog has in it."""
        written = self.extra.get("title")
        return written if isinstance(written, str) else self.title

    @property
    def date(self) -> datetime:
        """When the post was written, in the blog's zone; `UNDATED` if nothing says so."""
        return datetime.fromisoformat(self.dated) if self.dated else UNDATED

    @property
    def updated(self) -> datetime | None:
        """When the post was changed last, in the blog's zone, if its front matter or the lines at its head say so."""
        return self.updated_with(())

    def updated_with(self, changes: Iterable[Revision]) -> datetime | None:
        """Return the same, where git knows of `changes`; what front matter says goes before all else."""
        last = self.modified or last_change(self.dated, (*self.revisions, *changes))
        return datetime.fromisoformat(last) if last else None

    @property
    def is_post(self) -> bool:
        """Whether this is a post or draft, and so stands in lists and feeds."""
        return self.kind in ("post", "draft")

    def terms(self, kind: TermKind) -> tuple[str, ...]:
        """Return the names of its categories or tags."""
        return self.tags if kind == "tag" else self.categories

    def line_of(self, key: str) -> int:
        """Return the line of a front matter key in the source file; 0 if it is not there."""
        _, found, rest = f"\n{self.lines}".partition(f"\n{key}\t")
        return int(rest.partition("\n")[0]) if found else 0


def but_for_text(post: Post) -> tuple[Post, Particulars]:
    """Return what a post says, but for what an edit of its text may change and be known to have changed.

    No list asks for more (`post.lists`).
    """
    return msgspec.structs.replace(post, body="", minutes=0, packed=b""), msgspec.structs.replace(
        post.particulars,
        summary="",
        words="",
        lines=" ".join(line.partition("\t")[0] for line in post.lines.split("\n")),
        links=tuple((index, msgspec.structs.replace(link, line=0)) for index, link in post.links),
        mentions=tuple(msgspec.structs.replace(mention, line=0) for mention in post.mentions),
    )


def share_texts(post: Post) -> None:
    """Let a post that was just decoded hold what many posts say alike in one text with all of them."""
    keep = msgspec.structs.force_setattr
    for name in ("kind", "lang", "layout", "extension"):
        keep(post, name, intern(getattr(post, name)))
    for name in ("categories", "tags", "features"):
        if texts := getattr(post, name):
            keep(post, name, tuple(map(intern, texts)))
    if post.href == post.url:
        keep(post, "href", post.url)


def is_shown(post: Post, settings: Settings, today: datetime) -> bool:
    """Say whether a post belongs to the site: Jekyll's rules for `published`, drafts and dates in the future."""
    if not (post.published or settings.unpublished) or (post.draft and not settings.show_drafts):
        return False
    return settings.future or not post.is_post or post.date <= today


class PostText(msgspec.Struct, frozen=True):
    """A source as it was read: the post, its body text, the line on which that begins, and problems with places.

    `is_markdown` is false for a source whose body is HTML already. `front_matter` is all that it says and the settings'
    defaults say, as YAML has it.
    """

    post: Post
    text: str
    first_line: int
    is_markdown: bool
    problems: tuple[Problem, ...]
    front_matter: dict[str, Any] = {}
