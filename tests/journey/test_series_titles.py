from __future__ import annotations

from itertools import combinations

import msgspec
import pytest

from dapsagi.journey.series import Declared, Entry, Series, find_series
from journey.samples import FALSE_FRIENDS, SERIES, dates


def blog(*titles: str) -> list[Entry]:
    """Make posts with these titles, three days apart, whose file names say nothing."""
    names = (f"{chr(97 + place // 26 % 26)}{chr(97 + place % 26)}" for place in range(len(titles)))
    return [
        Entry(key=f"_posts/{date}-{name}.md", title=title, date=date)
        for title, date, name in zip(titles, dates(len(titles)), names, strict=True)
    ]


def found(entries: list[Entry]) -> tuple[Series, ...]:
    return find_series(entries)[0]


def titles_of(series: Series) -> tuple[str, ...]:
    return tuple(part.title for part in series.parts)


@pytest.mark.parametrize("titles", SERIES, ids=lambda titles: titles[0])
def test_posts_that_number_themselves_are_one_series_in_order(titles: tuple[str, ...]) -> None:
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles
    assert series.source == "titles"
    assert all(part.why for part in series.parts)


@pytest.mark.parametrize("titles", SERIES, ids=lambda titles: titles[0])
def test_the_order_of_parts_is_that_of_their_numbers_whatever_the_file_names(titles: tuple[str, ...]) -> None:
    date = "2024-05-01"
    entries = [
        Entry(key=f"_posts/{date}-{chr(122 - place)}.md", title=title, date=date) for place, title in enumerate(titles)
    ]
    assert [titles_of(series) for series in found(entries)] == [titles]


@pytest.mark.parametrize(
    "titles",
    [
        ("물레 돌리기 입문 - 흙 (1)", "물레 돌리기 입문 - 물 (2)"),
        ("물레 돌리기 입문 - 흙 (1)", "물레 돌리기 입문 - 불 (3)", "물레 돌리기 입문 - 물 (2)"),
    ],
)
def test_own_words_before_a_number_make_no_series_of_two_or_out_of_order(titles: tuple[str, ...]) -> None:
    assert found(blog(*titles)) == ()


def test_two_books_under_one_heading_stand_apart() -> None:
    titles = [f"빚기 공부 모임 - {book} {chapter}장" for chapter in (1, 2, 3) for book in ("흙의 책", "불의 책")]
    assert [titles_of(series) for series in found(blog(*titles))] == [tuple(titles[::2]), tuple(titles[1::2])]


def test_versions_years_problems_and_counts_make_no_series() -> None:
    assert [titles_of(series) for series in found(blog(*FALSE_FRIENDS))] == []


def test_series_stand_apart_in_one_blog_amid_false_friends() -> None:
    entries = blog(*(title for titles in SERIES for title in titles), *FALSE_FRIENDS)
    wanted = {pair for titles in SERIES for pair in combinations(titles, 2)}
    together = {pair for series in found(entries) for pair in combinations(titles_of(series), 2)}
    assert together == wanted


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("백엔드 면접 질문 정리", "백엔드 면접 질문 정리(2)"),
        ("Unsupervised noun extraction. L-R structure", "Unsupervised noun extraction (2). Accuracy"),
        ("코루틴 파헤치기", "코루틴 파헤치기 2편"),
        ("Interfacing with external C code", "Interfacing With External C Code2"),
    ],
)
def test_an_unnumbered_first_part_is_found_beside_a_second(first: str, second: str) -> None:
    (series,) = found(blog(first, second))
    assert titles_of(series) == (first, second)
    assert "without a number" in series.parts[0].why


@pytest.mark.parametrize(
    "titles",
    [
        ("백엔드 면접 질문 정리(2)", "백엔드 면접 질문 정리"),
        ("Python", "Python 2"),
        ("TIL", "TIL (2)"),
        ("백엔드 면접 질문 정리", "백엔드 면접 질문 정리(3)"),
    ],
)
def test_an_unnumbered_title_is_no_first_part_if_it_is_younger_too_short_or_the_second_is_missing(
    titles: tuple[str, ...],
) -> None:
    assert found(blog(*titles)) == ()


def test_a_file_name_settles_what_two_titles_both_say() -> None:
    entries = [
        Entry("_posts/2018-12-08-korean-question-answering.md", "한글문서 QA 모델\\_part1", "2018-12-08"),
        Entry("_posts/2019-01-01-korean-qa-part2.md", "한글문서 QA 모델-part2", "2019-01-01"),
        Entry("_posts/2019-03-01-korean-qa-part3.md", "한글문서 QA 모델-part2", "2019-03-01"),
    ]
    (series,), problems = find_series(entries)
    assert [part.number for part in series.parts] == ["1", "2", "3"]
    assert series.parts[2].why == "file name says 3, title says part2"
    assert [(problem.code, problem.span.path) for problem in problems] == [("S203", entries[2].key)]


def test_the_longer_stem_wins_where_two_groups_want_one_post() -> None:
    (series,) = found(
        blog("NAVER Deview 2023 Day1 Review(1)", "NAVER Deview 2023 Day1 Review(2)", "NAVER Deview 2023 Day2 Review")
    )
    assert titles_of(series) == ("NAVER Deview 2023 Day1 Review(1)", "NAVER Deview 2023 Day1 Review(2)")


