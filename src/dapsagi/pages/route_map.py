"""The route map: its stations and lines from the site.

What a page of the map shows goes into its view; where that stands in the drawing follows from it, and is worked out
only when the page is rendered (`map_drawing`). No body and no summary is looked at: an edit of a text leaves every map
as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

import msgspec

from dapsagi.journey.series import Part, Series
from dapsagi.pages.views import Anchor, RouteLine, RouteRun, RouteStop, RouteStretch, RouteTransfer, RouteYear
from dapsagi.post.values import Post
from dapsagi.site import Site


class Journey(msgspec.Struct, frozen=True):
    """A journey as the map knows it: its address and colour, and the days of its oldest and newest post."""

    series: Series
    link: Anchor
    color: int
    first: str
    last: str

    def line(self, first: str, last: str) -> RouteLine:
        """Return its line on a map of the posts from one day to another."""
        return RouteLine(self.link.label, self.link.url, self.color, self.first < first, self.last > last)

    def place_of_plan(self, number: int) -> int:
        """Return the number of a planned part; headings of one post bear their own."""
        return 0 if self.series.is_one_post else len(self.series.parts) + number


class Cartographer:
    """Makes the views of the route map of one site."""

    def __init__(self, site: Site, links: Mapping[str, Anchor], colors: Mapping[str, int]) -> None:
        """Take the site, and the address and colour of each of its series by id."""
        self._site = site
        self._journeys: dict[str, tuple[Journey, int]] = {}
        for series in site.series:
            days = [site.by_key[part.key].dated for part in series.parts]
            journey = Journey(series, links[series.id], colors[series.id], min(days), max(days))
            for number, key in enumerate(series.keys, 1):
                self._journeys[key] = journey, 0 if series.is_one_post else number

    def chart(
        self, posts: Sequence[Post], by: Literal["year", "month"]
    ) -> tuple[tuple[RouteLine, ...], tuple[RouteStretch, ...]]:
        """Return the lines and stretches of a map of `posts`, which come newest first as everywhere."""
        ordered = posts[::-1]
        if not ordered:
            return (), ()
        places = {post.key: place for place, post in enumerate(ordered)}
        numbers: dict[str, int] = {}
        journeys: list[Journey] = []
        stops: list[RouteStop] = []
        for post in ordered:
            journey, part = self._journeys.get(post.key, (None, 0))
            opens = journey is not None and journey.series.id not in numbers
            if journey and opens:
                numbers[journey.series.id] = len(journeys)
                journeys.append(journey)
            stop = RouteStop(
                title=post.title,
                url=post.href,
                date=post.date,
                line=numbers[journey.series.id] if journey else -1,
                part=part,
                opens=opens,
                transfers=self._transfers(post, journey, places),
                mark=self._site.mark(post),
            )
            stops.append(stop)
        stretches = [RouteStretch(number, tuple(some)) for number, some in groupby(stops, lambda stop: _when(stop, by))]
        first, last = ordered[0].dated, ordered[-1].dated
        lines = tuple(journey.line(first, last) for journey in journeys)
        planned = [
            RouteStop(part.title, "", None, line=number, part=journey.place_of_plan(place))
            for number, journey in enumerate(journeys)
            for place, part in _yet_to_come(journey, lines[number])
        ]
        return lines, (*stretches, *([RouteStretch(0, tuple(planned))] if planned else []))

    def year(self, year: int, url: str, posts: Sequence[Post]) -> RouteYear:
        """Return what the index of the maps says of a year; `posts` come newest first."""
        weeks: dict[str, tuple[Journey, list[int]]] = {}
        others: list[int] = []
        for post in reversed(posts):
            week = (post.date.timetuple().tm_yday - 1) // 7
            journey, _ = self._journeys.get(post.key, (None, 0))
            (weeks.setdefault(journey.series.id, (journey, []))[1] if journey else others).append(week)
        first, last = posts[-1].dated, posts[0].dated
        runs = [
            RouteRun(line.name, line.url, line.color, tuple(dict.fromkeys(walked)), line.arrives, line.leaves)
            for journey, walked in weeks.values()
            for line in [journey.line(first, last)]
        ]
        return RouteYear(year, url, len(posts), tuple(runs), tuple(dict.fromkeys(others)))

    def _transfers(self, post: Post, journey: Journey | None, places: Mapping[str, int]) -> tuple[RouteTransfer, ...]:
        """Return the links of a post to others; to those of its own line, the line leads."""
        found: dict[str, RouteTransfer] = {}
        for _, place in self._site.links.get(post.key, ()):
            other = self._site.by_key.get(place.key) if place.key != post.key else None
            if other is None or not other.is_post or other.key in found:
                continue
            if journey is None or self._journeys.get(other.key, (None, 0))[0] is not journey:
                found[other.key] = RouteTransfer(other.title, places.get(other.key, -1))
        return tuple(found.values())


# --- Details ----------------------------------------------------------------------------------------------------


def _when(stop: RouteStop, by: Literal["year", "month"]) -> int:
    assert stop.date is not None
    return stop.date.year if by == "year" else stop.date.month


def _yet_to_come(journey: Journey, line: RouteLine) -> Iterable[tuple[int, Part]]:
    """Yield the planned parts of a journey with their place behind the written ones, if it ends on this map."""
    return () if line.leaves else enumerate(journey.series.planned, 1)
