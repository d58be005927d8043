"""A work that posts speak of, and what is known of it."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import msgspec

Kind: TypeAlias = Literal["paper", "book", "course", "code", "data", "model", "video", "community", "article"]

#: Every kind, in the order in which a reading list shows them.
KINDS: tuple[Kind, ...] = get_args(Kind)


class Speech(msgspec.Struct, frozen=True, gc=False):
    """A place where a post speaks of a work: the post's key, and the line in its source (0 if not known)."""

    key: str
    line: int


class Details(msgspec.Struct, frozen=True):
    """What the author or a catalogue says of a work; what is empty is not known.

    `authors` are names as they are written, `year` is that of publication (0 if not known), `venue` the journal,
    conference or publisher. `hidden` keeps the work out of the reading list.
    """

    title: str = ""
    kind: Kind | None = None
    authors: tuple[str, ...] = ()
    year: int = 0
    venue: str = ""
    doi: str = ""
    isbn: str = ""
    hidden: bool = False


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A work under one name, whatever addresses lead to it.

    `id` is `arxiv:1706.03762`, `doi:…`, `isbn:…` and so on, or `url:` with the folded address; `aliases` are its other
    ids. `speeches` are in the order of the posts and of their texts.
    """

    id: str
    kind: Kind
    title: str
    url: str
    speeches: tuple[Speech, ...]
    aliases: tuple[str, ...] = ()
    details: Details = Details()

    def identifier(self, scheme: str) -> str:
        """Return the number of the work in a scheme such as "arxiv", "doi" or "isbn"; empty if it has none."""
        prefix = scheme + ":"
        return next((name[len(prefix) :] for name in (self.id, *self.aliases) if name.startswith(prefix)), "")

    @property
    def doi(self) -> str:
        """The DOI, in lower case."""
        return self.details.doi or self.identifier("doi")

    @property
    def isbn(self) -> str:
        """The ISBN, as thirteen digits."""
        return self.details.isbn or self.identifier("isbn")

    @property
    def arxiv(self) -> str:
        """The arXiv id without a version."""
        return self.identifier("arxiv")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the posts that speak of it, each once."""
        return tuple(dict.fromkeys(speech.key for speech in self.speeches))
