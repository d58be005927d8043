from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.journey.series import Declared, Entry, find_series
from journey.samples import FALSE_FRIENDS, SERIES, dates

MARKS = st.sampled_from(("{} ({})", "{}({})", "{}  ( {} )", "{} {}편", "{} Part {}", "{} #{}"))
STEMS = st.sampled_from(("나의 답사기", "도커 배포 기록", "Rust 공부", "Writing a shell", "【수학】 선형대수"))
SHAPES = st.sampled_from(
    (
        *("{stem} ({number})", "{stem}({number})", "{stem} [{number}]", "{stem} #{number}", "{stem} - {number}"),
        *("{stem} {number}편", "{stem} {number}편: {word}", "{stem} Part {number}. {word}", "{stem}_part{number}"),
        *("{stem} {number}화 - {word}", "[{stem}] {number}. {word}", "{stem} chap{number}", "{stem} {number}탄!"),
    )
)
WORDS = ("바람", "구름", "강물", "돌담", "느티나무", "오솔길")
# Posts without a number, a link or a date in the way: nothing that a series could want.
UNRELATED = st.builds(
    lambda title, day: Entry(f"_posts/2019-01-{day:02}-{title}.md", title, f"2019-01-{day:02}"),
    st.text("가나다라마바사아자차카타파하", min_size=5, max_size=12),
    st.integers(1, 28),
)
TITLES = st.sampled_from([*FALSE_FRIENDS, *(title for titles in SERIES for title in titles)])
# The first is the title of a post as well.
TWO_NAMES = (SERIES[0][0], "다른 길")


def posts(titles: list[str]) -> list[Entry]:
    return [
        Entry(f"_posts/{date}-{chr(97 + place // 26)}{chr(97 + place % 26)}.md", title, date)
        for place, (title, date) in enumerate(zip(titles, dates(len(titles)), strict=True))
    ]


@given(st.data(), st.lists(TITLES, max_size=40))
def test_the_order_of_the_input_never_matters(data: st.DataObject, titles: list[str]) -> None:
    entries = posts(titles)
    assert find_series(data.draw(st.permutations(entries))) == find_series(entries)


@given(st.lists(TITLES, max_size=40), UNRELATED)
def test_an_unrelated_post_changes_no_series(titles: list[str], other: Entry) -> None:
    entries = posts(titles)
    assert find_series([*entries, other]) == find_series(entries)


@given(st.lists(TITLES, max_size=40))
def test_no_post_is_in_two_series_and_each_series_has_two_parts(titles: list[str]) -> None:
    series, _ = find_series(posts(titles))
    keys = [part.key for one in series for part in one.parts]
    assert len(keys) == len(set(keys))
    assert all(len(one.parts) > 1 and all(part.why for part in one.parts) for one in series)
    assert len({one.id for one in series}) == len(series)


@given(st.lists(st.tuples(TITLES, st.sampled_from((None, *TWO_NAMES)), st.booleans()), max_size=30), st.data())
def test_a_post_whose_headings_are_parts_is_in_one_series_too(
    drawn: list[tuple[str, str | None, bool]], data: st.DataObject
) -> None:
    headings = (("1부", "a"), ("2부", "b"))
    entries = [
        msgspec.structs.replace(post, series=name, numbered=headings if divided else ())
        for post, (_, name, divided) in zip(posts([title for title, _, _ in drawn]), drawn, strict=True)
    ]
    series, problems = find_series(entries)
    keys = [key for one in series for key in one.keys]
    assert len(keys) == len(set(keys))
    assert {entry.key for entry in entries if entry.numbered} <= set(keys)
    assert all([part.anchor for part in one.parts] == ["a", "b"] for one in series if one.is_one_post)
    assert find_series(data.draw(st.permutations(entries))) == (series, problems)


@given(STEMS, SHAPES, st.integers(2, 6))
def test_a_number_in_any_usual_shape_makes_a_series(stem: str, shape: str, count: int) -> None:
    titles = [shape.format(stem=stem, number=number, word=WORDS[number - 1]) for number in range(1, count + 1)]
    (series,), problems = find_series(posts(titles))
    assert [part.title for part in series.parts] == titles
    assert not problems


@given(STEMS, st.lists(MARKS, min_size=2, max_size=6), st.data())
def test_variants_of_spacing_case_and_mark_group_together(stem: str, shapes: list[str], data: st.DataObject) -> None:
    def varied(text: str) -> str:
        spaced = re.sub(r" ", lambda _: data.draw(st.sampled_from((" ", "  ", " - ", ": "))), text)
        return data.draw(st.sampled_from((spaced, spaced.upper(), spaced.lower())))

    titles = [shape.format(varied(stem), number) for number, shape in enumerate(shapes, start=1)]
    (series,), _ = find_series(posts(titles))
    assert [part.title for part in series.parts] == titles


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_may_be_a_title_a_file_name_a_date_or_the_words_of_a_link(
    title: str, name: str, date: str, words: str
) -> None:
    target = f"_posts/{name}1.md"
    entries = [
        Entry(f"_posts/{name}{number}.md", f"{title}{number}", date, links=((target, words),), promises=(words,))
        for number in (1, 2, 3)
    ]
    find_series(entries, Declared({title: [name, words]}, text=words))
    find_series([Entry("_posts/12월 3주차.md", f"12월 {number}주차", date) for number in (1, 2)])


@given(st.lists(st.sampled_from(FALSE_FRIENDS), unique=True, max_size=30))
def test_no_handful_of_false_friends_ever_joins(titles: list[str]) -> None:
    assert find_series(posts(titles)) == ((), ())
