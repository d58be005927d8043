"""Search: its page, and the documents that are found with it."""

from __future__ import annotations

from collections.abc import Iterator

from dapsagi.addresses import urls
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Planner, Routes
from dapsagi.pages.views.lists import SearchView
from dapsagi.search.documents import CATALOGUE, Document

# Tags to choose from beside the search box; any other can be typed.
_SEARCH_TAGS = 200


def routes(planner: Planner) -> Routes:
    """Yield the address of the search page where there is one."""
    if planner.settings.search:
        yield urls.SEARCH, _plan_search


def _plan_search(planner: Planner) -> Page:
    strings = planner.chrome.strings
    often = sorted(planner.site.tags, key=lambda tag: (-len(tag.keys), tag.name))[:_SEARCH_TAGS]
    ways = [planner.way("archive", urls.ARCHIVE), planner.way("tags", urls.TAGS)]
    ways += [planner.way("journeys", urls.SERIES)] if planner.site.series else []
    view = SearchView(
        meta=planner.meta(urls.SEARCH, strings["search"], description=strings["search_text"]),
        index_url=planner.href("/" + CATALOGUE),
        tags=tuple(sorted(tag.name for tag in often)),
        journeys=tuple(each.series.name for each in planner.latest_journeys() if not each.series.is_one_post),
        ways=tuple(ways),
    )
    return planner.make(urls.SEARCH, "search.html", view)


def documents(planner: Planner) -> Iterator[Document]:
    """Yield what can be searched: pages, then posts from the oldest."""
    pages = (page for page in planner.site.pages if page.extension == ".html" and page.title)
    posts = reversed(planner.site.posts)
    for post in (*pages, *posts):
        if post.draft or not post.indexed or post.redirect_to or post.extra.get("search") is False:
            continue
        journey = planner.shared_journey(post)
        yield Document(
            post.body,
            post.title,
            post.href,
            post.dated[:10] if post.is_post else "",
            tuple(dict.fromkeys(post.tags + post.categories)),
            journey.series.name if journey else "",
            journey.color if journey else 0,
        )
