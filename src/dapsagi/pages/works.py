"""The reading list, in its orders, and as files for those who keep their own."""

from __future__ import annotations

from functools import partial

import msgspec

from dapsagi.addresses import urls
from dapsagi.journey.references import Form
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Planner, Routes
from dapsagi.pages.reading_list import Order, Shelving, group_references
from dapsagi.pages.views import Anchor, ExportView, ReferencesView

_ORDER_WORDS: dict[Order, str] = {"kind": "by_kind", "journey": "by_journey", "year": "by_year"}
_FORM_NAMES: dict[Form, str] = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


def routes(planner: Planner) -> Routes:
    """Yield the addresses of the reading list where there is one."""
    if not planner.site.references:
        return
    for order, url in urls.READING_LISTS.items():
        yield url, partial(plan_references, order=order)
    for form, url in urls.EXPORTS.items():
        yield url, partial(plan_export, form=form)


def plan_references(planner: Planner, order: Order) -> Page:
    """Plan the reading list in one of its orders."""
    url, strings = urls.READING_LISTS[order], planner.chrome.strings
    journeys = {key: planner.series_link[series.id] for key, series in planner.series_of.items() if key}
    colors = {planner.series_link[series.id].url: planner.color_of[series.id] for series in planner.site.series}
    shelving = Shelving(planner.site.by_key, journeys, colors, strings)
    view = ReferencesView(
        meta=planner.meta(url, strings["references"]),
        order=order,
        groups=group_references(planner.site.references, order, shelving),
        ways=tuple(Anchor(strings[_ORDER_WORDS[each]], planner.href(way)) for each, way in urls.READING_LISTS.items()),
        exports=tuple(Anchor(_FORM_NAMES[form], planner.href(way)) for form, way in urls.EXPORTS.items()),
    )
    return planner.make(url, "references.html", view)


def plan_export(planner: Planner, form: Form) -> Page:
    """Plan the reading list as a file."""
    # Where they are spoken of is not in the file, and changes with every line that is added above.
    works = tuple(msgspec.structs.replace(each, speeches=()) for each in planner.site.references)
    return planner.make(urls.EXPORTS[form], "export.txt", ExportView(form, works))
