from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dapsagi.journey import related
from dapsagi.journey.related import Traits, gather_kinship, reword, unpack
from dapsagi.post.words import find_subject_words, of_language, split


def others(count: int) -> list[Traits]:
    return [Traits(f"other{number}", (f"word{number}", "글")) for number in range(count)]


def find_related(posts: list[Traits]) -> dict[str, tuple[str, ...]]:
    return related.find_related(gather_kinship(posts))


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
    posts = [Traits("a", words, journey="j"), Traits("b", words, journey="j")]
    assert find_related([*posts, Traits("c", words), *others(100)])["a"] == ("c",)


# Few words for many posts, so that some are rare, some too common, and edits take them over that border.
WORDS = st.sets(st.sampled_from([f"낱말{number}" for number in range(12)]), max_size=8).map(
    lambda words: tuple(sorted(words))
)
POSTS = st.lists(
    st.builds(Traits, st.just(""), WORDS, st.sampled_from([(), ("수학",)]), journey=st.sampled_from(["", "j"])),
    min_size=40,
    max_size=70,
).map(
    lambda posts: [
        Traits(f"{number}.md", each.words, each.terms, (), each.journey) for number, each in enumerate(posts)
    ]
)


@settings(max_examples=50)
@given(POSTS, st.lists(st.tuples(st.integers(0, 39), WORDS), min_size=1, max_size=3))
def test_other_words_relate_posts_as_if_they_had_always_been_there(
    posts: list[Traits], edits: list[tuple[int, tuple[str, ...]]]
) -> None:
    words = {f"{number}.md": now for number, now in edits}
    edited = [Traits(post.key, words.get(post.key, post.words), post.terms, (), post.journey) for post in posts]
    before, after = find_related(posts), find_related(edited)
    kinship, changed = reword(unpack(gather_kinship(posts).pack()), words)
    assert changed == {
        post.key: after.get(post.key, ()) for post in posts if before.get(post.key) != after.get(post.key)
    }
    assert related.find_related(kinship) == after


def test_a_post_that_loses_words_loses_what_was_related_to_it() -> None:
    words = ("어텐션", "행렬", "모양")
    kinship = gather_kinship([Traits("a", words), Traits("b", words), *others(100)])
    assert reword(kinship, {"a": ()})[1] == {"a": (), "b": ()}


def test_words_are_counted_without_their_particles() -> None:
    text = "어텐션은 어렵다. 어텐션을 다시 읽는다. Attention is attention."
    assert find_subject_words("행렬의 모양", text, split(text)) == ("attention", "모양", "어텐션", "행렬")


def test_a_word_that_is_glued_to_particles_or_numbers_is_counted_as_itself() -> None:
    text = "GPU에서 3차원 배열을, 또 GPU로 2차원 배열의 scikit-learn, scikit_learn. 2018년, 2019년."
    assert find_subject_words("제목", text, split(text)) == ("gpu", "scikitlearn", "배열", "제목", "차원")


def test_no_word_of_an_address_is_what_a_text_is_about() -> None:
    text = "잠재공간 https://arxiv.org/abs/1 그리고 HTTPS://arxiv.org/abs/2 잠재공간"
    assert find_subject_words("제목", text, split(text)) == ("잠재공간", "제목")


def test_a_small_edit_of_a_long_text_changes_no_words() -> None:
    text = " ".join(f"낱말{'가나다라마바사아자차카타파하거너더러'[number % 18]}" for number in range(400))
    again = text + " 고친 끝"
    assert find_subject_words("제목", text, split(text)) == find_subject_words("제목", again, split(again))


def test_a_language_is_the_same_one_in_every_region() -> None:
    assert list(of_language(["a"], "ko-KR", "ko")) == list(of_language(["a"], "ko", "ko-KR")) == ["a"]
    assert list(of_language(["a"], "en-US", "ko")) == list(of_language(["a"], "en", "ko")) == ["en:a"]


def test_words_that_one_post_loses_and_another_takes_up_relate_the_two_no_more() -> None:
    words = ("어텐션", "행렬", "모양")
    posts = [Traits("a", words), Traits("b"), *others(100)]
    assert reword(gather_kinship(posts), {"a": (), "b": words})[1] == {}
