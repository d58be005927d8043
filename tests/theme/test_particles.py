"""Korean particles follow the sound of the word before them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.renderer.particles import josa, particle

PAIRS = ("으로/로", "을/를", "이/가", "은/는", "과/와", "이랑/랑", "으로부터/로부터")


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("머신러닝", "으로/로", "머신러닝으로"),
        ("코드", "으로/로", "코드로"),
        ("길", "으로/로", "길로"),
        ("길", "을/를", "길을"),
        ("서울", "으로부터/로부터", "서울로부터"),
        ("파이썬", "을/를", "파이썬을"),
        ("답사기", "은/는", "답사기는"),
        ("값", "과/와", "값과"),
        # digits, as they are read
        ("답사기1", "으로/로", "답사기1로"),
        ("답사기1", "을/를", "답사기1을"),
        ("답사기2", "을/를", "답사기2를"),
        ("답사기3", "으로/로", "답사기3으로"),
        ("10", "으로/로", "10으로"),
        ("1,000", "이/가", "1,000이"),
        ("120000", "이/가", "120000이"),
        ("1000000000000", "이/가", "1000000000000가"),
        ("0", "을/를", "0을"),
        ("3.14", "을/를", "3.14를"),
        ("2.0", "을/를", "2.0을"),
        # capitals letter by letter
        ("CNN", "을/를", "CNN을"),
        ("URL", "으로/로", "URL로"),
        ("GPU", "을/를", "GPU를"),
        ("OpenAI", "은/는", "OpenAI는"),
        ("R", "으로/로", "R로"),
        # Latin words, as they are transcribed
        ("Python", "으로/로", "Python으로"),
        ("Machine Learning", "을/를", "Machine Learning을"),
        ("PyTorch", "을/를", "PyTorch를"),
        ("Kaggle", "으로/로", "Kaggle로"),
        ("Jekyll", "으로/로", "Jekyll로"),
        ("Pipeline", "을/를", "Pipeline을"),
        ("Git", "으로/로", "Git으로"),
        ("GitHub", "을/를", "GitHub를"),
        ("notebook", "을/를", "notebook을"),
        ("Dropout", "이/가", "Dropout이"),
        ("Note", "을/를", "Note를"),
        ("Spark", "과/와", "Spark와"),
        ("web", "을/를", "web을"),
        ("docker", "을/를", "docker를"),
        # signs at the end
        ("‘머신러닝’", "으로/로", "‘머신러닝’으로"),
        ("「코드」", "으로/로", "「코드」로"),
        ("“딥러닝”…", "을/를", "“딥러닝”…을"),
        ("도스(DOS)", "을/를", "도스(DOS)를"),
        ("합성곱 신경망 (CNN)", "은/는", "합성곱 신경망 (CNN)은"),
        ("(코드)", "을/를", "(코드)를"),
        ("C++", "을/를", "C++를"),
        ("C#", "을/를", "C#을"),
        ("50%", "을/를", "50%를"),
        ("ㅋㅋ", "을/를", "ㅋㅋ을"),
        ("ㅠㅠ", "을/를", "ㅠㅠ를"),
        # Where the sound is not known, both
        ("學習", "을/를", "學習을(를)"),
        ("學習", "으로/로", "學習(으)로"),
        ("🎉", "이/가", "🎉이(가)"),
        ("", "을/를", "을(를)"),
    ],
)
def test_a_word_takes_the_particle_that_its_sound_asks_for(word: str, pair: str, expected: str) -> None:
    assert josa(word, pair) == expected


syllables = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))


@given(st.text(), st.sampled_from(PAIRS))
def test_any_text_keeps_its_words_and_takes_one_particle_of_the_pair(word: str, pair: str) -> None:
    first, second = pair.split("/")
    assert josa(word, pair).startswith(word)
    assert particle(word, pair) in {first, second, f"{first}({second})", f"({first.removesuffix(second)}){second}"}


@given(st.text(), syllables, st.sampled_from(PAIRS))
def test_only_the_last_syllable_matters(start: str, last: str, pair: str) -> None:
    assert particle(start + last, pair) == particle(last, pair)


@given(syllables, st.sampled_from("’”」』》〉\"'.!?…"), st.sampled_from(PAIRS))
def test_closing_marks_are_silent(last: str, mark: str, pair: str) -> None:
    assert particle(last + mark, pair) == particle(last, pair)


@given(syllables)
def test_decomposed_hangul_sounds_as_composed_hangul_does(last: str) -> None:
    assert particle(unicodedata.normalize("NFD", last), "을/를") == particle(last, "을/를")