def test_the_larger_series_wins_where_chapters_hold_parts() -> None:
    titles = (
        "[스프링 부트] chapter 1. 소개",
        "[스프링 부트] chapter 2. 스프링 웹 MVC 1부",
        "[스프링 부트] chapter 3. 스프링 웹 MVC 2부",
        "[스프링 부트] chapter 4. 스프링 데이터 1부",
    )
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles


def test_several_posts_on_one_chapter_stay_together() -> None:
    titles = (
        "[이것이 자료구조다] chapter 1. 배열",
        "[이것이 자료구조다] chapter 2. 리스트 - 단방향",
        "[이것이 자료구조다] chapter 2. 리스트 - 양방향",
        "[이것이 자료구조다] chapter 3. 스택",
    )
    (series,), problems = find_series(blog(*titles))
    assert titles_of(series) == titles
    assert not problems


def test_a_week_may_have_as_many_posts_as_there_were_days_whatever_else_their_files_count() -> None:
    weeks = [(1, "흙"), (1, "물"), (1, "불"), (1, "손"), (2, "물레"), (2, "가마"), (2, "유약")]
    told = [(f"_posts/a{place}.md", f"빚기 모임 - {week}주차 {what}") for place, (week, what) in enumerate(weeks)]
    told += [(f"_posts/shop-{part}.md", f"빚기 모임 - 3주차 가게 열기 {part}") for part in range(4)]
    entries = [Entry(key, title, date) for (key, title), date in zip(told, dates(len(told)), strict=True)]
    (series,) = found(entries)
    assert [part.title for part in series.parts] == [title for _, title in told]


def test_two_series_under_one_tag_are_told_apart_by_their_folders() -> None:
    stories = {"vision": ("분류", "검출", "분할"), "language": ("토큰", "임베딩", "번역", "요약")}
    entries = [
        Entry(f"_posts/{name}/2021-06-18-{word}.md", f"[딥러닝] {number}. {word}", "2021-06-18")
        for name, words in stories.items()
        for number, word in enumerate(words, start=1)
    ]
    assert sorted(len(series.parts) for series in found(entries)) == [3, 4]


def test_two_series_under_one_name_are_told_apart_by_their_times() -> None:
    series = found(blog("부트캠프 1일차", "부트캠프 2일차", "부트캠프 3일차", "부트캠프 1일차", "부트캠프 2일차"))
    assert [len(one.parts) for one in series] == [3, 2]
    assert [one.id for one in series] == ["부트캠프", "부트캠프-2"]


def test_days_and_weeks_of_one_course_are_two_series() -> None:
    series = found(
        blog("챌린지 1일차 정리", "챌린지 2일차 정리", "챌린지 1주차 회고", "챌린지 3일차 정리", "챌린지 2주차 회고")
    )
    assert [one.name for one in series] == ["챌린지 정리", "챌린지 회고"]


def test_a_december_comes_before_the_january_that_follows() -> None:
    titles = ("주간 회고 12월 3주차", "주간 회고 12월 4주차", "주간 회고 1월 1주차", "주간 회고 1월 2주차")
    on = ("2022-12-18", "2022-12-25", "2023-01-08", "2023-01-15")
    entries = [Entry(f"_posts/{date}-w.md", title, date) for title, date in zip(titles, on, strict=True)]
    (series,) = found(entries)
    assert titles_of(series) == titles


def test_numbers_without_a_name_are_a_series_only_within_a_subject() -> None:
    titles = ("1. 도커란", "2. 도커 설치", "3. 이미지와 컨테이너")
    bare = blog(*titles)
    filed = [Entry(entry.key, entry.title, entry.date, categories=("docker",)) for entry in bare]
    solved = [Entry(entry.key, entry.title, entry.date, categories=("LeetCode",)) for entry in bare]
    assert found(bare) == ()
    assert [one.name for one in found(filed)] == ["docker"]
    assert found(solved) == ()


def test_notes_on_a_product_are_a_series_only_from_one_on_and_without_a_gap() -> None:
    assert [len(one.parts) for one in found(blog("React 1", "React 2", "React 3"))] == [3]
    assert found(blog("React 16", "React 17", "React 18")) == ()
    assert found(blog("React 1", "React 2")) == ()


def test_a_version_does_not_slip_in_among_chapters() -> None:
    (series,) = found(blog("모던 자바 1장", "모던 자바 2장", "모던 자바 8", "모던 자바 3장"))
    assert [part.number for part in series.parts] == ["1", "2", "3"]


def test_a_stray_number_does_not_spoil_a_series() -> None:
    (series,) = found(blog("[네트워크] 1. 물리", "[네트워크] 2. 링크", "[네트워크] 3. 망", "[네트워크] 99. 부록 모음"))
    assert [part.number for part in series.parts] == ["1", "2", "3"]


def test_posts_in_two_languages_are_two_series() -> None:
    entries = [
        Entry(f"_posts/2020-12-{day}-db.{lang}.md", f"Database - Part {number}", f"2020-12-{day}", lang=lang)
        for lang in ("en", "ja")
        for number, day in enumerate(("17", "24"), start=1)
    ]
    assert [len(series.parts) for series in found(entries)] == [2, 2]


