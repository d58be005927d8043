"""Files written whole or not at all, and fingerprints by which one that has not moved is known without being read."""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

#: What is left of files whose writing was broken off, as a pattern.
DRAFTS = ".*.[0-9]*.new"


def write_whole(file: Path, data: bytes, *, lasting: bool = False) -> None:
    """Write a file, in folders that are made where they are missing. Raises `OSError`.

    One that stands there keeps its rights; where a link does, the file behind it is written. Any number of processes
    may write at once. With `lasting`, as for what nobody could make again, the file is on the disk before it takes the
    place of the old one; otherwise some file systems leave it empty where the power fails.
    """
    target = file.resolve() if file.is_symlink() else file
    # Beside the file, because it can be moved in one step only within one file system; hidden, because a preview may
    # look meanwhile.
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with _open(draft) as opened:
            opened.write(data)
            if lasting:
                opened.flush()
                os.fsync(opened.fileno())
        with suppress(FileNotFoundError):
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink()
        if isinstance(error, OSError):
            # A full disk does not say what it had no room for.
            error.filename = str(file)
        raise


def _open(file: Path) -> BinaryIO:
    try:
        return file.open("wb")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("wb")


#: How long after a change (ns) another one might not show in the fingerprint.
RACY = 2_000_000_000

#: Eight bytes hold no larger number. Dates after 2262, in nanoseconds, and inodes of some disks are cut to it.
LARGEST = 2**63 - 1


class Fingerprint(msgspec.Struct, frozen=True):
    """What `stat` says of a file that has not moved: it may spare reading the file, nothing more."""

    size: int
    mtime: int
    inode: int = 0

    @classmethod
    def of_output(cls, status: os.stat_result) -> Fingerprint:
        """Return by what a file that was written is known again."""
        return cls(status.st_size, status.st_mtime_ns & LARGEST)

    @classmethod
    def of_source(cls, status: os.stat_result) -> Fingerprint:
        """Return by what a file that was read is known again."""
        return cls(status.st_size, status.st_mtime_ns & LARGEST, status.st_ino & LARGEST)


def trusted(print_: Fingerprint) -> Fingerprint:
    """Return a fingerprint that was just taken as the next build may trust it: that of a file changed now, not at all.

    A file system that counts whole seconds would not show that it was changed again.
    """
    recent = print_.mtime > time.time_ns() - RACY
    return msgspec.structs.replace(print_, mtime=0) if recent else print_
