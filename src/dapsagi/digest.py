"""Digests of values: equal values have equal digests, on every machine and in every process."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b, file_digest
from typing import Any, TypeAlias

import msgspec

Digest: TypeAlias = str

# A collision would show one page's text on another; 128 bits keep that out of reach at any size of blog.
_SIZE = 16

# Sets and mappings are sorted: their order in memory must not reach a key. JSON, because MessagePack forgets the
# offset of a moment, and a page shows local dates.
_encode: Callable[[Any], bytes] = msgspec.json.Encoder(order="sorted").encode


def encode(value: Any) -> bytes:
    """Return a value as its digest sees it, in JSON."""
    return _encode(value)


def digest(value: Any) -> Digest:
    """Return the digest of a struct, or of anything built from structs, sequences, mappings and scalars."""
    return blake2b(_encode(value), digest_size=_SIZE).hexdigest()


def digest_bytes(data: bytes) -> Digest:
    """Return the digest of a file's content."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


class Digesting:
    """Pieces of data, handed on as they are; `digest` is that of all that were."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._hash = blake2b(digest_size=_SIZE)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            yield piece

    @property
    def digest(self) -> Digest:
        """The digest of the pieces so far."""
        return self._hash.hexdigest()


def digest_stream(stream: Any) -> Digest:
    """Return the digest of all that an open binary file holds, which need not fit into memory."""
    return file_digest(stream, lambda: blake2b(digest_size=_SIZE)).hexdigest()
