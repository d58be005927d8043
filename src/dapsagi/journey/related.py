"""Posts that belong together though nothing says so: by the words, terms and works that they share."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

# What more posts than this have in common says little, and would cost much to compare.
_COMMON = 48

# So many are worth a look below a post.
_SHOWN = 3

# Two posts that share less than this met by chance: about three words that one post in a hundred has.
_CHANCE = 18

# A word is what a text happens to use; a term or a work is what its author took it to be about.
_WORD, _TERM, _WORK = "wtr"
_WEIGHTS = {_WORD: 1, _TERM: 2, _WORK: 3}


class Traits(msgspec.Struct, frozen=True):
    """What a post has that another may share. The posts of one `journey` link each other anyway."""

    key: str
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    journey: str = ""


class Kinship(msgspec.Struct, frozen=True, array_like=True):
    """What the posts of a blog share, in numbers: those of `keys`, which are in order, and those of `names`.

    Each post has its journey, empty if it is in none, and its `traits`; each trait has its `holders`.
    """

    keys: Sequence[str]
    journeys: Sequence[str]
    names: Sequence[str]
    traits: Sequence[Sequence[int]]
    holders: Sequence[Sequence[int]]

    def pack(self) -> bytes:
        """Return this as `unpack` takes it."""
        return msgspec.msgpack.encode(self)


def unpack(data: bytes) -> Kinship:
    """Return what was packed. Whose rows are damaged is only found when they are asked for: `msgspec.DecodeError`."""
    packed = _decode_packed(data)
    return Kinship(packed.keys, packed.journeys, packed.names, _Rows(packed.traits), _Rows(packed.holders))


def gather_kinship(posts: Iterable[Traits]) -> Kinship:
    """Number the posts, and what they have in common."""
    by_key = sorted(posts, key=lambda post: post.key)
    numbers: dict[str, int] = {}
    traits: list[list[int]] = []
    for post in by_key:
        named = [_WORD + word for word in post.words]
        named += [_TERM + term for term in post.terms]
        named += [_WORK + work for work in post.works]
        traits.append([numbers.setdefault(name, len(numbers)) for name in named])
    holders: list[list[int]] = [[] for _ in numbers]
    for number, each in enumerate(traits):
        for trait in each:
            holders[trait].append(number)
    return Kinship([post.key for post in by_key], [post.journey for post in by_key], list(numbers), traits, holders)


def find_related(kinship: Kinship) -> dict[str, tuple[str, ...]]:
    """Find for each post the few that are closest to it, by key; a post that is close to none is left out.

    Closeness is the sum of what two posts share, each weighed by its rarity (tf-idf with whole-number logarithms). The
    logarithms are rounded, and nothing is divided by the length of a text, so that an edit of one post seldom changes
    what is related to another. Each post's own are ordered by key, for the same reason.
    """
    weights = _Weights(kinship)
    closest = ((key, _closest(kinship, weights, number)) for number, key in enumerate(kinship.keys))
    return {key: related for key, related in closest if related}


def reword(kinship: Kinship, words: Mapping[str, tuple[str, ...]]) -> tuple[Kinship, dict[str, tuple[str, ...]]]:
    """Let posts, by key, be about other words; return too what is related now to those posts for which that changes.

    Raises `KeyError` for a post that is not among those of `kinship`.
    """
    numbers = {name: number for number, name in enumerate(kinship.names)}
    traits = _Rows(kinship.traits)
    holders: dict[int, Sequence[int]] = {}
    for key, now in words.items():
        post = bisect_left(kinship.keys, key)
        if key not in kinship.keys[post : post + 1]:
            raise KeyError(key)
        kept = [trait for trait in traits[post] if kinship.names[trait][0] != _WORD]
        after = [numbers.setdefault(_WORD + word, len(numbers)) for word in now] + kept
        for trait in set(after).symmetric_difference(traits[post]):
            if trait not in holders:
                holders[trait] = kinship.holders[trait] if trait < len(kinship.holders) else ()
            holders[trait] = [other for other in holders[trait] if other != post] + [post] * (trait in after)
        traits[post] = after
    everybody = _Rows(kinship.holders)
    everybody.extend([] for _ in range(len(numbers) - len(everybody)))
    near = {bisect_left(kinship.keys, key) for key in words}
    for trait, held in holders.items():
        if min(len(held), len(everybody[trait])) <= _COMMON:
            near.update(held)
        everybody[trait] = held
    changed = Kinship(kinship.keys, kinship.journeys, list(numbers), traits, everybody)
    was, now_ = _Weights(kinship), _Weights(changed)
    pairs = ((post, _closest(kinship, was, post), _closest(changed, now_, post)) for post in near)
    return changed, {kinship.keys[post]: after for post, before, after in pairs if before != after}


class _Rows(list[Sequence[int]]):
    """Rows that stay packed until they are asked for: an edit asks for few, and to unpack all takes longer than it."""

    def __getitem__(self, number: int) -> Sequence[int]:  # type: ignore[override]  # nobody asks for a slice
        row = super().__getitem__(number)
        return _decode_row(row) if isinstance(row, msgspec.Raw) else row


class _Packed(Kinship, frozen=True, array_like=True):
    """A kinship whose rows are packed."""

    traits: list[msgspec.Raw]
    holders: list[msgspec.Raw]


_decode_packed = msgspec.msgpack.Decoder(_Packed).decode
_decode_row = msgspec.msgpack.Decoder(list[int]).decode


class _Weights(dict[int, int]):
    """What sharing a trait counts for, by its number; found when it is asked for."""

    def __init__(self, kinship: Kinship) -> None:
        self._kinship = kinship

    def __missing__(self, trait: int) -> int:
        holders = len(self._kinship.holders[trait])
        rarity = (len(self._kinship.keys) // holders).bit_length() if 1 < holders <= _COMMON else 0
        return self.setdefault(trait, rarity * _WEIGHTS[self._kinship.names[trait][0]])


def _closest(kinship: Kinship, weights: _Weights, post: int) -> tuple[str, ...]:
    scores: dict[int, int] = defaultdict(int)
    for trait in kinship.traits[post]:
        if weight := weights[trait]:
            for other in kinship.holders[trait]:
                scores[other] += weight
    scores.pop(post, None)
    journey, journeys = kinship.journeys[post], kinship.journeys
    close = [
        (-score, other)
        for other, score in scores.items()
        if score >= _CHANCE and not (journey and journeys[other] == journey)
    ]
    return tuple(kinship.keys[other] for other in sorted(other for _, other in sorted(close)[:_SHOWN]))
