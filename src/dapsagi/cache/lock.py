"""The lock of a blog's cache: one build at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: The file beside the cache that is locked while a build runs.
LOCK = "lock"

# How long a build waits for another build of the same blog, in seconds; then both go on.
_LONGEST_WAIT = 3600


@contextmanager
def alone(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of the builds of one blog; `wait` is called if another process has it now.

    A lock dies with its process. Where there can be none, in a folder that cannot be written, nobody is kept out.
    """
    connection: sqlite3.Connection | None = None
    with suppress(OSError, sqlite3.Error):
        folder.mkdir(parents=True, exist_ok=True)
        # SQLite knows how to lock a file on every system; nothing is ever written to this one.
        connection = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                wait()
                connection.execute(f"PRAGMA busy_timeout = {_LONGEST_WAIT * 1000}")
                connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        if connection:
            connection.close()
