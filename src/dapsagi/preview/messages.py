"""The tabs that are open, and what they are told: the state of their pages, files to show again, a post to go to."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from dapsagi.addresses import urls
from dapsagi.post.names import kind_of
from dapsagi.post.values import Post
from dapsagi.preview.edition import Edition, find, forward
from dapsagi.preview.page_cache import PageCache
from dapsagi.preview.trouble import Trouble, show
from dapsagi.problems import Problem, Severity
from dapsagi.renderer.render import THEME_PREFIX
from dapsagi.theme.load import SHADOWS

# After a change of more posts than this, nobody wants to be led to one of them.
_OFFERED = 3

# Where problems of templates stand.
_THEMES = (f"{SHADOWS}/", THEME_PREFIX)

NOT_FOUND = "404.html"

#: Where the dashboard answers; it is watched like a page.
DASHBOARD = "/_dapsagi/"


class PageState(msgspec.Struct, frozen=True):
    """The state of the page at one address.

    Its key; what is wrong with it; whether the last change was to its own source; and where it went, if it did.
    """

    key: str
    troubles: tuple[Trouble, ...] = ()
    saved: bool = False
    moved: str = ""


class Offer(msgspec.Struct, frozen=True):
    """A post that was saved and that no tab shows."""

    url: str
    title: str
    errors: int = 0


class Message(msgspec.Struct, frozen=True):
    """What a tab is told at once. `reading` counts sources while a large blog is read."""

    edition: int
    pages: dict[str, PageState]
    files: tuple[str, ...] = ()
    offer: Offer | None = None
    follow: str = ""
    reading: tuple[int, int] | None = None


class Messenger:
    """Writes messages about editions; any thread may ask."""

    def __init__(self, root: Path, cache: PageCache, follow: bool) -> None:
        """Take the folder of the blog, where pages are rendered, and whether tabs go to what is saved by themselves."""
        self._root = root
        self._cache = cache
        self._follow = follow
        # Sources that were saved since the start and have no page: nobody else would show what is wrong with them.
        self._lost: frozenset[str] = frozenset()

    def greet(self, edition: Edition, addresses: Iterable[str]) -> Message:
        """Return the state of the pages at `addresses`."""
        return self._message(edition, {address: self._state(edition, address) for address in addresses})

    def report(self, edition: Edition, before: Edition | None, addresses: Iterable[str]) -> Message:
        """Return what `edition` brings to tabs that show the pages at `addresses`."""
        by_key = edition.snapshot.site.by_key
        self._lost = frozenset(path for path in self._lost.union(edition.change.sources) if path not in by_key)
        states = {}
        for address in addresses:
            moved = forward(before, edition, address) if before and address != DASHBOARD else ""
            states[address] = msgspec.structs.replace(self._state(edition, address), moved=moved)
        message = self._message(edition, states)
        if before is None or before.change.edition == edition.change.edition:
            return message
        site = edition.snapshot.site
        offer = self._offer(edition, states)
        files = tuple(urls.with_base("/" + path, site.settings) for path in edition.change.files)
        if offer and self._follow:
            return msgspec.structs.replace(message, files=files, follow=offer.url)
        return msgspec.structs.replace(message, files=files, offer=offer)

    def problems(self, edition: Edition) -> list[Problem]:
        """Return all problems of an edition, with those of the pages that were rendered."""
        return [*edition.problems, *dict.fromkeys(self._cache.problems(edition))]

    def _message(self, edition: Edition, states: dict[str, PageState]) -> Message:
        return Message(edition.number, states, reading=None if edition.complete else edition.reading)

    def _state(self, edition: Edition, address: str) -> PageState:
        if address == DASHBOARD:
            return PageState(f"dashboard-{edition.number}")
        place = find(edition, address)
        if place.kind == "waiting":
            return PageState("waiting")
        path = place.path if place.kind == "page" else NOT_FOUND
        post = edition.posts.get(place.path)
        problems = self._problems_of(edition, post)
        if path in edition.snapshot.pages:
            rendered = self._cache.render(edition, path)
            key = rendered.key
            problems += [rendered.problem] if rendered.problem else []
        else:
            # A file of the author's own stands before the generated page.
            _, key = edition.snapshot.files[NOT_FOUND]
        return PageState(
            key=page_key(key, place.kind == "page"),
            troubles=tuple(show(problem, self._root) for problem in problems),
            saved=post is not None and post.key in edition.change.sources,
        )

    def _problems_of(self, edition: Edition, post: Post | None) -> list[Problem]:
        """Return the errors that the page of `post` shows: its own, those of the whole site, and of lost sources."""
        site = edition.snapshot.site

        def concerns(path: str) -> bool:
            if post is not None and path == post.key:
                return True
            return path in self._lost or path.startswith(_THEMES) or not kind_of(path, site.settings)

        errors = [problem for problem in edition.problems if problem.severity is Severity.ERROR]
        return [problem for problem in errors if concerns(problem.span.path)]

    def _offer(self, edition: Edition, states: Mapping[str, PageState]) -> Offer | None:
        site = edition.snapshot.site
        saved = [site.by_key[key] for key in edition.change.sources if key in site.by_key]
        if not saved or len(saved) > _OFFERED:
            return None
        shown = {find(edition, address).path for address in states}
        post = next((post for post in saved if post.output not in shown), None)
        if post is None or any(other.output in shown for other in saved):
            return None
        own = [problem for problem in edition.problems if problem.span.path == post.key]
        return Offer(post.href, post.title, sum(problem.severity is Severity.ERROR for problem in own))


def page_key(key: str, found: bool) -> str:
    """Return what a tab knows its page by; a page that is not there is not the page that says so."""
    return key if found else f"missing-{key}"


# A tab that does not listen loses the oldest of what it was not told; every message holds the whole state of its page.
_WAITING = 50


class Tab:
    """One connection, for the pages at `addresses`: a tab, or all tabs of a browser."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self.addresses = frozenset(addresses)
        self._messages: deque[bytes] = deque(maxlen=_WAITING)
        self._news = asyncio.Event()

    def tell(self, message: bytes) -> None:
        """Have `next` return `message`."""
        self._messages.append(message)
        self._news.set()

    async def next(self, timeout: float) -> list[bytes]:
        """Wait for messages; return none after `timeout` seconds."""
        try:
            # Not `wait_for`: before Python 3.12 it forgets to be cancelled where a message comes at that moment
            # (https://github.com/python/cpython/issues/86296), and the preview would not end.
            async with asyncio.timeout(timeout):
                await self._news.wait()
        except TimeoutError:
            return []
        messages = list(self._messages)
        self._messages.clear()
        self._news.clear()
        return messages


class Tabs:
    """All connections. Only the thread of the server may change them."""

    def __init__(self) -> None:
        #: The addresses that are shown somewhere; other threads may look.
        self.addresses: frozenset[str] = frozenset()
        self._tabs: set[Tab] = set()

    def __iter__(self) -> Iterator[Tab]:
        return iter(tuple(self._tabs))

    def open(self, addresses: Iterable[str]) -> Tab:
        """Enter a connection."""
        tab = Tab(addresses)
        self._tabs.add(tab)
        self._gather()
        return tab

    def close(self, tab: Tab) -> None:
        """Forget a connection."""
        self._tabs.discard(tab)
        self._gather()

    def _gather(self) -> None:
        self.addresses = frozenset().union(*(tab.addresses for tab in self._tabs))
