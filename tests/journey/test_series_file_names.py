from __future__ import annotations

import sys

import msgspec
import pytest

from dapsagi.journey.series import Entry, find_series
from journey.samples import dates


def posts(*named: tuple[str, str]) -> list[Entry]:
    return [
        Entry(f"_posts/2021-01-{day:02}-{name}.md", title, f"2021-01-{day:02}")
        for day, (name, title) in enumerate(named, start=1)
    ]


def test_file_names_that_name_parts_make_a_series() -> None:
    (series,), _ = find_series(
        posts(("docker-part1", "도커 설치"), ("docker-part2", "도커 네트워크"), ("docker-part3", "도커 볼륨"))
    )
    assert series.source == "file names"
    assert series.name == "도커"
    assert [(part.title, part.why) for part in series.parts] == [
        ("도커 설치", "file name says part 1"),
        ("도커 네트워크", "file name says part 2"),
        ("도커 볼륨", "file name says part 3"),
    ]


@pytest.mark.parametrize(
    "named",
    [
        (("docker-1", "도커 설치"), ("docker-2", "도커 네트워크"), ("docker-3", "도커 볼륨")),
        (("docker-part1", "도커 설치"), ("docker-part2", "커피 내리기")),
        (("docker-part4", "도커 설치"), ("docker-part9", "도커 네트워크")),
        (("python2", "씨파이썬 확장"), ("python3", "씨파이썬 래핑")),
        (("docker-part1", "도커 설치"), ("compose-part2", "도커 컴포즈")),
    ],
)
def test_file_names_make_no_series_by_bare_numbers_by_chance_or_with_wide_gaps(
    named: tuple[tuple[str, str], ...],
) -> None:
    assert find_series(posts(*named)) == ((), ())


def test_a_file_name_brings_in_the_part_whose_title_has_no_number() -> None:
    (series,), _ = find_series(
        posts(
            ("challenge-day1", "챌린지 1일차"),
            ("challenge-day2", "챌린지 2일차"),
            ("challenge-day3", "쉬어 가는 날"),
            ("challenge-day4", "챌린지 4일차"),
        )
    )
    assert [part.title for part in series.parts] == ["챌린지 1일차", "챌린지 2일차", "쉬어 가는 날", "챌린지 4일차"]


def test_numbers_without_titles_take_the_name_of_their_folder() -> None:
    entries = [
        Entry(f"_posts/effective-java/2020-07-30-{number}.md", f"Item {number}. {text}", "2020-07-30")
        for number, text in enumerate(("생성자 대신 팩토리", "빌더", "싱글턴"), start=1)
    ]
    (series,), _ = find_series(entries)
    assert series.name == "effective-java"


def test_file_names_of_two_levels_make_one_series() -> None:
    names = ("part1-01-overview", "part1-02-design", "part2-01-hash", "part2-02-map")
    entries = [Entry(f"content/abseil/{name}.md", name[8:], "2021-01-01") for name in names]
    (series,), _ = find_series(entries)
    assert series.name == "abseil"
    assert [part.number for part in series.parts] == ["1-1", "1-2", "2-1", "2-2"]


def test_two_chapters_in_a_folder_of_their_own_are_a_series_if_their_file_names_agree() -> None:
    agreeing = [
        Entry(f"books/armv8/chapter0{n}.md", f"Ch {n}: {word}", "2021-01-01") for n, word in ((1, "개요"), (2, "모델"))
    ]
    silent = [
        Entry(f"books/armv8/{word}.md", f"Ch {n}: {word}", "2021-01-01") for n, word in ((1, "개요"), (2, "모델"))
    ]
    assert [series.name for series in find_series(agreeing)[0]] == ["armv8"]
    assert find_series(silent) == ((), ())


def listed(folder: str, *names: str) -> list[Entry]:
    return [Entry(f"_posts/{folder}/2021-01-02-{name}.md", name[3:].title(), "2021-01-02") for name in names]


def test_a_folder_whose_files_are_numbered_is_a_series() -> None:
    (series,), _ = find_series(listed("리액트", "01-about", "02-state", "03-effect", "05-router"))
    assert (series.name, series.source) == ("리액트", "file names")
    assert [(part.title, part.number) for part in series.parts] == [
        ("About", "1"),
        ("State", "2"),
        ("Effect", "3"),
        ("Router", "5"),
    ]
    assert series.parts[0].why == "file name says 1"


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("", ("01-about", "02-state", "03-effect", "04-router")),
        ("리액트", ("01-about", "02-state")),
        ("리액트", ("1. about", "2. state", "3. effect")),
        ("리액트", ("02-about", "07-state", "11-effect", "30-router")),
        ("백준", ("01-about", "02-state", "03-effect", "04-router")),
    ],
)
def test_few_files_wide_gaps_and_places_for_all_posts_are_no_series(folder: str, names: tuple[str, ...]) -> None:
    assert find_series(listed(folder, *names)) == ((), ())


def test_files_that_only_count_are_named_by_the_words_of_their_titles() -> None:
    titles = ("밑바닥 신경망 독서 - 뉴런", "밑바닥 신경망 독서 - 학습", "밑바닥 신경망 독서 - 합성곱")
    named = tuple(
        (f"Ch{number}-{word}", title) for number, (word, title) in enumerate(zip("abc", titles, strict=True), 1)
    )
    (series,), _ = find_series(posts(*named))
    assert (series.name, [part.title for part in series.parts]) == ("밑바닥 신경망 독서", list(titles))
    assert find_series(posts(("Ch1-a", "독서 하나"), ("Ch2-b", "독서 둘"), ("Ch3-c", "산책"))) == ((), ())


