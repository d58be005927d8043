"""The story of a build: nothing where nothing has moved, one page where one text has, and otherwise everything."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from dapsagi.build.order import Order
from dapsagi.build.standstill import Standing, moved_files, recall_standing, still_stands, take_stance
from dapsagi.cache.cache import CACHE, LostError
from dapsagi.cache.folder import passing_places
from dapsagi.cache.lock import alone
from dapsagi.cache.opening import damage, open_cache
from dapsagi.machine.beside import beside
from dapsagi.report import Report

if TYPE_CHECKING:
    from dapsagi.problems import Problem


def build(order: Order) -> Report:
    """Build a blog into its output folder. Raises `RefusedError`.

    Of several builds of one blog, one runs at a time; the `progress` of the others is told "waiting".
    """
    started = time.perf_counter()
    with passing_places(), alone((order.root / CACHE).parent, lambda: order.progress("waiting", 0, 0)):
        try:
            report = _build(order)
        except (msgspec.DecodeError, UnicodeDecodeError, LostError) as error:
            # What an author writes is reported where it is read, so this is the cache itself.
            from dapsagi.cache.folder import clear_cache

            clear_cache(order.root)
            report = _build(order, (damage(order.root / CACHE, error),))
    return msgspec.structs.replace(report, seconds=round(time.perf_counter() - started, 3))


def _build(order: Order, damages: tuple[Problem, ...] = ()) -> Report:
    with open_cache(order.root / CACHE) as (cache, problems):
        standing = None if order.explain_url else recall_standing(cache)
        report: Report | None = None
        # To look at all that was written takes as long as to look at all that may be read.
        stands = beside(partial(still_stands, order.output, standing.written)) if standing else None
        stance = None if order.explain_url else take_stance(order.root, order.settings, order.today)
        moved = moved_files(standing.stance, stance) if stance and standing else None
        if moved:
            # Imported when it is needed: most of a short build is the loading of a long one's code.
            from dapsagi.build.touch_up import touch_up
        if stands and stands() and stance and standing and moved is not None:
            report = touch_up(order, cache, standing, stance, moved) if moved else _unmoved(standing)
        if report is None:
            from dapsagi.build.full import build_all

            report = build_all(order, cache, stance, (*damages, *problems))
    return report


def _unmoved(standing: Standing) -> Report:
    """Return the report of the last build with nothing written."""
    last = standing.report
    unchanged = last.written + last.unchanged
    return msgspec.structs.replace(last, read=0, rendered=0, written=0, unchanged=unchanged, removed=0)
