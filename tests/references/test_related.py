from __future__ import annotations

from dapsagi.journey.related import Traits, find_related
from dapsagi.vocabulary import find_words


def others(count: int) -> list[Traits]:
    return [Traits(f"other{number}", (f"word{number}", "글")) for number in range(count)]


def test_posts_that_share_rare_words_are_related_to_each_other() -> None:
    one, two = Traits("a", ("어텐션", "행렬", "모양")), Traits("b", ("어텐션", "행렬", "모양"))
    assert find_related([one, two, *others(100)]) == {"a": ("b",), "b": ("a",)}


def test_what_everybody_shares_relates_nobody() -> None:
    assert find_related(others(200)) == {}


def test_a_shared_work_counts_more_than_a_shared_word() -> None:
    posts = [Traits("a", ("하나",), works=("arxiv:1",)), Traits("b", ("하나",)), Traits("c", works=("arxiv:1",))]
    assert find_related([*posts, *others(100)])["a"] == ("c",)


def test_posts_of_one_journey_are_linked_anyway() -> None:
    words = ("어텐션", "행렬", "모양")
    journey = frozenset({"a", "b"})
    posts = [Traits("a", words, journey="j", beside=journey), Traits("b", words, journey="j", beside=journey)]
    assert find_related([*posts, Traits("c", words), *others(100)])["a"] == ("c",)


def test_words_are_counted_without_their_particles() -> None:
    text = "어텐션은 어렵다. 어텐션을 다시 읽는다. Attention is attention."
    assert find_words("행렬의 모양", text) == ("attention", "모양", "어텐션", "행렬")


def test_a_small_edit_of_a_long_text_changes_no_words() -> None:
    text = " ".join(f"낱말{'가나다라마바사아자차카타파하거너더러'[number % 18]}" for number in range(400))
    assert find_words("제목", text) == find_words("제목", text + " 고친 끝")
