"""Posts that belong together though nothing says so: by the words, terms, works and journeys that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

# What more posts than this have in common says little, and would cost much to compare.
_COMMON = 48

# So many are worth a look below a post.
_SHOWN = 3

# Two posts that share less than this met by chance: about three words that one post in a hundred has.
_CHANCE = 18

# A word is what a text happens to use; a tag, a work or a journey is what its author took it to be about.
_WEIGHTS = {"word": 1, "term": 2, "work": 3, "journey": 2}


class Traits(msgspec.Struct, frozen=True):
    """What a post has that another may share; `beside` are posts that its page links already."""

    key: str
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    journey: str = ""
    beside: frozenset[str] = frozenset()


def find_related(posts: Iterable[Traits]) -> dict[str, tuple[str, ...]]:
    """Find for each post the few that are closest to it; a post that is close to none is left out.

    Closeness is the sum of what two posts share, each weighed by its rarity (tf-idf with whole-number logarithms). The
    logarithms are rounded, and nothing is divided by the length of a text, so that an edit of one post seldom changes
    what is related to another. Each post's own are ordered by key, for the same reason.
    """
    traits = {post.key: post for post in posts}
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for post in traits.values():
        for trait in _traits(post):
            holders[trait].append(post.key)
    weights = {
        trait: (len(traits) // len(keys)).bit_length() * _WEIGHTS[trait[0]]
        for trait, keys in holders.items()
        if 1 < len(keys) <= _COMMON
    }
    related: dict[str, tuple[str, ...]] = {}
    for post in traits.values():
        scores: dict[str, int] = defaultdict(int)
        for trait in _traits(post):
            if weight := weights.get(trait):
                for key in holders[trait]:
                    scores[key] += weight
        scores.pop(post.key, None)
        close = [(-score, key) for key, score in scores.items() if score >= _CHANCE and key not in post.beside]
        if close:
            related[post.key] = tuple(sorted(key for _, key in sorted(close)[:_SHOWN]))
    return related


def _traits(post: Traits) -> list[tuple[str, str]]:
    traits = [("word", word) for word in post.words]
    traits += [("term", term) for term in post.terms]
    traits += [("work", work) for work in post.works]
    if post.journey:
        traits.append(("journey", post.journey))
    return traits
