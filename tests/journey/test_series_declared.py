from __future__ import annotations

import msgspec
import pytest

from dapsagi.journey.series import Declared, Entry, find_series
from dapsagi.problems import Severity
from dapsagi.yaml_text import read_mapping


def entry(
    name: str, title: str, date: str, series: str | None = None, order: float | None = None, *planned: str
) -> Entry:
    return Entry(f"_posts/{date}-{name}.md", title, date, series=series, order=order, planned=planned)


def written(text: str, path: str = "data/series.yml") -> Declared:
    found = read_mapping(text)
    return Declared(found.values, path, text, found.lines)


LETTERS = [
    entry("alps", "알프스에서", "2021-01-01"),
    entry("baikal", "바이칼에서", "2021-02-01"),
    entry("como", "코모에서", "2021-03-01"),
]


def test_front_matter_makes_a_series_of_any_titles_in_order_of_date() -> None:
    (series,), problems = find_series(
        [entry("b", "둘째 이야기", "2021-02-01", "여행"), entry("a", "첫째 이야기", "2021-01-01", "여행")]
    )
    assert (series.name, series.source) == ("여행", "front matter")
    assert [part.title for part in series.parts] == ["첫째 이야기", "둘째 이야기"]
    assert {part.why for part in series.parts} == {"front matter"}
    assert not problems


def test_order_overrules_dates_and_numbers() -> None:
    (series,), _ = find_series(
        [
            entry("a", "여행기 1", "2021-01-01", "여행", 3),
            entry("b", "여행기 2", "2021-02-01", "여행", 1),
            entry("c", "여행기 3", "2021-03-01", "여행", 2),
        ]
    )
    assert [(part.title, part.number) for part in series.parts] == [
        ("여행기 2", "1"),
        ("여행기 3", "2"),
        ("여행기 1", "3"),
    ]


def test_order_alone_overrules_the_number_of_a_title() -> None:
    (series,), _ = find_series(
        [
            entry("a", "여행기 (1)", "2021-01-01"),
            entry("b", "여행기 (2)", "2021-02-01", None, 4),
            entry("c", "여행기 (3)", "2021-03-01"),
        ]
    )
    assert [part.title for part in series.parts] == ["여행기 (1)", "여행기 (3)", "여행기 (2)"]
    assert series.parts[2].why.endswith("order in front matter")


def test_without_order_the_numbers_of_titles_decide_before_dates() -> None:
    (series,), _ = find_series(
        [entry("a", "여행기 2편", "2021-01-01", "여행"), entry("b", "여행기 1편", "2021-02-01", "여행")]
    )
    assert [part.title for part in series.parts] == ["여행기 1편", "여행기 2편"]


def test_a_part_that_forgot_its_front_matter_joins_the_others() -> None:
    (series,), _ = find_series(
        [
            entry("a", "여행기 1편", "2021-01-01", "유럽 여행"),
            entry("b", "여행기 2편", "2021-02-01", "유럽 여행"),
            entry("c", "여행기 3편", "2021-03-01"),
        ]
    )
    assert [part.title for part in series.parts] == ["여행기 1편", "여행기 2편", "여행기 3편"]
    assert series.parts[2].why == "title ends in “3편”, as other parts of the series do"


def test_a_post_that_declines_is_in_no_series() -> None:
    posts = [
        Entry("_posts/2021-01-01-a.md", "여행기 1편", "2021-01-01"),
        Entry("_posts/2021-02-01-b.md", "여행기 2편", "2021-02-01", no_series=True),
    ]
    assert find_series(posts) == ((), ())


def test_an_introduction_of_the_same_day_comes_before_the_first_part_where_its_file_does() -> None:
    titles = {"a-plan": "계획", "b": "항해 (1/3) 출항", "c": "항해 (2/3) 섬", "d-end": "돌아보며"}
    days = dict(zip(titles, ("2021-01-01", "2021-01-01", "2021-01-02", "2021-01-02"), strict=True))
    entries = [Entry(name, title, days[name], series="항해") for name, title in titles.items()]
    (series,), _ = find_series(entries)
    assert [part.key for part in series.parts] == list(titles)


