"""What several views are made of: links, cards, pictures and bodies."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from dapsagi.digest import Digest

#: The word for a post that readers would not see yet; empty for one that they do.
Mark: TypeAlias = Literal["", "draft", "future"]


#: How the formulas of a body are shown: drawn by KaTeX, left to MathJax, or as their TeX; empty where it has none.
ShownMath: TypeAlias = Literal["", "katex", "mathjax", "tex"]


class View(msgspec.Struct, frozen=True):
    """What a template gets as `page`: one of the views below."""


class Anchor(msgspec.Struct, frozen=True):
    """A labelled address: an entry of the navigation, a neighbour of a post, a way to further pages."""

    label: str
    url: str


class DatedAnchor(Anchor, frozen=True):
    """A link to a post with a date: when it was written, or changed last."""

    date: datetime


class Person(msgspec.Struct, frozen=True):
    """Who writes the blog; empty strings for what is not known."""

    name: str = ""
    url: str = ""
    email: str = ""


class Meta(msgspec.Struct, frozen=True):
    """What the `<head>` says of a page; `alternates` are the languages that its text is in, each with an address."""

    title: str
    url: str
    canonical_url: str = ""
    description: str = ""
    lang: str = "ko"
    image_url: str = ""
    kind: Literal["website", "article"] = "website"
    published: datetime | None = None
    updated: datetime | None = None
    indexed: bool = True
    alternates: tuple[tuple[str, str], ...] = ()


class TermLink(msgspec.Struct, frozen=True):
    """A category or tag as a post shows it."""

    name: str
    url: str


class VersionLink(msgspec.Struct, frozen=True):
    """A text in another language, of which `name` is what it is called by those who read it, and `lang` the code."""

    name: str
    url: str
    lang: str


class Card(msgspec.Struct, frozen=True):
    """What a list shows of a post; `series` is the journey it belongs to, with its part's number as the label says.

    `color` is the colour of that journey (0-7).
    """

    title: str
    url: str
    date: datetime
    lang: str
    summary: str = ""
    series: Anchor | None = None
    mark: Mark = ""
    color: int = 0


class Picture(msgspec.Struct, frozen=True):
    """An image of the blog's own: its size in pixels, and the copies of it to choose from, by their width."""

    width: int
    height: int
    variants: tuple[tuple[int, str], ...] = ()


class Cover(msgspec.Struct, frozen=True):
    """The picture at the head of a post: its address, what it shows, and what stands below it, as HTML.

    Its `picture` is missing for one of another host, and for one that cannot be measured.
    """

    url: str
    alt: str
    caption: str
    picture: Picture | None = None


class BodyRef(msgspec.Struct, frozen=True):
    """A body by its digest, and the addresses of those links that do not stand as the author wrote them.

    `math` says how its formulas are shown: drawn by "katex", left to "mathjax", or as "tex"; empty if it has none.
    `pictures` are the blog's own images among its links, `embeds` what is shown in the place of a link. A `plain` body
    is for a feed: its images stand as written. A `refined` one has elements of the theme's own within its text.
    """

    digest: Digest
    addresses: tuple[tuple[int, str], ...] = ()
    math: ShownMath = ""
    pictures: tuple[tuple[int, Picture], ...] = ()
    plain: bool = False
    embeds: tuple[tuple[int, Embed], ...] = ()
    refined: bool = True


class Embed(msgspec.Struct, frozen=True):
    """A post or page that another one shows within its text: all of it, or the section that `url` ends with."""

    title: str
    url: str
    body: BodyRef


class JourneyCard(msgspec.Struct, frozen=True):
    """A journey in a list: how many parts it has, how many are planned, and when it was walked."""

    name: str
    url: str
    parts: int
    planned: int
    first: datetime
    last: datetime
    color: int
    latest: Anchor