def test_numbers_in_brackets_of_file_names_lead_past_titles_that_say_none() -> None:
    (series,), _ = find_series(
        posts(
            ("별자리(1)-봄", "봄 하늘을 보는 법"),
            ("별자리(2)-여름", "여름의 큰 삼각형"),
            ("별자리(3)가을", "별자리 기초(3) 가을 사각형"),
            ("별자리(4)-겨울", "오리온을 찾아서"),
        )
    )
    assert [(part.title, part.number) for part in series.parts] == [
        ("봄 하늘을 보는 법", "1"),
        ("여름의 큰 삼각형", "2"),
        ("별자리 기초(3) 가을 사각형", "3"),
        ("오리온을 찾아서", "4"),
    ]


def test_titles_and_file_names_that_say_one_number_need_no_common_words() -> None:
    (series,), _ = find_series(
        posts(("제본-수업1주차", "실로 묶기 1주차, 바늘"), ("제본-수업2주차", "수업 2주차"), ("차-2", "차 한 잔"))
    )
    assert [part.title for part in series.parts] == ["실로 묶기 1주차, 바늘", "수업 2주차"]


def test_bare_numbers_of_file_names_count_where_titles_begin_alike() -> None:
    (series,), _ = find_series(
        posts(
            ("bread", "집에서 빵 굽기 : 반죽"),
            ("bread-2", "집에서 빵 굽기 : 발효"),
            ("bread-3", "집에서 빵 굽기 : 오븐"),
            ("cheese-2", "치즈 이야기"),
        )
    )
    assert (series.name, [part.title[-2:] for part in series.parts]) == ("집에서 빵 굽기", ["반죽", "발효", "오븐"])


@pytest.mark.parametrize(
    "named",
    [
        (("bread", "빵 : 반죽"), ("bread-2", "빵 : 발효")),
        (("bread-2", "집에서 빵 굽기 : 발효"), ("bread-3", "집에서 빵 굽기 : 오븐")),
        (("bread-2", "집에서 빵 굽기 : 발효"), ("bread", "집에서 빵 굽기 : 반죽")),
        (("백준-1", "반복문으로 푼 문제들 : 별"), ("백준-2", "반복문으로 푼 문제들 : 달")),
        (("qualifying-problem-1", "가을 대회 : 예선 풀이"), ("qualifying-problem-2", "가을 대회 : 본선 풀이")),
        (("bread(1)", "반죽"), ("bread(2)", "발효")),
    ],
)
def test_file_names_make_no_series_of_two_by_less(named: tuple[tuple[str, str], ...]) -> None:
    assert find_series(posts(*named)) == ((), ())


def test_a_number_between_two_names_makes_a_series() -> None:
    (series,), _ = find_series(
        posts(("svelte-01-setup", "첫 화면"), ("svelte-02-store", "저장소 나누기"), ("svelte-03-motion", "움직임"))
    )
    assert [(part.title, part.number) for part in series.parts] == [
        ("첫 화면", "1"),
        ("저장소 나누기", "2"),
        ("움직임", "3"),
    ]


@pytest.mark.parametrize(
    "named",
    [
        (("top-10-editors", "편집기"), ("top-11-shells", "셸"), ("top-12-fonts", "글꼴")),
        (("baekjoon-01-sum", "합"), ("baekjoon-02-product", "곱"), ("baekjoon-03-difference", "차")),
        (("svelte-01-setup", "첫 화면"), ("solid-02-store", "저장소"), ("qwik-03-motion", "움직임")),
    ],
)
def test_a_number_between_two_names_is_no_part_of_a_collection(named: tuple[tuple[str, str], ...]) -> None:
    assert find_series(posts(*named)) == ((), ())


def test_two_books_of_one_category_are_told_apart_by_the_names_of_their_files() -> None:
    chapters = [("열역학", 1, "엔진"), ("열역학", 2, "냉동"), ("유체", 1, "관"), ("열역학", 3, "혼합")]
    chapters += [("유체", 2, "난류"), ("유체", 3, "유량")]
    entries = [
        Entry(f"{date}-{book}-{number:02}-x.md", f"{number:02}: {word}", date, categories=("책",))
        for (book, number, word), date in zip(chapters, dates(len(chapters)), strict=True)
    ]
    found, _ = find_series(entries)
    assert [[part.title[4:] for part in series.parts] for series in found] == [
        ["엔진", "냉동", "혼합"],
        ["관", "난류", "유량"],
    ]


def test_a_folder_lists_its_files_without_leading_noughts_too() -> None:
    entries = [Entry(f"posts/dimension/{n}-{word}.md", word, "2024-01-01") for n, word in enumerate("abcd", start=1)]
    (series,), _ = find_series(entries)
    assert (series.name, [part.number for part in series.parts]) == ("dimension", ["1", "2", "3", "4"])
    assert find_series(entries[:3]) == ((), ())


def test_a_name_of_several_words_that_counts_on_is_the_authors() -> None:
    titles = ("설계", "배포", "학습", "서빙", "관측")
    (series,), _ = find_series(posts(*((f"toy-mlops-{n}", title) for n, title in enumerate(titles))))
    assert (series.name, [part.title for part in series.parts]) == ("toy mlops", list(titles))


def test_two_parts_within_a_longer_row_of_files_do_not_break_it() -> None:
    titles = ("설계", "배포", "모델을 굽는 이야기 - 1", "모델을 굽는 이야기 - 2", "관측", "회고")
    (series,), _ = find_series(posts(*((f"toy-mlops-{n}", title) for n, title in enumerate(titles))))
    assert [part.title for part in series.parts] == list(titles)
    (series,), _ = find_series(posts(*((f"toy-mlops-{n}", title) for n, title in enumerate(titles[2:] + titles[:1]))))
    assert len(series.parts) == 5


