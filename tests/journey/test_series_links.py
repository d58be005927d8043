from __future__ import annotations

from dapsagi.journey.series import Entry, find_series


def post(name: str, title: str, day: int, *links: tuple[str, str]) -> Entry:
    targets = tuple((f"_posts/2021-01-{target}.md", words) for target, words in links)
    return Entry(f"_posts/2021-01-{name}.md", title, f"2021-01-{day:02}", links=targets)


def titles(entries: list[Entry]) -> list[list[str]]:
    return [[part.title for part in series.parts] for series in find_series(entries)[0]]


def test_a_link_confirms_a_part_and_says_so() -> None:
    (series,), problems = find_series(
        [post("a", "여행기 1", 1, ("b", "다음 글")), post("b", "여행기 2", 2, ("a", "1편에서"))]
    )
    assert series.parts[0].why == "title ends in “1”; linked from part 2 as “1편에서”"
    assert series.parts[1].why == "title ends in “2”; linked from part 1 as “다음 글”"
    assert not problems


def test_a_link_to_a_part_by_its_number_brings_a_post_of_another_title_in() -> None:
    posts = [
        post("a", "퇴사하고 떠나기로 했다", 1),
        post("b", "유럽 여행기 2편", 2, ("a", "1편에서 이어집니다")),
        post("c", "유럽 여행기 3편", 3, ("a", "1편")),
    ]
    (series,), _ = find_series(posts)
    assert [part.number for part in series.parts] == ["1", "2", "3"]
    assert series.parts[0].title == "퇴사하고 떠나기로 했다"


def test_a_link_adds_no_post_that_is_numbered_otherwise_and_none_where_two_are_called_the_same() -> None:
    parts = [post("b", "유럽 여행기 2편", 2, ("a", "1편")), post("c", "유럽 여행기 3편", 3, ("d", "1편"))]
    assert titles(
        [post("a", "일본 여행기 1편", 1), post("d", "떠나는 날", 4), *parts[:1], post("c", "유럽 여행기 3편", 3)]
    ) == [["유럽 여행기 2편", "유럽 여행기 3편"]]
    assert titles([post("a", "떠나기 전날", 1), post("d", "떠나는 날", 4), *parts]) == [
        ["유럽 여행기 2편", "유럽 여행기 3편"]
    ]


def test_a_link_adds_no_post_whose_number_leaves_a_gap() -> None:
    parts = [post("b", "유럽 여행기 1편", 2), post("c", "유럽 여행기 2편", 3, ("a", "4편 참고"))]
    assert titles([post("a", "보상 모형 다시 보기", 1), *parts]) == [["유럽 여행기 1편", "유럽 여행기 2편"]]


def test_a_last_part_and_an_appendix_leave_no_room_for_any_number() -> None:
    for last in ("유럽 여행기 (끝)", "유럽 여행기 부록"):
        parts = [
            post("b", "유럽 여행기 1편", 2),
            post("c", "유럽 여행기 2편", 3, ("a", "9편 참고")),
            post("d", last, 4),
        ]
        assert titles([post("a", "보상 모형 다시 보기", 1), *parts]) == [["유럽 여행기 1편", "유럽 여행기 2편", last]]
        # What comes next is one all the same.
        parts[1] = post("c", "유럽 여행기 2편", 3, ("a", "3편 참고"))
        assert len(titles([post("a", "집으로", 1), *parts])[0]) == 4


def test_posts_that_call_each_other_next_and_previous_parts_are_a_series() -> None:
    posts = [
        post("a", "포드 알고리즘으로 찾는 최단 경로", 1, ("b", "다음 편: 품사 판별")),
        post("b", "포드 알고리즘으로 하는 품사 판별", 2, ("a", "이전 편")),
    ]
    (series,), _ = find_series(posts)
    assert series.source == "links"
    assert series.name == "포드 알고리즘으로"
    assert [part.number for part in series.parts] == ["1", "2"]


def test_links_through_the_whole_blog_make_no_series() -> None:
    posts = [
        post("a", "도커 설치하기", 1, ("b", "다음 글")),
        post("b", "커피 내리기", 2, ("a", "이전 글"), ("c", "다음 글")),
        post("c", "자전거 고치기", 3, ("b", "이전 글")),
    ]
    assert titles(posts) == []


