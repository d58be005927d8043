"""A site as it stands at one moment: read, put together and planned, with a renderer that can make any of its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from dapsagi.build.assembly import assemble_loaded, recall_series
from dapsagi.build.order import Order
from dapsagi.build.renderer import make_renderer
from dapsagi.cache.cache import Cache
from dapsagi.digest import Digest, digest_bytes
from dapsagi.loader.load import Loaded, load
from dapsagi.loader.source_reader import StoredReading
from dapsagi.pages.chrome import make_chromes
from dapsagi.pages.page import FORMULAS
from dapsagi.pages.plan import Pages, Plan, plan
from dapsagi.presses.cards import draw_cards
from dapsagi.presses.formulas import KATEX_VERSION, formula_assets
from dapsagi.presses.gallery import Darkroom, Gallery, make_gallery
from dapsagi.problems import Problem
from dapsagi.renderer.render import Renderer
from dapsagi.site import Site, exchange
from dapsagi.theme.load import ASSETS, Theme, load_theme


class Snapshot(msgspec.Struct, frozen=True):
    """Everything that a build writes and a preview shows.

    `pages` and `files` are found by output path; `files` holds the blog's static files with their digests, the smaller
    copies of its images and the cards of its posts. `complete` is false where a source could not be read; `read` counts
    the sources that were read anew.
    """

    site: Site
    theme: Theme
    pages: Pages
    files: Mapping[str, tuple[Path, Digest]]
    gallery: Gallery
    renderer: Renderer
    reading_problems: tuple[Problem, ...]
    site_problems: tuple[Problem, ...]
    plan_problems: tuple[Problem, ...]
    complete: bool
    read: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was noticed before a page is rendered."""
        return (*self.theme.problems, *self.reading_problems, *self.site_problems, *self.plan_problems)

    @property
    def assets(self) -> dict[str, bytes]:
        """The assets that pages load, by output path; a file or page of the blog in the same place stands before them.

        Those of formulas are only there if a page has one.
        """
        formulas = formula_assets() if _draws_formulas(self.site) else {}
        assets = {ASSETS + name: data for name, data in {**formulas, **self.theme.assets}.items()}
        return {path: data for path, data in assets.items() if path not in self.files and path not in self.pages}


def take_snapshot(order: Order, cache: Cache) -> Snapshot:
    """Read a blog and plan its site; bodies go to the cache."""
    root, settings, jobs, progress = order.root, order.settings, order.jobs, order.progress
    theme = load_theme(root, settings)
    loaded = load(root, settings, cache, order.today, jobs, progress)
    renderer = make_renderer(root, theme.templates, cache)
    site, problems = assemble_loaded(loaded, settings, order.today, partial(recall_series, cache))
    gallery = make_gallery(site, loaded.files, Darkroom(root, cache, jobs, progress))
    snapshot = make_snapshot(theme, renderer, loaded, site, problems, gallery)
    cards = draw_cards(snapshot.pages.social_cards(), root, jobs)
    return msgspec.structs.replace(snapshot, files={**cards, **snapshot.files})


def make_snapshot(
    theme: Theme,
    renderer: Renderer,
    loaded: Loaded,
    site: Site,
    problems: Iterable[Problem],
    gallery: Gallery,
) -> Snapshot:
    """Plan the pages of a site that was assembled, with `problems`, from what was loaded."""
    planned = _plan(site, theme, gallery, loaded.files)
    return Snapshot(
        site=site,
        theme=theme,
        pages=planned.pages,
        # Where a post and a file claim one place, the post was written with more thought.
        files={path: file for path, file in {**gallery.files, **loaded.files}.items() if path not in planned.pages},
        gallery=gallery,
        renderer=renderer,
        reading_problems=loaded.problems,
        site_problems=(*problems, *gallery.problems),
        plan_problems=planned.problems,
        complete=loaded.complete,
        read=loaded.read,
    )


def with_theme(snapshot: Snapshot, theme: Theme, renderer: Renderer) -> Snapshot:
    """Return the same site in another theme."""
    return _planned_anew(msgspec.structs.replace(snapshot, theme=theme, renderer=renderer))


def exchange_readings(
    snapshot: Snapshot, readings: Iterable[tuple[StoredReading | None, StoredReading]]
) -> tuple[Snapshot, bool] | None:
    """Put what was read of sources in the place of their former readings; None where that takes a new snapshot.

    A source that is new has none. The flag says whether all other pages are right as they are; if not, a new snapshot
    is due (`site.exchange`).
    """
    site, settled, moved = snapshot.site, True, False
    reading_problems, site_problems = snapshot.reading_problems, snapshot.site_problems
    for before, after in readings:
        exchanged = exchange(site, after.post) if after.post else None
        if exchanged is None:
            return None
        site, settled, moved = exchanged.site, settled and exchanged.settled, moved or exchanged.moved
        reading_problems = _exchange(reading_problems, before.problems if before else (), after.problems)
        site_problems = _exchange(site_problems, exchanged.gone, exchanged.come)
    changed = msgspec.structs.replace(
        snapshot,
        site=site,
        pages=snapshot.pages.of(site),
        reading_problems=reading_problems,
        site_problems=site_problems,
    )
    # A page knows its post by the place among all posts.
    return _planned_anew(changed) if moved else changed, settled


def _planned_anew(snapshot: Snapshot) -> Snapshot:
    planned = _plan(snapshot.site, snapshot.theme, snapshot.gallery, snapshot.files)
    return msgspec.structs.replace(snapshot, pages=planned.pages, plan_problems=planned.problems)


def _plan(site: Site, theme: Theme, gallery: Gallery, files: Collection[str]) -> Plan:
    assets = {FORMULAS: KATEX_VERSION, **{name: digest_bytes(data) for name, data in theme.assets.items()}}
    return plan(site, make_chromes(site, theme.strings, assets), frozenset(theme.templates), gallery.pictures, files)


def _draws_formulas(site: Site) -> bool:
    return site.settings.math == "katex" and any("math" in post.features for post in site.by_key.values())


def _exchange(problems: Iterable[Problem], gone: Sequence[Problem], come: Iterable[Problem]) -> tuple[Problem, ...]:
    return (*(problem for problem in problems if problem not in gone), *come)
