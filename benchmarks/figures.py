"""Figures out of measurements: ratios, how cost grows, and the tables that show them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import linear_regression, median
from typing import NamedTuple


class Ratio(NamedTuple):
    """The median of ratios that were taken pair by pair, and their range."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        text = short(self.median)
        return text if self.least == self.most else f"{text} ({short(self.least)}–{short(self.most)})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """Compare measurements that were taken in turn: what was measured one after the other is divided first.

    A machine that is slow for a while is slow for both of a pair, so that the ratio of medians would say less.
    """
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))


def exponent(points: Iterable[tuple[float, float]]) -> float:
    """Return the e for which cost grows as size**e: the slope of the least squares line through the logarithms.

    `points` are (size, cost), both above 0, of at least two sizes.
    """
    sizes, costs = zip(*points, strict=True)
    return linear_regression([*map(math.log, sizes)], [*map(math.log, costs)]).slope


def short(number: float) -> str:
    """Write a number with two significant digits or two decimals, whichever says more."""
    return f"{number:.2f}" if number >= 0.1 else f"{number:.2g}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is text and whose others are figures."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
