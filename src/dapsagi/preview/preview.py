"""What all requests of a preview share: the latest edition, and what is looked up and rendered of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from tornado.web import HTTPError

from dapsagi.cache.cache import Cache
from dapsagi.digest import Digest
from dapsagi.presses.search import make_index
from dapsagi.preview.edition import Edition, Place, find
from dapsagi.preview.follower import Follower
from dapsagi.preview.listening import AllowedHosts
from dapsagi.preview.messages import Messenger, Tabs
from dapsagi.preview.page_cache import PageCache
from dapsagi.site import Site

_T = TypeVar("_T")

# A page of a large blog that is still being read is waited for this long (seconds) before the tab waits by itself.
_PATIENCE = 3.0


class Preview:
    """A blog that is followed and shown. Its own thread is that of the event loop."""

    def __init__(
        self, root: Path, follower: Follower, cache: PageCache, messenger: Messenger, tabs: Tabs, hosts: AllowedHosts
    ) -> None:
        self.root = root.resolve()
        self.follower = follower
        self.cache = cache
        self.messenger = messenger
        self.tabs = tabs
        self.hosts = hosts
        self._index = Index(root)
        self._workers = ThreadPoolExecutor(2, "render")
        self._published = asyncio.Event()

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do what takes longer than answering in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, work)

    def published(self) -> None:
        """Wake those who wait for an edition."""
        self._published.set()
        self._published = asyncio.Event()

    async def edition(self) -> Edition:
        """Return the latest edition, waiting for the first; answers 500 where there can be none."""
        while (edition := self.follower.edition) is None:
            if self.follower.failure:
                raise HTTPError(500, reason="There Is No Edition")
            await self._published.wait()
        return edition

    async def find(self, address: str) -> tuple[Edition, Place]:
        """Find what answers at an address; while a large blog is read, give the follower a moment to find it first."""
        edition = await self.edition()
        place = find(edition, address)
        if place.kind == "waiting":
            self.follower.ask(address)
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    while place.kind == "waiting":
                        await self._published.wait()
                        edition = await self.edition()
                        place = find(edition, address)
        return edition, place

    async def index(self, edition: Edition, path: str) -> tuple[bytes, Digest] | None:
        """Find the content and the digest of a file of the search index, which is made now if it is not."""
        cache = self.follower.cache
        return await self.run(partial(self._index.data, edition, path, cache)) if cache else None

    def close(self) -> None:
        """End without waiting for what is being rendered."""
        self._workers.shutdown(wait=False, cancel_futures=True)


class Index:
    """Finds the files of the index of one edition after another; any thread may ask."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the blog."""
        self._root = root
        self._lock = threading.Lock()
        self._site: Site | None = None
        self._files: Mapping[str, tuple[Path, Digest]] = {}

    def data(self, edition: Edition, path: str, cache: Cache) -> tuple[bytes, Digest] | None:
        """Return the content and the digest of the index's file at an output path; None where there is none.

        `cache` has the texts of the edition.
        """
        with self._lock:
            if edition.snapshot.site is not self._site or self._is_cleared(path):
                self._files = self._make(edition, cache)
                self._site = edition.snapshot.site
            if path not in self._files:
                return None
            file, digest = self._files[path]
            try:
                return file.read_bytes(), digest
            except OSError:
                # Somebody is clearing the folder at this moment.
                return None

    def _is_cleared(self, path: str) -> bool:
        return path in self._files and not self._files[path][0].is_file()

    def _make(self, edition: Edition, cache: Cache) -> Mapping[str, tuple[Path, Digest]]:
        documents = edition.snapshot.pages.documents()
        try:
            return {} if documents is None else make_index(documents, self._root, cache).files
        except LookupError:
            # A build has let go of a text that was edited since.
            return {}
