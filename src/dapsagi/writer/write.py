"""The writer: pages and static files to the output folder, each whole or not at all.

The output folder keeps a manifest of what this tool wrote. Nothing else in it is ever overwritten or removed, and a
folder that holds files but no manifest is somebody else's: it is refused. The manifest names the key and the digest of
every file, so it is the same for every build of the same input, and a page whose key stands in it need not be rendered.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Self

from dapsagi.digest import Digest, Digesting, digest_bytes, digest_stream
from dapsagi.machine.files import Fingerprint
from dapsagi.problems import Problem, RefusedError, Severity, Span
from dapsagi.writer.files import SCRATCH, write_into
from dapsagi.writer.manifest import HARMLESS, MANIFEST, read_manifest, write_manifest

# Most pages have a folder of their own, which nobody asks for again.
_LINKS_IN_HAND = 1000

# So many bytes of a file that is copied are in memory at a time.
_PIECE = 1 << 20

# Of a file that was announced, the manifest has no key and no digest. In memory, a mark behind what it says of one
# tells that this build keeps the file.
_ANNOUNCED = " "
_KEPT = "+"


class Writer:
    """Writes one site. Use it as a context manager; on a clean exit the manifest holds exactly what was kept."""

    def __init__(self, folder: Path, seen: Mapping[str, tuple[Fingerprint, Digest]]) -> None:
        """Open `folder`; `seen` is what an earlier build knew of its files, to spare reading them.

        Raises `RefusedError` for a folder with somebody else's files.
        """
        self.folder = folder
        self.problems: list[Problem] = []
        self.fingerprints: dict[str, tuple[Fingerprint, Digest]] = {}
        self.counts = {"written": 0, "unchanged": 0, "removed": 0}
        self._seen = seen
        self._place = str(folder)
        before = read_manifest(folder)
        # A folder without a manifest is empty, so no file has to be looked for in it.
        self._fresh = before is None
        self._files = before or {}
        # Where all is kept as it is, but for these.
        self._others: Collection[str] | None = None
        self._links: dict[str, str] = {}

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)
        except OSError as error:
            raise RefusedError(
                f"{self.folder}: cannot be written to ({error.strerror}); write elsewhere with --output"
            ) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            gone = self.gone
            self.fingerprints[MANIFEST] = (self._write_manifest(path for path in self._files if path not in gone), "")
        shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)

    def announce(self, paths: Iterable[str]) -> None:
        """Say in the manifest which files are about to be written, before the first of them is.

        A build that is killed half-way then leaves nothing behind that the next one would take for somebody's own.
        """
        new = {path: _ANNOUNCED for path in paths if path not in self._files and not self._exists(path)}
        if new:
            self._files.update(new)
            self._write_manifest(self._files)

    def is_current(self, path: str, key: Digest) -> bool:
        """Say whether the file was written under this key and is still as it was written; if so, keep it."""
        known, digest = self._entry(path)
        if not digest or known != key or not self._is_intact(path, digest):
            return False
        self._keep(path, key, digest)
        self.counts["unchanged"] += 1
        return True

    def differing(self, files: Mapping[str, Digest]) -> set[str]:
        """Return which of these paths the manifest does not name under these keys."""
        return {path for path, key in files.items() if path not in self._files or self._entry(path)[0] != key}

    def keep_all_but(self, paths: Collection[str]) -> None:
        """Keep all that the manifest names but `paths`, of which the caller knows that it is as it was written."""
        self._others = paths
        self.counts["unchanged"] += len(self._files) - len(self._files.keys() & paths)

    def claim(self, path: str, wanted: Digest = "") -> Digest | None:
        """Ask to write a file: the digest of what is there from an earlier build and still as it was written, or "".

        None means no: somebody else's file is there, which is reported and left as it is. If it is known what is
        `wanted` there, nothing else is looked at.
        """
        if self._fresh and path.partition("/")[0] not in HARMLESS:
            return ""
        if linked := self._linked_folder(path.rpartition("/")[0]):
            message = f"{linked} is a symbolic link, which may lead out of the output folder"
            self._refuse(path, message, "remove the link")
            return None
        if path not in self._files and self._exists(path):
            self._refuse(path, "was not written by dapsagi, so it is left as it is", "move it away or rename the page")
            return None
        digest = self._entry(path)[1]
        return digest if digest == (wanted or digest) and self._is_intact(path, digest) else ""

    def enter(self, path: str, key: Digest, digest: Digest, fingerprint: Fingerprint | None) -> None:
        """Enter a file that was written under a claim; no `fingerprint` means that its bytes were there already."""
        self._keep(path, key, digest)
        if fingerprint is None:
            # Another process may have looked at it; this one has to know too.
            self._is_intact(path, digest)
            self.counts["unchanged"] += 1
        else:
            self.counts["written"] += 1
            self.fingerprints[path] = (fingerprint, digest)

    def write(self, path: str, key: Digest, data: bytes) -> None:
        """Write a file whole, unless its bytes are there already."""
        digest = digest_bytes(data)
        before = self.claim(path, digest)
        if before is None:
            return
        try:
            fingerprint = None if digest == before else write_into(self.folder, path, (data,))
        except OSError as error:
            self.fail(path, error.strerror or str(error))
        else:
            self.enter(path, key, digest, fingerprint)

    def copy(self, path: str, key: Digest, source: BufferedReader) -> None:
        """Write a file whole, as `write` does, of a source that need not fit into memory. Raises `OSError` for that."""
        before = self.claim(path)
        if before is None:
            return
        if before and digest_stream(source) == before:
            self.enter(path, key, before, None)
            return
        source.seek(0)
        # Somebody may write to the source meanwhile: what counts is what was copied.
        pieces = Digesting(iter(partial(source.read, _PIECE), b""))
        try:
            fingerprint = write_into(self.folder, path, pieces)
        except OSError as error:
            self.fail(path, error.strerror or str(error))
        else:
            self.enter(path, key, pieces.digest, fingerprint)

    def fail(self, path: str, reason: str) -> None:
        """Report a file that cannot be written, and keep what is there."""
        self._refuse(path, f"cannot be written ({reason})", "check the disk and the folder's rights")
        self.keep(path)

    def prune(self) -> None:
        """Remove what earlier builds wrote and this one did not keep, and the folders that are empty by then."""
        for path in sorted(self.gone):
            target = self.folder / path
            try:
                target.unlink()
            except FileNotFoundError:
                continue
            except OSError as error:
                self._refuse(path, f"cannot be removed ({error.strerror})", "remove it by hand")
                self._keep(path, *self._entry(path))
                continue
            self.counts["removed"] += 1
            self._remove_empty_folders(target.parent)

    @property
    def gone(self) -> set[str]:
        """The files that earlier builds wrote and this one did not keep."""
        paths = self._files if self._others is None else self._files.keys() & self._others
        return {path for path in paths if not self._files[path].endswith(_KEPT)}

    def keep(self, path: str) -> None:
        """Keep what an earlier build wrote here, because this build could not make the page again."""
        if digest := self._entry(path)[1]:
            self._keep(path, "", digest)

    def keep_all(self) -> None:
        """Keep all that earlier builds wrote: this build could not read every source, so it knows of no removal."""
        for path in self.gone:
            self.keep(path)

    def take_fingerprints(self) -> dict[str, tuple[Fingerprint, Digest]]:
        """Hand over the fingerprints that were taken since this was asked last."""
        taken, self.fingerprints = self.fingerprints, {}
        return taken

    def _entry(self, path: str) -> tuple[Digest, Digest]:
        """Return the key and the digest of a file, as they are known now; two empty texts if there are none."""
        key, _, digest = self._files.get(path, _ANNOUNCED).rstrip(_KEPT).partition(" ")
        return key, digest

    def _keep(self, path: str, key: Digest, digest: Digest) -> None:
        self._files[path] = f"{key} {digest}{_KEPT}"

    def _linked_folder(self, name: str) -> str:
        """Return the first folder on the way to `name` that is a symbolic link; empty if none is."""
        if not name:
            return ""
        if name not in self._links:
            above = self._linked_folder(name.rpartition("/")[0])
            found = above or (name if os.path.islink(f"{self._place}/{name}") else "")
            if len(self._links) >= _LINKS_IN_HAND:
                return found
            self._links[name] = found
        return self._links[name]

    def _exists(self, path: str) -> bool:
        if self._fresh and path.partition("/")[0] not in HARMLESS:
            return False
        return os.path.lexists(f"{self._place}/{path}")

    def _is_intact(self, path: str, digest: Digest) -> bool:
        if not digest:
            return False
        try:
            # Asked of every file in every build, so without the cost of a path object.
            status = os.lstat(f"{self._place}/{path}")
            print_ = Fingerprint.of_output(status)
            if self._seen.get(path) == (print_, digest):
                return True
            file = self.folder / path
            if not stat.S_ISREG(status.st_mode):
                return False
            with file.open("rb") as there:
                if digest_stream(there) != digest:
                    return False
        except OSError:
            return False
        self.fingerprints[path] = (print_, digest)
        return True

    def _remove_empty_folders(self, folder: Path) -> None:
        while folder != self.folder:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _refuse(self, path: str, message: str, hint: str) -> None:
        self.problems.append(Problem("W101", Severity.ERROR, message, Span(f"{self.folder.name}/{path}"), hint))

    def _write_manifest(self, paths: Iterable[str]) -> Fingerprint:
        return write_manifest(self.folder, paths, lambda path: self._files[path].rstrip(_KEPT))
