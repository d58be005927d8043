"""Files written whole or not at all: whoever reads one meets what it was or what it is, and nothing between."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

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
