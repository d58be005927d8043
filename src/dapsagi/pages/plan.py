"""The plan: every page of a site as `(url, template, view)`.

A page is planned from the whole site, every time it is asked for; that is cheap, and so nothing has to know what
depends on what. Which pages there are is known beforehand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from dapsagi.addresses import urls
from dapsagi.config import Settings
from dapsagi.digest import Digest
from dapsagi.pages import journeys, lists, machines, posts, reading_list, route_map, search
from dapsagi.pages.page import Page
from dapsagi.pages.planner import Planner, Route, Routes
from dapsagi.pages.posts import diagrams_left_as_text, missing_layouts, social_card
from dapsagi.pages.search import documents
from dapsagi.pages.social_card import SocialCard
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import JourneyCard, Picture
from dapsagi.problems import Problem, Severity, Span
from dapsagi.search.documents import Document
from dapsagi.site import Site

# Templates that show something else than a post or a page, and so are no layouts.
_NOT_LAYOUTS = {
    "home", "list", "terms", "archive", "year", "series", "series_index", "404", "redirect", "references",
    "route_map", "route_index", "search",
}  # fmt: skip


class Pages(Mapping[str, Page]):
    """The pages of a site by output path; each is planned when it is asked for, and then forgotten."""

    def __init__(self, planner: Planner, routes: Mapping[str, Route]) -> None:
        """Take a planner and its routes; `plan` makes both."""
        self._planner = planner
        self._routes = routes

    def __getitem__(self, path: str) -> Page:
        return self._routes[path](self._planner)

    def __contains__(self, path: object) -> bool:
        return path in self._routes

    def __iter__(self) -> Iterator[str]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)

    def leads_on(self, path: str) -> bool:
        """Say whether the page at an output path is generated and does no more than lead to another one."""
        return machines.leads_on(self._routes[path])

    @property
    def chromes(self) -> dict[Digest, Chrome]:
        """What stands around the pages, by digest."""
        return {chrome.digest: chrome for chrome in self._planner.chromes.values()}

    def social_cards(self) -> dict[str, SocialCard]:
        """Return the pictures that stand for posts where they are shared, by output path."""
        cards = (social_card(self._planner, post) for post in self._planner.site.posts)
        return {card.path: card for card in cards if card}

    def journeys(self, most: int) -> list[JourneyCard]:
        """Return the journeys that were continued last."""
        return [self._planner.journey_card(journey) for journey in self._planner.latest_journeys()[:most]]

    def documents(self) -> Iterator[Document] | None:
        """Yield what readers can search: pages, then posts from the oldest; None where there is no search.

        A new post changes the place of no other.
        """
        return documents(self._planner) if self._planner.chrome.search_script_url else None

    def of(self, site: Site) -> Pages:
        """Return the pages of `site`, which differs from this one's in what posts say alone (`site.exchange`).

        Posts have their addresses and their order still, and are in the same series.
        """
        return Pages(self._planner.with_site(site), self._routes)


class Plan(msgspec.Struct, frozen=True):
    """The pages of a site, and what was noticed while planning them."""

    pages: Pages
    problems: tuple[Problem, ...]


def plan(
    site: Site,
    chromes: Mapping[str, Chrome],
    templates: frozenset[str],
    pictures: Mapping[str, Picture] = MappingProxyType({}),
    files: Collection[str] = (),
) -> Plan:
    """Plan the pages of `site`. `chromes` has one chrome a language, the site's own language among them.

    `pictures` are the blog's images by their path in the site, `files` the paths of all static files there.
    """
    layouts = {name.removesuffix(".html") for name in templates if name.endswith(".html") and "/" not in name}
    planner = Planner(site, chromes, frozenset(layouts - _NOT_LAYOUTS), pictures)
    routes: dict[str, Route] = dict(posts.routes(planner))
    # What the author wrote stands before what is generated, be it a page, a file of data or a static file.
    for url, route in machines.data_routes(planner):
        routes.setdefault(urls.output_path(url), route)
    authored = frozenset(routes)
    replaced: list[str] = []
    taken: set[str] = set()
    problems: list[Problem] = []
    for url, route in _generated(planner):
        path = urls.output_path(url)
        if path in authored:
            taken.add(path)
            continue
        if path in files:
            replaced.append(path)
        elif path in routes:
            problems.append(_two_at(url, site.settings))
        else:
            routes[path] = route
    for url, route in machines.former_routes(planner):
        routes.setdefault(urls.output_path(url), route)
    for file, paths in _within_files(routes, files).items():
        for path in paths:
            del routes[path]
        problems += _report_within(file, paths, site)
    problems += (*_report_alike(routes, files), *_note_replaced(replaced), *_report_taken(taken, site))
    problems += (*missing_layouts(planner), *diagrams_left_as_text(planner))
    return Plan(Pages(planner, routes), tuple(problems))


def _generated(planner: Planner) -> Routes:
    """Yield the address of every page that no source stands for, and the way to it."""
    for part in (lists, journeys, route_map, reading_list, search, machines):
        yield from part.routes(planner)


def _within_files(routes: Collection[str], files: Collection[str]) -> dict[str, list[str]]:
    """Return the pages whose folder, or one above it, would be a file of the site, by that file."""
    folders: set[str] = set()
    for path in routes:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    taken = sorted(folder for folder in folders if folder in routes or folder in files)
    return {file: found for file in taken if (found := [path for path in routes if path.startswith(f"{file}/")])}


def _report_within(file: str, paths: Sequence[str], site: Site) -> Iterator[Problem]:
    """Report the pages that are left out for a file: each that has a source there, the others together at the file."""
    sources = {post.output: post.key for post in site.by_key.values()}
    reason = f"/{file} is a file of the site, and cannot be a folder"
    generated = sorted(path for path in paths if path not in sources)
    for path in paths:
        if path in sources:
            message = f"the page at /{path} is left out: {reason}"
            hint = "give it another permalink, or another category"
            yield Problem("U102", Severity.ERROR, message, Span(sources[path]), hint)
    if generated:
        others = f" and {len(generated) - 1} others are" if len(generated) > 1 else " is"
        message = f"the page at /{generated[0]}{others} left out: {reason}"
        yield Problem("U102", Severity.ERROR, message, Span(file), "give the file another name")


def _report_alike(routes: Collection[str], files: Collection[str]) -> Iterator[Problem]:
    """Report the static files that are one file with a page of the site to macOS and Windows."""
    alike = {path.casefold(): path for path in routes}
    for file in sorted(files):
        page = alike.get(file.casefold(), file)
        if page != file and file not in routes:
            message = (
                f"this file and the page at /{page} differ in case alone: "
                "on macOS and Windows one would be written over the other"
            )
            yield Problem("U103", Severity.WARNING, message, Span(file), "give the file another name")


def _two_at(url: str, settings: Settings) -> Problem:
    """Return the problem of a page that is left out, as the settings give its address to another one as well."""
    message = f"{url} is the address of two pages that are made of the posts, and one of them is left out"
    file, feed = ("_config.yml", "feed") if settings.is_jekyll else ("dapsagi.yml", "feed.path")
    hint = f"give another address to the feed (`{feed}`) or the lists (`paginate_path`)"
    return Problem("U102", Severity.WARNING, message, Span(file), hint)


# Files that say the same whatever is written.
_SAY_NOTHING_OF_POSTS = {"404.html", "robots.txt"}


def _note_replaced(paths: Sequence[str]) -> Iterator[Problem]:
    """Say which files of the author's stand where a page would tell of new posts: some tool may have made them once."""
    telling = sorted(set(paths) - _SAY_NOTHING_OF_POSTS)
    if telling:
        others = f", and so do {len(telling) - 1} others" if len(telling) > 1 else ""
        message = f"this file stands where a page would be made of the posts{others}"
        hint = "delete it if it should tell of new posts"
        yield Problem("U104", Severity.NOTE, message, Span(telling[0]), hint)


def _report_taken(paths: Collection[str], site: Site) -> Iterator[Problem]:
    """Report each post that stands where a page would be made of all posts: a page there is meant, a post is not."""
    for post in site.posts if paths else ():
        if post.output in paths:
            message = (
                f"the post stands at {post.url}, in the place of a page that is made of the posts, which is left out"
            )
            span = Span(post.key, post.line_of("permalink"))
            yield Problem("U104", Severity.WARNING, message, span, "give it another permalink or file name")
