"""What of a blog can be found: its documents, and the words of each."""

from __future__ import annotations

import re
from html import unescape

import msgspec

from dapsagi.digest import Digest
from dapsagi.markup.body import Body
from dapsagi.search.words import split

#: Where the index stands in the finished site.
INDEX = "assets/dapsagi/search/"

#: The file in it that says which others there are.
CATALOGUE = INDEX + "index.json"

_TAG = re.compile("<[^<>]*>")


class Document(msgspec.Struct, frozen=True, array_like=True):
    """A post or page that can be found, and what a result shows of it.

    `day` is `2019-12-25`, empty for a page; `tags` are categories too; `color` is that of the journey (0-7).
    """

    body: Digest
    title: str
    url: str
    day: str = ""
    tags: tuple[str, ...] = ()
    journey: str = ""
    color: int = 0


class Found(msgspec.Struct, frozen=True, array_like=True):
    """The words of a body, each once, separated by spaces; those of its headings are in both."""

    text: str = ""
    headings: str = ""


def find_words(body: Body) -> Found:
    """Find the words of a body. Blocks of code and formulas are not read."""
    headings = unescape(_TAG.sub("", "\n".join(heading.html for heading in body.toc)))
    return Found(" ".join(dict.fromkeys(split(body.text))), " ".join(dict.fromkeys(split(headings))))
