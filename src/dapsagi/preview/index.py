"""The search index of the preview: made when a browser asks for it, and kept until the site is another."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from dapsagi.cache.cache import CACHE, Cache
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

    def data(self, edition: Edition, path: str) -> tuple[bytes, Digest] | None:
        """Return the content and the digest of the index's file at an output path; None where there is none."""
        with self._lock:
            if edition.snapshot.site is not self._site:
                self._files = self._make(edition)
                self._site = edition.snapshot.site
            if path not in self._files:
                return None
            file, digest = self._files[path]
            try:
                return file.read_bytes(), digest
            except OSError:
                # Somebody cleared the folder: the next to ask has it made anew.
                self._site = None
                return None

    def _make(self, edition: Edition) -> Mapping[str, tuple[Path, Digest]]:
        documents = edition.snapshot.pages.documents()
        cache = Cache.to_read(self._root / CACHE) if documents is not None else None
        if documents is None or cache is None:
            return {}
        try:
            return make_index(documents, self._root, cache).files
        except LookupError:
            # The cache is in memory alone, and not for this thread.
            return {}
        finally:
            cache.close()
