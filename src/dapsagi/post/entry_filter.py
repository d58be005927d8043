"""Which files of a folder belong to a Jekyll site: the rules of `Jekyll::EntryFilter`.

A pattern of `include` and `exclude` is one of Ruby's `File.fnmatch`, whose `*` runs across folders, or simply how a
path begins: `exclude: [test]` leaves out `test/`, and `testing.md` as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

_SPECIAL = "._#~"


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Say whether a path from the root of the blog matches one of the patterns."""
    return any(_matches(path, pattern.lstrip("/")) for pattern in patterns)


def is_included(path: str, include: Sequence[str]) -> bool:
    """Say whether `include` names the file or folder at `path`: exactly, or by its own name in whatever folder."""
    return path in include or matches(path.rpartition("/")[2], include)


def is_excluded(path: str, exclude: Iterable[str], include: Sequence[str]) -> bool:
    """Say whether `exclude` names the file or folder at `path`; a pattern that `include` has too counts for nothing."""
    return matches(path, [pattern for pattern in exclude if pattern not in include])


def is_special(name: str) -> bool:
    """Say whether a file or folder of this name is left out unless it is included."""
    return name[:1] in _SPECIAL or name.endswith("~")


def _matches(path: str, pattern: str) -> bool:
    return bool(pattern) and (fnmatchcase(path, pattern) or path.startswith(pattern) or path + "/" == pattern)
