"""The route map as a drawing: what the view of a map says, laid out in columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dapsagi.journey.map_layout import STREET, Drawing, Line, Row, draw_map, pack
from dapsagi.pages.views.journeys import RouteMapView, RouteYear

_WEEKS = 53

# Lines on one track of the index stand this many weeks apart.
_WEEKS_APART = 3


def draw_route_map(page: RouteMapView) -> Drawing:
    """Draw a map. It has a row for each stretch's heading, and one for each of its stations below."""
    row_of: list[int] = []
    rows = 0
    for stretch in page.stretches:
        row_of += range(rows + 1, rows + 1 + len(stretch.stops))
        rows += 1 + len(stretch.stops)
    drawn = [Row()] * rows
    stops = (stop for stretch in page.stretches for stop in stretch.stops)
    for row, stop in zip(row_of, stops, strict=True):
        drawn[row] = Row(
            line=STREET if stop.line < 0 else stop.line,
            links=tuple(row_of[transfer.stop] for transfer in stop.transfers if transfer.stop >= 0),
            elsewhere=any(transfer.stop < 0 for transfer in stop.transfers),
            planned=not stop.url,
        )
    return draw_map(drawn, [Line(line.color, line.arrives, line.leaves) for line in page.lines])


class Strip(msgspec.Struct, frozen=True):
    """A year of the index as a drawing: time runs to the right, 53 weeks of it, and each line has a track.

    `lines` and `stations` are paths with the colours of their lines, in the order of the year's runs; `others` are the
    posts that are part of no journey, below all tracks.
    """

    tracks: int
    lines: tuple[tuple[int, str], ...]
    stations: tuple[tuple[int, str], ...]
    others: str


def draw_route_years(years: Sequence[RouteYear]) -> list[Strip]:
    """Draw the years of the index of maps, one after the other; a line keeps its track from year to year."""
    spans: dict[str, tuple[float, float]] = {}
    for number, year in enumerate(years):
        for run in year.runs:
            begin = number * _WEEKS + run.weeks[0]
            spans[run.url] = spans.get(run.url, (begin, 0))[0], number * _WEEKS + run.weeks[-1]
    track_of = dict(zip(spans, pack(list(spans.values()), _WEEKS_APART), strict=True))
    return [_strip(year, track_of) for year in years]


def _strip(year: RouteYear, track_of: Mapping[str, int]) -> Strip:
    lines: list[tuple[int, str]] = []
    stations: list[tuple[int, str]] = []
    for run in year.runs:
        track = track_of[run.url]
        left = "0" if run.arrives else f"{run.weeks[0]}.5"
        right = str(_WEEKS) if run.leaves else f"{run.weeks[-1]}.5"
        lines.append((run.color, f"M{left} {track}.5H{right}"))
        stations.append((run.color, _points(run.weeks, track)))
    below = max((track_of[run.url] for run in year.runs), default=-1) + 1
    return Strip(below + 1, tuple(lines), tuple(stations), _points(year.weeks, below))


def _points(weeks: Iterable[int], track: int) -> str:
    return "".join(f"M{week}.5 {track}.5h0" for week in weeks)