def test_a_prologue_comes_first_and_the_last_part_last() -> None:
    titles = (
        "제주 한달살기 프롤로그",
        "제주 한달살기 1탄",
        "제주 한달살기 2탄",
        "제주 한달살기 마지막편",
        "제주 한달살기 에필로그",
    )
    (series,) = found(blog(titles[3], titles[1], titles[4], titles[2], titles[0]))
    assert titles_of(series) == titles
    assert [part.number for part in series.parts] == ["프롤로그", "1", "2", "마지막편", "에필로그"]


def test_titles_in_decomposed_letters_are_read_like_composed_ones() -> None:
    import unicodedata

    titles = tuple(unicodedata.normalize("NFD", title) for title in ("답사기 준비하기", "답사기 준비하기 (2)"))
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles


def test_chapters_on_one_subject_in_two_books_are_no_series() -> None:
    titles = ("Ch 2: Processes", "Ch 3: Processes", "Ch 7: 에러 처리", "Ch 10: 에러 처리", "Ch 5: 에러 처리")
    assert found(blog(*titles)) == ()


@pytest.mark.parametrize("unit", ["Section", "Chapter", "섹션"])
def test_chosen_sections_of_a_course_are_one_series_in_their_order(unit: str) -> None:
    sections = [(1, "흙"), (6, "물레"), (7, "가마"), (11, "유약"), (16, "불")]
    entries = [
        msgspec.structs.replace(entry, categories=("blog", "도예"))
        for entry in blog(*(f"{unit} {number:02} {word}" for number, word in sections))
    ]
    (series,) = found(entries)
    assert (series.name, [part.number for part in series.parts]) == ("도예", ["1", "6", "7", "11", "16"])
    swapped = [msgspec.structs.replace(entry, date=f"2020-0{9 - at}-01") for at, entry in enumerate(entries)]
    assert found(swapped) == ()
    assert found([msgspec.structs.replace(entry, categories=("blog",)) for entry in entries]) == ()


def test_two_lists_under_one_tag_are_told_apart_by_how_their_subtitles_begin() -> None:
    words = ["연산자", "배열", "제어문", "함수", "클로저", "열거형", "속성", "메소드", "상속", "초기화"]
    basics = tuple(f"[swift] {number:02}. {word}" for number, word in enumerate(words, start=1))
    labels = tuple(f"[swift] {number}.MarqueeLabel을 쓴 {word}" for number, word in enumerate(words * 3, start=8))
    assert sorted(map(titles_of, found(blog(*basics, *labels)))) == sorted([basics, labels])


def test_many_notes_named_after_a_language_are_a_series_though_one_is_missing() -> None:
    titles = tuple(f"Rust {number}" for number in (1, 2, 3, 4, 5, 7))
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]
    assert found(blog(*titles[2:])) == ()
    assert found(blog(*reversed(titles))) == ()


def test_courses_that_begin_anew_under_one_name_are_told_apart() -> None:
    first = ("HTTP - 1 요청", "HTTP - 2 응답", "HTTP - 3 헤더 (1)", "HTTP - 3 헤더 (2)", "HTTP - 4 캐시")
    second = ("HTTP - 1 다시 요청", "HTTP - 2 다시 응답", "HTTP - 3 다시 캐시")
    assert [titles_of(series) for series in found(blog(*first, *second))] == [first, second]


def test_days_that_write_in_parts_are_apart() -> None:
    titles = ("[TIL] 2024-01-03 (1)", "[TIL] 2024-01-03 (2)", "[TIL] 2024-01-05 (1)", "[TIL] 2024-01-05 (2)")
    assert [titles_of(series) for series in found(blog(*titles))] == [titles[:2], titles[2:]]


def test_a_series_is_named_without_the_half_of_a_bracket() -> None:
    (series,) = found(blog("[깃허브 입문 #1] 저장소", "[깃허브 입문 #2] 가지", "[깃허브 입문 #3] 병합"))
    assert series.name == "깃허브 입문"


def test_posts_on_one_subject_under_several_heads_are_a_series_in_order_of_time() -> None:
    titles = (
        "신입 면접 질문 모으기 - 자바편",
        "신입 면접 질문 모으기 - 운영체제(OS)편",
        "신입 면접 질문 모으기 - '데이터베이스' 편",
    )
    (series,) = found(blog(*titles, "이제는 남의 편", "면접 - 사람 편", "신입 면접 질문 모으기"))
    assert (series.name, titles_of(series)) == ("신입 면접 질문 모으기", titles)
    assert find_series(blog(*titles), Declared({"신입 면접 질문 모으기": False}))[0] == ()


@pytest.mark.parametrize(
    "titles",
    [
        ("서버 비용 - 3 가지 절약법", "서버 비용 - 5 가지 실수"),
        ("Nginx - 1.18 설치", "Nginx - 1.20 설치"),
        ("무선랜 엿듣기 WPA", "무선랜 엿듣기 WPA2"),
        ("서버에서 1 주일 버티기", "서버에서 2 시간 버티기"),
        ("맥북 1 대로 개발하기", "맥북 3 대로 개발하기"),
        ("리팩터링 - 2 주 걸린 일", "리팩터링 - 7 일 걸린 일", "리팩터링 - 9 명이 한 일"),
        ("배포 기록 20240102", "배포 기록 20240103", "배포 기록 2024.01.04"),
    ],
)
def test_what_is_counted_or_dated_behind_a_dash_is_no_part(titles: tuple[str, ...]) -> None:
    assert found(blog(*titles)) == ()