@pytest.mark.parametrize(
    "named",
    [
        [(f"error-{n}", word) for n, word in enumerate("가나다라마", start=1)],
        [(f"toy-mlops-{n}", word) for n, word in enumerate("가나", start=1)],
        [(f"coding-test-{n}", word) for n, word in enumerate("가나다라마", start=1)],
        [(f"baekjoon-math-{n}", word) for n, word in enumerate("가나다라마", start=1)],
        [(f"toy-mlops-{n}", word) for n, word in zip((1, 3, 2, 4, 5), "가나다라마", strict=True)],
    ],
)
def test_a_name_that_was_merely_taken_is_counted_by_nobody(named: list[tuple[str, str]]) -> None:
    assert find_series(posts(*named)) == ((), ())


def test_six_files_that_count_on_are_counted_by_their_author_under_one_word_too() -> None:
    walks = posts(*((f"walk{n}", word) for n, word in enumerate("가나다라마바", start=1)))
    (series,), _ = find_series(walks)
    assert (series.name, len(series.parts)) == ("walk", 6)
    assert find_series(walks[:5]) == ((), ())
    judged = [(f"programmersSQL{n}", word) for n, word in enumerate("가나다라마바사아자차", start=1)]
    assert find_series(posts(*judged)) == ((), ())


def test_a_subject_in_brackets_and_a_bare_number_are_no_series() -> None:
    assert find_series(posts(("docker-1", "[Docker] 설치"), ("docker-2", "[Docker] 볼륨"))) == ((), ())


@pytest.mark.parametrize("name", ["{:02}-scala-notes", "SCALA_{:02}"])
def test_a_bare_number_of_a_file_fills_a_gap_where_the_title_begins_as_the_others_do(name: str) -> None:
    titles = ("[SCALA] 타입", *(f"[SCALA] {n}. {word}" for n, word in enumerate("가나다라마", start=2)))
    (series,), _ = find_series(posts(*((name.format(n), title) for n, title in enumerate(titles, start=1))))
    assert [part.title for part in series.parts] == list(titles)


def test_files_go_on_where_three_titles_and_more_are_counted_as_they_are() -> None:
    titles = ("네트워크 - 1", "네트워크 - 2", "네트워크 - 3", "흐름 제어", "혼잡 제어")
    (series,), _ = find_series(posts(*((f"net_{n}", title) for n, title in enumerate(titles, start=1))))
    assert [part.title for part in series.parts] == list(titles)
    (series,), _ = find_series(posts(("net_1", titles[0]), ("net_2", titles[1]), ("net_3", titles[3])))
    assert len(series.parts) == 2


def test_files_that_count_in_one_way_join_titles_that_vary() -> None:
    titles = (
        "패턴 책/Chapter 1. 개요",
        "패턴 책/Chatper 2. 빌더",
        "패턴 책/Chatper 3. 원형",
        "패턴 책/Chapter 4. 가교",
    )
    entries = [
        Entry(f"wiki/패턴 책/Chapter {n}- {title[-2:]}.md", title, "2024-01-01")
        for n, title in enumerate(titles, start=1)
    ]
    (series,), _ = find_series(entries)
    assert [part.title for part in series.parts] == list(titles)


@pytest.mark.parametrize("name", ["kernel_{:02}", "kernel{:02}"])
def test_a_leading_nought_is_the_authors(name: str) -> None:
    named = [(name.format(n), word) for n, word in zip((1, 2, 4, 5), "가나다라", strict=True)]
    (series,), _ = find_series(posts(*named))
    assert (series.name, [part.number for part in series.parts]) == ("kernel", ["1", "2", "4", "5"])
    assert len(find_series(posts(*named[:3]))[0][0].parts) == 3
    assert find_series(posts(*named[:2])) == ((), ())
    assert find_series(posts(*((f"dev-{n:02}", word) for n, word in enumerate("가나다라", start=1)))) == ((), ())


@pytest.mark.parametrize("name", ["c-basic-{:03}-notes", "near_project({})", "near-lec{}"])
def test_a_long_row_of_counted_files_holds_whatever_their_titles_count(name: str) -> None:
    titles = ("뼈대", "설계(1차)", "설계(2차)", "가입", "주문")
    (series,), _ = find_series(posts(*((name.format(n), title) for n, title in enumerate(titles, start=1))))
    assert [part.title for part in series.parts] == list(titles)


@pytest.mark.parametrize("place", ["{:02}", "2020-{:02}"])
def test_a_row_of_files_goes_on_through_the_folders_of_months(place: str) -> None:
    entries = [
        Entry(
            f"_posts/2020/{place.format(month)}/2020-{month:02}-01-fine_python_{month}.md", word, f"2020-{month:02}-01"
        )
        for month, word in enumerate("가나다라마", start=1)
    ]
    (series,), _ = find_series(entries)
    assert [part.title for part in series.parts] == list("가나다라마")


def test_groups_of_titles_within_one_row_of_files_make_way_for_it() -> None:
    titles = ("생성 / 1. 버전", "생성 / 2. 배치", "추론 / 1. 동기", "추론 / 2. 비동기", "추론 / 3. 캐시")
    (series,), _ = find_series(posts(*((f"mlops-pattern{n}", title) for n, title in enumerate(titles, start=1))))
    assert [part.title for part in series.parts] == list(titles)


def test_the_longer_of_two_rows_of_files_goes_first() -> None:
    words = ("개요", "탐색", "분류 (1)", "분류 (2)", "분류 (3)", "군집", "추천")
    (series,), _ = find_series(posts(*((f"mining-{n}강", f"[마이닝] {word}") for n, word in enumerate(words, start=1))))
    assert (series.name, len(series.parts)) == ("마이닝", 7)


@pytest.mark.parametrize("names", [("연습1", "연습2"), ("Lamp1Plane", "Lamp2Hand")])
def test_one_title_and_numbered_files_are_a_series(names: tuple[str, str]) -> None:
    (series,), _ = find_series(posts(*((name, "선형 자료구조 연습 문제") for name in names)))
    assert (series.name, len(series.parts)) == ("선형 자료구조 연습 문제", 2)


