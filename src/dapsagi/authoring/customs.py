"""An author's customs: how the files of a blog are named and what stands at the head of a post, seen from the posts."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from dapsagi.addresses.slugs import LONGEST_NAME, fold_name, short_name, slugify, term_slug
from dapsagi.authoring.header import line_of, value_of
from dapsagi.config import Settings
from dapsagi.post.front_matter import split_front_matter
from dapsagi.post.names import folder_of, name_of
from dapsagi.post.values import Post
from dapsagi.problems import RefusedError

_LAST_NUMBER = re.compile(r"(.*?)([0-9]{1,6})([^0-9]*)")

_HANGUL = re.compile("[\uac00-\ud7a3\u3131-\u318e]")

# What is a post's own; other keys that the last posts share, such as `layout` or `comments`, are the author's custom.
_OWN = {
    *("title", "date", "description", "excerpt", "summary", "image", "permalink", "redirect_from", "series", "order"),
    *("draft", "published", "last_modified_at", "slug", "category", "categories", "tag", "tags", "subtitle"),
}
_TERM_KEYS = ("category", "categories", "tag", "tags")

#: One part of an address that every file system can hold, and that no shell or browser spells otherwise.
SLUG = re.compile(r"\w[\w.+-]*")

# The length of a slug in bytes: a date, a number and an extension must fit into the name of the file too.
_LONGEST_SLUG = LONGEST_NAME - 30

#: How many of the last posts show a custom.
RECENT = 3


class Customs(msgspec.Struct, frozen=True):
    """How new posts are made to look like the old ones.

    `folder` and `drafts` are paths from the root of the blog, `extension` has its dot, `head` holds lines of front
    matter that all posts share, `terms` the keys under which terms are written; `dated` says that posts have a `date`.
    """

    folder: str
    drafts: str
    extension: str = ".md"
    romanised: bool = False
    separator: str = "-"
    dated: bool = True
    head: tuple[str, ...] = ()
    terms: tuple[str, ...] = ("category", "tags")

    def key_of(self, slug: str, day: datetime, extension: str = "") -> str:
        """Return the key of the post that is written on a day under a slug."""
        return f"{self.folder}/{day:%Y-%m-%d}-{slug}{extension or self.extension}"


def customs_of(posts: Sequence[Post], texts: Mapping[str, str], settings: Settings) -> Customs:
    """Return the customs of a blog from its posts, newest first, and the texts of the first `RECENT` of them by key."""
    folder = next(iter(settings.posts_dir), "_posts")
    drafts = settings.drafts_dir or "_drafts"
    if not posts:
        return Customs(folder, drafts, head=("layout: post",) if settings.is_jekyll else ())
    newest = posts[0]
    slugs = [name_of(post.key, post.kind, settings).slug for post in posts]
    # A title in English tells nothing of how one in Korean is spelled.
    spelled = [
        bool(_HANGUL.search(slug)) for post, slug in zip(posts, slugs, strict=True) if _HANGUL.search(post.title)
    ]
    marks = Counter(mark for slug in slugs for mark in "-_" if mark in slug)
    recent = [texts[post.key] for post in posts[:RECENT] if post.key in texts]
    return Customs(
        folder=_folder(newest, folder, settings),
        drafts=drafts,
        extension=posixpath.splitext(newest.key)[1],
        romanised=sum(spelled) * 2 < len(spelled),
        separator="_" if marks["_"] > marks["-"] else "-",
        dated=any(value_of(text, "date") for text in recent),
        head=_shared_lines(recent),
        terms=tuple(key for key in _TERM_KEYS if any(value_of(text, key) is not None for text in recent)),
    )


def slug_of(title: str, customs: Customs) -> str:
    """Return the slug of a title by the author's custom: in Hangul, or by the Revised Romanization of Korean."""
    words = unicodedata.normalize("NFC", title)
    if customs.romanised:
        # A table of the whole language is loaded for this, and most posts need none.
        from koroman import romanize  # type: ignore[import-untyped]  # the package has no types

        words = str(romanize(words))
    slug = slugify(words).strip("-") or slugify(_told(title)).strip("-") or term_slug(title)
    return short_name(slug.replace("-", customs.separator), _LONGEST_SLUG)


def _told(title: str) -> str:
    """Return a title with the names of its emoji in their place."""
    # A table of all emoji, for the few titles that have nothing else.
    from emoji import demojize

    return demojize(title, delimiters=(" ", " "))


def checked_slug(slug: str, customs: Customs) -> str:
    """Return a slug that an author chose. Raises `RefusedError` for one that would not be one part of an address."""
    slug = unicodedata.normalize("NFC", slug)
    if not SLUG.fullmatch(slug) or short_name(slug, _LONGEST_SLUG) != slug:
        fit = slug_of(slug, customs)
        raise RefusedError(f'"{slug}" cannot be a slug: letters, digits and - _ . are; what about {fit}?')
    return slug


def slug_beside(title: str, posts: Sequence[Post], settings: Settings) -> str:
    """Return the slug of a new part as the part before it is named: `ml-02` where `머신러닝 1` is `ml-01`.

    It is empty if no title differs in the last number alone, or the name of such a post does not end in its number.
    """
    new = _LAST_NUMBER.fullmatch(title)
    for post in posts if new else ():
        old = _LAST_NUMBER.fullmatch(unicodedata.normalize("NFC", post.title))
        if not new or not old or int(old[2]) >= int(new[2]):
            continue
        if [fold_name(old[side]) for side in (1, 3)] != [fold_name(new[side]) for side in (1, 3)]:
            continue
        stem = name_of(post.key, post.kind, settings).slug
        named = re.fullmatch(r"(.*?)(0*)([0-9]+)", stem)
        if named and int(named[2] + named[3]) == int(old[2]):
            return named[1] + str(int(new[2])).zfill(len(named[2]) + len(named[3]))
    return ""


def _folder(newest: Post, default: str, settings: Settings) -> str:
    folder = folder_of(newest.key, newest.kind, settings)
    # Drafts and folders of a year are where this post was, not where the next one goes.
    folder = re.sub(r"/\d{4}(?=/|$).*", "", folder)
    return folder if newest.kind == "post" and folder else default


def _shared_lines(texts: Sequence[str]) -> tuple[str, ...]:
    if not texts:
        return ()
    keys = [key for key in split_front_matter(texts[0]).values if key not in _OWN]
    lines = [line_of(texts[0], key) for key in keys]
    return tuple(
        line
        for key, line in zip(keys, lines, strict=True)
        if line and all(line_of(text, key) == line for text in texts)
    )