@pytest.mark.parametrize(
    "titles",
    [
        ("2020-7-4 뜨개질 노트(1) 코잡기", "2020-7-15 뜨개질 노트(2) 겉뜨기", "2020-8-1 뜨개질 노트(3)"),
        ("2021.3.9 뜨개질 1편", "2021.3.11 뜨개질 2편"),
        ("2021년 3월 9일 뜨개질 (1)", "2021년 3월 11일 뜨개질 (2)"),
    ],
)
def test_the_day_on_which_a_part_was_written_names_no_series(titles: tuple[str, ...]) -> None:
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles
    assert series.name.startswith("뜨개질")


def test_a_series_whose_first_part_has_no_number_may_lack_another() -> None:
    later = [f"동네 한 바퀴({number}) - {word}" for number, word in ((2, "골목"), (3, "언덕"), (4, "강"), (5, "시장"))]
    (series,) = found(blog(*later, "동네 한 바퀴(7) - 역"))
    assert len(series.parts) == 5
    assert found(blog(*later[:2], "동네 한 바퀴(7) - 역")) == ()


def tagged(*posts: tuple[str, str]) -> list[Entry]:
    """Make posts without folder or category, each with its title and its tags."""
    return [
        Entry(f"{chr(97 + place)}.md", title, date, tags=tuple(tags.split()))
        for place, ((title, tags), date) in enumerate(zip(posts, dates(len(posts)), strict=True))
    ]


def test_the_chapters_of_several_books_are_told_apart_by_their_tags() -> None:
    entries = tagged(
        ("1. 이름 짓기", "책 바른코드"),
        ("1장. 컬렉션", "책 실용자바"),
        ("2. 함수 나누기", "책 바른코드"),
        ("2장. 스트림", "책 실용자바"),
        ("3. 주석", "책 바른코드"),
        ("3장. 동시성", "책 실용자바"),
    )
    assert [(series.name, len(series.parts)) for series in found(entries)] == [("바른코드", 3), ("실용자바", 3)]


@pytest.mark.parametrize(
    "posts",
    [
        # One tag for whatever was read.
        [("1장. 컬렉션", "책"), ("2장. 조직 문화", "책"), ("1장. 회계", "책"), ("3장. 스트림", "책")],
        # Against the order of time.
        [("3. 주석", "코드"), ("1. 이름 짓기", "코드"), ("2. 함수 나누기", "코드")],
        # Problems.
        [("1. 두 수의 합", "백준"), ("2. 두 수의 곱", "백준"), ("3. 두 수의 차", "백준")],
        [("1. 이름 짓기", "코드"), ("2. 함수 나누기", "코드")],
    ],
)
def test_a_tag_alone_makes_no_series(posts: list[tuple[str, str]]) -> None:
    assert found(tagged(*posts)) == ()


def test_sections_of_one_chapter_are_a_series_with_two_digits_too() -> None:
    titles = [f"1.{section} {chr(0xAC00 + section * 30)} 다루기" for section in range(1, 12)]
    (series,) = found([Entry(f"dom/{place}.md", title, "2024-01-01") for place, title in enumerate(titles)])
    assert titles_of(series) == tuple(titles)


def test_whoever_begins_a_book_in_the_middle_tells_of_four_chapters_in_a_row() -> None:
    def chapters(*numbers: int) -> list[Entry]:
        return [Entry(f"book/{n}.md", f"{n}장. {chr(0xAC00 + n * 30)}", f"2024-01-{n:02}") for n in numbers]

    (series,) = found(chapters(5, 6, 7, 9))
    assert [part.number for part in series.parts] == ["5", "6", "7", "9"]
    assert found(chapters(5, 6, 7)) == found(chapters(5, 8, 12, 19)) == ()


def test_whoever_begins_a_chapter_in_the_middle_tells_of_four_sections_in_a_row() -> None:
    rules = [Entry(f"style/{n}.md", f"Ch 2 Rule {n}: {chr(0xAC00 + n * 30)}", f"2024-01-{n:02}") for n in range(12, 16)]
    (series,) = found(rules)
    assert [part.number for part in series.parts] == ["2-12", "2-13", "2-14", "2-15"]


def test_a_subtitle_that_nothing_sets_apart_needs_three_parts_and_a_name() -> None:
    titles = ("Toy Ray Tracer 1 Vectors", "Toy Ray Tracer 2 Rays", "Toy Ray Tracer 3 Shadows")
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]
    assert found(blog(*titles[:2])) == ()
    assert found(blog("Toys 1 Vectors", "Toys 2 Rays", "Toys 3 Shadows")) == ()


def test_five_numbers_in_the_order_of_days_are_a_row_wherever_they_begin() -> None:
    titles = (
        "FSA Reading 27 — 서론",
        "FSA Reading 29 — 재고",
        "FSA Reading 30 — 자산",
        "FSA Reading 31 — 부채",
        "FSA Reading 33 — 세금",
    )
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]
    titles = ("OSTEP 26 스레드", "OSTEP 28 락", "OSTEP 30 조건 변수", "OSTEP 31 세마포어", "OSTEP 32 흔한 버그")
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]
    assert found(blog(*titles[:4])) == ()
    assert found(blog(*reversed(titles))) == ()


