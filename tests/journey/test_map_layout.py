from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dapsagi.journey.map_layout import STREET, Drawing, Line, Row, draw_map, pack

POINT = re.compile(r"M([\d.]+) ([\d.]+)h0")
COMMAND = re.compile(r"([MHVQL])([^MHVQL]*)")


def stations(drawing: Drawing) -> list[tuple[float, float]]:
    """Return where the stations stand, from top to bottom."""
    found = [(float(x), float(y)) for some in drawing.stations for x, y in POINT.findall(some.path)]
    return sorted(found, key=lambda point: point[1])


def straights(path: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the straight stretches of a path, each from one point to another."""
    found = []
    at = (0.0, 0.0)
    for command, numbers in COMMAND.findall(path):
        values = [float(number) for number in numbers.split()]
        match command:
            case "H":
                to = (values[0], at[1])
            case "V":
                to = (at[0], values[0])
            case _:
                to = (values[-2], values[-1])
        if command in "HV":
            found.append((at, to))
        at = to
    return found


@st.composite
def maps(draw: st.DrawFn) -> tuple[list[Row], list[Line]]:
    lines = draw(st.lists(st.builds(Line, st.integers(0, 7), st.booleans(), st.booleans()), max_size=5))
    size = draw(st.integers(1, 14))
    rows: list[Row] = []
    for position in range(size):
        line = draw(st.one_of(st.none(), st.integers(STREET, len(lines) - 1)))
        earlier = [other for other in range(position) if rows[other].line is not None]
        links = draw(st.sets(st.sampled_from(earlier), max_size=2)) if earlier and line is not None else set()
        rows.append(Row(line, tuple(links), draw(st.booleans()) and line is not None))
    return rows, lines


def test_a_line_runs_from_its_first_station_to_its_last() -> None:
    drawing = draw_map([Row(), Row(0), Row(STREET), Row(0)], [Line(3)])
    assert [(line.path, line.color) for line in drawing.lines] == [("M0.5 0V4", None), ("M1.5 1.5V3.5", 3)]
    assert stations(drawing) == [(1.5, 1.5), (0.5, 2.5), (1.5, 3.5)]


def test_a_line_that_began_before_comes_from_above_and_one_that_goes_on_leaves_below() -> None:
    drawing = draw_map([Row(0), Row(1)], [Line(0, arrives=True), Line(1, leaves=True)])
    assert [line.path for line in drawing.lines] == ["M0.5 0V0.5", "M1.5 1.5V2"]


def test_a_later_line_takes_the_column_of_one_that_has_ended() -> None:
    rows = [Row(0), Row(0), Row(), Row(1), Row(2), Row(1), Row(2)]
    assert [x for x, _ in stations(draw_map(rows, [Line(0), Line(1), Line(2)]))] == [0.5, 0.5, 0.5, 1.5, 0.5, 1.5]


def test_planned_stations_are_reached_by_a_line_of_their_own() -> None:
    drawing = draw_map([Row(0), Row(0), Row(0, planned=True)], [Line(2)])
    assert [line.path for line in drawing.lines] == ["M0.5 0.5V1.5"]
    assert [line.path for line in drawing.plans] == ["M0.5 1.5V2.5"]
    assert [(some.kind, some.path) for some in drawing.stations] == [
        ("stop", "M0.5 0.5h0M0.5 1.5h0"),
        ("planned", "M0.5 2.5h0"),
    ]


def test_stations_with_a_transfer_are_marked_at_both_ends() -> None:
    drawing = draw_map([Row(STREET), Row(0), Row(STREET, (1,)), Row(0)], [Line(1)])
    assert {(some.kind, some.path) for some in drawing.stations} == {
        ("street", "M0.5 0.5h0"),
        ("transfer", "M1.5 1.5h0"),
        ("transfer", "M0.5 2.5h0"),
        ("stop", "M1.5 3.5h0"),
    }
    assert len(drawing.transfers) == 1


@given(maps())
def test_every_station_stands_in_its_row_and_on_its_line(drawn: tuple[list[Row], list[Line]]) -> None:
    rows, lines = drawn
    drawing = draw_map(rows, lines)
    places = stations(drawing)
    assert [y for _, y in places] == [position + 0.5 for position, row in enumerate(rows) if row.line is not None]
    assert all(0 < x < drawing.columns for x, _ in places)
    column = dict(zip((position for position, row in enumerate(rows) if row.line is not None), places, strict=True))
    for one, other in combinations(column, 2):
        if rows[one].line == rows[other].line:
            assert column[one][0] == column[other][0]


@given(maps())
def test_no_transfer_runs_through_the_station_of_a_third_post(drawn: tuple[list[Row], list[Line]]) -> None:
    rows, lines = drawn
    drawing = draw_map(rows, lines)
    for path in drawing.transfers:
        if "V" not in path:
            continue
        # A transfer's first and last straight stretch lie in the rows of its own stations.
        first, *between, last = straights(path)
        assert any(point in (first[0], last[1]) for point in stations(drawing))
        for (left, top), (right, bottom) in between:
            assert left == right
            inside = [
                y for x, y in stations(drawing) if abs(x - left) < 0.1 and min(top, bottom) < y < max(top, bottom)
            ]
            assert inside == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=20))
def test_spans_on_one_track_stand_apart(spans: list[tuple[int, int]]) -> None:
    tracks = pack(spans, 2)
    for one, other in combinations(range(len(spans)), 2):
        if tracks[one] == tracks[other]:
            (first, second) = sorted((spans[one], spans[other]))
            assert first[1] + 2 <= second[0]


@given(maps())
def test_no_two_transfers_run_down_on_one_track(drawn: tuple[list[Row], list[Line]]) -> None:
    ways = [
        (left, min(top, bottom), max(top, bottom))
        for path in draw_map(*drawn).transfers
        for (left, top), (right, bottom) in straights(path)
        if left == right
    ]
    for one, other in combinations(ways, 2):
        assert one[0] != other[0] or one[2] < other[1] or other[2] < one[1]


def test_a_transfer_without_room_or_too_long_to_follow_is_broken_off_at_both_ends() -> None:
    crowd = [Row(0), *(Row(1, (0,)) for _ in range(5))]
    paths = draw_map(crowd, [Line(0), Line(1)]).transfers
    assert sum("V" in path for path in paths) == 3
    assert [path for path in paths if "V" not in path] == [
        "M0.5 0.5L0.16 0.84",
        "M1.5 4.5L1.16 4.16",
        "M1.5 5.5L1.16 5.16",
    ]
    far = [Row(0), *[Row()] * 40, Row(1, (0,))]
    assert draw_map(far, [Line(0), Line(1)]).transfers == ("M0.5 0.5L0.16 0.84", "M0.5 41.5L0.16 41.16")
