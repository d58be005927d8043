from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.journey.references.identifiers import arxiv_fault, arxiv_year, doi_fault, isbn13, isbn_fault


@pytest.mark.parametrize(
    "number", ["1706.03762", "1706.03762v7", "1409.0473", "0704.0001", "cs/0112017", "math.GT/0309136"]
)
def test_arxiv_ids_of_every_age_are_right(number: str) -> None:
    assert arxiv_fault(number) == ""


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("1707.0847", "five digits after the dot, and this one has 4"),
        ("1412.00473", "four digits after the dot, and this one has 5"),
        ("1713.03762", "no month 13"),
        ("0703.0001", "April 2007"),
        ("attention", "such as 1706.03762"),
    ],
)
def test_a_malformed_arxiv_id_is_told_what_is_wrong_with_it(number: str, fault: str) -> None:
    assert fault in arxiv_fault(number)


def test_an_arxiv_id_tells_its_year() -> None:
    assert [arxiv_year(number) for number in ("1706.03762", "cs/9912017", "cs/0112017", "1707.0847")] == [
        2017,
        1999,
        2001,
        0,
    ]


def test_a_doi_has_a_registrant_and_a_name() -> None:
    assert doi_fault("10.1038/nature14539") == ""
    assert doi_fault("10.38/nature14539") and doi_fault("10.1038/") and doi_fault("11.1038/x")


def test_an_isbn_of_either_length_is_checked_by_its_last_digit() -> None:
    assert isbn_fault("978-89-6848-463-6") == ""
    assert isbn_fault("0-306-40615-2") == ""
    assert "should be 2" in isbn_fault("0306406153")
    assert "thirteen" in isbn_fault("12345")


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_every_isbn_of_ten_digits_has_one_of_thirteen(digits: str) -> None:
    (ten,) = (digits + last for last in "0123456789X" if not isbn_fault(digits + last))
    thirteen = isbn13(ten)
    assert thirteen.startswith("978" + digits)
    assert isbn_fault(thirteen) == ""