@pytest.mark.parametrize("name", ["Kotlin {} 새 기능", "문제 {}: 정렬", "[키보드] 문제 {} 풀기"])
def test_versions_and_exercises_make_no_row(name: str) -> None:
    assert found(blog(*(name.format(number) for number in range(11, 17)))) == ()


def test_what_a_title_says_of_its_own_state_is_no_part_of_it() -> None:
    titles = ("(작성 중) 그래프 이론 1부", "그래프 이론 2부 [draft]", "그래프 이론 3부 (WIP)")
    (series,) = found(blog(*titles))
    assert (series.name, titles_of(series)) == ("그래프 이론", titles)


def test_questions_are_counted_behind_their_letter() -> None:
    titles = ("Q1) 사는 곳", "Q2) 지난 일", "Q3) 먹는 것")
    (series,) = found([Entry(f"writing/{n}.md", title, "2024-01-01") for n, title in enumerate(titles)])
    assert titles_of(series) == titles
    assert found(blog("AWS S1: 저장", "AWS S2: 조회", "AWS S3: 삭제")) == ()


def test_letters_that_nobody_sees_hide_no_number() -> None:
    titles = ("\x001. 설치", "\x002. 설정", "\u200b3. 배치")
    (series,) = found([Entry(f"site/{n}.md", title, "2024-01-01") for n, title in enumerate(titles)])
    assert len(series.parts) == 3


def test_lectures_that_the_files_name_may_begin_anywhere() -> None:
    def lectures(name: str) -> list[Entry]:
        return [Entry(f"{name.format(n)}.md", f"Lecture {n} - {n * 31}", "2024-01-01") for n in (2, 4, 5, 8)]

    (series,) = found(lectures("rl_lec{}"))
    assert [part.number for part in series.parts] == ["2", "4", "5", "8"]
    assert found(lectures("lec{}")) == ()


def test_a_section_of_a_section_is_found_behind_its_dash() -> None:
    titles = (
        "[분산 노트] 11장. 스트림 : 1. 전송 - 1편",
        "[분산 노트] 11장. 스트림 : 1. 전송 - 2편",
        "[분산 노트] 11장. 스트림 : 2. 처리 - 1편",
        "[분산 노트] 12장. 배치 : 1. 모으기",
    )
    (series,) = found(blog(*titles))
    assert [part.number for part in series.parts] == ["11-1-1", "11-1-2", "11-2-1", "12-1"]


def test_the_reason_of_a_part_without_a_name_is_what_it_shares_with_the_others() -> None:
    (series,) = found(tagged(("1. 이름", "책 바른코드"), ("2. 함수", "책 바른코드"), ("3. 주석", "책 바른코드")))
    assert series.parts[0].why == "title says “1.”, and the tag “바른코드” is shared"


@pytest.mark.parametrize("title", ["숲길 일기 {}", "숲길 일기{}", "숲길 일기 #{}"])
def test_a_series_goes_on_beyond_a_hundred(title: str) -> None:
    titles = tuple(title.format(number) for number in range(1, 131))
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]


def test_a_number_of_three_digits_alone_counts_no_parts() -> None:
    assert found(blog("개발 102", "개발 103", "개발 104")) == ()
    (series,) = found(blog("숲길 1", "숲길 2", "숲길 3", "숲길 104"))
    assert titles_of(series) == ("숲길 1", "숲길 2", "숲길 3")


def test_the_tenth_part_needs_no_nought_where_the_ninth_has_one() -> None:
    titles = tuple(f"느린 MySQL {number:02} : {number * 31}" for number in range(5, 12))
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]
    assert found(blog("느린 MySQL 10 : 실행", "느린 MySQL 11 : 쿼리")) == ()


def test_numbers_that_the_files_say_in_words_of_their_own_may_have_gaps() -> None:
    def tutorials(name: str) -> list[Entry]:
        return [Entry(f"{name.format(n)}.md", f"[스트림] 튜토리얼 {n}", f"2024-01-0{n}") for n in (1, 2, 4, 7)]

    (series,) = found(tutorials("basic-tutorial-for-streams-{}"))
    assert [part.number for part in series.parts] == ["1", "2", "4", "7"]
    assert found(tutorials("스트림-튜토리얼-{}")) == ()


def test_ranges_of_lectures_are_read_with_stops_and_a_chapter_of_another_book_begins_none() -> None:
    titles = ("Lecture 10. 원자성", "Lecture 11.~12. 세마포어", "Lecture 13.~15. 락", "Lecture 16.~18. 순서")
    entries = [Entry(f"os/{n}.md", title, f"2024-01-0{n}") for n, title in enumerate(titles, 1)]
    (series,) = found([*entries, Entry("os/book.md", "Chapter 1. 서론", "2025-01-01")])
    assert titles_of(series) == titles


