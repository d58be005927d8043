"""Files of the finished site, written whole or not at all, by any number of processes at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from dapsagi.machine.files import Fingerprint

#: Where files are while they are written, in the output folder.
SCRATCH = ".dapsagi-scratch"

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write_into(folder: Path, path: str, data: Iterable[bytes]) -> Fingerprint:
    """Write a file so that it appears whole or not at all; return its fingerprint. Raises `OSError`.

    `data` are its pieces. Any number of processes may write to one output folder at once.
    """
    # In the output folder, because a file can be moved in one step only within one file system; in a folder of its
    # own, because processes wait for each other where they change one folder.
    scratch = f"{folder}/{SCRATCH}/{os.getpid()}"
    temporary = f"{scratch}/file"
    target = f"{folder}/{path}"
    try:
        try:
            _write(temporary, data)
        except FileNotFoundError:
            os.makedirs(scratch, exist_ok=True)
            _write(temporary, data)
    except OSError as error:
        # A full disk does not say what it had no room for.
        error.filename = target
        raise
    _make_folder(os.path.dirname(target))
    os.replace(temporary, target)
    return fingerprint_of(target)


def _make_folder(folder: str) -> None:
    # Most pages have a folder of their own below one that is there: to make it costs less than to look for it.
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _write(file: str, data: Iterable[bytes]) -> None:
    # A file object asks the system what it has opened, which for a page takes a fifth of the time.
    opened = os.open(file, _ANEW, 0o666)
    try:
        for part in data:
            rest = part
            while rest:
                rest = rest[os.write(opened, rest) :]
    finally:
        os.close(opened)


def fingerprint_of(file: str | Path) -> Fingerprint:
    """Return by what a file is known again. Raises `OSError`."""
    return Fingerprint.of_output(os.lstat(file))
