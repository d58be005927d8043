"""A site as it stands at one moment: read, put together and planned, with a renderer that can make any of its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest, digest_bytes
from dapsagi.loader import load
from dapsagi.pages import Page, make_chromes, plan
from dapsagi.problems import Problem
from dapsagi.renderer import Renderer
from dapsagi.rendering import make_renderer
from dapsagi.site import Site, assemble
from dapsagi.store import Store
from dapsagi.theme import ASSETS, Theme, load_theme
from dapsagi.version import version

Progress = Callable[[str, int, int], None]


class Snapshot(msgspec.Struct, frozen=True):
    """Everything that a build writes and a preview shows.

    `pages` and `files` are found by output path; `files` holds the blog's static files with their digests. `complete`
    is false where a source could not be read; `read` counts the sources that were read anew.
    """

    site: Site
    theme: Theme
    pages: Mapping[str, Page]
    files: Mapping[str, tuple[Path, Digest]]
    renderer: Renderer
    problems: tuple[Problem, ...]
    complete: bool
    read: int

    @property
    def assets(self) -> dict[str, bytes]:
        """The theme's assets by output path; a file of the blog in the same place stands before them."""
        assets = {ASSETS + name: data for name, data in self.theme.assets.items()}
        return {path: data for path, data in assets.items() if path not in self.files}


def take_snapshot(
    root: Path,
    settings: Settings,
    store: Store,
    today: datetime,
    *,
    jobs: int = 1,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Snapshot:
    """Read the blog in `root` and plan its site as it stands at `today`; bodies go to the store."""
    theme = load_theme(root)
    loaded = load(root, settings, store, version(), jobs, progress)
    site, site_problems = assemble(loaded.posts, loaded.files, settings, today)
    assets = {name: digest_bytes(data) for name, data in theme.assets.items()}
    planned = plan(site, make_chromes(site, theme.strings, assets), frozenset(theme.templates))
    return Snapshot(
        site=site,
        theme=theme,
        pages=planned.pages,
        # Where a page and a file claim one place, the page was written with more thought.
        files={path: file for path, file in loaded.files.items() if path not in planned.pages},
        renderer=make_renderer(root, theme.templates, store),
        problems=(*theme.problems, *loaded.problems, *site_problems, *planned.problems),
        complete=loaded.complete,
        read=loaded.read,
    )
