"""Many things a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def batched(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield the items in lists of `size`, the last of which may be shorter, and take each only when it is needed."""
    # `itertools.batched` begins with Python 3.12.
    coming = iter(items)
    while some := list(islice(coming, size)):
        yield some