def test_a_head_that_most_titles_share_names_the_row_and_the_others_fill_its_gaps() -> None:
    titles = (
        "【선박 분류】 준비",
        "【선박 분류】 코드 읽기",
        "【선박 분류】 자르기",
        "쉬어 가기",
        "【선박 분류】 배우기",
    )
    (series,), _ = find_series(posts(*((f"ship{n}", title) for n, title in enumerate(titles, start=1))))
    assert (series.name, [part.title for part in series.parts]) == ("선박 분류", list(titles))


def test_files_that_are_counted_from_the_first_need_but_one_word_with_which_titles_begin() -> None:
    (series,), _ = find_series(posts(("os-1", "Interview: 운영체제"), ("os-2", "Interview: 프로세스")))
    assert series.name == "Interview"
    assert find_series(posts(("os", "Interview: 운영체제"), ("os-2", "Interview: 프로세스"))) == ((), ())
    assert find_series(posts(("os-1", "OS: 운영체제"), ("os-2", "OS: 프로세스"))) == ((), ())


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (("Swift, Safe Area란?", "Swift, Safe Area 더 읽을 것"), "SafeArea"),
        (("Swift, 화면의 안전한 곳", "Swift, 더 읽을 것 - 2"), "SafeArea"),
        (("화면을 나누는 법: A Slider", "화면을 나누는 법: A Knob"), "화면을 나누는 법"),
    ],
)
def test_a_subject_that_the_titles_begin_with_is_not_the_name_of_two_files(titles: tuple[str, str], name: str) -> None:
    (series,), _ = find_series(posts(("SafeArea_1", titles[0]), ("SafeArea_2", titles[1])))
    assert (series.name, [part.title for part in series.parts]) == (name, list(titles))


def test_titles_of_one_column_go_before_the_files_that_count_some_of_them() -> None:
    titles = ("웹훅을 만들며 배우기 (설명편)", "웹훅을 만들며 배우기 (동작편)", "웹훅을 만들며 배우기 (문지기편)")
    (series,), _ = find_series(posts(*zip(("hook-1", "hook-2", "hook-gate"), titles, strict=True)))
    assert [part.title for part in series.parts] == list(titles)


@pytest.mark.parametrize("name", ["post-{}", "note{}", "글_{:02}"])
def test_files_that_are_numbered_for_want_of_a_name_are_no_series(name: str) -> None:
    subjects = ["강", "산", "들", "바다", "섬", "숲", "길", "다리", "골목", "시장", "역", "항구", "광장"]
    named = [(name.format(number), subject) for number, subject in enumerate(subjects, 1)]
    assert find_series(posts(*named))[0] == ()
    together = [(file, f"동네 산책 - {subject}") for file, subject in named]
    (series,) = find_series(posts(*together, (name.format(14), "커피 내리기")))[0]
    assert (series.name, len(series.parts)) == ("동네 산책", 13)


def test_bare_numbers_of_files_count_where_the_titles_say_them_too() -> None:
    titles = ("저장소 잇기 (1)", "창고 잇기 (2)", "배포 잇기 (3)", "저절로 배포하기 (4)")
    (series,), _ = find_series(posts(*((f"Travis-{n}", title) for n, title in enumerate(titles, start=1))))
    assert (series.name, [part.title for part in series.parts]) == ("Travis", list(titles))
    judged = [(f"programmers-{n}", f"{word} ({n})") for n, word in enumerate("가나다", start=1)]
    assert find_series(posts(*judged)) == ((), ())


def test_a_number_written_to_the_name_counts_from_four_files_on() -> None:
    words = ("시작", "그리기", "창", "사건", "그림")
    named = [(f"opencv{n}-{n * 'ab'}", f"화면 {word}") for n, word in enumerate(words, start=1)]
    (series,), _ = find_series(posts(*named))
    assert [part.title for part in series.parts] == [title for _, title in named]
    assert find_series(posts(*named[:3])) == ((), ())
    # Versions do not begin at the beginning.
    assert find_series(posts(*((f"spring{n}-{n * 'ab'}", word) for n, word in enumerate(words, start=2)))) == ((), ())


def test_a_row_goes_on_where_a_number_between_two_names_has_two_digits() -> None:
    named = [(f"coroutine-{n}-{n * 'ab'}", f"{n * 31}") for n in range(1, 13)]
    (series,), _ = find_series(posts(*named))
    assert [part.number for part in series.parts] == [str(n) for n in range(1, 13)]


def test_each_name_of_files_is_compared_with_the_few_that_are_like_it() -> None:
    def calls(count: int) -> int:
        words = ["".join(chr(97 + (place * 7919 >> at * 2) % 26) for at in range(10)) for place in range(count)]
        named = [(f"{word}-{number}", f"{word[::-1]} {word}") for word in words for number in (1, 2, 3)]
        entries = [Entry(f"posts/{name}.md", title, "2021-01-01") for name, title in named]
        counted = 0

        def count_call(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count_call)
        try:
            find_series(entries)
        finally:
            sys.setprofile(None)
        return counted

    assert calls(200) < 2.5 * calls(100)


def test_files_of_nothing_but_a_number_are_listed_by_their_folder() -> None:
    def listed(folder: str) -> list[Entry]:
        return [
            Entry(f"_posts/{folder}/2024-01-0{n}-{n}.md", word, f"2024-01-0{n}") for n, word in enumerate("가나다라", 1)
        ]

    (series,), _ = find_series(listed("AWS"))
    assert (series.name, [part.title for part in series.parts]) == ("AWS", list("가나다라"))
    assert find_series(listed("posts")) == find_series(listed("boj")) == ((), ())