def test_a_link_to_an_older_post_alone_makes_no_series() -> None:
    posts = [
        post("a", "단어 임베딩 공간의 이해", 1),
        post("b", "단어 임베딩 최소 빈도수 설정", 2, ("a", "이전 포스트")),
        post("c", "단어 임베딩 시각화", 3, ("a", "이전 글"), ("b", "지난 글")),
    ]
    assert titles(posts) == []


def test_two_posts_beside_each_other_are_no_series_unless_the_link_speaks_of_parts() -> None:
    posts = [
        post("a", "포드 알고리즘으로 찾는 최단 경로", 1, ("b", "다음 포스트")),
        post("b", "포드 알고리즘으로 하는 품사 판별", 2, ("a", "이전 포스트")),
    ]
    assert titles(posts) == []


def test_a_conclusion_joins_that_the_last_part_calls_its_next() -> None:
    posts = [
        post("a", "유럽 여행 준비 1", 1),
        post("b", "유럽 여행 준비 2", 2, ("c", "다음 글")),
        post("c", "드디어 유럽 여행", 3, ("b", "이전 글")),
    ]
    assert titles(posts) == [["유럽 여행 준비 1", "유럽 여행 준비 2", "드디어 유럽 여행"]]


def test_links_to_oneself_and_to_unknown_posts_are_passed_over() -> None:
    posts = [post("a", "여행기 1", 1, ("a", "다음 글"), ("zz", "2편")), post("b", "여행기 2", 2)]
    assert titles(posts) == [["여행기 1", "여행기 2"]]


def test_links_that_contradict_the_order_are_reported() -> None:
    posts = [
        post("a", "여행기 1", 1, ("b", "이전 글")),
        post("b", "여행기 2", 2, ("c", "2편")),
        post("c", "여행기 3", 3),
    ]
    _, problems = find_series(posts)
    assert [(problem.code, problem.message) for problem in problems] == [
        ("S205", "links to _posts/2021-01-b.md as “이전 글”, which stands behind it in “여행기”"),
        ("S205", "links to _posts/2021-01-c.md as “2편”, which is part 3 of “여행기”"),
    ]


def test_a_link_by_the_title_of_a_part_confirms_it() -> None:
    posts = [post("a", "여행기 1", 1, ("b", "여행기2")), post("b", "여행기 2", 2)]
    ((_, second),) = [series.parts for series in find_series(posts)[0]]
    assert second.why == "title ends in “2”; linked from part 1 by its title"


def test_a_second_part_and_the_older_post_from_which_it_goes_on_are_a_series() -> None:
    first, other = post("a", "Helping the Potter Catch a Wheel", 1), post("d", "A Dog and a Wheel", 2)
    title = "Potter on the Wheel, part 2"
    for words in ("Helping the Potter catch a wheel", "in the previous post", "last time", "the first part", "part 1"):
        (series,), _ = find_series([first, other, post("b", title, 3, ("a", words), ("d", "a dog"))])
        assert [part.title for part in series.parts] == [first.title, title]
        assert series.name == "Potter on the Wheel"
        assert series.parts[0].why.startswith("part 2 goes on from it; linked from part 2")
    # No third part, no younger post, none of other words, none of two.
    assert titles([first, post("b", "Potter on the Wheel, part 3", 3, ("a", first.title))]) == []
    assert titles([post("a", first.title, 5), post("b", title, 3, ("a", first.title))]) == []
    assert titles([post("a", "Glazes", 1), post("b", title, 3, ("a", "Glazes"))]) == []
    assert (
        titles(
            [
                first,
                post("d", "Another Potter and Wheel", 2),
                post("b", title, 3, ("a", first.title), ("d", "Another Potter and Wheel")),
            ]
        )
        == []
    )


def test_a_series_that_lacks_its_first_part_takes_the_post_from_which_its_second_goes_on() -> None:
    parts = [post("b", "도자기 여행 2편", 2, ("a", "이전 글")), post("c", "도자기 여행 3편", 3)]
    assert titles([post("a", "도자기 여행 떠나는 날", 1), *parts]) == [
        ["도자기 여행 떠나는 날", "도자기 여행 2편", "도자기 여행 3편"]
    ]
    assert titles([post("a", "김장", 1), *parts]) == [["도자기 여행 2편", "도자기 여행 3편"]]
