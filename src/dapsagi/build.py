"""The story of a build: load, assemble, plan, render what is stale, write, prune."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from dapsagi import urls
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest_bytes
from dapsagi.explain import Explanation, PageRecord, explain, page_record
from dapsagi.filters import FILTERS
from dapsagi.loader import load
from dapsagi.pages import Page, make_chromes, plan
from dapsagi.problems import Problem, Severity, Span, in_reading_order
from dapsagi.renderer import Renderer, RenderError
from dapsagi.site import assemble
from dapsagi.store import CACHE, Store, body_finder, open_store
from dapsagi.theme import ASSETS, Theme, load_theme
from dapsagi.version import version
from dapsagi.writer import Writer

# Neighbouring pages share bodies rarely, a post and the feed do; what is kept must not grow with the blog.
_BODIES_IN_HAND = 64

_SAVE_EVERY = 500

Progress = Callable[[str, int, int], None]


class Report(msgspec.Struct, frozen=True):
    """What a build did; `read` counts sources, `rendered` pages, the next three files, `seconds` is wall time."""

    posts: int
    pages: int
    read: int
    rendered: int
    written: int
    unchanged: int
    removed: int
    seconds: float
    problems: tuple[Problem, ...]
    explanation: Explanation | None = None


def build(
    root: Path,
    settings: Settings,
    today: datetime,
    *,
    jobs: int = 1,
    explain_url: str = "",
    progress: Progress = lambda _stage, _done, _total: None,
) -> Report:
    """Build the blog in `root` into its output folder, as it stands at `today`. Raises `OutputRefusedError`."""
    started = time.perf_counter()
    with open_store(root / CACHE) as (store, store_problems):
        theme = load_theme(root)
        loaded = load(root, settings, store, version(), jobs, progress)
        site, site_problems = assemble(loaded.posts, loaded.files, settings, today)
        planned = plan(site, make_chromes(site, theme.strings, _fingerprints(theme)), frozenset(theme.templates))
        renderer = Renderer(theme.templates, version(), FILTERS, lru_cache(_BODIES_IN_HAND)(body_finder(store)))
        outputs = {urls.output_path(page.url): page for page in planned.pages}
        problems = [*store_problems, *theme.problems, *loaded.problems, *site_problems, *planned.problems]
        explanation = None
        if explain_url:
            explanation = _explain(explain_url, outputs, renderer, store)
        with Writer(root / settings.output, store.outputs()) as writer:
            writer.announce([*outputs, *loaded.files, *(ASSETS + name for name in theme.assets), ".nojekyll"])
            rendered, render_problems = _render_stale(outputs, renderer, writer, store, progress)
            _write_files(theme, loaded.files, outputs, writer)
            if loaded.complete:
                writer.prune()
            else:
                writer.keep_all()
        store.save_outputs(writer.fingerprints, writer.gone)
        store.drop_unused({post.body for post in loaded.posts})
    return Report(
        posts=len(site.posts),
        pages=len(outputs),
        read=loaded.read,
        rendered=rendered,
        written=writer.counts["written"],
        unchanged=writer.counts["unchanged"],
        removed=writer.counts["removed"],
        seconds=round(time.perf_counter() - started, 3),
        problems=tuple(in_reading_order([*problems, *render_problems, *writer.problems])),
        explanation=explanation,
    )


def _render_stale(
    outputs: Mapping[str, Page], renderer: Renderer, writer: Writer, store: Store, progress: Progress
) -> tuple[int, list[Problem]]:
    """Render and write each page whose key is new; return how many, and what went wrong."""
    rendered = 0
    problems: list[Problem] = []
    records: list[tuple[str, bytes]] = []
    for done, (path, page) in enumerate(outputs.items()):
        progress("pages", done, len(outputs))
        key = renderer.key(page)
        if writer.is_current(path, key):
            continue
        rendered += 1
        try:
            writer.write(path, key, renderer.render(page))
        except RenderError as error:
            problems.append(error.problem)
            writer.keep(path)
            continue
        records.append((path, msgspec.msgpack.encode(page_record(page, renderer))))
        if len(records) >= _SAVE_EVERY:
            store.save_records(records)
            records.clear()
    store.save_records(records)
    return rendered, problems


def _write_files(
    theme: Theme, files: Mapping[str, tuple[Path, Digest]], outputs: Mapping[str, Page], writer: Writer
) -> None:
    """Write the theme's assets and copy the blog's static files, which stand before both."""
    for name, data in theme.assets.items():
        if ASSETS + name not in files:
            writer.write(ASSETS + name, digest_bytes(data), data)
    for path, (file, digest) in files.items():
        if path in outputs or writer.is_current(path, digest):
            continue
        try:
            data = file.read_bytes()
        except OSError as error:
            message = f"the file cannot be read ({error.strerror})"
            writer.problems.append(Problem("F101", Severity.ERROR, message, Span(path), "check its rights"))
            writer.keep(path)
        else:
            writer.write(path, digest, data)
    # Without it GitHub Pages would run Jekyll over the finished site.
    writer.write(".nojekyll", "", b"")


def _fingerprints(theme: Theme) -> dict[str, Digest]:
    return {name: digest_bytes(data) for name, data in theme.assets.items()}


def _explain(url: str, outputs: Mapping[str, Page], renderer: Renderer, store: Store) -> Explanation | None:
    path = urls.output_path(url)
    if path not in outputs:
        return None
    record = store.record(path)
    before = msgspec.msgpack.decode(record, type=PageRecord) if record else None
    return explain(url, before, page_record(outputs[path], renderer))