def test_chapters_that_files_name_may_begin_anywhere_and_leave_some_out() -> None:
    named = [(f"opencv-chapter-{n}", word) for n, word in zip((2, 3, 4, 7), "가나다라", strict=True)]
    (series,), _ = find_series(posts(*named))
    assert [part.number for part in series.parts] == ["2", "3", "4", "7"]
    assert find_series(posts(*named[2:])) == find_series(posts(*reversed(named))) == ((), ())
    brackets = [(f"springmvc({n})", f"[화면] {word}") for n, word in zip((3, 4, 5), "가나다", strict=True)]
    assert len(find_series(posts(*brackets))[0]) == 1


def test_a_long_padded_row_may_leave_out_some() -> None:
    numbers = (*range(1, 9), *range(15, 19), *range(21, 24))
    (series,), _ = find_series(posts(*((f"ml-{n:02}", f"{n * 31}") for n in numbers)))
    assert len(series.parts) == len(numbers)


def test_a_row_is_named_by_its_files_rather_than_by_a_folder_of_many_rows() -> None:
    entries = [
        Entry(f"_posts/지은/2024-01-0{n}-{name}({n}).md", f"{name * n}", f"2024-01-0{n}")
        for name in ("reading", "repeating")
        for n in (1, 2, 3)
    ]
    assert [series.name for series in find_series(entries)[0]] == ["reading", "repeating"]


def test_a_part_whose_title_has_a_slip_is_known_by_its_number_in_both() -> None:
    titles = ("Swift - Initialization part1", "Swift - Initialization part2", "Swift - Initailization part3")
    (series,), _ = find_series(posts(*((f"swift-initialization-0{n}", title) for n, title in enumerate(titles, 1))))
    assert [part.title for part in series.parts] == list(titles)


def test_a_name_of_files_is_spelt_as_the_titles_spell_it() -> None:
    titles = ("첫 OpenCV", "OpenCV로 그리기", "창과 사건", "다시 OpenCV")
    (series,), _ = find_series(posts(*((f"opencv{n}-{n * 'ab'}", title) for n, title in enumerate(titles, 1))))
    assert series.name == "OpenCV"


def test_a_row_of_ten_files_may_begin_anywhere_if_none_is_missing() -> None:
    def chapters(*numbers: int) -> list[Entry]:
        return posts(
            *((f"deepscript-{n}-{word}", word) for n, word in zip(numbers, "가나다라마바사아자차카", strict=False))
        )

    ((series,), _), (none, _) = (
        find_series(chapters(*range(4, 15))),
        find_series(chapters(*range(4, 9), *range(10, 15))),
    )
    assert [part.number for part in series.parts] == [str(number) for number in range(4, 15)]
    assert none == ()


def test_posts_of_one_day_stand_in_the_order_of_their_files_whatever_the_hour() -> None:
    hours = ((1, "09:40"), (2, "08:10"), (3, "10:05"), (4, "07:30"))
    entries = [
        Entry(f"posts/http/section{n:02}.md", word, f"2023-04-27 {hour}")
        for (n, hour), word in zip(hours, "나가라다", strict=True)
    ]
    (series,), _ = find_series(entries)
    assert [part.number for part in series.parts] == ["1", "2", "3", "4"]


def test_a_day_that_is_told_in_two_files_takes_neither_out() -> None:
    named = (("camp-day1", "틀"), ("camp-day2", "색"), ("camp-day2-2", "글꼴"), ("camp-day3", "그림"))
    (series,), _ = find_series(posts(*named))
    assert [part.title for part in series.parts] == ["틀", "색", "글꼴", "그림"]


def test_a_title_in_the_singular_is_known_by_the_number_of_its_file() -> None:
    titles = ("(Core Shapes 01) 원", "(Core Shapes 02) 삼각형", "(Core Shapes 03) 사각형", "(Core Shape 04) 별")
    (series,), _ = find_series(posts(*((f"js-core shapes-{n:02}", title) for n, title in enumerate(titles, start=1))))
    assert [part.title for part in series.parts] == list(titles)


def test_chapters_with_sections_are_counted_by_their_files() -> None:
    titles = ("02.변수", "03.연산", "04.틀 (1)", "05.틀 (2)")
    entries = [Entry(f"book/tea-java/chap{n:02}.md", title, f"2023-01-0{n}") for n, title in enumerate(titles, start=2)]
    (series,), _ = find_series([*entries, Entry("book/dino/chap01.md", "01. 서론", "2023-08-01")])
    assert [part.title for part in series.parts] == list(titles)


def test_a_folder_that_is_one_post_stands_in_its_place() -> None:
    names = ("00-soil", "01-seeds", "02-water", "03-light")
    entries = [Entry(f"garden/{name}/{name}.md", name[3:], "2024-01-01") for name in names]
    (series,), _ = find_series([*entries, Entry("garden/garden.md", "Garden", "2024-01-01")])
    assert (series.name, [part.number for part in series.parts]) == ("garden", ["0", "1", "2", "3"])


def test_two_titles_may_begin_alike_up_to_a_bracket() -> None:
    named = (("kiln_project1", "가마 짓기 졸업 작품(개요)"), ("kiln_project2", "가마 짓기 졸업 작품(굽기)"))
    (series,), _ = find_series(posts(*named))
    assert (series.name, len(series.parts)) == ("가마 짓기 졸업 작품", 2)


def test_a_folder_that_is_one_post_may_bear_its_date_or_any_name_with_a_number() -> None:
    days = [(f"2024-01-0{n}", word) for n, word in enumerate(("흙", "씨앗", "물", "빛"), start=1)]
    numbered = [Entry(f"garden/garden-{n}/{day}-garden-{n}.md", word, day) for n, (day, word) in enumerate(days, 1)]
    dated = [Entry(f"garden/{day}-garden-{n}/{day}-garden-{n}.md", word, day) for n, (day, word) in enumerate(days, 1)]
    for entries in (numbered, dated):
        (series,), _ = find_series(entries)
        assert (series.name, [part.title for part in series.parts]) == ("garden", ["흙", "씨앗", "물", "빛"])


