from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.figures import Ratio, exponent, ratio, short, table


@given(st.floats(-2, 3), st.floats(0.001, 1000), st.lists(st.integers(1, 10**6), min_size=2, unique=True))
def test_the_exponent_of_a_power_is_found(power: float, factor: float, sizes: list[int]) -> None:
    assume(max(sizes) > 1.1 * min(sizes))
    assert exponent((size, factor * size**power) for size in sizes) == pytest.approx(power, abs=1e-6)


def test_an_exponent_lies_between_noisy_points() -> None:
    assert exponent([(100, 1.2), (1000, 9), (10_000, 110)]) == pytest.approx(0.981, abs=0.001)


def test_a_ratio_is_taken_pair_by_pair() -> None:
    # The machine was ten times slower in the second round; the ratio of the medians would be 1.0.
    assert ratio([1, 20, 2], [2, 40, 1]) == Ratio(0.5, 0.5, 2)


def test_measurements_without_a_partner_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio([1, 2], [1])


@pytest.mark.parametrize(("value", "text"), [(Ratio(0.5, 0.5, 0.5), "0.50"), (Ratio(0.5, 0.25, 2), "0.50 (0.25–2.00)")])
def test_a_ratio_shows_its_range_where_it_has_one(value: Ratio, text: str) -> None:
    assert str(value) == text


@pytest.mark.parametrize(("number", "text"), [(12.345, "12.35"), (0.1, "0.10"), (0.01234, "0.012")])
def test_small_numbers_keep_two_digits(number: float, text: str) -> None:
    assert short(number) == text


def test_a_table_has_a_column_of_text_and_columns_of_figures() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
