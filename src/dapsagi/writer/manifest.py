"""The manifest of the output folder: which files the tool wrote there, under which keys, with which bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from dapsagi.batches import batched
from dapsagi.digest import Digest
from dapsagi.machine.files import Fingerprint
from dapsagi.problems import RefusedError, reason_of
from dapsagi.writer.files import SCRATCH, fingerprint_of, write_into

MANIFEST = ".dapsagi-manifest"

# What may lie in a fresh output folder without being anybody's work.
HARMLESS = {MANIFEST, SCRATCH, ".git", ".DS_Store"}

# So many files of the manifest are encoded at a time.
_AT_ONCE = 2000

# What it says of a file is one text, because it names very many: the key that the file was made under, a space and the
# digest of its bytes.
_decode = msgspec.json.Decoder(dict[str, str]).decode


def read_digests(folder: Path) -> dict[str, Digest]:
    """Return the digests of the files that the manifest of a folder names. Raises `OSError`."""
    files = _decode((folder / MANIFEST).read_bytes())
    return {path: digest for path, text in files.items() if (digest := text.partition(" ")[2])}


def read_manifest(folder: Path) -> dict[str, str] | None:
    """Return what the manifest says of each file; None where there is neither one nor anything else.

    Raises `RefusedError` for a folder with somebody else's files.
    """
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder}: is a file, not a folder; choose another place with --output")
    try:
        # To open a pipe would wait for whoever writes to it.
        if (folder / MANIFEST).is_file() or not (folder / MANIFEST).exists():
            return _decode((folder / MANIFEST).read_bytes())
        raise OSError("it is no file")
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, msgspec.DecodeError) as error:
        raise RefusedError(
            f"{folder / MANIFEST}: cannot be read ({reason_of(error)}); "
            "delete the folder if it holds nothing but a build"
        ) from error
    if folder.is_dir() and (others := sorted({entry.name for entry in folder.iterdir()} - HARMLESS)):
        raise RefusedError(
            f"{folder}: holds files that dapsagi did not write (such as {others[0]}); "
            "choose an empty folder with --output, or delete this one if nothing in it is needed"
        )
    return None


def write_manifest(folder: Path, paths: Iterable[str], entry_of: Callable[[str], str]) -> Fingerprint:
    """Write the manifest of the files at `paths`. Raises `OSError`."""
    parts = [b"{"]
    for names in batched(sorted(paths), _AT_ONCE):
        parts += b",\n" if parts[1:] else b"\n", msgspec.json.encode({name: entry_of(name) for name in names})[1:-1]
    parts.append(b"\n}\n")
    target = folder / MANIFEST
    # Two builds of one input give the same manifest; one that is there already is left alone.
    with suppress(FileNotFoundError), target.open("rb") as there:
        if all(there.read(len(part)) == part for part in parts) and not there.read(1):
            return fingerprint_of(target)
    return write_into(folder, MANIFEST, parts)
