"""The route map: where lines, stations and transfers stand when posts are drawn as a transit map.

Time runs down, a row for each post; lines are columns, and give their column to a later line once they end. A transfer
leaves its station along the row, runs down between two columns, and arrives along a row: as no two stations share a
row, it never runs through a third one. Where it would share its way with others, or is longer than an eye can follow,
it is broken off: it sets out from one station and arrives at the other, and the words beside them say the rest.

Everything is measured in columns and rows, from the upper left corner; how large these are is for the style sheet to
say, and so are the width of a stroke and the size of a station.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

#: A row that belongs to no line.
STREET = -1

StationKind: TypeAlias = Literal["stop", "transfer", "planned", "street"]

# How far a transfer's corners are rounded, in columns and in rows.
_CORNER = 0.25
_CORNER_DOWN = 0.35

# How far a transfer is drawn that is broken off, in columns and in rows; to another map it sets out upwards.
_STUB = 0.34
_UP, _DOWN = -1, 1

# Where transfers run between two columns, from the middle, and on the street's own side of it. On a phone a column is a
# dozen pixels wide: what runs closer than this melts into one.
_TRACKS = (0.0, -0.22, 0.22)
_STREET_TRACKS = (0.0, -0.25, -0.5, -0.75)

# Rows that a transfer may run down: about a screen of them.
_LONGEST = 30


class Line(msgspec.Struct, frozen=True):
    """A line: one of eight colours, and whether it comes from above the map or goes on below it."""

    color: int
    arrives: bool = False
    leaves: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row: a station of line number `line` or of the `STREET`, or nothing where that is None.

    `links` are the rows that it is linked with; it may be linked `elsewhere` as well, off the map.
    """

    line: int | None = None
    links: tuple[int, ...] = ()
    elsewhere: bool = False
    planned: bool = False


class Stroke(msgspec.Struct, frozen=True):
    """A path in SVG's notation, in the colour of a line; None is that of the street."""

    path: str
    color: int | None = None


class Stations(msgspec.Struct, frozen=True):
    """All stations of one kind and colour: a path of points, each to be drawn with a round cap."""

    kind: StationKind
    path: str
    color: int | None = None


class Drawing(msgspec.Struct, frozen=True):
    """A drawing of so many `columns` and `rows`; `plans` are lines to stations yet to be built."""

    columns: int
    rows: int
    lines: tuple[Stroke, ...]
    plans: tuple[Stroke, ...]
    transfers: tuple[str, ...]
    stations: tuple[Stations, ...]


def draw_map(rows: Sequence[Row], lines: Sequence[Line]) -> Drawing:
    """Draw a map of `rows` from the oldest to the newest."""
    stops: dict[int, list[int]] = {number: [] for number in (STREET, *range(len(lines)))}
    for position, row in enumerate(rows):
        if row.line is not None:
            stops[row.line].append(position)
    spans = {number: _span(stops[number], lines[number], len(rows)) for number in range(len(lines)) if stops[number]}
    # The street has a column to itself, and its own transfers one on its left.
    street = 1 if _needs_room_on_the_left(rows) else 0
    column = {STREET: street, **_pack(spans, first=street + 1 if stops[STREET] else street)}
    return Drawing(
        columns=max([1, *(place + 1 for number, place in column.items() if stops[number])]),
        rows=len(rows),
        lines=tuple(_lines(rows, stops, lines, column)),
        plans=tuple(_plans(rows, stops, lines, column)),
        transfers=tuple(_transfers(rows, column)),
        stations=tuple(_stations(rows, lines, column)),
    )


def pack(spans: Sequence[tuple[float, float]], apart: float) -> list[int]:
    """Give each span the first track on which it stands `apart` from all others there."""
    ends: list[float] = []
    tracks: list[int] = [0] * len(spans)
    for number in sorted(range(len(spans)), key=lambda number: spans[number]):
        start, end = spans[number]
        track = next((track for track, last in enumerate(ends) if last + apart <= start), len(ends))
        if track == len(ends):
            ends.append(end)
        ends[track] = end
        tracks[number] = track
    return tracks


def _needs_room_on_the_left(rows: Sequence[Row]) -> bool:
    return any(row.elsewhere or any(row.line == rows[link].line == STREET for link in row.links) for row in rows)


def _span(stops: Sequence[int], line: Line, rows: int) -> tuple[float, float]:
    return (0 if line.arrives else stops[0]), (rows if line.leaves else stops[-1])


