"""Verdicts about the web, kept with their age, so that a host is not asked again for what it said last week."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from dapsagi.check.external import Answer, Verdict

#: Where they are kept, from the root of the blog.
VERDICTS = Path(".dapsagi/web.sqlite")

_DAY = 86_400.0

# For how long (seconds) a verdict is believed: what is there tends to stay, what is not may be back tomorrow.
_AGES: dict[Answer, float] = {"there": 14 * _DAY, "moved": 14 * _DAY, "gone": 2 * _DAY, "unsure": _DAY / 2}


def recall(file: Path, urls: Iterable[str], now: float) -> dict[str, Verdict]:
    """Return the verdicts in `file` about `urls` that are still to be believed at `now`, in seconds since 1970."""
    try:
        with _opened(file) as connection:
            rows = dict(connection.execute("SELECT url, verdict FROM verdicts"))
        found = {url: msgspec.json.decode(rows[url], type=Verdict) for url in urls if url in rows}
    except (OSError, sqlite3.Error, msgspec.DecodeError):
        # It is only a cache: without it, the web is asked again.
        return {}
    return {url: verdict for url, verdict in found.items() if 0 <= now - verdict.asked <= _AGES[verdict.answer]}


def remember(file: Path, verdicts: Iterable[Verdict]) -> None:
    """Keep verdicts in `file`; a disk that does not take them costs the next check time, not this one its result."""
    rows = [(verdict.url, msgspec.json.encode(verdict)) for verdict in verdicts]
    try:
        with _opened(file) as connection:
            connection.executemany("INSERT OR REPLACE INTO verdicts VALUES (?, ?)", rows)
    except (OSError, sqlite3.Error):
        return


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
        connection.execute("CREATE TABLE IF NOT EXISTS verdicts (url TEXT PRIMARY KEY, verdict BLOB) WITHOUT ROWID")
        yield connection
