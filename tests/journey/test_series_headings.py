from __future__ import annotations

import pytest

from dapsagi.journey.series.headings import parts_in_headings


def test_a_post_whose_headings_are_parts_is_a_journey_of_its_own() -> None:
    parts = parts_in_headings(("1부", "시작하며", "2부", "공부한 것들", "3부: 남은 이야기"))
    assert [(part.index, part.reading.number, part.title) for part in parts] == [
        (0, (1,), "1부"),
        (2, (2,), "2부"),
        (4, (3,), "3부: 남은 이야기"),
    ]


def test_the_unit_that_comes_first_divides_the_post() -> None:
    parts = parts_in_headings(("1부", "2부", "읽을거리", "1st week", "2nd week", "3부"))
    assert [part.reading.number for part in parts] == [(1,), (2,), (3,)]


@pytest.mark.parametrize("headings", [("Part 1: Setup", "Part 2: Run"), ("제1장 입문", "제2장 실전"), ("상편", "하편")])
def test_parts_are_named_in_many_ways(headings: tuple[str, ...]) -> None:
    assert len(parts_in_headings(headings)) == 2


@pytest.mark.parametrize(
    "headings",
    [
        ("1. 소개", "2. 설치", "3. 사용법"),
        ("Step 1", "Step 2"),
        ("1부",),
        ("1부", "3부"),
        ("2부", "3부"),
        ("1부", "2편"),
        ("2부", "1부"),
        ("1부", "2부 (작성 예정)"),
        (),
    ],
)
def test_lists_steps_gaps_and_promises_are_no_journey(headings: tuple[str, ...]) -> None:
    assert parts_in_headings(headings) == ()
