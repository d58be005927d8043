"""The colours of the theme can be read in both modes, and journeys told apart by every eye."""

from __future__ import annotations

import math
import re
from itertools import combinations
from typing import TypeAlias

import pytest

from theme.samples import THEME

Rgb: TypeAlias = tuple[float, float, float]

CSS = (THEME / "assets" / "theme.css").read_text("utf-8")
TOKENS = {
    name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)
}
MODES = ("light", "dark")
JOURNEYS = [f"journey-{number}" for number in range(8)]

ON_PAPER = ["ink", "soft", "accent", "note", "tip", "important", "warning", "caution", *JOURNEYS]
ON_WASH = ["ink", "soft", "tip", "caution", *(name for name in TOKENS if name.startswith("code-"))]

# Legibility of text for readers with moderately low vision: https://www.w3.org/TR/WCAG22/#contrast-minimum
LEGIBLE = 4.5

# About four just noticeable differences in OKLab, whose unit is one from black to white.
APART = 0.08
# A colour of this chroma in OKLab is called by the name of a hue.
COLORFUL = 0.07

# How protanopes, deuteranopes and tritanopes see linear RGB: G. Machado, M. Oliveira, L. Fernandes, "A
# Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0.
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(token: str, mode: str) -> Rgb:
    code = TOKENS[token][MODES.index(mode)]
    channels = [int(code[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def contrast(text: str, ground: str, mode: str) -> float:
    def luminance(token: str) -> float:
        return sum(
            weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear(token, mode), strict=True)
        )

    darker, lighter = sorted((luminance(text), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def times(matrix: tuple[Rgb, Rgb, Rgb], vector: Rgb) -> Rgb:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def oklab(color: Rgb) -> Rgb:
    """Convert linear RGB as https://bottosson.github.io/posts/oklab/ defines it."""
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in color)
    cones = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        (red, green, blue),
    )
    long, medium, short = (cone ** (1 / 3) for cone in cones)
    return times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (long, medium, short),
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, "paper") for text in ON_PAPER),
        *((text, "wash") for text in ON_WASH),
        ("ink", "marker"),
        ("tip", "added"),
        ("caution", "removed"),
        ("paper", "ink"),
    ],
)
def test_text_is_legible_on_what_it_stands_on(text: str, ground: str, mode: str) -> None:
    assert contrast(text, ground, mode) >= LEGIBLE


@pytest.mark.parametrize("mode", MODES)
def test_a_line_of_code_stays_legible_where_it_is_marked(mode: str) -> None:
    marked = [name for name in TOKENS if name.startswith("code-")]
    assert {name: contrast(name, "marker", mode) for name in marked if contrast(name, "marker", mode) < LEGIBLE} == {}


def test_every_colour_of_a_text_is_checked_here() -> None:
    assert set(TOKENS) == {*ON_PAPER, *ON_WASH, "paper", "wash", "marker", "added", "removed", "hairline"}


def test_no_rule_names_a_colour_that_is_not_a_token() -> None:
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", CSS[CSS.index("}") :])) <= {"#000", "#fff"}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("mode", MODES)
def test_two_journeys_are_told_apart(mode: str, eyes: str) -> None:
    seen = {name: oklab(times(EYES[eyes], linear(name, mode))) for name in JOURNEYS}
    distances = {(first, second): math.dist(seen[first], seen[second]) for first, second in combinations(JOURNEYS, 2)}
    assert {pair: distance for pair, distance in distances.items() if distance < APART} == {}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_journey_is_as_grey_as_the_street_of_lone_posts(journey: str, mode: str) -> None:
    seen = oklab(linear(journey, mode))
    assert math.hypot(*seen[1:]) >= COLORFUL
    assert math.dist(seen, oklab(linear("soft", mode))) >= APART


def test_every_journey_has_a_pattern_of_its_own() -> None:
    assert len(set(re.findall(r"--dashes: ([^;}]+)", CSS))) == len(JOURNEYS)
