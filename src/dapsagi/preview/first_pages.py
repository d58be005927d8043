"""Which sources of a large blog are read before the others, because somebody may look for their pages at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from dapsagi.loader.tree import Found

# So many posts, and pages at the top, are shown before all sources are read.
_NEWEST = 24


def newest_of(keys: Iterable[str]) -> set[str]:
    """Choose the newest posts by their file names, and the pages at the top."""
    chosen = list(keys)
    posts = sorted((key for key in chosen if "/" in key), key=lambda key: key.rpartition("/")[2], reverse=True)
    pages = [key for key in chosen if "/" not in key]
    return {*posts[:_NEWEST], *pages[:_NEWEST]}


def candidates(address: str, found: Mapping[str, Found]) -> set[str]:
    """Choose the sources whose file name may give them this address."""
    name = unquote(address).rstrip("/").rpartition("/")[2].removesuffix(".html").casefold()
    return {key for key in found if name and _slug_of(key) == name and found[key].kind != "static"}


def _slug_of(key: str) -> str:
    return re.sub(r"^\d+-\d+-\d+-", "", key.rpartition("/")[2].rpartition(".")[0]).casefold()