def test_two_posts_with_one_order_are_reported() -> None:
    _, problems = find_series([entry("a", "하나", "2021-01-01", "여행", 1), entry("b", "둘", "2021-02-01", "여행", 1)])
    assert [str(problem) for problem in problems] == [
        "_posts/2021-02-01-b.md: S101 `order: 1` of “여행” is also that of _posts/2021-01-01-a.md; "
        "give each part an order of its own"
    ]
    assert problems[0].severity is Severity.WARNING


def test_series_names_that_differ_in_spacing_are_one_series_and_are_reported() -> None:
    (series,), problems = find_series(
        [entry("a", "하나", "2021-01-01", "유럽 여행"), entry("b", "둘", "2021-02-01", "유럽여행")]
    )
    assert len(series.parts) == 2
    assert [(problem.code, problem.span.path) for problem in problems] == [("S105", "_posts/2021-02-01-b.md")]


@pytest.mark.parametrize("slip", ["머신러닝 답사길", "머신런닝 답사기", "머신러닝 답사", "머신닝러 답사기"])
def test_a_series_whose_name_is_one_slip_away_from_another_is_asked_about(slip: str) -> None:
    name = "머신러닝 답사기"
    posts = [
        entry("a", "하나", "2021-01-01", slip),
        entry("b", "둘", "2021-02-01", name),
        entry("c", "셋", "2021-03-01", name),
    ]
    found, problems = find_series(posts)
    assert len(found) == 2
    (problem,) = problems
    assert (problem.code, problem.span.path, problem.hint) == (
        "S106",
        "_posts/2021-01-01-a.md",
        f"did you mean `series: {name}`?",
    )


def test_a_series_of_titles_is_what_a_slip_in_front_matter_meant() -> None:
    posts = [entry("a", "머신러닝 답사기 1", "2021-01-01"), entry("b", "머신러닝 답사기 2", "2021-02-01")]
    _, problems = find_series([*posts, entry("c", "번외", "2021-03-01", "머신러닝 답사길")])
    assert [(problem.code, problem.span.path) for problem in problems] == [("S106", "_posts/2021-03-01-c.md")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("자료구조 1", "자료구조 2"),
        ("운영체제 상", "운영체제 하"),
        ("딥러닝 I", "딥러닝 II"),
        ("자바", "자버"),
        ("알고리즘", "알고리즘2"),
    ],
)
def test_series_that_count_in_their_names_are_no_slips(one: str, other: str) -> None:
    _, problems = find_series([entry("a", "하나", "2021-01-01", one), entry("b", "둘", "2021-02-01", other)])
    assert problems == ()


def test_data_lists_a_series_by_path_file_name_or_title() -> None:
    declared = {"편지": ["코모에서", "2021-01-01-alps.md", "_posts/2021-02-01-baikal.md"]}
    (series,), problems = find_series(LETTERS, Declared(declared))
    assert series.source == "data"
    assert [(part.title, part.number) for part in series.parts] == [
        ("코모에서", "1"),
        ("알프스에서", "2"),
        ("바이칼에서", "3"),
    ]
    assert series.parts[0].why == "listed in data/series.yml"
    assert not problems


def test_data_overrules_titles_and_front_matter_overrules_data() -> None:
    posts = [
        entry("a", "여행기 1편", "2021-01-01"),
        entry("b", "여행기 2편", "2021-02-01"),
        entry("c", "여행기 3편", "2021-03-01", "다른 여행"),
    ]
    series, problems = find_series(posts, Declared({"거꾸로": ["여행기 2편", "여행기 1편", "여행기 3편"]}))
    assert {one.name: [part.title for part in one.parts] for one in series} == {
        "거꾸로": ["여행기 2편", "여행기 1편"],
        "다른 여행": ["여행기 3편"],
    }
    assert [problem.code for problem in problems] == ["S103"]


def test_data_may_refuse_a_name() -> None:
    posts = [entry("a", "여행기 1편", "2021-01-01"), entry("b", "여행기 2편", "2021-02-01")]
    assert find_series(posts, Declared({"여행기": False})) == ((), ())


def test_a_name_that_no_post_bears_is_reported_with_the_nearest() -> None:
    text = "# 1\n편지:\n- 알프스에서\n- 바이칼에소\n"
    _, (problem,) = find_series(LETTERS, written(text, "_data/series.yml"))
    assert str(problem) == "_data/series.yml:4: S102 no post named “바이칼에소” for “편지”; did you mean “바이칼에서”?"


