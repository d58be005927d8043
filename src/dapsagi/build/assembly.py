"""From what was loaded to the site: sources, data files and git's record put together, as every command does."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from dapsagi.cache.cache import CACHE, Cache
from dapsagi.cache.opening import open_cache
from dapsagi.config import Settings
from dapsagi.digest import digest
from dapsagi.journey.series import Declared, Entry, find_series
from dapsagi.loader.load import Loaded, load
from dapsagi.machine.version import version
from dapsagi.problems import Problem
from dapsagi.site import FindSeries, FoundSeries, Material, Site, assemble


def read_site(
    root: Path, settings: Settings, cache: Cache, today: datetime, jobs: int = 1
) -> tuple[Loaded, Site, tuple[Problem, ...]]:
    """Load the blog in `root` with `jobs` processes, and assemble its site as it stands at `today`.

    The problems are those of the site; `Loaded` has its own.
    """
    loaded = load(root, settings, cache, today, jobs)
    return loaded, *assemble_loaded(loaded, settings, today, partial(recall_series, cache))


def look_at_site(root: Path, settings: Settings, today: datetime, jobs: int = 1) -> tuple[Loaded, Site]:
    """Return the same for whoever wants neither the problems nor the cache behind it."""
    with open_cache(root / CACHE) as (cache, _):
        loaded, site, _ = read_site(root, settings, cache, today, jobs)
    return loaded, site


def assemble_loaded(
    loaded: Loaded, settings: Settings, today: datetime, find: FindSeries = find_series
) -> tuple[Site, tuple[Problem, ...]]:
    """Assemble the site of what was loaded, as it stands at `today`; `find` finds its series."""
    data = loaded.data
    material = Material(loaded.posts, loaded.files, data.series, data.works, data.addresses, loaded.history.changes)
    return assemble(material, settings, today, find)


def recall_series(cache: Cache, entries: list[Entry], declared: Declared) -> FoundSeries:
    """Find the series of a blog, or recall them: most edits change nothing that a series is found by."""
    key = digest(("series", version(), entries, declared))
    return cache.recalled(key, FoundSeries, lambda: find_series(entries, declared))
