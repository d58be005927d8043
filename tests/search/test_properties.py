"""What always holds: the index answers as a scan of the words would, and an edited one is what a new one would be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dapsagi.cache.cache import CACHE
from dapsagi.cache.opening import open_cache
from dapsagi.digest import digest
from dapsagi.post.words import split
from dapsagi.presses.search import make_index
from dapsagi.search.documents import Document, Found
from dapsagi.search.index import drawers_of, exchange, fill, shifts, terms_of
from dapsagi.search.words import grams, initials, number_of
from search.readers import Reader

# Few letters, so that words share their parts; none is a particle.
WORDS = st.text("머신러닝딥abc3", min_size=1, max_size=6)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS, st.lists(WORDS, max_size=2)), max_size=6)


def document(text: str, title: str, tags: Sequence[str]) -> tuple[Document, Found]:
    found = Found(" ".join(dict.fromkeys(split(text))))
    return Document(digest(found), title, "/", tags=tuple(tags)), found


def index_of(root: Path, written: Sequence[tuple[str, str, Sequence[str]]]) -> dict[str, bytes]:
    with open_cache(root / CACHE) as (cache, _):
        documents = [document(*each) for each in written]
        cache.save_renderings(
            (digest(each.body), each.body, b"", msgspec.msgpack.encode(found)) for each, found in documents
        )
        index = make_index([each for each, _ in documents], root, cache)
        return {path: file.read_bytes() for path, (file, _) in index.files.items()}


def words_of(text: str, title: str, tags: Sequence[str]) -> set[str]:
    return {word for each in (text, title, *tags) for word in split(each)}


def is_found(part: str, words: set[str]) -> bool:
    """Scan words for a part of one; a Latin letter or two, or one syllable, must be more than that."""
    if grams(part) == {part + "$"}:
        return part in words or any(part in grams(word) or part + "$" in grams(word) for word in words)
    if part.isascii() and len(part) == 2:
        return any("^" + part in grams(word) for word in words)
    return any(part in word for word in words)


def in_pairs(asked: Sequence[str]) -> list[tuple[str, ...]]:
    """Take a syllable together with its neighbour, which others may write in one."""
    pair = tuple(asked[:2])
    if len(pair) == 2 and 1 in map(len, pair) and re.fullmatch("[가-힣]+", "".join(pair)):
        return [pair, *in_pairs(asked[2:])]
    return [(asked[0],), *in_pairs(asked[1:])] if asked else []


def stands_apart(asked: Sequence[str], words: set[str]) -> bool:
    """Say whether a word is there in two: its first part alone, and a word that begins with the rest."""
    halves = [
        (part[:at], part[at:]) for part in asked if re.fullmatch("[가-힣]{3,}", part) for at in range(1, len(part) - 1)
    ]
    return any(left in words and any(word.startswith(right) for word in words) for left, right in halves)


def is_met(wish: Sequence[str], words: set[str]) -> bool:
    return all(is_found(part, words) for part in wish) or is_found("".join(wish), words)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.data())
def test_the_index_answers_as_a_scan_of_all_words(
    written: list[tuple[str, str, list[str]]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        reader = Reader(index_of(Path(folder), written))
    words = [words_of(*each) for each in written]
    every = sorted(set().union(*words))
    for _ in range(4 if every else 0):
        asked = []
        for _ in range(data.draw(st.integers(1, 2))):
            word = data.draw(st.sampled_from(every))
            start = data.draw(st.integers(0, len(word) - 1))
            asked.append(word[start : data.draw(st.integers(start + 1, len(word)))])
        wishes = in_pairs(list(dict.fromkeys(asked)))
        expected = {number for number, each in enumerate(words) if all(is_met(wish, each) for wish in wishes)}
        if all(any(is_found(part, each) for each in words) for part in asked):
            answer = reader.find(" ".join(asked))
            found = set(answer["numbers"])
            if answer["isPartial"]:
                assert not expected, asked
                assert found, asked
                some = {number for number in found if any(is_met(wish, words[number]) for wish in wishes)}
                assert all(stands_apart(asked, words[number]) for number in found - some), asked
            else:
                assert expected <= found, asked
                assert all(stands_apart(asked, words[number]) for number in found - expected), asked


@settings(max_examples=60, deadline=None)
@given(st.lists(DOCUMENTS, min_size=2, max_size=4))
def test_an_index_that_was_edited_is_what_a_new_one_would_be(
    states: list[list[tuple[str, str, list[str]]]],
) -> None:
    filler = [(f"{number}번째 글", "채움", ["글"]) for number in range(40)]
    with TemporaryDirectory() as kept, TemporaryDirectory() as fresh:
        edited = [index_of(Path(kept), [*filler, *state]) for state in states]
        assert edited[-1] == index_of(Path(fresh), [*filler, *states[-1]])


@settings(max_examples=100)
@given(DOCUMENTS, DOCUMENTS, st.sampled_from([1, 4, 16]))
def test_exchanging_words_gives_the_drawers_that_filling_them_would_give(
    before: list[tuple[str, str, list[str]]], after: list[tuple[str, str, list[str]]], drawers: int
) -> None:
    old, new = ([terms_of(*document(*each))[0] for each in state] for state in (before, after))
    texts = fill(old, drawers)
    for number, text in enumerate(texts):
        changed = shifts(dict(enumerate(old)), dict(enumerate(new))).items()
        texts[number] = exchange(text, {word: shift for word, shift in changed if number in drawers_of(word, drawers)})
    assert texts == fill(new, drawers)


@given(
    st.lists(st.sampled_from([*"머신러닝딥가은는abcé3#+", "에서", "으로"]), min_size=1, max_size=9).map("".join),
    st.integers(0, 12),
    st.integers(1, 9),
)
def test_every_part_of_a_word_shares_a_gram_with_it(word: str, start: int, length: int) -> None:
    part = word[start : start + length]
    inner = {gram for gram in grams(part) if not gram.startswith("^") and not gram.endswith("$")} if part else set()
    assert inner - {"에서", "으로"} <= grams(word)
    assert inner or len(part) < 2 or part[:2].isascii() or re.search("에서|으로", part) or not split(part)


def test_a_word_is_kept_under_its_parts() -> None:
    assert grams("머신러닝") == {"머신", "신러", "러닝"}
    assert grams("numpy") == {"^nu", "num", "ump", "mpy"}
    assert grams("gpt를") == {"^gp", "gpt", "t를"}
    assert grams("3차원") == {"3$", "3차", "차원"}
    assert grams("책을") == {"책을", "책$"}
    assert grams("학교에서는") == {"학교", "교에", "서는"}
    assert grams("에서") == {"에서"}
    assert grams("c") == {"c$"}


def test_words_are_runs_of_letters_and_what_joins_them_is_left_out() -> None:
    assert split("Scikit-Learn의 learning_rate는 3.14, C++와 F#!") == [
        *("scikitlearn의", "learningrate는", "3", "14", "c++", "와", "f#"),
    ]
    assert split("머신") == ["머신"]
    assert initials("머신러닝2.0") == "ㅁㅅㄹㄴ2.0"


def test_grams_spread_over_drawers() -> None:
    filled = {
        number_of(first + second, 16) for first in "가나다라마바사아자차카타파하" for second in "각난닫랄맘밥삿앙"
    }
    assert len(filled) == 16
