"""Fingerprints of files: by what one that has not moved is known again without being read."""

from __future__ import annotations

import os
import time

import msgspec

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
