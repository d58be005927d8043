"""The reading list: in its orders, as files for those who keep their own, and as the ends of posts show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

import msgspec

from dapsagi.addresses import urls
from dapsagi.journey.references.exports import Form
from dapsagi.journey.references.model import KINDS, Reference
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Planner, Routes
from dapsagi.pages.views.parts import Anchor
from dapsagi.pages.views.posts import ReferenceLink
from dapsagi.pages.views.reading_list import ExportView, ReadingOrder, ReferenceEntry, ReferenceGroup, ReferencesView
from dapsagi.post.values import Post

_FORM_NAMES: dict[Form, str] = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


def routes(planner: Planner) -> Routes:
    """Yield the addresses of the reading list where there is one."""
    if not planner.site.references:
        return
    for order, url in urls.READING_LISTS.items():
        yield url, partial(_plan_references, order=order)
    for form, url in urls.EXPORTS.items():
        yield url, partial(_plan_export, form=form)


def _plan_references(planner: Planner, order: ReadingOrder) -> Page:
    url, strings = urls.READING_LISTS[order], planner.chrome.strings
    view = ReferencesView(
        meta=planner.meta(url, strings["references"]),
        order=order,
        groups=tuple({"kind": _by_kind, "journey": _by_journey, "year": _by_year}[order](planner)),
        ways=tuple(planner.way(f"by_{each}", way) for each, way in urls.READING_LISTS.items()),
        exports=tuple(Anchor(_FORM_NAMES[form], planner.href(way)) for form, way in urls.EXPORTS.items()),
    )
    return planner.make(url, "references.html", view)


def _plan_export(planner: Planner, form: Form) -> Page:
    # Where they are spoken of is not in the file, and changes with every line that is added above.
    works = tuple(msgspec.structs.replace(each, speeches=()) for each in planner.site.references)
    return planner.make(urls.EXPORTS[form], "export.txt", ExportView(form, works))


def works_of(planner: Planner, post: Post, strings: Mapping[str, str]) -> tuple[ReferenceLink, ...]:
    """Return the works that a post speaks of as its end shows them, in the words of its page."""
    return tuple(
        ReferenceLink(each.title, each.url, strings[f"kind_{each.kind}"], each.details.authors, each.details.year)
        for each in planner.works_of.get(post.key, ())
    )


def _by_kind(planner: Planner) -> Iterable[ReferenceGroup]:
    for kind in KINDS:
        if works := [each for each in planner.site.references if each.kind == kind]:
            yield ReferenceGroup(planner.chrome.strings[f"kinds_{kind}"], _entries(planner, works))


def _by_journey(planner: Planner) -> Iterable[ReferenceGroup]:
    """Group works by the journeys of the posts that speak of them; what belongs to none comes last."""
    works: dict[Anchor, list[Reference]] = defaultdict(list)
    nowhere = Anchor(planner.chrome.strings["no_journey"], "")
    colors = {journey.link: journey.color for journey in planner.journeys}
    for reference in planner.site.references:
        journeys = (planner.journey_of.get(key) for key in reference.keys)
        for link in dict.fromkeys(journey.link if journey else nowhere for journey in journeys):
            works[link].append(reference)
    for link in sorted(works, key=lambda link: (link is nowhere, link.label, link.url)):
        yield ReferenceGroup(link.label, _entries(planner, works[link]), link.url, colors.get(link))


def _by_year(planner: Planner) -> Iterable[ReferenceGroup]:
    """Group works by the year in which a post first spoke of them, the latest first."""
    years: dict[int, list[Reference]] = defaultdict(list)
    for reference in planner.site.references:
        years[min(planner.site.by_key[key].date.year for key in reference.keys)].append(reference)
    for year in sorted(years, reverse=True):
        yield ReferenceGroup(str(year), _entries(planner, years[year]))


def _entries(planner: Planner, works: Iterable[Reference]) -> tuple[ReferenceEntry, ...]:
    return tuple(
        ReferenceEntry(
            title=each.title,
            url=each.url,
            kind=planner.chrome.strings[f"kind_{each.kind}"],
            authors=each.details.authors,
            year=each.details.year,
            venue=each.details.venue,
            posts=tuple(planner.anchor(planner.site.by_key[key]) for key in each.keys),
        )
        for each in works
    )