def test_three_files_count_on_where_their_folder_bears_their_name_or_their_titles_are_much_alike() -> None:
    words = ("흙", "씨앗", "물")
    at_home = [Entry(f"garden/garden-{n}.md", word, f"2024-01-0{n}") for n, word in enumerate(words, start=1)]
    (series,), _ = find_series(at_home)
    assert (series.name, [part.title for part in series.parts]) == ("garden", list(words))
    alike = posts(("garden", "베란다 흙 텃밭 고르기"), ("garden2", "베란다 씨앗 텃밭"), ("garden3", "베란다 텃밭 물길"))
    assert find_series(alike) == ((), ())
    titles = ("우리 베란다 흙 텃밭 고르기", "우리 베란다 씨앗 텃밭", "물길: 우리 베란다 텃밭")
    (series,), _ = find_series(posts(*zip(("garden", "garden2", "garden3"), titles, strict=True)))
    assert [part.title for part in series.parts] == list(titles)
    # Nobody counts the third before the second.
    assert find_series([*at_home[:2], Entry("garden/garden-3.md", "빛", "2024-01-01")]) == ((), ())


def test_the_list_in_a_folder_goes_before_the_parts_that_some_of_its_files_name() -> None:
    names = ("00-vectors-part1", "01-vectors-part2", "02-matrices-part1", "03-matrices-part2", "04-eigenvalues")
    entries = [
        Entry(f"notes/linalg/{name}.md", word, "2024-01-01") for name, word in zip(names, "가나다라마", strict=True)
    ]
    (series,), _ = find_series(entries)
    assert (series.name, [part.number for part in series.parts]) == ("linalg", ["0", "1", "2", "3", "4"])
    assert series.parts[0].why == "file name says 0"
    # Where there is no list, the parts are as they are.
    loose = [Entry(entry.key.replace("/linalg/", "/"), f"벡터 {entry.title}", entry.date) for entry in entries[:2]]
    (series,), _ = find_series([Entry(entry.key.replace("notes", "posts"), entry.title, entry.date) for entry in loose])
    assert [part.why for part in series.parts] == ["file name says part 1", "file name says part 2"]


@pytest.mark.parametrize("name", ["fine-nlp-{}-{}-notes", "week_{}_{}", "chap{}.{}-notes"])
def test_file_names_count_chapters_and_sections(name: str) -> None:
    names = [name.format(f"{chapter:02}", f"{section:02}") for chapter in (1, 2) for section in (1, 2, 3)]
    entries = [
        Entry(f"notes/fine-nlp/{each}.md", word, "2024-01-01") for each, word in zip(names, "가나다라마바", strict=True)
    ]
    (series,), _ = find_series(entries)
    assert [part.number for part in series.parts] == ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3"]


def test_a_number_may_be_written_to_the_name_of_its_part() -> None:
    words = ("memory", "process", "interrupt", "deadlock", "paging")
    named = [(f"OS-{n}{word}", word.title()) for n, word in enumerate(words, start=1)]
    (series,), _ = find_series(posts(*named))
    assert (series.name, [part.number for part in series.parts]) == ("OS", ["1", "2", "3", "4", "5"])
    assert find_series(posts(*named[:3])) == ((), ())
    things = [(f"photo-{n}d-{n * 'ab'}", f"{n * 31}") for n in range(1, 6)]
    assert find_series(posts(*things)) == ((), ())


def test_a_category_that_is_a_folder_of_its_own_lists_its_files() -> None:
    entries = [
        Entry(f"study/patterns/_posts/2022-07-0{n}-{n}-{word}.md", word, f"2022-07-0{n}")
        for n, word in enumerate(("intro", "factory", "strategy", "state"), start=1)
    ]
    (series,), _ = find_series(entries)
    assert (series.name, len(series.parts)) == ("patterns", 4)
    assert find_series(
        [Entry(entry.key.replace("study/patterns/", ""), entry.title, entry.date) for entry in entries]
    ) == ((), ())


def test_a_folder_of_posts_is_called_by_the_one_that_it_lies_in() -> None:
    names = ["01-흙", "02-물", "03-불", "04-손"]
    entries = [
        Entry(f"posts/{book}/posts/{name}/index.md", name[3:], date)
        for book in ("물레책", "가마책")
        for name, date in zip(names, dates(len(names)), strict=True)
    ]
    found, _ = find_series(entries)
    assert sorted((series.name, len(series.parts)) for series in found) == [("가마책", 4), ("물레책", 4)]


def test_a_number_that_two_files_of_a_long_row_bear_takes_neither_out() -> None:
    numbers = [*range(1, 10), 9, *range(11, 15)]
    named = [(f"cloud-{n}", f"{place * 31}") for place, n in enumerate(numbers)]
    entries = [
        Entry(f"_posts/{day}-{name}.md", title, day) for day, (name, title) in zip(dates(99), named, strict=False)
    ]
    (series,), problems = find_series(entries)
    assert [part.number for part in series.parts] == [str(n) for n in numbers]
    assert any("9" in problem.message for problem in problems)
    # Of a short row, or where many are there twice, nobody knows which is which.
    assert find_series(entries[:9] + entries[9:10])[0][0].keys == tuple(entry.key for entry in entries[:8])
    assert find_series([entry for entry in entries if "-9.md" in entry.key]) == ((), ())


def test_the_numbers_of_releases_and_those_that_a_tool_adds_count_no_parts() -> None:
    titles = ("Announcing Loom 1.{}", "물레 1.{} 소식", "가마 1.{} 출시")
    for title in titles:
        assert find_series(posts(*((f"Loom-1.{n}", title.format(n)) for n in range(1, 12)))) == ((), ())
    assert find_series(posts(*((f"kiln-news@{n}", f"가마 소식을 전합니다 {'가나다라'[n]}") for n in range(4)))) == (
        (),
        (),
    )
    nets = (
        ("LoomNetV1", "LoomNetV1 논문 설명"),
        ("LoomNetV2", "LoomNetV2 논문 설명"),
        ("LoomNetV3", "LoomNetV3 논문 설명"),
    )
    assert find_series(posts(*nets)) == ((), ())


