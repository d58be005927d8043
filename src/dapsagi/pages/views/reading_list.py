"""The reading list."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from dapsagi.journey.references.exports import Form
from dapsagi.journey.references.model import Reference
from dapsagi.pages.views.parts import Anchor, Meta, View

#: How the reading list is grouped: by the kinds of works, the journeys or the years of those who speak of them.
ReadingOrder: TypeAlias = Literal["kind", "journey", "year"]


class ReferenceEntry(msgspec.Struct, frozen=True):
    """A work in the reading list, and the posts that speak of it, the oldest first."""

    title: str
    url: str
    kind: str
    authors: tuple[str, ...]
    year: int
    venue: str
    posts: tuple[Anchor, ...]


class ReferenceGroup(msgspec.Struct, frozen=True):
    """The works of one kind, of one journey (with its address and colour) or of one year in which they were read."""

    title: str
    entries: tuple[ReferenceEntry, ...]
    url: str = ""
    color: int | None = None


class ReferencesView(View, frozen=True):
    """The reading list in one of its orders: `ways` lead to all of them, `exports` to it as files."""

    meta: Meta
    order: ReadingOrder
    groups: tuple[ReferenceGroup, ...]
    ways: tuple[Anchor, ...]
    exports: tuple[Anchor, ...]


class ExportView(View, frozen=True):
    """The reading list as a file for reference managers; the text is made where it is written."""

    form: Form
    references: tuple[Reference, ...]
