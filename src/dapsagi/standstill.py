"""Whether anything at all has moved since the last build.

A build of a blog in which nothing has moved need not even be planned. That is decided by the fingerprints of every file
in the blog's folder, whatever it is, and of every file that the last build wrote; settings, version and day count too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.store import CACHE, Fingerprint
from dapsagi.theme import theme_folder
from dapsagi.version import version
from dapsagi.writer import MANIFEST

# Folders full of what no build looks at. A blog that includes one of them has no standstill.
_NOT_LOOKED_AT = {".git", ".hg", ".venv", "node_modules", "__pycache__", CACHE.parent.name}

# A file changed this recently (ns) may change again without its fingerprint showing it, on file systems that count
# whole seconds.
_RACY = 2_000_000_000


class Stance(msgspec.Struct, frozen=True):
    """A blog as its files stand: what `digest` is of, and when the youngest of them was changed."""

    digest: Digest
    newest: int

    @property
    def is_settled(self) -> bool:
        """Whether all files have stood long enough that a later change must show."""
        return self.newest < time.time_ns() - _RACY


def stance(root: Path, settings: Settings, today: datetime) -> Stance | None:
    """Look at how every file that a build may read stands; None where that cannot be told."""
    if any(name in _NOT_LOOKED_AT for pattern in settings.include for name in pattern.split("/")):
        return None
    output = (root / settings.output).resolve()
    try:
        files = [*_files(str(root), str(output)), *_files(str(theme_folder()), "")]
    except OSError:
        return None
    newest = max((mtime for _, _, mtime, _ in files), default=0)
    return Stance(digest((version(), settings, str(root.resolve()), today.date(), files)), newest)


def still_stands(output: Path, written: Mapping[str, tuple[Fingerprint, Digest]]) -> bool:
    """Say whether every file that the last build wrote is as it was written, the manifest included."""
    if MANIFEST not in written:
        return False
    folder = str(output)
    try:
        for path, (print_, _) in written.items():
            status = os.lstat(f"{folder}/{path}")
            if status.st_size != print_.size or status.st_mtime_ns != print_.mtime:
                return False
    except OSError:
        return False
    return True


def _files(folder: str, output: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.is_dir():
            if entry.name not in _NOT_LOOKED_AT and not entry.is_symlink() and os.path.realpath(entry.path) != output:
                yield from _files(entry.path, output)
        else:
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns, status.st_ino
