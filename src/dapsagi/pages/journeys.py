"""Journeys: the page of each, the list of all, and the stations that stand beside a part."""

from __future__ import annotations

from functools import partial

from dapsagi.addresses import urls
from dapsagi.journey.series import Part, Series
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Planner, Routes
from dapsagi.pages.views.journeys import JourneyPart, SeriesIndexView, SeriesView
from dapsagi.pages.views.posts import SeriesBox, Station, StationState
from dapsagi.post.values import Post

# Up to so many parts, a journey stands whole beside each of its posts; of a longer one, so many before and behind it.
_WHOLE = 30
_BESIDE = 10


def routes(planner: Planner) -> Routes:
    """Yield the addresses of journeys."""
    for number, journey in enumerate(planner.journeys):
        yield journey.url, partial(_plan_journey, number=number)
    yield urls.SERIES, _plan_journeys


def _plan_journey(planner: Planner, number: int) -> Page:
    journey = planner.journeys[number]
    series, walked = journey.series, planner.walked(journey)
    view = SeriesView(
        meta=planner.meta(journey.url, series.name, description=walked[0].summary),
        name=series.name,
        parts=tuple(_journey_part(planner, *each) for each in enumerate((*series.parts, *series.planned), 1)),
        journey=planner.journey_card(journey),
        index_url=planner.href(urls.SERIES),
        minutes=sum(post.minutes for post in walked),
        feed_url=planner.href(urls.feed_of(journey.url)) if planner.settings.url else "",
    )
    return planner.make(journey.url, "series.html", view)


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


def _plan_journeys(planner: Planner) -> Page:
    meta = planner.meta(urls.SERIES, planner.chrome.strings["journeys"])
    journeys = tuple(planner.journey_card(journey) for journey in planner.latest_journeys())
    map_url = planner.href(urls.ROUTE_MAP) if planner.site.posts else ""
    return planner.make(urls.SERIES, "series_index.html", SeriesIndexView(meta, journeys, map_url))


def series_box(planner: Planner, post: Post) -> SeriesBox | None:
    """Return the stations that stand beside a post; None for one that is no part of anything.

    Of a post whose headings are the parts, they are on its own page.
    """
    journey = planner.journey_of.get(post.key)
    if journey is None:
        return None
    series, keys, here = journey.series, journey.keys, planner.number_of[post.key]
    parts = (*series.parts, *series.planned)
    # A journey of hundreds would be longer than the text beside which it stands.
    near = range(max(here - _BESIDE, 0), min(here + _BESIDE + 1, len(parts)))
    shown = range(len(parts)) if series.is_one_post or len(parts) <= _WHOLE else near
    return SeriesBox(
        name=series.name,
        url=journey.link.url,
        position=0 if series.is_one_post else here + 1,
        total=len(series.parts) if series.is_one_post else len(keys),
        stations=tuple(_station(planner, series, post, parts[number], number + 1) for number in shown),
        previous=planner.anchor(planner.site.by_key[keys[here - 1]]) if here else None,
        next=planner.anchor(planner.site.by_key[keys[here + 1]]) if here + 1 < len(keys) else None,
        color=journey.color,
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
