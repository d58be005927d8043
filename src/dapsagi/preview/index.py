"""The search index of the preview: made when a browser asks for it, and kept until the site is another."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from dapsagi.cache.cache import Cache
from dapsagi.digest import Digest
from dapsagi.presses.search import make_index
from dapsagi.preview.edition import Edition
from dapsagi.site import Site


class Index:
    """Finds the files of the index of one edition after another; any thread may ask."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the blog."""
        self._root = root
        self._lock = threading.Lock()
        self._site: Site | None = None
        self._files: Mapping[str, tuple[Path, Digest]] = {}

    def data(self, edition: Edition, path: str, cache: Cache) -> tuple[bytes, Digest] | None:
        """Return the content and the digest of the index's file at an output path; None where there is none.

        `cache` has the texts of the edition.
        """
        with self._lock:
            if edition.snapshot.site is not self._site or self._is_cleared(path):
                self._files = self._make(edition, cache)
                self._site = edition.snapshot.site
            if path not in self._files:
                return None
            file, digest = self._files[path]
            try:
                return file.read_bytes(), digest
            except OSError:
                # Somebody is clearing the folder at this moment.
                return None

    def _is_cleared(self, path: str) -> bool:
        return path in self._files and not self._files[path][0].is_file()

    def _make(self, edition: Edition, cache: Cache) -> Mapping[str, tuple[Path, Digest]]:
        documents = edition.snapshot.pages.documents()
        try:
            return {} if documents is None else make_index(documents, self._root, cache).files
        except LookupError:
            # A build has let go of a text that was edited since.
            return {}
