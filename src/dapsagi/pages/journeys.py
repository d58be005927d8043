"""Journeys: the page of each, the list of all, the route map, and the stations that stand beside a part."""

from __future__ import annotations

from functools import partial

from dapsagi.addresses import urls
from dapsagi.journey.series import Part, Series
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Planner, Routes
from dapsagi.pages.views import (
    JourneyPart,
    RouteIndexView,
    RouteMapView,
    SeriesBox,
    SeriesIndexView,
    SeriesView,
    Station,
    StationState,
)
from dapsagi.post.values import Post
from dapsagi.site.places import MOST_ON_ONE_MAP

# Up to so many parts, a journey stands whole beside each of its posts; of a longer one, so many before and behind it.
_WHOLE = 30
_BESIDE = 10


def routes(planner: Planner) -> Routes:
    """Yield the addresses of journeys and of route maps."""
    for number, series in enumerate(planner.site.series):
        yield planner.series_url[series.id], partial(plan_journey, number=number)
    yield urls.SERIES, plan_journeys
    if planner.site.posts:
        yield urls.ROUTE_MAP, plan_route_map
        for year in _map_years(planner):
            yield urls.route_map_url(year), partial(plan_map_of, year=year)


def plan_journey(planner: Planner, number: int) -> Page:
    """Plan the page of a journey."""
    series = planner.site.series[number]
    url = planner.series_url[series.id]
    view = SeriesView(
        meta=planner.meta(url, series.name, description=planner.walked(series)[0].summary),
        name=series.name,
        parts=tuple(_journey_part(planner, *each) for each in enumerate((*series.parts, *series.planned), 1)),
        journey=planner.journey_card(series),
        index_url=planner.href(urls.SERIES),
        minutes=sum(post.minutes for post in planner.walked(series)),
        feed_url=planner.href(urls.feed_of(url)) if planner.settings.url else "",
    )
    return planner.make(url, "series.html", view)


def _journey_part(planner: Planner, number: int, part: Part) -> JourneyPart:
    post = planner.site.by_key[part.key] if part.key else None
    if post is None:
        return JourneyPart(number, part.title, None)
    if part.anchor:
        return JourneyPart(number, part.title, None, _minutes_of(post, part), f"{post.href}#{part.anchor}")
    return JourneyPart(number, part.title, planner.card(post), post.minutes, post.href)


def _minutes_of(post: Post, part: Part) -> int:
    """Return how long it takes to read a part that is a heading of `post`; 0 if nothing stands below it."""
    anchors = [anchor for _, anchor in post.numbered]
    return post.part_minutes[anchors.index(part.anchor)] if part.anchor in anchors else 0


def plan_journeys(planner: Planner) -> Page:
    """Plan the list of all journeys."""
    meta = planner.meta(urls.SERIES, planner.chrome.strings["journeys"])
    journeys = tuple(planner.journey_card(series) for series in planner.latest_series())
    map_url = planner.href(urls.ROUTE_MAP) if planner.site.posts else ""
    return planner.make(urls.SERIES, "series_index.html", SeriesIndexView(meta, journeys, map_url))


def _map_years(planner: Planner) -> list[int]:
    """The years that have a route map of their own, newest first."""
    return list(planner.years) if len(planner.site.posts) > MOST_ON_ONE_MAP else []


def plan_route_map(planner: Planner) -> Page:
    """Plan the route map: that of all years, or the way to the maps of each where there is too much for one."""
    if not _map_years(planner):
        return plan_map_of(planner, 0)
    meta = planner.meta(urls.ROUTE_MAP, planner.chrome.strings["route_map"])
    years = tuple(
        planner.cartographer.year(year, planner.href(urls.route_map_url(year)), planner.years[year])
        for year in reversed(_map_years(planner))
    )
    return planner.make(urls.ROUTE_MAP, "route_index.html", RouteIndexView(meta, years, planner.href(urls.SERIES)))


def plan_map_of(planner: Planner, year: int) -> Page:
    """Plan the map of a year, or of all of them for the year 0."""
    url = urls.route_map_url(year) if year else urls.ROUTE_MAP
    title = planner.chrome.strings["route_map"]
    newer, older = planner.years_beside(year, urls.route_map_url) if year else (None, None)
    lines, stretches = planner.cartographer.chart(
        planner.years[year] if year else planner.site.posts, "month" if year else "year"
    )
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


def series_box(planner: Planner, post: Post) -> SeriesBox | None:
    """Return the stations that stand beside a post; None for one that is no part of anything.

    Of a post whose headings are the parts, they are on its own page.
    """
    series = planner.series_of.get(post.key)
    if series is None:
        return None
    keys, here = planner.keys_of[series.id], planner.number_of[post.key]
    parts = (*series.parts, *series.planned)
    # A journey of hundreds would be longer than the text beside which it stands.
    near = range(max(here - _BESIDE, 0), min(here + _BESIDE + 1, len(parts)))
    shown = range(len(parts)) if series.is_one_post or len(parts) <= _WHOLE else near
    return SeriesBox(
        name=series.name,
        url=planner.series_link[series.id].url,
        position=0 if series.is_one_post else here + 1,
        total=len(series.parts) if series.is_one_post else len(keys),
        stations=tuple(_station(planner, series, post, parts[number], number + 1) for number in shown),
        previous=planner.anchor(planner.site.by_key[keys[here - 1]]) if here else None,
        next=planner.anchor(planner.site.by_key[keys[here + 1]]) if here + 1 < len(keys) else None,
        color=planner.color_of[series.id],
        earlier=shown.start,
        later=len(parts) - shown.stop,
    )


def _station(planner: Planner, series: Series, post: Post, part: Part, number: int) -> Station:
    if not part.key:
        return Station(number, part.title, "", "planned")
    if series.is_one_post:
        return Station(number, part.title, f"#{part.anchor}", "ahead", _minutes_of(post, part))
    here = planner.number_of[post.key] + 1
    state: StationState = "past" if number < here else "here" if number == here else "ahead"
    return Station(number, part.title, planner.site.by_key[part.key].href, state)
