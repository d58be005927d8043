from __future__ import annotations

import pytest

from dapsagi.journey.series import Entry, find_series
from dapsagi.problems import Severity


def posts(*titled: tuple[str, str]) -> list[Entry]:
    return [Entry(f"_posts/{date}-{chr(97 + place)}.md", title, date) for place, (title, date) in enumerate(titled)]


def test_missing_parts_are_noted_at_the_part_that_follows_them() -> None:
    _, (problem,) = find_series(
        posts(("여행기 1편", "2021-01-01"), ("여행기 4편", "2021-02-01"), ("여행기 5편", "2021-03-01"))
    )
    assert str(problem) == (
        "_posts/2021-02-01-b.md: S201 “여행기” lacks part 2, 3; "
        "write `planned:` beside `series:` in the front matter if it is yet to come"
    )
    assert problem.severity is Severity.NOTE


def test_days_that_nobody_wrote_of_and_a_missing_middle_are_no_gaps() -> None:
    assert (
        find_series(posts(("여행 1일차", "2021-01-01"), ("여행 4일차", "2021-02-01"), ("여행 5일차", "2021-03-01")))[1]
        == ()
    )
    assert find_series(posts(("면접 후기 (상)", "2021-01-01"), ("면접 후기 (하)", "2021-02-01")))[1] == ()


def test_ranges_leave_no_gap() -> None:
    titled = (("자료구조 1~3장", "2021-01-01"), ("자료구조 4장", "2021-02-01"), ("자료구조 5장~7장", "2021-03-01"))
    assert find_series(posts(*titled))[1] == ()


def test_a_part_that_is_planned_is_no_gap() -> None:
    entries = posts(("여행기 1편", "2021-01-01"), ("여행기 3편", "2021-02-01"))
    promise = Entry("_posts/2021-03-01-z.md", "여행기 4편", "2021-03-01", planned=("여행기 2편: 로마",))
    (series,), problems = find_series([*entries, promise])
    assert not problems
    assert [part.number for part in series.planned] == ["2"]


def test_one_number_on_two_posts_is_a_warning() -> None:
    _, problems = find_series(
        posts(
            ("여행기 (1)", "2021-01-01"),
            ("여행기 (2)", "2021-02-01"),
            ("여행기 (2) 파리", "2021-03-01"),
            ("여행기 (3)", "2021-04-01"),
        )
    )
    assert [(problem.code, problem.severity, problem.span.path) for problem in problems] == [
        ("S202", Severity.WARNING, "_posts/2021-03-01-c.md")
    ]


@pytest.mark.parametrize(
    "titles",
    [
        ("답사기1", "답사기2", "답사기2"),
        ("여행기 1편", "여행기 1편", "여행기 2편"),
        ("여행기 1편", "여행기 2편", "여행기 2편"),
        ("자료구조 1강", "자료구조 2강", "자료구조 2강", "자료구조 3강"),
    ],
)
def test_of_two_posts_with_one_title_none_is_dropped_and_the_later_one_is_told_of(titles: tuple[str, ...]) -> None:
    entries = posts(*((title, f"2021-0{month}-01") for month, title in enumerate(titles, 1)))
    (series,), problems = find_series(entries)
    assert [part.title for part in series.parts] == list(titles)
    (twice,) = {title for title in titles if titles.count(title) == 2}
    older, later = (entry.key for entry in entries if entry.title == twice)
    assert str(problems[-1]) == (
        f"{later}: S202 “{twice}” is also the title of {older}; both stand in “{series.name}”; "
        "give one of them another title, or write `series: false` in the one that is no part"
    )


def test_two_series_with_the_same_titles_in_two_folders_stay_two() -> None:
    entries = [
        Entry(f"{book}/2021-0{month}-0{part}-p.md", f"정리 {part}장", f"2021-0{month}-0{part}", categories=(book,))
        for month, book in enumerate(("해석학", "대수학"), 1)
        for part in (1, 2, 3)
    ]
    assert [len(series.parts) for series in find_series(entries)[0]] == [3, 3]


def test_a_title_that_many_posts_bear_is_a_heading_and_no_part() -> None:
    entries = posts(
        *[("오래 걸은 여행기", f"2021-01-0{day}") for day in (1, 2, 3)], ("오래 걸은 여행기 2편", "2021-02-01")
    )
    assert find_series(entries) == ((), ())


def test_dates_that_run_against_the_numbers_are_noted() -> None:
    (series,), problems = find_series(posts(("명사 체계 (2)", "2017-05-16"), ("명사 체계 (1)", "2017-05-17")))
    assert [part.number for part in series.parts] == ["1", "2"]
    assert [problem.code for problem in problems] == ["S204"]


def test_one_part_that_was_written_late_and_parts_of_one_day_contradict_nothing() -> None:
    one_late = posts(*((f"명사 체계 ({n})", f"2017-05-{day}") for n, day in ((1, 10), (2, 20), (3, 13), (4, 25))))
    one_day = posts(("명사 체계 (1)", "2017-05-16T20:00:00"), ("명사 체계 (2)", "2017-05-16T09:00:00"))
    assert find_series(one_late)[1] == find_series(one_day)[1] == ()


def test_a_book_may_be_begun_anywhere_and_its_items_are_picked() -> None:
    chapters = posts(*((f"바다의 신호 {n}장", f"2021-02-{n:02}") for n in (3, 4, 6)))
    items = posts(*((f"바다의 신호 아이템 {n}", f"2021-02-{n:02}") for n in (3, 8, 19)))
    assert [problem.message for problem in find_series(chapters)[1]] == ["“바다의 신호” lacks part 5"]
    assert find_series(items)[1] == ()