def test_several_posts_on_one_chapter_are_told_by_their_files() -> None:
    named = (
        ("clay-work-chapter-4-wheels", "Chapter 4 물레"),
        ("clay-work-chapter-5-glazes", "Chapter 5 유약"),
        ("clay-work-chapter-5-kilns", "Chapter 5 가마"),
        ("clay-work-chapter-7-cups", "찻잔"),
        ("clay-work-chapter-7-bowls", "사발"),
    )
    (series,), _ = find_series(posts(*named))
    assert [part.title for part in series.parts] == [title for _, title in named]
    # One number is no series, however many posts bear it.
    assert find_series(posts(*((f"1day-1cup-{n}year", f"하루 한 잔 {word}") for n, word in enumerate("가나다")))) == (
        (),
        (),
    )


def test_two_files_are_a_series_where_a_nought_fills_their_number_up_behind_several_words() -> None:
    (series,), _ = find_series(posts(("clay-basics-01", "물레 고르기"), ("clay-basics-02", "가마에 불 넣기")))
    assert series.name == "clay basics"
    for named in (
        (("clay-basics-1", "물레 고르기"), ("clay-basics-2", "가마에 불 넣기")),
        (("clay01", "물레 고르기"), ("clay02", "가마에 불 넣기")),
        (("clay-basics-02", "물레 고르기"), ("clay-basics-03", "가마에 불 넣기")),
    ):
        assert find_series(posts(*named)) == ((), ())


def test_two_files_are_a_series_where_a_name_of_several_words_stands_before_both_titles() -> None:
    (series,), _ = find_series(
        posts(("cosmic-ceramics-1", "[Cosmic Ceramics] 물레"), ("cosmic-ceramics-2", "[Cosmic Ceramics] 가마"))
    )
    assert series.name == "Cosmic Ceramics"
    assert find_series(
        posts(("ceramics-world-1", "[CeramicsWorld] 물레"), ("ceramics-world-2", "[CeramicsWorld] 가마"))
    ) == (
        (),
        (),
    )


def test_a_number_that_two_files_bear_leaves_neither_out_where_titles_begin_alike() -> None:
    named = [(f"물레-영상-{n}", f"[물레 영상] {word}") for n, word in enumerate("흙손물발틀칼솥불빛숨", start=1)]
    (series,), _ = find_series(
        posts(*named, ("물레-영상-10", "[물레 영상] 끝맺음"), ("물레-영상-11", "[물레 영상] 덧말"))
    )
    assert len(series.parts) == 12


def test_a_file_may_count_chapters_and_sections_in_brackets() -> None:
    named = [
        (f"clay{chapter}", word)
        for chapter, word in zip(("(1)-(1)", "(1)-(2)", "(2)-(1)"), ("흙", "물", "불"), strict=True)
    ]
    named += [("clay(2)-(2)", "바람"), ("clay(3)-(1)", "틀"), ("clay(3)-(2)", "칼")]
    (series,), _ = find_series(posts(*named))
    assert [part.number for part in series.parts] == ["1-1", "1-2", "2-1", "2-2", "3-1", "3-2"]


def test_a_part_that_its_title_counts_otherwise_stands_where_its_file_says() -> None:
    chapters = (("p5-ch01", "Ch01 - 흙"), ("p5-ch02", "Ch02 - 물레"))
    entries = [Entry(f"notes/part5/{name}.md", title, "2021-01-05") for name, title in chapters]
    entries.append(Entry("notes/part5/p5-ch00.md", "Part5 - 도자기 빚기", "2021-01-05"))
    (series,), _ = find_series(entries)
    assert [part.title for part in series.parts] == ["Part5 - 도자기 빚기", "Ch01 - 흙", "Ch02 - 물레"]
    named = [(f"p6-ch{n:02}", title) for n, title in enumerate(("Part6 - 가마", "가마 짓기 - 틀", "가마 짓기 - 불"))]
    (series,), _ = find_series([Entry(f"notes/part6/{name}.md", title, "2021-01-06") for name, title in named])
    assert [part.title for part in series.parts] == [title for _, title in named]


def test_a_row_of_chapters_and_sections_may_begin_anywhere_if_it_is_long() -> None:
    sections = [(chapter, section) for chapter in (7, 8, 9) for section in (1, 2, 3, 4)]
    words = dates(len(sections))
    entries = [
        Entry(f"_posts/{day}-clay-work-{chapter}-{section}.md", "가나다라마바사아자차카타"[place] * 3, day)
        for place, ((chapter, section), day) in enumerate(zip(sections, words, strict=True))
    ]
    (series,), _ = find_series(entries)
    assert len(series.parts) == len(sections)
    named = [(f"PDW({at})", f"{word}") for at, word in (("4.2-4.3", "물레"), ("4.4", "가마"), ("5.1-5.2", "유약"))]
    assert [len(series.parts) for series in find_series(posts(*named))[0]] == [3]


def test_a_first_file_without_a_number_is_told_from_those_that_say_theirs() -> None:
    named = (("cosmic-ceramics", "[Cosmic Ceramics] 물레"), ("cosmic-ceramics-2", "[Cosmic Ceramics] 가마"))
    (series,), _ = find_series(posts(*named))
    assert [part.why for part in series.parts] == ["file name is that of part 2 without a number", "file name says 2"]