def _pack(spans: dict[int, tuple[float, float]], first: int) -> dict[int, int]:
    tracks = pack(list(spans.values()), apart=2)
    return {number: first + track for number, track in zip(spans, tracks, strict=True)}


def _lines(
    rows: Sequence[Row], stops: dict[int, list[int]], lines: Sequence[Line], column: dict[int, int]
) -> Iterable[Stroke]:
    if stops[STREET]:
        yield Stroke(f"M{_x(column[STREET])} 0V{len(rows)}")
    for number, line in enumerate(lines):
        built = [stop for stop in stops[number] if not rows[stop].planned]
        if not built:
            continue
        top = "0" if line.arrives else _y(built[0])
        bottom = str(len(rows)) if line.leaves else _y(built[-1])
        if top != bottom:
            yield Stroke(f"M{_x(column[number])} {top}V{bottom}", line.color)


def _plans(
    rows: Sequence[Row], stops: dict[int, list[int]], lines: Sequence[Line], column: dict[int, int]
) -> Iterable[Stroke]:
    for number, line in enumerate(lines):
        built = [stop for stop in stops[number] if not rows[stop].planned]
        planned = [stop for stop in stops[number] if rows[stop].planned]
        if built and planned:
            yield Stroke(f"M{_x(column[number])} {_y(built[-1])}V{_y(planned[-1])}", line.color)


def _stations(rows: Sequence[Row], lines: Sequence[Line], column: dict[int, int]) -> Iterable[Stations]:
    linked = {end for position, row in enumerate(rows) for link in row.links for end in (position, link)}
    points: dict[tuple[StationKind, int | None], str] = {}
    for position, row in enumerate(rows):
        if row.line is None:
            continue
        color = None if row.line == STREET else lines[row.line].color
        kind: StationKind = "street" if color is None else "stop"
        if row.planned:
            kind = "planned"
        elif position in linked or row.elsewhere:
            kind = "transfer"
        point = f"M{_x(column[row.line])} {_y(position)}h0"
        points[kind, color] = points.get((kind, color), "") + point
    for (kind, color), path in points.items():
        yield Stations(kind, path, color)


def _transfers(rows: Sequence[Row], column: dict[int, int]) -> Iterable[str]:
    pairs = {(min(position, link), max(position, link)) for position, row in enumerate(rows) for link in row.links}
    taken: dict[tuple[int, float], list[tuple[int, int]]] = defaultdict(list)
    broken = {(position, _UP) for position, row in enumerate(rows) if row.elsewhere}
    # The short ones first: they lie within the long ones and are not crossed by them.
    for upper, lower in sorted(pairs, key=lambda pair: (pair[1] - pair[0], pair)):
        start, end = column[_line(rows[upper])], column[_line(rows[lower])]
        # On the near side of the column where it ends; from the street to itself, on its left.
        gap = end if start < end else end + 1 if start > end else start
        tracks = _STREET_TRACKS if gap == column[STREET] else _TRACKS
        free = (track for track in tracks if not any(_meet((upper, lower), other) for other in taken[gap, track]))
        track = next(free, None) if lower - upper <= _LONGEST else None
        if track is None:
            broken |= {(upper, _DOWN), (lower, _UP)}
            continue
        taken[gap, track].append((upper, lower))
        yield _passage(start, end, gap + track, upper, lower)
    for position, direction in sorted(broken):
        yield _stub(column[_line(rows[position])], position, direction)


def _line(row: Row) -> int:
    return STREET if row.line is None else row.line


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _passage(start: int, end: int, gap: float, upper: int, lower: int) -> str:
    """Return the path of a transfer: along the upper row, down the gap, along the lower row."""
    left, right = start + 0.5, end + 0.5
    out, home = (_CORNER if gap > left else -_CORNER), (_CORNER if right > gap else -_CORNER)
    return (
        f"M{_n(left)} {_y(upper)}H{_n(gap - out)}Q{_n(gap)} {_y(upper)} {_n(gap)} {_n(upper + 0.5 + _CORNER_DOWN)}"
        f"V{_n(lower + 0.5 - _CORNER_DOWN)}Q{_n(gap)} {_y(lower)} {_n(gap + home)} {_y(lower)}H{_n(right)}"
    )


def _stub(column: int, row: int, direction: int) -> str:
    """Return the path of a transfer that is broken off: it sets out from its station, up or down, and ends."""
    return f"M{_x(column)} {_y(row)}L{_n(column + 0.5 - _STUB)} {_n(row + 0.5 + direction * _STUB)}"


def _x(column: int) -> str:
    return _n(column + 0.5)


def _y(row: int) -> str:
    return _n(row + 0.5)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