def test_one_number_twice_breaks_no_long_series_into_its_chapters() -> None:
    chapters = (
        "템플릿",
        "템플릿",
        "템플릿",
        "검증 과정",
        "검증 과정",
        "검증 과정",
        "오류 화면",
        "오류 화면",
        "오류 화면",
    )
    titles = [f"[화면] ({number}) {word} - {number * 31}" for number, word in enumerate(chapters, 1)]
    titles[6] = titles[6].replace("(7)", "(6)")
    (series,) = found(blog(*titles))
    assert titles_of(series) == tuple(titles)


def test_weeks_that_are_told_together_come_in_the_order_of_years() -> None:
    weeks = (("2022-12-30", "12월 4-5주차 기록"), ("2023-01-07", "1월 1주차 기록"), ("2023-10-06", "9월 3-4주차 기록"))
    (series,) = found([Entry(f"_posts/{date}-week.md", title, date) for date, title in weeks])
    assert titles_of(series) == tuple(title for _, title in weeks)


def test_a_first_volume_without_a_number_stands_apart_from_the_chapters_of_a_second() -> None:
    first = ("다시 배우는 JS - 1장 값", "다시 배우는 JS - 2장 형", "다시 배우는 JS - 3장 틀")
    second = ("다시 배우는 JS 2부 - 1장 스코프", "다시 배우는 JS 2부 - 2장 클로저", "다시 배우는 JS 2부 - 부록")
    assert [titles_of(series) for series in found(blog(*first, *second))] == [first, second]


def test_works_that_others_have_numbered_are_no_series_of_those_who_tell_of_them() -> None:
    works = ("OwlRetrieval: A first look", "OwlRetrieval-2: Faster", "OwlRetrieval-3: Deeper", "OwlRetrieval-4: Wider")
    assert found(blog(*works)) == ()


@pytest.mark.parametrize("name", ["신경망 (쉬운 설명)", "[리뷰] 신경망 (쉬운 설명)"])
def test_a_bracket_that_closes_behind_the_number_is_closed_in_the_name(name: str) -> None:
    (series,) = found(blog(*(f"{name[:-1]} {number})" for number in (1, 2, 3))))
    assert series.name == name


def test_numbers_without_a_name_are_no_series_across_folders() -> None:
    places = ("backup/01. 저장소 떠 두기", "monitor/00. 지표 보기", "storage/01. 설치", "cluster/02. 설치")
    entries = [Entry(f"ops/{place}.md", place.partition("/")[2], "2024-01-01") for place in places]
    assert found(entries) == ()


def test_two_ways_to_count_under_one_name_are_two_series() -> None:
    def course(name: str, files: str, year: int) -> list[Entry]:
        return [
            Entry(f"{files.format(n)}.md", f"({name} {n:02}) {word}", f"{year}-01-0{n}")
            for n, word in enumerate("가나다라마", start=1)
        ]

    entries = course("Functions", "js-functions-{:02}", 2018) + course("Functions & Modules", "py-ch03-{:02}", 2019)
    assert [len(series.parts) for series in found(entries)] == [5, 5]
    assert {series.parts[4].number for series in found(entries)} == {"5"}


def test_a_row_of_ranges_is_as_long_as_what_they_span() -> None:
    titles = ("깊은 스크립트 모임 8,9", "깊은 스크립트 모임 10, 11", "깊은 스크립트 모임 12")
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]
    assert found(blog(*titles[1:])) == ()


def test_ten_numbers_are_a_row_whatever_the_word_before_them_is() -> None:
    titles = tuple(f"Bài {number} - {word}" for number, word in enumerate("가나다라마바사아자차카", 1))
    assert [titles_of(series) for series in found(blog(*titles))] == [titles]


@pytest.mark.parametrize(
    "titles",
    [
        ("2024-02-05-TIL", "2024-02-09-TIL", "20240214 TIL", "240301 TIL"),
        ("2024.02.05(월).찻집 장부", "2024.02.06(화).찻집 장부", "24.03.11(월).찻집 장부"),
        ("2024년 1월 밭일 돌아보기", "2024년 2월 밭일 돌아보기", "2024 3월 밭일 돌아보기"),
        ("1월의 책", "2월의 책", "3월의 책"),
        ("weekly picks (Feb 1 week 2024)", "weekly picks (Feb 2 week 2024)", "weekly picks (Mar 1 week 2024)"),
        ("Kiln log, February 5th, 2024", "Kiln log, February 19, 2024", "Kiln log, Mar 4, 2024"),
        ("2024-01 모아 읽기", "2024-02 모아 읽기", "2024-03 모아 읽기"),
    ],
)
def test_a_column_is_called_the_same_every_time_but_for_its_time(titles: tuple[str, ...]) -> None:
    written = ("2024-02-05", "2024-02-20", "2024-03-05", "2024-03-11")
    entries = [
        Entry(f"_posts/{date}-{word}.md", title, date)
        for date, title, word in zip(written, titles, "가나다라", strict=False)
    ]
    series, problems = find_series(entries)
    assert [titles_of(one) for one in series] == [titles]
    assert problems == ()


def test_a_column_goes_on_through_the_same_months_of_the_next_years() -> None:
    days = ["2023-01-03", "2023-02-01", "2023-12-31", "2024-01-31", "2024-12-31"]
    told = [12, 1, 12, 1, 12]
    entries = [Entry(f"_posts/{day}-x.md", f"{month}월의 책", day) for day, month in zip(days, told, strict=True)]
    (series,) = found(entries)
    assert [part.key for part in series.parts] == [entry.key for entry in entries]


