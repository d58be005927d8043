"""What of a blog can be found: its documents, and the words of each."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dapsagi.digest import Digest
from dapsagi.markup.body import Body, code_in
from dapsagi.post.words import split

#: Where the index stands in the finished site.
INDEX = "assets/dapsagi/search/"

#: The file in it that says which others there are.
CATALOGUE = INDEX + "index.json"

# Numbers and single letters are in all code and say nothing of any.
_NAME = re.compile(r"[^\W\d_]\w+")


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
    """The words of a body, each once, separated by spaces; those of its headings are in its text as well.

    `code` are the names in its blocks of code that are not in its text.
    """

    text: str = ""
    headings: str = ""
    code: str = ""


def find_words(body: Body, words: Iterable[str] | None = None) -> Found:
    """Find the words of a body. Formulas that are blocks of their own are not read.

    `words` are those of its text (`post.words`), where they are known.
    """
    text = dict.fromkeys(split(body.text) if words is None else words)
    names = dict.fromkeys(split(code_in(body.html)))
    code = [name for name in names if name not in text and _NAME.fullmatch(name)]
    return Found(" ".join(text), " ".join(dict.fromkeys(split("\n".join(body.headings())))), " ".join(code))
