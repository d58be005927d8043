"""The route map: its stations and lines from the site.

What a page of the map shows goes into its view; where that stands in the drawing follows from it, and is worked out
only when the page is rendered (`map_drawing`). No body and no summary is looked at: an edit of a text leaves every map
as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from dapsagi.addresses import urls
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Journey, Planner, Routes
from dapsagi.pages.views.journeys import (
    RouteIndexView,
    RouteLine,
    RouteMapView,
    RouteRun,
    RouteStop,
    RouteStretch,
    RouteTransfer,
    RouteYear,
)
from dapsagi.post.values import Post
from dapsagi.site.places import MOST_ON_ONE_MAP


def routes(planner: Planner) -> Routes:
    """Yield the addresses of the map: that of all years, or the way to the maps of each where there is too much."""
    if not planner.listed:
        return
    if len(planner.listed) <= MOST_ON_ONE_MAP:
        yield urls.ROUTE_MAP, partial(_plan_map, year=0)
        return
    yield urls.ROUTE_MAP, _plan_years
    for year in planner.years:
        yield urls.route_map_url(year), partial(_plan_map, year=year)


def _plan_years(planner: Planner) -> Page:
    meta = planner.meta(urls.ROUTE_MAP, planner.chrome.strings["route_map"])
    years = tuple(_year(planner, year) for year in reversed(planner.years))
    return planner.make(urls.ROUTE_MAP, "route_index.html", RouteIndexView(meta, years, planner.href(urls.SERIES)))


def _plan_map(planner: Planner, year: int) -> Page:
    """Plan the map of a year, or of all of them for the year 0."""
    url = urls.route_map_url(year) if year else urls.ROUTE_MAP
    title = planner.chrome.strings["route_map"]
    newer, older = planner.years_beside(year, urls.route_map_url) if year else (None, None)
    lines, stretches = _chart(planner, planner.years[year] if year else planner.listed, "month" if year else "year")
    view = RouteMapView(
        meta=planner.meta(url, f"{title} {year}" if year else title),
        year=year,
        lines=lines,
        stretches=stretches,
        older=older,
        newer=newer,
        index_url=planner.href(urls.ROUTE_MAP if year else urls.SERIES),
    )
    return planner.make(url, "route_map.html", view)


def _chart(planner: Planner, posts: Sequence[Post], by: str) -> tuple[tuple[RouteLine, ...], tuple[RouteStretch, ...]]:
    """Return the lines and stretches of a map of `posts`, which come newest first, in a stretch for each year or month.

    What is planned stands behind all of them, if its journey ends on this map.
    """
    ordered = posts[::-1]
    places = {post.key: place for place, post in enumerate(ordered)}
    numbers: dict[str, int] = {}
    journeys: list[Journey] = []
    stops: list[tuple[int, RouteStop]] = []
    for post in ordered:
        journey = planner.journey_of.get(post.key)
        opens = journey is not None and journey.url not in numbers
        if journey and opens:
            numbers[journey.url] = len(journeys)
            journeys.append(journey)
        stop = RouteStop(
            title=post.title,
            url=post.href,
            date=post.date,
            line=numbers[journey.url] if journey else -1,
            # Headings of one post bear their own numbers.
            part=planner.number_of[post.key] + 1 if journey and not journey.series.is_one_post else 0,
            opens=opens,
            transfers=_transfers(planner, post, journey, places),
            mark=planner.site.mark(post),
        )
        stops.append((getattr(post.date, by), stop))
    stretches = [
        RouteStretch(when, tuple(stop for _, stop in some)) for when, some in groupby(stops, lambda stop: stop[0])
    ]
    lines = tuple(_line(journey, ordered) for journey in journeys)
    planned = [
        RouteStop(part.title, "", None, line=number, part=0 if series.is_one_post else len(series.parts) + place)
        for number, series in enumerate(journey.series for journey in journeys)
        if not lines[number].leaves
        for place, part in enumerate(series.planned, 1)
    ]
    return lines, (*stretches, *([RouteStretch(0, tuple(planned))] if planned else []))


def _year(planner: Planner, year: int) -> RouteYear:
    """Return what the index of the maps says of a year."""
    posts = planner.years[year][::-1]
    journeys: dict[str, Journey] = {}
    weeks: dict[str, dict[int, None]] = {"": {}}
    for post in posts:
        journey = planner.journey_of.get(post.key)
        url = journey.url if journey else ""
        if journey:
            journeys[url] = journey
        weeks.setdefault(url, {})[(post.date.timetuple().tm_yday - 1) // 7] = None
    runs = [
        RouteRun(line.name, line.url, line.color, tuple(weeks[url]), line.arrives, line.leaves)
        for url, line in ((url, _line(journey, posts)) for url, journey in journeys.items())
    ]
    return RouteYear(year, planner.href(urls.route_map_url(year)), len(posts), tuple(runs), tuple(weeks[""]))


def _line(journey: Journey, posts: Sequence[Post]) -> RouteLine:
    """Return the line of a journey on a map of `posts`, which come oldest first."""
    arrives, leaves = journey.first < posts[0].dated, journey.last > posts[-1].dated
    return RouteLine(journey.link.label, journey.link.url, journey.color, arrives, leaves)


def _transfers(
    planner: Planner, post: Post, journey: Journey | None, places: Mapping[str, int]
) -> tuple[RouteTransfer, ...]:
    """Return the links of a post to others; to those of its own line, the line leads."""
    found: dict[str, RouteTransfer] = {}
    for _, place in planner.site.links.get(post.key, ()):
        other = planner.site.by_key.get(place.key) if place.key != post.key else None
        if other is None or not other.is_post or other.key in found:
            continue
        if journey is None or planner.journey_of.get(other.key) is not journey:
            found[other.key] = RouteTransfer(other.title, places.get(other.key, -1))
    return tuple(found.values())
