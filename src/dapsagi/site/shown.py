"""What is shown of a blog: its sources, each at an address of its own, and the categories and tags that they bear."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from dapsagi.addresses import urls
from dapsagi.config import Settings
from dapsagi.post.names import may_be_index
from dapsagi.post.values import Post, is_shown
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import some_of
from dapsagi.site.terms import TERM_KINDS, Terms, gather_terms
from dapsagi.site.translations import find_versions, give_way, lead_from_other_languages

_BEGINS_WITH_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)")

#: What to do about two of a kind at one address.
ANOTHER_ADDRESS = "give one of the two another permalink or file name"


class Shown(msgspec.Struct, frozen=True):
    """The sources that are shown, and the paths of the static files beside them.

    `posts` are newest first. `theme_pages` are those of an old theme: something else stands in for each. `versions` are
    the keys of all versions of a text that is in several languages, by the key of each.
    """

    by_key: Mapping[str, Post]
    posts: tuple[Post, ...]
    pages: tuple[Post, ...]
    theme_pages: tuple[Post, ...]
    files: Collection[str]
    terms: Terms
    versions: Mapping[str, tuple[str, ...]]

    @property
    def sources(self) -> tuple[Post, ...]:
        """The posts and pages."""
        return (*self.posts, *self.pages)


def choose_shown(
    documents: Collection[Post], files: Collection[str], settings: Settings, today: datetime
) -> tuple[Shown, list[Problem]]:
    """Choose what is shown at `today`: no draft, nothing unpublished or of the future unless the settings say so."""
    visible = choose_visible(documents, settings, today)
    if settings.is_jekyll:
        visible = _without_spare(visible, files, settings)
    texts, problems = _with_addresses([post for post in visible if post.listing is None], files, settings)
    texts = lead_from_other_languages(texts, settings)
    posts = order_posts(post for post in texts if post.is_post)
    versions = find_versions(texts, settings)
    instead = give_way(versions)
    shown = Shown(
        by_key={post.key: post for post in texts},
        posts=posts,
        pages=tuple(sorted((post for post in texts if not post.is_post), key=lambda page: page.key)),
        theme_pages=tuple(post for post in visible if post.listing),
        files=files,
        terms={kind: gather_terms(posts, kind, instead) for kind in TERM_KINDS},
        versions=versions,
    )
    waiting = () if settings.future else _waiting(documents, today)
    return shown, [*problems, *waiting, *_missing(documents, shown, settings)]


def choose_visible(documents: Iterable[Post], settings: Settings, today: datetime) -> list[Post]:
    """Return the sources that are shown at `today` by what they say of themselves and by the settings."""
    begun = today.astimezone(settings.zone).replace(hour=0, minute=0, second=0, microsecond=0).isoformat()
    return _limited([_dated_today(post, begun) for post in documents if is_shown(post, settings, today)], settings)


def order_posts(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Order posts newest first; ties break by key, so the output never depends on the disk."""
    return tuple(sorted(posts, key=lambda post: (post.date, post.key), reverse=True))


def _dated_today(post: Post, begun: str) -> Post:
    """Date a draft that has no date by the day that has `begun`: it stands among what is new."""
    return msgspec.structs.replace(post, dated=begun) if post.draft and post.is_post and not post.dated else post


def _limited(documents: list[Post], settings: Settings) -> list[Post]:
    """Return the documents with no more posts than `limit_posts` lets through: the newest, as Jekyll counts them."""
    if not settings.limit_posts:
        return documents
    kept = {post.key for post in order_posts(post for post in documents if post.is_post)[: settings.limit_posts]}
    return [post for post in documents if not post.is_post or post.key in kept]


def _without_spare(visible: list[Post], files: Collection[str], settings: Settings) -> list[Post]:
    """Leave out what is a page only where no other file is: the README of a folder, and Markdown that is copied."""
    pages = (post for post in visible if post.kind == "page")
    spare = {post.key for post in pages if post.key in files or may_be_index(post.key, settings)}
    if not spare:
        return visible
    taken = {post.output for post in visible if post.key not in spare}
    return [post for post in visible if post.key not in spare or not (post.output in taken or post.output in files)]


