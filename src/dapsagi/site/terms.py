"""Categories and tags: the posts of each, under the spelling that is used most."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from dapsagi.addresses import urls
from dapsagi.post.values import Post, TermKind

#: A category or tag is scanned, not read: a page holds three screens of a phone.
TERM_LENGTH = 40

# Python makes no number of more than a few thousand digits.
_NUMBER = re.compile(r"(\d{1,99})")


class Term(msgspec.Struct, frozen=True):
    """A category or tag, and the keys of its posts, newest first.

    Spellings that differ only in case or spacing are one term, under the spelling that is used most.
    """

    name: str
    url: str
    keys: tuple[str, ...]

    @property
    def pages(self) -> list[str]:
        """The addresses of its pages, newest first."""
        return [self.url, *urls.later_pages(f"{self.url}page/:num/", len(self.keys), TERM_LENGTH)]


#: The terms of a blog by their kind, in this order.
Terms: TypeAlias = Mapping[str, tuple[Term, ...]]
TERM_KINDS: tuple[TermKind, ...] = ("category", "tag")


def gather_terms(posts: Sequence[Post], kind: TermKind, instead: Mapping[str, str]) -> tuple[Term, ...]:
    """Gather the categories or tags of `posts`; they come by name.

    Where two posts are of one term, and the one has the other `instead` of it, the term shows that one alone.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for post in posts:
        for name in post.terms(kind):
            url = urls.term_url(kind, name)
            spellings[url][name] += 1
            if not keys[url] or keys[url][-1] != post.key:
                keys[url].append(post.key)
    if instead:
        for url, some in keys.items():
            among = frozenset(some)
            keys[url] = [key for key in some if instead.get(key) not in among]
    terms = [
        Term(max(spellings[url].items(), key=lambda item: (item[1], item[0]))[0], url, tuple(keys[url])) for url in keys
    ]
    return tuple(sorted(terms, key=lambda term: (_in_order(term.name), term.url)))


def _in_order(name: str) -> list[str | int]:
    """Return what names are ordered by: their letters in any case, and their numbers by what they count."""
    # Every other part is a number, so that like is compared with like.
    return [int(part) if place % 2 else part for place, part in enumerate(_NUMBER.split(name.casefold()))]