def test_a_file_without_a_number_that_is_no_younger_comes_before_the_first() -> None:
    named = [("clay-glaze", "유약이란"), *((f"clay-glaze-{n}", word) for n, word in enumerate("재흙물", start=1))]
    (series,), _ = find_series(posts(*named))
    assert [part.title for part in series.parts] == [title for _, title in named]
    assert series.parts[0].why == "file name is that of part 1 without a number"
    (series,), _ = find_series(posts(*named[1:], named[0]))
    assert [part.title for part in series.parts] == ["재", "흙", "물"]
    assert find_series(posts(("clay-glaze", "유약 실험"), ("clay-glaze-1", "가마 실험"))) == ((), ())


def test_a_file_without_a_number_comes_before_titles_that_are_counted() -> None:
    named = [("clay", "들어가는 말"), *((f"clay0{n}", f"0{n}. {word}") for n, word in enumerate("재흙물", start=1))]
    entries = [Entry(f"notes/pottery/{name}.md", title, "2021-01-05") for name, title in named]
    (series,), _ = find_series(entries)
    assert [part.title for part in series.parts] == ["들어가는 말", "01. 재", "02. 흙", "03. 물"]


def test_a_file_tells_the_part_whose_title_begins_with_what_follows_the_others_numbers() -> None:
    named = [("pot-cert-0", "흙을 빚는 법 시작하며")]
    named += [
        (f"pot-cert-{n}", f"{n}부. 흙을 빚는 법 - {word}") for n, word in enumerate(("물레", "가마", "유약"), start=1)
    ]
    (series,), _ = find_series(posts(*named))
    assert [part.title for part in series.parts] == [title for _, title in named]


def test_a_file_goes_on_with_a_row_whose_titles_count_if_it_has_the_next_number() -> None:
    def parts(number: int) -> int:
        counted = [(f"clay-{n}", f"흙 빚는 이야기{n}") for n in range(1, 6)]
        (series,), _ = find_series(posts(*counted, (f"clay-{number}", "쉬어 가는 글")))
        return len(series.parts)

    assert (parts(6), parts(60)) == (6, 5)


def test_files_most_of_which_share_their_number_with_others_make_no_row() -> None:
    days = [(day, n) for day in (10, 11, 12) for n in (1, 2, 3, 4)] + [(13, n) for n in range(1, 9)]
    entries = [
        Entry(
            f"_posts/2021-02-{day}-clay-glaze{n}.md",
            "가나다라마바사아자차카타파하거너더러머버"[place],
            f"2021-02-{day}",
        )
        for place, (day, n) in enumerate(days)
    ]
    assert find_series(entries) == ((), ())


def test_files_that_are_named_after_the_exercises_of_others_make_no_series() -> None:
    names = ("미로에서 물 나르기", *(f"미로에서 물 나르기 {n}" for n in (2, 3, 4)))
    entries = [
        msgspec.structs.replace(entry, categories=("CodingTest",)) for entry in posts(*((name, name) for name in names))
    ]
    assert find_series(entries) == ((), ())


def test_three_files_of_a_name_of_several_words_count_whatever_their_titles_are() -> None:
    titles = ("Six ways to a bowl", "Glazing by hand", "The kiln revisited")
    for names in (("clay-work", "clay-work-2", "clay-work-3"), ("clay-work-1", "clay-work-2", "clay-work-3")):
        (series,), _ = find_series(posts(*zip(names, titles, strict=True)))
        assert (series.name, [part.title for part in series.parts]) == ("clay work", list(titles))
    for names in (("clay", "clay-2", "clay-3"), ("clay-work-2", "clay-work-3", "clay-work-4")):
        assert find_series(posts(*zip(names, titles, strict=True))) == ((), ())
    against_time = reversed(list(zip(("clay-work-1", "clay-work-2", "clay-work-3"), titles, strict=True)))
    assert find_series(posts(*against_time)) == ((), ())


def test_three_files_of_one_name_in_many_years_are_names_that_were_taken() -> None:
    titles = ("Six ways to a bowl", "Glazing by hand", "The kiln revisited", "Ash", "Salt")
    names = ("clay-work", "clay-work-2", "clay-work-3", "clay-work-4", "clay-work-5")
    days = ("2019-05-01", "2020-05-01", "2021-05-02", "2022-01-01", "2023-01-01")
    entries = [
        Entry(f"_posts/{day}-{name}.md", title, day) for day, name, title in zip(days, names, titles, strict=True)
    ]
    assert find_series(entries[:3]) == ((), ())
    assert find_series(entries[1:]) == ((), ())
    for number in (1, 2):
        day = f"2020-0{number}-01"
        entries[number] = Entry(f"_posts/{day}-{names[number]}.md", titles[number], day)
    assert len(find_series(entries[:3])[0]) == 1


def test_a_name_that_is_taken_again_in_every_year_counts_nothing_however_often() -> None:
    def taken(months: int) -> list[Entry]:
        days = [f"{2010 + at * months // 12}-{at * months % 12 + 1:02}-01" for at in range(8)]
        named = [(day, "clay-work" + (f"-{at}" if at > 1 else "")) for at, day in enumerate(days, start=1)]
        return [Entry(f"_posts/{day}-{name}.md", "가나다라마바사아"[at], day) for at, (day, name) in enumerate(named)]

    assert [len(series.parts) for series in find_series(taken(4))[0]] == [8]
    assert find_series(taken(12)) == ((), ())


def test_three_numbers_that_are_written_to_the_names_of_parts_count_where_titles_begin_alike() -> None:
    names = ("clay-questions-1-beginner", "clay-questions-2-intermediate", "clay-questions-3-advanced")
    (series,), _ = find_series(posts(*((name, f"도자기 면접 질문 - {name[17:]}") for name in names)))
    assert (series.name, len(series.parts)) == ("도자기 면접 질문", 3)
    assert find_series(posts(*((name, title) for name, title in zip(names, "흙물불", strict=True)))) == ((), ())