def test_the_line_is_that_of_the_very_item_in_the_very_list() -> None:
    text = """편지:
# 알프스
- 알프스에서
- "알프스"  # 어디?
-  알프스에서
엽서: [코모에서, 알프스에서]
그림: false
# - 알프스에서
"""
    _, problems = find_series(LETTERS, written(text))
    assert [(problem.code, problem.span.line) for problem in problems] == [("S102", 4), ("S103", 5), ("S103", 6)]


def test_a_name_that_several_posts_bear_is_reported() -> None:
    twins = [*LETTERS, entry("alps-again", "알프스에서", "2022-01-01")]
    series, (problem,) = find_series(twins, Declared({"편지": ["바이칼에서", "알프스에서"]}))
    assert problem.code == "S102"
    assert problem.hint == "write the path of the one you mean"
    assert [len(one.parts) for one in series] == [1]


def test_each_time_that_a_post_is_listed_again_is_reported_on_its_line() -> None:
    text = "편지:\n- 알프스에서\n- 코모에서\n- 알프스에서\n- 알프스에서\n"
    _, problems = find_series(LETTERS, written(text))
    assert [(problem.code, problem.span.line) for problem in problems] == [("S103", 4), ("S103", 5)]


def test_a_list_and_front_matter_of_one_name_are_one_series() -> None:
    posts = [
        entry("a", "알프스에서", "2021-01-01"),
        entry("b", "바이칼에서", "2021-02-01", "편 지"),
        entry("c", "편지 3", "2021-03-01", "편 지", None, "편지 5"),
        entry("d", "나일에서", "2021-04-01", "편 지", 4),
    ]
    values = {"편지": {"posts": ["바이칼에서", "알프스에서"], "planned": ["편지 6"]}}
    (series,), problems = find_series(posts, Declared(values))
    assert [(part.title, part.number, part.why) for part in series.parts] == [
        ("바이칼에서", "1", "front matter"),
        ("알프스에서", "2", "listed in data/series.yml"),
        ("편지 3", "3", "front matter"),
        ("나일에서", "4", "front matter"),
    ]
    assert [(part.title, part.why) for part in series.planned] == [
        ("편지 5", "planned in front matter"),
        ("편지 6", "planned in data/series.yml"),
    ]
    assert not problems


def test_a_list_of_a_name_in_two_languages_leaves_each_post_in_its_own() -> None:
    here = [entry("a", "하나", "2021-01-01", "길"), entry("b", "둘", "2021-01-02")]
    there = [entry("c", "one", "2021-01-03", "길"), entry("d", "two", "2021-01-04")]
    posts = [*here, *(msgspec.structs.replace(each, lang="en") for each in there)]
    series, _ = find_series(posts, Declared({"길": ["둘", "two", "하나", "one"]}))
    assert [[part.title for part in one.parts] for one in series] == [["둘", "하나"], ["two", "one"]]


def test_what_is_planned_alone_goes_with_the_series_that_was_found() -> None:
    posts = [entry("a", "여행기 1편", "2021-01-01"), entry("b", "여행기 2편", "2021-02-01")]
    values = {"여행기": {"planned": ["여행기 3편: 로마"]}}
    (series,), problems = find_series(posts, Declared(values))
    assert ([part.title for part in series.planned], problems) == (["여행기 3편: 로마"], ())


def test_a_series_that_is_no_list_is_reported() -> None:
    _, (problem,) = find_series(LETTERS, written("# 편지\n편지: 알프스에서\n"))
    assert (problem.code, problem.span.line) == ("S104", 2)
    assert "says is no list of posts" in problem.message


def test_a_series_is_found_on_its_line_however_its_name_is_written() -> None:
    text = """\
  'it''s': 알프스에서
  "엽\\x20서":
    - 바이칼에소
  ? 그림
  :
    - 바이칼에소
"""
    _, problems = find_series(LETTERS, written(text))
    assert [(problem.code, problem.span.line) for problem in problems] == [("S104", 1), ("S102", 3), ("S102", 6)]


def test_planned_parts_stand_behind_the_written_ones_until_they_are_written() -> None:
    posts = [
        entry("a", "여행기 1편", "2021-01-01", "여행", None, "여행기 3편: 로마", "여행기 2편", "부록"),
        entry("b", "여행기 2편", "2021-02-01", "여행"),
    ]
    (series,), _ = find_series(posts)
    assert [(part.key, part.title, part.number) for part in series.planned] == [
        ("", "여행기 3편: 로마", "3"),
        ("", "부록", ""),
    ]
    assert {part.why for part in series.planned} == {"planned in front matter"}


