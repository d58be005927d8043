"""What has moved since the last build.

A build of a blog in which nothing has moved need not even be planned. That is decided by the fingerprints of every file
in the blog's folder, whatever it is, and of every file that the last build wrote; settings, version and day count too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.report import Report
from dapsagi.store import CACHE, RACY, STANDING, Fingerprint, Store
from dapsagi.version import theme_folder, version

# Folders full of what no build looks at. A blog that includes one of them has no standstill.
_NOT_LOOKED_AT = {".git", ".hg", ".venv", "node_modules", "__pycache__", CACHE.parent.name}


class Stance(msgspec.Struct, frozen=True, array_like=True):
    """A blog as it stands before a build.

    `circumstances` is the digest of all that is no file of the blog: settings, version, day, the theme. `files` are the
    path from the blog's folder, size, time of change (ns) and inode of each file, in order, as they were at the moment
    `taken` (ns); encoded, because that takes a third of the memory and two of them are compared at once.
    """

    circumstances: Digest
    files: bytes
    taken: int


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """What the last build began with, what it did, and the path, size and time of change (ns) of all that it wrote."""

    stance: Stance
    written: list[tuple[str, int, int]]
    report: Report


def take_stance(root: Path, settings: Settings, today: datetime) -> Stance | None:
    """Look at how every file that a build may read stands; None where that cannot be told."""
    if any(name in _NOT_LOOKED_AT for pattern in settings.include for name in pattern.split("/")):
        return None
    taken = time.time_ns()
    output = os.path.realpath(root / settings.output)
    # A build follows no link to a folder but for these, which it asks for by name.
    asked = {"templates", settings.data_dir, settings.includes_dir, "_layouts"}
    try:
        theme = list(_files(str(theme_folder()), "", "", ()))
        files = msgspec.msgpack.encode(list(_files(str(root), "", output, asked)))
    except OSError:
        return None
    head = ""
    if settings.revisions_git:
        from dapsagi.history import head_of

        head = head_of(root)
    return Stance(digest((version(), settings, str(root.resolve()), today.date(), theme, head)), files, taken)


def recall_standing(store: Store) -> Standing | None:
    """Return what the last build left, if it left nothing undone."""
    data = store.note(STANDING)
    return msgspec.msgpack.decode(data, type=Standing) if data else None


def note_standing(stance: Stance, written: Mapping[str, Fingerprint], report: Report) -> dict[str, bytes]:
    """Return the note of a build that left nothing undone; where one did, `no_standing` says so."""
    # What was changed just before it was looked at may have been changed again since without a trace.
    recent = stance.taken - RACY
    files = [(path, size, 0 if mtime > recent else mtime, inode) for path, size, mtime, inode in _decode(stance.files)]
    trusted = msgspec.structs.replace(stance, files=msgspec.msgpack.encode(files))
    prints = [(path, print_.size, print_.mtime) for path, print_ in written.items()]
    return {STANDING: msgspec.msgpack.encode(Standing(trusted, prints, report))}


def no_standing() -> dict[str, bytes]:
    """Return the note of a build that left something undone: the next one looks at everything."""
    return {STANDING: b""}


def moved_files(before: Stance, after: Stance) -> list[str] | None:
    """Return the paths of the files that have changed; None where more than that has: a file is new or gone, say."""
    if before.circumstances != after.circumstances:
        return None
    if before.files == after.files:
        return []
    former, files = _decode(before.files), _decode(after.files)
    if len(former) != len(files):
        return None
    moved = []
    for was, now in zip(former, files, strict=True):
        if was != now:
            if was[0] != now[0]:
                return None
            moved.append(now[0])
    return moved


def still_stands(output: Path, written: Iterable[tuple[str, int, int]]) -> bool:
    """Say whether every file that the last build wrote is as it was written."""
    folder = str(output)
    try:
        for path, size, mtime in written:
            status = os.lstat(f"{folder}/{path}")
            if status.st_size != size or status.st_mtime_ns != mtime:
                return False
    except OSError:
        return False
    return True


_decode: Callable[[bytes], list[tuple[str, int, int, int]]] = msgspec.msgpack.Decoder(
    list[tuple[str, int, int, int]]
).decode


def _files(folder: str, prefix: str, output: str, linked: Collection[str]) -> Iterator[tuple[str, int, int, int]]:
    """Yield the files in a folder and below; links to folders are followed on the way to one of `linked` alone."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        path = prefix + entry.name
        if entry.is_dir():
            if entry.name in _NOT_LOOKED_AT or os.path.realpath(entry.path) == output:
                continue
            if not entry.is_symlink() or any(f"{name}/".startswith(path + "/") for name in linked):
                yield from _files(entry.path, path + "/", output, linked)
        else:
            status = entry.stat()
            yield path, status.st_size, status.st_mtime_ns, status.st_ino
