from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dapsagi.markup import render
from dapsagi.markup.body import Body
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.reading_time import reading_time, whole_minutes


def seconds(text: str) -> int:
    return reading_time(render(text, MarkupOptions()))


def test_five_hundred_syllables_are_a_minute_however_they_are_spaced() -> None:
    assert seconds("가나다라마 " * 100) == 60
    assert seconds("가" * 500) == 60


def test_two_hundred_and_thirty_eight_english_words_are_a_minute() -> None:
    assert seconds("word " * 238) == 60
    assert seconds("it's state-of-the-art " * 119) == 60


def test_words_and_syllables_of_a_mixed_text_both_count() -> None:
    assert seconds("학습 " * 250 + "word " * 238) == 120


def test_a_particle_after_an_english_word_is_read_as_syllables() -> None:
    assert seconds("GAN을 " * 500) == round((500 / 500 + 500 / 238) * 60)


def test_code_takes_twice_as_long_a_name_as_a_word_does_and_its_remarks_are_text() -> None:
    assert seconds("```python\n" + "loss = step(x, 1)\n" * 30 + "```\n") == round(120 / 119 * 60)
    assert seconds("```python\n# " + "가" * 500 + "\n```\n") == 60


def test_formulas_and_images_take_no_time() -> None:
    assert seconds("$$\n" + "x^2 + " * 50 + "1\n$$\n\n![](/a.png)\n") == 0


def test_diagrams_and_what_numbers_lines_take_no_time() -> None:
    assert seconds("```mermaid\n" + "graph TD; A --> B\n" * 50 + "```\n") == 0
    code = "loss = step(x, 1)\n" * 30
    assert seconds(f"```python linenos\n{code}```\n") == seconds(f"```python\n{code}```\n")


def test_a_reader_is_told_whole_minutes_and_never_none_of_a_text() -> None:
    assert [whole_minutes(each) for each in (0, 1, 89, 91, 3600)] == [0, 1, 1, 2, 60]


@given(st.text(), st.text())
def test_more_text_never_takes_less_time(one: str, more: str) -> None:
    assert reading_time(Body(text=one)) <= reading_time(Body(text=f"{one} {more}"))
