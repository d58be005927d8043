"""What has moved since the last build.

A build of a blog in which nothing has moved need not even be planned. That is decided by the fingerprints of every file
in the blog's folder, whatever it is, and of every file that the last build wrote; settings, version and day count too.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.cache.cache import CACHE, STANDING, Cache
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.machine.files import LARGEST, RACY, Fingerprint
from dapsagi.machine.version import theme_folder, version
from dapsagi.report import Report

# Folders full of what no build looks at. A blog that includes one of them has no standstill.
_NOT_LOOKED_AT = {".git", ".hg", ".venv", "node_modules", "__pycache__", CACHE.parent.name}


class Prints(msgspec.Struct, frozen=True, array_like=True):
    """What is known of many files: their paths as the system spells them, and for each the same count of numbers.

    Values for each file would take many times as long to make, to keep and to read again as two strings of bytes.
    """

    joined: bytes
    packed: bytes

    @classmethod
    def of(cls, paths: Iterable[str], numbers: array[int]) -> Prints:
        """Pack paths, and the numbers of each in a row."""
        return cls(os.fsencode("\0".join(paths)), numbers.tobytes())

    @property
    def paths(self) -> list[str]:
        """The path of each file."""
        return os.fsdecode(self.joined).split("\0") if self.joined else []

    @property
    def numbers(self) -> array[int]:
        """The numbers of all files, in the order of their paths."""
        return array(_NUMBER, self.packed)


class Stance(msgspec.Struct, frozen=True, array_like=True):
    """A blog as it stands before a build.

    `circumstances` is the digest of all that is no file of the blog: settings, version, day, the theme. `files` are the
    path from the blog's folder, size, time of change (ns) and inode of each file, in order, as they were at the moment
    `taken` (ns).
    """

    circumstances: Digest
    files: Prints
    taken: int


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """What the last build began with, what it did, and the path, size and time of change (ns) of all that it wrote."""

    stance: Stance
    written: Prints
    report: Report


def take_stance(root: Path, settings: Settings, today: datetime) -> Stance | None:
    """Look at how every file that a build may read stands; None where that cannot be told."""
    if any(name in _NOT_LOOKED_AT for pattern in settings.include for name in pattern.split("/")):
        return None
    taken = time.time_ns()
    output = os.path.realpath(root / settings.output)
    # These are no sources, and are asked for by name.
    asked = ("templates", settings.data_dir, settings.includes_dir, "_layouts", settings.bibliography_dir)

    def follows(path: str) -> bool:
        """Say whether a build may follow the link to a folder at `path`."""
        from dapsagi.loader.tree import belongs, may_follow

        wanted = belongs(path, settings, lambda: True) or any(f"{each}/".startswith(path + "/") for each in asked)
        return wanted and may_follow(root / path, root)

    try:
        theme = _look_into(str(theme_folder()), "", lambda _path: True)
        files = _look_into(str(root), output, follows)
    except OSError:
        return None
    head = ""
    if settings.revisions_git:
        from dapsagi.loader.history import head_of

        head = head_of(root)
    return Stance(digest((version(), settings, str(root.resolve()), today.date(), theme, head)), files, taken)


def recall_standing(cache: Cache) -> Standing | None:
    """Return what the last build left, if it left nothing undone."""
    data = cache.note(STANDING)
    # Which version it was is only known when it is read, and another one may have noted other things.
    with suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(data, type=Standing) if data else None
    return None


def note_standing(stance: Stance, written: Prints, report: Report) -> dict[str, bytes]:
    """Return the note of a build that left nothing undone; where one did, `no_standing` says so."""
    # What was changed just before it was looked at may have been changed again since without a trace.
    recent = stance.taken - RACY
    numbers = stance.files.numbers
    for file, changed in enumerate(numbers[1::3]):
        if changed > recent:
            numbers[3 * file + 1] = 0
    trusted = msgspec.structs.replace(stance, files=Prints(stance.files.joined, numbers.tobytes()))
    return {STANDING: msgspec.msgpack.encode(Standing(trusted, written, report))}


def prints_of(written: Mapping[str, Fingerprint], before: Prints | None = None) -> Prints:
    """Return the path, size and time of change of files that were written, and of all others that were `before`."""
    paths, numbers = (before.paths, before.numbers) if before else ([], array(_NUMBER))
    known = {path: place for place, path in enumerate(paths) if path in written}
    for path, print_ in written.items():
        if path in known:
            numbers[2 * known[path]], numbers[2 * known[path] + 1] = print_.size, print_.mtime
        else:
            paths.append(path)
            numbers.extend((print_.size, print_.mtime))
    return Prints.of(paths, numbers)


def no_standing() -> dict[str, bytes]:
    """Return the note of a build that left something undone: the next one looks at everything."""
    return {STANDING: b""}


def moved_files(before: Stance, after: Stance) -> list[str] | None:
    """Return the paths of the files that have changed; None where more than that has: a file is new or gone, say."""
    if before.circumstances != after.circumstances:
        return None
    if before.files == after.files:
        return []
    if before.files.joined != after.files.joined:
        return None
    pairs = zip(before.files.numbers, after.files.numbers, strict=True)
    moved = dict.fromkeys(place // 3 for place, (was, now) in enumerate(pairs) if was != now)
    paths = after.files.paths
    return [paths[place] for place in moved]


def still_stands(output: Path, written: Prints) -> bool:
    """Say whether every file that the last build wrote is as it was written."""
    folder = str(output)
    numbers = written.numbers
    try:
        for path, size, mtime in zip(written.paths, numbers[::2], numbers[1::2], strict=True):
            status = os.lstat(f"{folder}/{path}")
            if status.st_size != size or status.st_mtime_ns & LARGEST != mtime:
                return False
    except OSError:
        return False
    return True


# Eight bytes for each number.
_NUMBER = "q"


def _look_into(folder: str, output: str, follows: Callable[[str], bool]) -> Prints:
    """Return the files in a folder and below; `follows` is asked of links to folders."""
    paths: list[str] = []
    numbers = array(_NUMBER)
    _look(paths, numbers, folder, "", output, follows)
    return Prints.of(paths, numbers)


def _look(
    paths: list[str], numbers: array[int], folder: str, prefix: str, output: str, follows: Callable[[str], bool]
) -> None:
    # `os.scandir` would keep what it knows of each file until the last one is looked at: memory that a short process
    # has to ask for first takes as much time as the questions.
    for name in sorted(os.listdir(folder)):
        place = f"{folder}/{name}"
        status = os.stat(place)
        path = prefix + name
        if not stat.S_ISDIR(status.st_mode):
            paths.append(path)
            numbers.extend((status.st_size, status.st_mtime_ns & LARGEST, status.st_ino & LARGEST))
        elif name in _NOT_LOOKED_AT or os.path.realpath(place) == output:
            continue
        elif not os.path.islink(place) or follows(path):
            _look(paths, numbers, place, path + "/", output, follows)
