"""Journeys, and the map of all of them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from dapsagi.pages.views.parts import Anchor, Card, JourneyCard, Mark, Meta, View


class JourneyPart(msgspec.Struct, frozen=True):
    """One part on the page of its journey, and the `minutes` that it takes to read.

    `card` is missing for a part that is a heading within a post, and for one that is only planned, which has no `url`
    either.
    """

    number: int
    title: str
    card: Card | None
    minutes: int = 0
    url: str = ""


class SeriesView(View, frozen=True):
    """The page of one journey: its parts in order, the `minutes` that all of them take to read, and its own feed.

    `feed_url` is empty where the blog's own address is not known.
    """

    meta: Meta
    name: str
    parts: tuple[JourneyPart, ...]
    journey: JourneyCard
    index_url: str
    minutes: int = 0
    feed_url: str = ""


class SeriesIndexView(View, frozen=True):
    """All journeys, the one continued last first; `map_url` leads to the route map."""

    meta: Meta
    journeys: tuple[JourneyCard, ...]
    map_url: str = ""


class RouteLine(msgspec.Struct, frozen=True):
    """A journey as a line of the route map; it `arrives` from an earlier map, and `leaves` for a later one."""

    name: str
    url: str
    color: int
    arrives: bool = False
    leaves: bool = False


class RouteTransfer(msgspec.Struct, frozen=True):
    """A post that a station's own links to; `stop` is its place among the stations of this map, -1 on another one."""

    title: str
    stop: int = -1


class RouteStop(msgspec.Struct, frozen=True):
    """A station of the route map: a post, or with an empty `url` a part that is planned.

    `line` is the place of its journey among the map's lines, -1 if it is part of none, and `part` its number there, 0
    if it is the whole of it or a heading to be written in it; the first station of a line on a map `opens` it.
    """

    title: str
    url: str
    date: datetime | None
    line: int = -1
    part: int = 0
    opens: bool = False
    transfers: tuple[RouteTransfer, ...] = ()
    mark: Mark = ""


class RouteStretch(msgspec.Struct, frozen=True):
    """The stations of one year or month in order of time, or with the `number` 0 the parts that are planned."""

    number: int
    stops: tuple[RouteStop, ...]


class RouteMapView(View, frozen=True):
    """The route map of a `year`, by month, or with the year 0 of the whole blog, by year, from the oldest post on."""

    meta: Meta
    year: int
    lines: tuple[RouteLine, ...]
    stretches: tuple[RouteStretch, ...]
    older: Anchor | None
    newer: Anchor | None
    index_url: str


class RouteRun(msgspec.Struct, frozen=True):
    """A journey in one year: the weeks (0-52) of its posts."""

    name: str
    url: str
    color: int
    weeks: tuple[int, ...]
    arrives: bool
    leaves: bool


class RouteYear(msgspec.Struct, frozen=True):
    """A year of the route map: how many posts it has, its journeys, and the weeks of posts that are part of none."""

    year: int
    url: str
    posts: int
    runs: tuple[RouteRun, ...]
    weeks: tuple[int, ...]


class RouteIndexView(View, frozen=True):
    """The route map of a blog that has too many posts for one: its years, the oldest first."""

    meta: Meta
    years: tuple[RouteYear, ...]
    index_url: str
