"""What series detection is given of a post, and what it gives back."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Source: TypeAlias = Literal["front matter", "data", "titles", "file names", "links", "headings"]


class Entry(msgspec.Struct, frozen=True):
    """What the detection of series knows of a post.

    `key` is the source path, `date` an ISO date that sorts. `series`, `order`, `no_series` and `planned` are the front
    matter's: the name of a series, the place in it, `series: false`, and parts that are yet to be written. `links` are
    the body's links to posts of this blog, each the key of the post and the words of the link; `promises` are lines of
    the body that may announce a part, `numbered` its headings that may each begin one, with their anchors.
    """

    key: str
    title: str
    date: str
    lang: str = "ko"
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str | None = None
    order: float | None = None
    no_series: bool = False
    planned: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    promises: tuple[str, ...] = ()
    numbered: tuple[tuple[str, str], ...] = ()


class Part(msgspec.Struct, frozen=True):
    """One part of a series: a post, a heading in a post, or with an empty `key` a part that is planned.

    `number` is the label that a reader sees (`2`, `1-3`, `프롤로그`), empty where nothing says one; `why` tells the
    author what put the post into the series. `anchor` is the id of the heading, empty if the part is the whole post.
    """

    key: str
    title: str
    number: str
    why: str
    anchor: str = ""


class Series(msgspec.Struct, frozen=True):
    """A series in reading order; `id` is unique among the series of a blog, `planned` the parts yet to be written.

    Its `parts` are posts, or with the source "headings" all of them within one post.
    """

    name: str
    id: str
    parts: tuple[Part, ...]
    source: Source
    planned: tuple[Part, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The posts of the series in reading order, each once."""
        return tuple(dict.fromkeys(part.key for part in self.parts))

    @property
    def is_one_post(self) -> bool:
        """Whether the parts are headings of one post."""
        return self.source == "headings"
