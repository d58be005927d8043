"""The cache of a blog: what was read and rendered before, kept in SQLite under `.dapsagi/`, by digest.

Deleting it may change how long a build takes, never a byte of what the build writes. Every row is
found by a key that names all it depends on, so a row is either right or not found.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dapsagi.batches import batched
from dapsagi.digest import Digest
from dapsagi.machine.files import Fingerprint, write_whole
from dapsagi.markup.body import Body
from dapsagi.problems import Problem, RefusedError, Severity, Span

_Made = TypeVar("_Made")

#: Where the cache of a blog stands, from its root.
CACHE = Path(".dapsagi/cache.sqlite")

# SQLite takes no more values than this in one question, in its oldest versions.
_ASKED_AT_ONCE = 900

# Single things that are remembered: some hundred megabytes at most.
_REMEMBERED = 100_000

# So many bodies more than those in use may be remembered.
_SPARED = 1000

#: How long one build waits for another that is writing, in seconds.
PATIENCE = 10

#: The note of how the last build left everything. It rests on what that build had read of each source.
STANDING = "standing"

# A note of more bytes has a file of its own, in this folder: in the database it would be written twice, page by page.
_LONG = 65_536
_NOTES = "notes"


class Contents(msgspec.Struct, frozen=True):
    """How much a cache remembers: sources, rendered bodies, pages, and single pieces such as formulas and images."""

    sources: int
    bodies: int
    pages: int
    pieces: int


class Cache:
    """The cache of one blog, for all threads of this process.

    Reading and writing never raise: a cache that fails is as good as an empty one.
    """

    def __init__(self, connection: sqlite3.Connection, file: Path | None = None) -> None:
        """Take an open connection, and the file behind it where there is one."""
        #: Why something could not be written; empty while all could.
        self.fault = ""
        self._file = file
        self._connection = connection
        # One connection holds one transaction: what a thread writes must not end up in another one's.
        self._lock = threading.Lock()
        # Bodies that the disk would not take: this build still needs them.
        self._overflow: dict[Digest, bytes] = {}
        self._edition = self._look()

    @classmethod
    def to_read(cls, file: Path) -> Cache | None:
        """Open the cache in `file` for reading alone; None where that fails."""
        try:
            place = f"{file.absolute().as_uri()}?mode=ro"
            return cls(sqlite3.connect(place, uri=True, timeout=PATIENCE, check_same_thread=False))
        except sqlite3.Error:
            return None

    @property
    def file(self) -> Path | None:
        """The file in which other processes find all that this one saved; None if there is no such file."""
        return None if self._overflow else self._file

    def files(self) -> dict[str, tuple[Fingerprint, Digest]]:
        """Return the known files by path."""
        rows = self._rows("SELECT path, size, mtime, inode, digest FROM files")
        return {path: (Fingerprint(size, mtime, inode), digest) for path, size, mtime, inode, digest in rows}

    def save_files(self, files: Mapping[str, tuple[Fingerprint, Digest]], gone: Iterable[str]) -> None:
        """Remember `files`, forget `gone`."""
        self._write(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            [(path, print_.size, print_.mtime, print_.inode, digest) for path, (print_, digest) in files.items()],
        )
        forgotten = [(path,) for path in gone]
        self._write("DELETE FROM files WHERE path = ?", forgotten)
        self._write("DELETE FROM readings WHERE path = ?", forgotten)

    def readings(self) -> dict[str, tuple[Digest, bytes]]:
        """Return what was read from each source: the key it was read under, and the encoded reading."""
        return {path: (key, value) for path, key, value in self._rows("SELECT path, key, value FROM readings")}

    def reading(self, path: str) -> tuple[Digest, bytes] | None:
        """Return what was read from one source: the key it was read under, and the encoded reading."""
        return self._row("SELECT key, value FROM readings WHERE path = ?", path)

    def has_loose_readings(self) -> bool:
        """Say whether a reading has no key, because it rests on more than its own file."""
        return self._row("SELECT 1 FROM readings WHERE key = '' LIMIT 1") is not None

    def save_readings(self, readings: Mapping[str, tuple[Digest, bytes]]) -> None:
        """Remember what was read from each source; what the last build had read of them is not known any more then."""
        if readings:
            self._write("DELETE FROM notes WHERE name = ?", [(STANDING,)])
        rows = [(path, key, value) for path, (key, value) in readings.items()]
        self._write("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)

    def rendering(self, key: Digest) -> tuple[Digest, bytes] | None:
        """Return the digest and the encoded body that a text was rendered to under `key`."""
        # Texts that differ in blank lines alone give one page, and it is the last of them whose lines the body knows.
        return self._row("SELECT digest, value FROM renderings JOIN bodies USING (digest, key) WHERE key = ?", key)

    def save_renderings(self, renderings: Iterable[tuple[Digest, Digest, bytes, bytes]]) -> None:
        """Remember `(key, digest of the body, encoded body, encoded words of the body)`."""
        rows = list(renderings)
        bodies = [(digest, key, value, words) for key, digest, value, words in rows]
        if not self._write("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)", bodies):
            self._overflow.update((digest, value) for _, digest, value, _ in rows)
        self._write("INSERT OR REPLACE INTO renderings VALUES (?, ?)", [(key, digest) for key, digest, *_ in rows])

    def body(self, digest: Digest) -> bytes | None:
        """Return the encoded body with this digest."""
        value = self._value("SELECT value FROM bodies WHERE digest = ?", digest)
        return self._overflow.get(digest) if value is None else value

    def words(self, digests: Iterable[Digest]) -> dict[Digest, bytes]:
        """Return the encoded words of those of these bodies that are known."""
        return self._rows_of("SELECT digest, words FROM bodies WHERE digest", digests)

    def body_digests(self) -> set[Digest]:
        """Return the digests of all bodies."""
        return {digest for (digest,) in self._rows("SELECT digest FROM bodies")}

    def outputs(self) -> dict[str, tuple[Fingerprint, Digest]]:
        """Return what the writer last saw of the files it wrote."""
        rows = self._rows("SELECT path, size, mtime, digest FROM outputs")
        return {path: (Fingerprint(size, mtime), digest) for path, size, mtime, digest in rows}

    def is_output(self, path: str) -> bool:
        """Say whether the writer wrote a file at this path."""
        return self._row("SELECT 1 FROM outputs WHERE path = ?", path) is not None

    def save_outputs(self, outputs: Mapping[str, tuple[Fingerprint, Digest]]) -> None:
        """Remember the fingerprints of files just written."""
        rows = [(path, print_.size, print_.mtime, digest) for path, (print_, digest) in outputs.items()]
        self._write("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)", rows)

    def forget_outputs(self, gone: Iterable[str]) -> None:
        """Forget files that were removed."""
        forgotten = [(path,) for path in gone]
        self._write("DELETE FROM outputs WHERE path = ?", forgotten)
        self._write("DELETE FROM records WHERE path = ?", forgotten)

    def record(self, path: str) -> bytes | None:
        """Return what the page at an output path was last rendered from, encoded."""
        return self._value("SELECT value FROM records WHERE path = ?", path)

    def save_records(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Remember what pages were rendered from."""
        self._write("INSERT OR REPLACE INTO records VALUES (?, ?)", list(records))

    def recall(self, keys: Iterable[Digest]) -> dict[Digest, bytes]:
        """Return the pieces under `keys`: single things that were drawn or measured."""
        return self._rows_of("SELECT key, value FROM pieces WHERE key", keys)

    def remember(self, rows: Iterable[tuple[Digest, bytes]]) -> None:
        """Remember pieces under keys that name all they depend on; the oldest of very many are forgotten."""
        fresh = list(rows)
        if fresh and self._write("INSERT OR REPLACE INTO pieces VALUES (?, ?)", fresh):
            self._write("DELETE FROM pieces WHERE rowid <= (SELECT max(rowid) FROM pieces) - ?", [(_REMEMBERED,)])

    def recalled(self, key: Digest, kind: Any, make: Callable[[], _Made]) -> _Made:
        """Return a value of a `kind` that is remembered under a key; made now, and remembered, if it is not."""
        if data := self.recall([key]).get(key):
            known: _Made = msgspec.msgpack.decode(data, type=kind)
            return known
        value = make()
        self.remember([(key, msgspec.msgpack.encode(value))])
        return value

    def note(self, name: str) -> bytes | None:
        """Return what the last build noted under `name`."""
        value, file, size = self._row("SELECT value, file, size FROM notes WHERE name = ?", name) or (None, "", 0)
        data: bytes | None = value
        if file and self._file:
            with suppress(OSError):
                data = (self._file.parent / _NOTES / file).read_bytes()
        # After a power failure, files may be there that are empty.
        return data if data is not None and len(data) == size else None

    def save_notes(self, notes: Mapping[str, bytes]) -> None:
        """Note things about the build that ends now, in one step: all of them or none."""
        rows = [(name, *self._place_of_note(name, data), len(data)) for name, data in notes.items()]
        if self._write("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)", rows) and self._file:
            kept = {file for (file,) in self._rows("SELECT file FROM notes")}
            with suppress(OSError):
                for file in (self._file.parent / _NOTES).iterdir():
                    if file.name not in kept:
                        file.unlink()

    def was_shared(self) -> bool:
        """Say whether another process has written to the cache since it was opened."""
        return self._look() != self._edition

    def contents(self) -> Contents | None:
        """Count what is remembered; None where that cannot be read."""
        tables = ("readings", "bodies", "records", "pieces")
        counts = [row[0] for table in tables if (row := self._row(f"SELECT count(*) FROM {table}"))]
        return Contents(*counts) if len(counts) == len(tables) else None

    def problems(self) -> tuple[Problem, ...]:
        """Return a note if something could not be written."""
        if not self.fault or self._file is None:
            return ()
        message = f"the cache cannot be written ({self.fault}), so the next build does some of this one's work again"
        hint = "make room on the disk, or check the rights of the folder"
        return (Problem("K102", Severity.NOTE, message, Span(shown_place(self._file)), hint),)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def drop_unused(self, bodies: set[Digest]) -> None:
        """Forget bodies that no post has any more, once they outnumber those in use.

        Waiting for that keeps what an undone edit or another branch will ask for again.
        """
        unused = self.body_digests() - bodies
        if len(unused) > len(bodies) + _SPARED:
            forgotten = [(digest,) for digest in unused]
            self._write("DELETE FROM bodies WHERE digest = ?", forgotten)
            self._write("DELETE FROM renderings WHERE digest = ?", forgotten)

    def _place_of_note(self, name: str, data: bytes) -> tuple[bytes | None, str]:
        """Return what of a note stands in the database, and the file in which it does, if it is not there."""
        if self._file and len(data) > _LONG:
            # Another one than before: who looks for that meanwhile must not find this.
            file = f"{name}-{time.time_ns():x}"
            with suppress(OSError):
                write_whole(self._file.parent / _NOTES / file, data)
                return None, file
        return data, ""

    def _rows_of(self, query: str, keys: Iterable[Digest]) -> dict[Digest, bytes]:
        """Return the pairs that `query` finds of `keys`; these are added to it."""
        found: dict[Digest, bytes] = {}
        for some in batched(keys, _ASKED_AT_ONCE):
            found.update(self._rows(f"{query} IN ({','.join('?' * len(some))})", some))
        return found

    def _look(self) -> object:
        # https://www.sqlite.org/pragma.html#pragma_data_version
        return self._rows("PRAGMA data_version")

    def _value(self, query: str, *values: object) -> bytes | None:
        """Return the one column of the first row; None if there is no row."""
        row = self._row(query, *values)
        return row[0] if row else None

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row, if there is one."""
        return next(iter(self._rows(query, values)), None)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            return []

    def _write(self, query: str, rows: Sequence[tuple[object, ...]]) -> bool:
        try:
            with self._lock, self._connection:
                self._connection.executemany(query, rows)
        except sqlite3.Error as error:
            # A disk that is full or read-only costs the next build time, not this one its pages.
            self.fault = self.fault or str(error)
            return False
        return True


#: Takes the bytes of a body that the cache holds.
decode_body = msgspec.msgpack.Decoder(Body).decode


class LostError(RefusedError, LookupError):
    """What the cache held is gone before it was read."""

    def __init__(self, words: str = "the cache was removed while it was read; run the command again") -> None:
        super().__init__(words)


def body_finder(cache: Cache) -> Callable[[Digest], Body]:
    """Return a function that finds a body in the cache by its digest."""

    def find(digest: Digest) -> Body:
        data = cache.body(digest)
        if data is None:
            raise LostError
        return decode_body(data)

    return find


def shown_place(file: Path) -> str:
    """Return how a problem names the cache in `file`."""
    return f"{file.parent.name}/{file.name}"