def test_data_may_plan_parts_too() -> None:
    declared = {
        "편지": ["알프스에서", {"planned": "드네프르에서"}],
        "엽서": {"posts": ["코모에서"], "planned": ["에게해에서"]},
    }
    series, problems = find_series(LETTERS, Declared(declared))
    assert {one.name: [part.title for part in one.planned] for one in series} == {
        "편지": ["드네프르에서"],
        "엽서": ["에게해에서"],
    }
    assert not problems


def test_a_heading_that_announces_a_part_plans_it() -> None:
    posts = [
        Entry("_posts/2021-01-01-a.md", "여행기 1편", "2021-01-01"),
        Entry(
            "_posts/2021-02-01-b.md", "여행기 2편", "2021-02-01", promises=("로마", "3편: 파리 (작성 예정)", "2편 예정")
        ),
    ]
    (series,), _ = find_series(posts)
    assert [(part.title, part.number, part.why) for part in series.planned] == [
        ("3편: 파리", "3", "announced in _posts/2021-02-01-b.md")
    ]


def test_one_name_in_two_languages_is_two_series() -> None:
    posts = [
        Entry(f"_posts/2021-01-0{day}-{lang}.md", f"{title} {day}", f"2021-01-0{day}", lang=lang, series="Europe")
        for lang, title in (("ko", "여행"), ("en", "Trip"))
        for day in (1, 2)
    ]
    late = Entry("_posts/2021-01-03-en.md", "Trip 3", "2021-01-03", lang="en")
    series, _ = find_series([*posts, late])
    assert sorted([part.title for part in one.parts] for one in series) == [
        ["Trip 1", "Trip 2", "Trip 3"],
        ["여행 1", "여행 2"],
    ]
    assert {one.id for one in series} == {"europe", "europe-2"}


def test_a_post_that_names_a_numbered_series_joins_it() -> None:
    (series,), problems = find_series(
        [
            entry("a", "여행기 1", "2021-01-01"),
            entry("b", "여행기 2", "2021-02-01"),
            entry("c", "돌아오는 길", "2021-03-01", "여행기", 3),
        ]
    )
    assert [(part.title, part.number) for part in series.parts] == [
        ("여행기 1", "1"),
        ("여행기 2", "2"),
        ("돌아오는 길", "3"),
    ]
    assert [part.why.endswith("as other parts of the series do") for part in series.parts] == [True, True, False]
    assert not problems


def test_what_two_posts_say_of_themselves_leaves_the_others_a_series() -> None:
    names = {3: "수학", 5: "코드"}
    posts = [entry(f"p{n}", f"나의 답사기 {n}", f"2021-0{n}-01", names.get(n)) for n in range(1, 9)]
    series, _ = find_series(posts)
    assert {one.name: len(one.parts) for one in series} == {"나의 답사기": 6, "수학": 1, "코드": 1}


def test_a_series_of_the_same_name_in_another_language_stays_apart() -> None:
    english = entry("c", "The way home", "2021-03-01", "여행기")
    found, _ = find_series(
        [
            entry("a", "여행기 1", "2021-01-01"),
            entry("b", "여행기 2", "2021-02-01"),
            msgspec.structs.replace(english, lang="en"),
        ]
    )
    assert [len(series.parts) for series in found] == [2, 1]


def test_a_name_that_is_no_series_draws_no_numbered_posts_to_the_one_that_says_it() -> None:
    found, _ = find_series(
        [
            entry("a", "여행기 1", "2021-01-01"),
            entry("b", "여행기 2", "2021-02-01"),
            entry("c", "돌아오는 길", "2021-03-01", "여행기"),
        ],
        Declared({"여행기": False}),
    )
    assert [[part.title for part in series.parts] for series in found] == [["돌아오는 길"]]


def test_of_two_posts_of_one_day_the_shorter_name_comes_first() -> None:
    names = ("물음-part2", "물음", "대답-part2", "대답")
    entries = [Entry(f"qna/{name}.md", f"{name} 정리", "2024-01-05", series="문답") for name in names]
    (series,), _ = find_series(entries)
    assert [part.title for part in series.parts] == ["대답 정리", "대답-part2 정리", "물음 정리", "물음-part2 정리"]