def _with_addresses(
    shown: Sequence[Post], files: Container[str], settings: Settings
) -> tuple[list[Post], list[Problem]]:
    """Return the posts that have an address of their own, and a problem for each of the others.

    A static file in the place of a post gives way to it, which is a problem too.

    Of several at one address, Jekyll's readers see the one that it writes last: the newest post. The others, which only
    its lists name, stand beside it in a blog that moved in. Files whose names differ in case alone are one file to
    macOS and Windows; what is only composed otherwise is one already, as addresses are in NFC.
    """
    holders: dict[str, str] = {}
    alike: dict[str, Post] = {}
    kept: list[Post] = []
    hidden: list[Post] = []
    problems: list[Problem] = []
    by_key = sorted(shown, key=lambda post: post.key, reverse=settings.is_jekyll)
    for post in sorted(by_key, key=lambda post: post.dated, reverse=True) if settings.is_jekyll else by_key:
        path = post.output
        if not path:
            continue
        if path in holders:
            hidden.append(post)
            continue
        holders[path] = post.key
        kept.append(post)
        if path in files:
            message = f"{post.url} is also the place of the static file {path}, which is not copied"
            problems.append(Problem("U102", Severity.ERROR, message, Span(post.key), ANOTHER_ADDRESS))
        other_post = alike.setdefault(unicodedata.normalize("NFC", path.casefold()), post)
        if other_post is not post:
            message = (
                f"{post.url} and {other_post.url} of {other_post.key} differ in case alone: "
                "on macOS and Windows one would be written over the other"
            )
            problems.append(Problem("U103", Severity.WARNING, message, Span(post.key), ANOTHER_ADDRESS))
    for post in hidden:
        message = f"{post.url} is already the address of {holders[post.output]}"
        if (beside := _beside(post, settings)) and beside.output not in holders and beside.output not in files:
            holders[beside.output] = post.key
            kept.append(beside)
            message = f"{message}, behind which Jekyll hides this post; here it stands at {beside.url}"
            problems.append(Problem("U102", Severity.WARNING, message, Span(post.key), ANOTHER_ADDRESS))
        else:
            problems.append(Problem("U102", Severity.ERROR, message, Span(post.key), ANOTHER_ADDRESS))
    return kept, problems


def _beside(post: Post, settings: Settings) -> Post | None:
    """Return a post at an address with its day, if it is one of Jekyll's and such an address can be."""
    url = urls.with_day(post.url, post.dated[:10])
    if not settings.is_jekyll or not post.is_post or urls.fault_of(url):
        return None
    output = urls.output_path(url, post.extension)
    return msgspec.structs.replace(post, url=url, href=urls.href(url, settings), output=output)


def _waiting(documents: Collection[Post], today: datetime) -> Iterator[Problem]:
    """Tell of the next post that is not shown because its date is to come: its author may look for it in vain."""
    waiting = [post for post in documents if post.kind == "post" and post.published and not post.draft]
    waiting = sorted((post for post in waiting if post.date > today), key=lambda post: (post.date, post.key))
    for post in waiting[:1]:
        others = f", and {len(waiting) - 1} more wait for theirs" if waiting[1:] else ""
        message = f"the post waits for its date, {post.date:%Y-%m-%d %H:%M}, and is not shown before{others}"
        hint = "`dapsagi build --future` shows it now"
        yield Problem("P111", Severity.NOTE, message, Span(post.key, post.line_of("date")), hint)


def _missing(documents: Collection[Post], shown: Shown, settings: Settings) -> Iterator[Problem]:
    """Tell where posts go, if there is none although there may be meant to be: a site of pages alone is one too."""
    if settings.is_jekyll or any(post.is_post for post in documents):
        return
    dated = [page.key for page in shown.pages if _BEGINS_WITH_A_DAY.match(page.key.rpartition("/")[2])]
    if dated or not shown.pages or not settings.title:
        folder = next(iter(settings.posts_dir), "_posts")
        message = (
            f"the blog has no post: posts lie in {folder}/, and other Markdown is a page outside of lists and feeds"
        )
        hint = f"move {some_of(dated, 1)} there" if dated else "`dapsagi post TITLE` writes one there"
        yield Problem("P112", Severity.NOTE, message, Span(dated[0] if dated else folder), hint)
