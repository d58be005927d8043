"""The reading list, in its orders, and as files for those who keep their own."""

from __future__ import annotations

from functools import partial

import msgspec

from dapsagi import urls
from dapsagi.journey.references import Form
from dapsagi.page import Page
from dapsagi.pages.planner import Planner, Routes
from dapsagi.reading_list import ORDERS, Order, Shelving, group_references
from dapsagi.views import Anchor, ExportView, ReferencesView


def routes(planner: Planner) -> Routes:
    """Yield the addresses of the reading list where there is one."""
    if not planner.site.references:
        return
    pages, exports = urls.REFERENCE_PAGES[: len(ORDERS)], urls.REFERENCE_PAGES[len(ORDERS) :]
    for url, order in zip(pages, ORDERS, strict=True):
        yield url, partial(plan_references, url=url, order=order)
    for url in exports:
        yield url, partial(plan_export, url=url)


def plan_references(planner: Planner, url: str, order: Order) -> Page:
    """Plan the reading list in one of its orders."""
    strings = planner.chrome.strings
    journeys = {key: planner.series_link[series.id] for key, series in planner.series_of.items() if key}
    colors = {planner.series_link[series.id].url: planner.color_of[series.id] for series in planner.site.series}
    names = [strings["by_kind"], strings["by_journey"], strings["by_year"], "BibTeX", "RIS", "CSL-JSON"]
    ways = [Anchor(name, planner.href(address)) for name, address in zip(names, urls.REFERENCE_PAGES, strict=True)]
    shelving = Shelving(planner.site.by_key, journeys, colors, strings)
    view = ReferencesView(
        meta=planner.meta(planner.chrome, url, strings["references"]),
        order=order,
        groups=group_references(planner.site.references, order, shelving),
        ways=tuple(ways[: len(ORDERS)]),
        exports=tuple(ways[len(ORDERS) :]),
    )
    return planner.make(url, "references.html", view)


def plan_export(planner: Planner, url: str) -> Page:
    """Plan the reading list as a file."""
    form: dict[str, Form] = {"bib": "bib", "ris": "ris", "json": "json"}
    # Where they are spoken of is not in the file, and changes with every line that is added above.
    works = tuple(msgspec.structs.replace(each, speeches=()) for each in planner.site.references)
    return planner.make(url, "export.txt", ExportView(form[url.rpartition(".")[2]], works))
