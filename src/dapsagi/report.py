"""What a build does, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec

from dapsagi.problems import Problem

#: What hears of a stage of long work by its name, how much of it is done, and of how much.
Progress: TypeAlias = Callable[[str, int, int], None]


def in_silence(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody: the progress of what is soon done, or of what nobody looks at."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 post", "2 posts", "3 addresses"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}{'es' if noun.endswith('s') else 's'}"


def some_of(names: Sequence[str], most: int = 5) -> str:
    """Return the first of some names, and how many more there are: "a, b and 3 more"."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")


class FieldChange(msgspec.Struct, frozen=True):
    """One field that differs: its name as a template writes it, and both values."""

    field: str
    before: str
    after: str


class Explanation(msgspec.Struct, frozen=True):
    """Why a page is rendered again; no changes and not `new` means that it is current."""

    url: str
    new: bool
    changes: tuple[FieldChange, ...]


class Report(msgspec.Struct, frozen=True):
    """What a build did; `read` counts sources, `rendered` pages, the next three files, `seconds` is wall time."""

    posts: int
    pages: int
    read: int
    rendered: int
    written: int
    unchanged: int
    removed: int
    seconds: float
    problems: tuple[Problem, ...]
    explanation: Explanation | None = None
