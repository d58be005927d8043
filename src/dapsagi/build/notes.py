"""What a build of everything notes, so that an edit can touch its pages up: who shows whom, and what they share."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import msgspec

from dapsagi.cache.cache import Cache
from dapsagi.digest import Digest
from dapsagi.pages.views.chrome import Chrome

#: The names of the notes in the cache.
APPEARANCES = "appearances"
CHROMES = "chromes"
#: The digest of the documents that can be searched, empty where none can.
INDEX = "index"
KINSHIP = "kinship"

#: Said of the documents of an index of which only a part is in the site: files of the author's stand before the others.
IN_PART = "in part"


class Appearances:
    """The pages that show something of each post beside its own: lists, journeys and feeds."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._numbers: dict[str, list[int]] = {}

    def add(self, path: str, shown: Iterable[str]) -> None:
        """Take down the addresses of the posts that the page at an output path shows."""
        for address in shown:
            self._numbers.setdefault(address, []).append(len(self._paths))
        self._paths.append(path)

    def note(self) -> dict[str, bytes]:
        """Return this as a note of the build."""
        return {APPEARANCES: msgspec.msgpack.encode((self._paths, self._numbers))}


def recall_chromes(cache: Cache) -> dict[Digest, Chrome]:
    """Return the chromes of the last build's pages; none where another version of the tool noted them otherwise."""
    data = cache.note(CHROMES)
    with suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(data, type=dict[Digest, Chrome]) if data else {}
    return {}
