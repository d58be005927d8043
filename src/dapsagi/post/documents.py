"""The documents of a collection as a text may ask for them: `{% for project in site.projects %}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import inf
from typing import Any

import msgspec

from dapsagi import markup
from dapsagi.addresses import urls
from dapsagi.config.settings import Collection
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.post.excerpts import head_with_liquid
from dapsagi.post.expansion import Shared, expand, options_of, page_values
from dapsagi.post.reading import read_head
from dapsagi.post.values import PostText, Source


class Document(dict[str, Any]):
    """What a text may ask of a document.

    Its `content` and its `excerpt` are made when they are asked for, and are no items: who sorts documents or prints
    one does not ask for them.
    """

    def __init__(self, values: Mapping[str, Any], make: Callable[[str], str]) -> None:
        """Take what is known of the document, and what makes one of its two texts."""
        super().__init__(values)
        self._make = make
        self._made: dict[str, str] = {}

    def __missing__(self, name: str) -> str:
        """Return a text of the document."""
        if name not in ("content", "excerpt"):
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]


def for_documents(shared: Shared) -> Shared:
    """Return what the texts of documents draw on, be they written or not: each has the address that it would have.

    Collections are empty to them, or two that show each other would have no end.
    """
    known = shared.settings.collections
    written = {label: msgspec.structs.replace(each, output=True) for label, each in known.items()}
    return msgspec.structs.replace(
        shared,
        settings=msgspec.structs.replace(shared.settings, collections=written),
        find_documents=lambda label: [] if label in known else None,
    )


def read_documents(label: str, sources: Iterable[Source], shared: Shared) -> list[Document]:
    """Return the documents of a collection in Jekyll's order, but for drafts and what is not to be published.

    `shared` is what `for_documents` gives.
    """
    heads = [read_head(source, shared.settings) for source in sources]
    heads = [head for head in heads if head.post.published and not head.post.draft]
    return [_document(head, shared) for head in _in_order(heads, shared.settings.collections[label])]


def _document(head: PostText, shared: Shared) -> Document:
    url = urls.post_url(head.post, shared.settings)
    return Document(page_values(head, url, shared.settings), partial(_html_of, head, url, shared))


def _html_of(head: PostText, url: str, shared: Shared, name: str) -> str:
    """Return the HTML of a document, or of its excerpt, with the addresses that its author wrote."""
    options = options_of(head.post, shared)
    text, separator = head.text, options.excerpt_separator
    if name == "excerpt" and separator:
        text = head_with_liquid(text, separator) or excerpt_text(text, separator)
    text = expand(msgspec.structs.replace(head, text=text), url, shared, {}).text
    return markup.render(text, options).as_written() if head.is_markdown else text


def _in_order(heads: list[PostText], collection: Collection) -> list[PostText]:
    """Return documents by their dates and paths, or as the collection says. Source: `Jekyll::Collection#sort_docs!`."""
    order, key = collection.metadata.get("order"), collection.metadata.get("sort_by")
    heads.sort(key=lambda head: (head.post.date.timestamp() if head.post.dated else inf, head.post.key))
    if isinstance(order, list):
        places = {name: place for place, name in enumerate(map(str, order))}
        heads.sort(key=lambda head: places.get(head.post.key.partition(f"_{collection.label}/")[2], inf))
    elif isinstance(key, str):
        heads.sort(key=lambda head: _rank(head.front_matter.get(key)))
    return heads


def _rank(value: object) -> tuple[int, float, str]:
    """Return a key that sorts numbers before words, and these before nothing."""
    if isinstance(value, int | float):
        return 0, value, ""
    return (2, 0, "") if value is None else (1, 0, str(value))
