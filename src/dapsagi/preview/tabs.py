"""The tabs that are open, and what they have not been told yet."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator

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
