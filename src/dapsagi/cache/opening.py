"""Opens the cache of a blog: the file under `.dapsagi/`, whatever state it is in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dapsagi.cache.cache import CACHE, PATIENCE, Cache, LostError, shown_place
from dapsagi.problems import Problem, Severity, Span, reason_of

# Raised whenever a table changes its shape; an older file is then emptied.
_SHAPE = 15

_TABLES = {
    "files": "(path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, inode INTEGER, digest TEXT) WITHOUT ROWID",
    "readings": "(path TEXT PRIMARY KEY, key TEXT, value BLOB)",
    "renderings": "(key TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID",
    "bodies": "(digest TEXT PRIMARY KEY, key TEXT, value BLOB, words BLOB)",
    "outputs": "(path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, digest TEXT) WITHOUT ROWID",
    "records": "(path TEXT PRIMARY KEY, value BLOB)",
    "notes": "(name TEXT PRIMARY KEY, value BLOB, file TEXT, size INTEGER)",
    "pieces": "(key TEXT PRIMARY KEY, value BLOB)",
}
_LOOSE = "CREATE INDEX loose ON readings (path) WHERE key = ''"


@contextmanager
def open_cache(file: Path) -> Iterator[tuple[Cache, tuple[Problem, ...]]]:
    """Open the cache, or one in memory with a note why where the file cannot be used."""
    problems: tuple[Problem, ...] = ()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = _connect(file)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            problems = (damage(file, error),)
            for suffix in ("", "-wal", "-shm"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
            connection = _connect(file)
        shared: Path | None = file
    except (OSError, sqlite3.Error) as error:
        message = f"the cache cannot be used ({reason_of(error)}), so this build starts from nothing"
        problems = (_note(file, message, "check the folder's rights"),)
        connection = _connect(":memory:")
        shared = None
    try:
        yield Cache(connection, shared), problems
    finally:
        connection.close()


def read_cache(root: Path) -> Cache:
    """Open the cache of the blog in `root` for reading alone, beside the build that writes it.

    Raises `LostError` if it is not there any more.
    """
    cache = Cache.to_read(root / CACHE)
    if cache is None:
        raise LostError
    return cache


def damage(file: Path, error: Exception) -> Problem:
    """Return the note of a build whose cache was damaged, as `error` says."""
    if isinstance(error, LostError):
        message = "the cache was removed while this build read it, so it began anew"
        return _note(file, message, "nothing but time is lost; `dapsagi cache --clear` waits for builds to end")
    message = f"the cache was damaged ({error}), so this build starts a new one"
    return _note(file, message, "nothing but time is lost; if it comes again, the disk may be failing")


def _note(file: Path, message: str, hint: str) -> Problem:
    return Problem("K101", Severity.NOTE, message, Span(shown_place(file)), hint)


def _connect(file: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=PATIENCE, cached_statements=32, check_same_thread=False)
    try:
        # A lost cache row costs a rendering: that is cheaper than waiting for the disk at every commit.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        if connection.execute("PRAGMA user_version").fetchone() != (_SHAPE,):
            with connection:
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    connection.execute(f"DROP TABLE {name}")
                for name, columns in _TABLES.items():
                    connection.execute(f"CREATE TABLE {name} {columns}")
                connection.execute(_LOOSE)
                connection.execute(f"PRAGMA user_version = {_SHAPE}")
        for name in _TABLES:
            connection.execute(f"SELECT * FROM {name} LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
