"""Files written whole or not at all: whoever reads one meets what it was or what it is, and nothing between."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

#: What is left of files whose writing was broken off, as a pattern.
DRAFTS = ".*.[0-9]*.new"


def write_whole(file: Path, data: bytes, *, lasting: bool = False) -> None:
    """Write a file, in folders that are made where they are missing. Raises `OSError`.

    One that stands there keeps its rights; where a link does, the file behind it is written. Any number of processes
    may write at once. With `lasting`, as for what nobody could make again, the file is on the disk before it takes the
    place of the old one; otherwise some file systems leave it empty where the power fails.
    """
    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the file, because it can be moved in one step only within one file system; hidden, because a preview may
    # look meanwhile.
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as opened:
            opened.write(data)
            if lasting:
                opened.flush()
                os.fsync(opened.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        # A full disk does not say what it had no room for.
        error.filename = str(file)
        raise
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