def test_a_column_is_named_without_its_time() -> None:
    months = ("2024-02-05", "2024-03-05", "2024-04-05")
    entries = [Entry(f"_posts/{date}-x.md", f"{n}월에 걸은 길", date) for n, date in enumerate(months, 2)]
    (series,) = found([*entries, Entry("_posts/2024-05-05-x.md", "2024년 5월에 걸은 길", "2024-05-05")])
    assert series.name == "걸은 길"
    assert series.parts[3].why == "title is that of others but for the time that it says"


@pytest.mark.parametrize(
    "titles",
    [
        ("2021 돌아보기", "2022 돌아보기", "2023 돌아보기"),
        ("Ubuntu 18.04 설치", "Ubuntu 20.04 설치", "Ubuntu 22.04 설치"),
        ("CVE-2014-0160 들여다보기", "CVE-2017-0144 들여다보기", "CVE-2021-44228 들여다보기"),
        ("릴리스 2019.10 정리", "릴리스 2020.04 정리", "릴리스 2020.10 정리"),
        ("[백준] 2024-01-02 풀이", "[백준] 2024-01-03 풀이", "[백준] 2024-01-05 풀이"),
        ("2024-01-02", "2024-01-03", "2024-01-05"),
    ],
)
def test_years_versions_and_bare_days_make_no_column(titles: tuple[str, ...]) -> None:
    assert found(blog(*titles)) == ()


def test_a_course_without_a_name_keeps_to_its_folder_though_another_has_its_weeks() -> None:
    entries = [
        Entry(f"notes/{course}/w{n}.md", f"Week {n}", "2024-01-01") for course in ("soil", "rain") for n in range(1, 6)
    ]
    assert sorted({part.key[:10] for part in one.parts} for one in found(entries)) == [{"notes/rain"}, {"notes/soil"}]


@pytest.mark.parametrize("place", ["CodingTest", "코딩 테스트", "문제 풀이"])
def test_in_a_collection_of_exercises_a_title_that_ends_in_its_number_is_that_of_a_problem(place: str) -> None:
    def solved(*titles: str) -> list[Entry]:
        return [msgspec.structs.replace(entry, categories=(place,)) for entry in blog(*titles)]

    assert found(solved("벽 허물고 건너기", "벽 허물고 건너기 2", "벽 허물고 건너기 3", "쌓기 (1)", "쌓기 (2)")) == ()
    assert len(found(solved("[자료 구조 #1] 배열", "[자료 구조 #2] 큐", "[자료 구조 #3] 더미"))) == 1


def test_a_language_keeps_its_sharp_in_the_name_of_a_series() -> None:
    assert [one.name for one in found(blog("[C#] 1. 변수", "[C#] 2. 함수", "[C#] 3. 틀"))] == ["C#"]
    assert [one.name for one in found(blog("숲길 C #1", "숲길 C #2"))] == ["숲길 C"]


def test_a_part_in_another_language_is_no_first_part() -> None:
    assert found(blog("Owl Notes on Nests (Part 2): Twigs", "Owl Notes on Nests (2편): 나뭇가지")) == ()


def test_recollections_are_counted_as_days_are() -> None:
    titles = ("첫 번째 회고록 - 시작", "두 번째 회고록 - 여름", "세 번째 회고록 - 겨울")
    assert [titles_of(one) for one in found(blog(*titles))] == [titles]


def test_numbers_near_one_another_are_a_row_where_no_post_has_a_date() -> None:
    numbers = (26, *range(30, 34), *range(36, 41))
    entries = [Entry(f"notes/{n * 31}.md", f"QSTEP {n} {chr(97 + n % 26) * 3}", "1970-01-01") for n in numbers]
    (series,), _ = find_series(entries)
    assert (series.name, [part.number for part in series.parts]) == ("QSTEP", [str(n) for n in numbers])
    assert find_series(entries[::3]) == ((), ())


def test_columns_of_posts_without_dates_come_in_the_order_of_the_times_that_they_say() -> None:
    def undated(*titles: str) -> list[Entry]:
        return [
            Entry(f"notes/{len(titles) - n}.md", title, "1970-01-01T00:00:00+00:00") for n, title in enumerate(titles)
        ]

    for titles in (
        ("22년 11월 텃밭 돌아보기", "22년 12월 텃밭 돌아보기", "23년 1월 텃밭 돌아보기"),
        ("밭일 2022-09-30", "밭일 2022-10-01", "밭일 2022-10-04"),
    ):
        assert [titles_of(one) for one in found(undated(*titles))] == [titles]
    # Without a year nobody knows, and releases are further apart.
    assert found(undated("11월 텃밭 돌아보기", "12월 텃밭 돌아보기", "1월 텃밭 돌아보기")) == ()
    assert found(undated("릴리스 2019.10 정리", "릴리스 2020.04 정리", "릴리스 2020.10 정리")) == ()


def test_the_heads_of_a_subject_may_be_told_in_han() -> None:
    titles = ("手作りの窯を建てて陶器を焼こう（準備編）", "手作りの窯を建てて陶器を焼こう（火入れ編）")
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles


