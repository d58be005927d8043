"""The pages of a blog without posts, by folder: who keeps a wiki or notes without a day has no other list of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dapsagi.addresses import urls
from dapsagi.pages.views.lists import PageFolder
from dapsagi.pages.views.parts import Anchor
from dapsagi.post.values import Post
from dapsagi.site import Site

# A page about the author and one of links are no notes yet.
_FEWEST = 3

_NOT_LISTED = frozenset({"/", "/404.html", urls.SEARCH})
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")
_DIGITS = re.compile(r"(\d{1,18})", re.ASCII)


def listed_pages(site: Site) -> Sequence[Post]:
    """Return the pages that a reader of a blog without posts may look for; none of a blog that has posts."""
    if site.posts:
        return ()
    pages = [
        page
        for page in site.pages
        if page.indexed and page.title and page.extension == ".html" and page.url not in _NOT_LISTED
    ]
    return pages if len(pages) >= _FEWEST else ()


def page_folders(site: Site) -> tuple[PageFolder, ...]:
    """Return the folders that hold these pages, each with its own."""
    found: dict[str, list[Post]] = defaultdict(list)
    for page in listed_pages(site):
        folder = page.key.rpartition("/")[0].removeprefix(site.settings.pages_dir + "/")
        found[" / ".join(part.lstrip("_") for part in folder.split("/"))].append(page)
    return tuple(
        PageFolder(name, tuple(Anchor(page.title, urls.href(page.url, site.settings)) for page in _in_order(pages)))
        for name, pages in sorted(found.items(), key=lambda item: _by_numbers(item[0]))
    )


def _in_order(pages: Sequence[Post]) -> list[Post]:
    if all(_DAY.match(page.key.rpartition("/")[2]) for page in pages):
        return sorted(pages, key=lambda page: page.key, reverse=True)
    return sorted(pages, key=lambda page: (_by_numbers(page.title), page.key))


def _by_numbers(title: str) -> list[tuple[int, str]]:
    """Return a key by which `9. b` comes before `10. a`."""
    pieces = _DIGITS.split(title.casefold())
    return [(int(piece), "") if place % 2 else (-1, piece) for place, piece in enumerate(pieces)]
