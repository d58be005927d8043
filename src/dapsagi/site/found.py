"""Where a link leads, or what keeps it from leading anywhere."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from dapsagi.problems import Problem


class Found(msgspec.Struct, frozen=True, gc=False):
    """Where a link leads: an address from the root of the site, without the base path, and the post it belongs to."""

    url: str
    key: str = ""


#: Where a link leads, and what is wrong with it. A link that stays as it is written has neither.
Resolution: TypeAlias = tuple[Found | None, Problem | None]


def with_tail(found: Found, tail: str) -> Found:
    """Return a place with a query or a fragment behind its address."""
    return msgspec.structs.replace(found, url=found.url + tail) if tail else found