def test_a_title_in_another_folder_is_that_of_another_course() -> None:
    entries = [Entry(f"notes/rain/{n * 'ab'}.md", f"Loom oop{n}", "2024-01-01") for n in (1, 2)]
    (series,) = found([*entries, Entry("notes/soil/ab.md", "Loom oop2", "2024-01-01")])
    assert series.keys == tuple(entry.key for entry in entries)


def test_what_is_told_aside_stands_where_it_was_told() -> None:
    titles = ("[물레/연습] #01. 흙", "[물레/연습] #02. 중심 (1)", "[물레/연습] #번외. 가마", "[물레/연습] #03. 유약")
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles
    assert [part.number for part in series.parts] == ["1", "2-1", "번외", "3"]
    (series,) = found(blog("제주 여행-1편", "제주 여행-2편", "제주 여행-번외-우도"))
    assert [part.number for part in series.parts] == ["1", "2", "번외"]


def test_one_title_of_two_posts_makes_no_series_of_them_beside_the_others() -> None:
    words = ("소개", "시작", "관리", "매핑")
    entries = [
        Entry(f"_posts/2024-01-0{n}-틀 {n}장 {word}.md", f"틀 {n}장 {word}", f"2024-01-0{n}")
        for n, word in enumerate(words, start=1)
    ]
    copied = Entry("_posts/2024-02-01-물레 vol.1 2장 손.md", "틀 4장 매핑", "2024-02-01")
    (series,), problems = find_series([*entries, copied])
    assert set(series.keys) == {entry.key for entry in (*entries, copied)}
    assert any("4" in problem.message for problem in problems)


@pytest.mark.parametrize(
    "titles",
    [
        ("도자기 데이터 모델링(1, 2)", "도자기 데이터 모델링(3, 4)", "도자기 데이터 모델링(6)"),
        ("Clay Core - 1.1. Introduction", "Clay Core - 1.2. Wheels", "Clay Core - 1.3. Kilns", "Clay Core - 2. Glazes"),
        ("구체도예 01.흙", "구체도예 02.물레", "구체도예 03.가마"),
        ("【译文】【陶艺 01】：轮子", "【译文】【陶艺 02】：窑炉"),
        ("물레로 배우는 Clay Security-01 열쇠", "물레로 배우는 Clay Security-02 자물쇠"),
    ],
)
def test_a_number_may_be_a_list_have_a_full_stop_or_a_hyphen_before_its_nought(titles: tuple[str, ...]) -> None:
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (("Wheels (Pottery Notes, part 1)", "Kilns (Pottery Notes, part 2)"), "Pottery Notes"),
        (("Wheels: Pottery Notes, Part I", "Kilns: Pottery Notes, Part II"), "Pottery Notes"),
        (("물레 | 도자기 만들기 1부", "가마 | 도자기 만들기 2부"), "도자기 만들기"),
        (("Intro to Pottery (1 of 3)", "Intro to Pottery (2 of 3)"), "Intro to Pottery"),
        (("Intro to Pottery, 1 of 2", "Intro to Pottery, 2 of 2"), "Intro to Pottery"),
        (("Making a Kiln: The First Part", "Making a Kiln: The Second Part"), "Making a Kiln"),
    ],
)
def test_the_name_of_a_series_may_follow_the_words_of_its_part(titles: tuple[str, ...], name: str) -> None:
    (series,) = found(blog(*titles))
    assert (series.name, titles_of(series)) == (name, titles)


def test_two_series_whose_numbers_follow_the_same_words_stay_two() -> None:
    wheels = ("물레 - 기초 강좌 정리 1편", "물레 - 기초 강좌 정리 2편", "물레 - 기초 강좌 정리 3편")
    kilns = ("가마 - 기초 강좌 정리 1편", "가마 - 기초 강좌 정리 2편")
    assert {titles_of(series) for series in found(blog(*wheels, *kilns))} == {wheels, kilns}


def test_who_goes_on_from_an_introduction_counts_lectures() -> None:
    words = ("흙", "물레", "가마", "유약", "굽", "틀")
    for name, count in (("도예", 6), ("GitLab", 5), ("도예", 3)):
        titles = tuple(f"{name} {number}: {word}" for number, word in enumerate(words[:count], start=101))
        (series,) = found(blog(*titles))
        assert titles_of(series) == titles
    for titles in (
        ("도예 101: 흙", "도예 102: 물레"),
        ("도예 101: 흙", "도예 103: 가마", "도예 104: 굽"),
        ("도예 102: 물레", "도예 103: 가마", "도예 104: 굽"),
    ):
        assert found(blog(*titles)) == ()


@pytest.mark.parametrize(
    "titles",
    [
        ("追窑笔记之一：泥土", "追窑笔记之二：釉", "追窑笔记之三：火"),
        ("陶艺源码解析一：整体结构", "陶艺源码解析二：窑"),
        ("[Clay Writing] #0001 TASK 2 - Wheels", "[Clay Writing] #0002 TASK 1 - Kilns"),
    ],
)
def test_numbers_may_be_chinese_or_filled_up_to_four_digits(titles: tuple[str, ...]) -> None:
    (series,) = found(blog(*titles))
    assert titles_of(series) == titles
