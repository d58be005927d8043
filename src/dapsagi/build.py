"""The story of a build: load, assemble, plan, render what is stale, write, prune."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi import urls
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest_bytes
from dapsagi.explain import Explanation, PageRecord, explain, page_record
from dapsagi.gallery import sweep
from dapsagi.loader import unreadable
from dapsagi.problems import Problem, in_reading_order
from dapsagi.rendering import Task, render_all, save_closures
from dapsagi.snapshot import Progress, Snapshot, take_snapshot
from dapsagi.standstill import Stance, stance, still_stands
from dapsagi.store import CACHE, Store, open_store
from dapsagi.writer import Writer


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
        standing = None if explain_url else stance(root, settings, today)
        if standing and (report := _unmoved(standing, root / settings.output, store)):
            return msgspec.structs.replace(report, seconds=round(time.perf_counter() - started, 3))
        snapshot = take_snapshot(root, settings, store, today, jobs=jobs, progress=progress)
        explanation = _explain(explain_url, snapshot, store) if explain_url else None
        with Writer(root / settings.output, store.outputs()) as writer:
            writer.announce([*snapshot.pages, *snapshot.files, *snapshot.assets, ".nojekyll"])
            rendered, render_problems = _render_stale(root, snapshot, writer, store, jobs, progress)
            _write_files(snapshot, writer)
            if snapshot.complete:
                writer.prune()
            else:
                writer.keep_all()
        save_closures(snapshot.renderer, snapshot.theme.templates, store)
        store.save_outputs(writer.fingerprints, writer.gone)
        sweep(root, snapshot.gallery)
        store.drop_unused({post.body for post in snapshot.site.by_key.values()})
        report = Report(
            posts=len(snapshot.site.posts),
            pages=len(snapshot.pages),
            read=snapshot.read,
            rendered=rendered,
            written=writer.counts["written"],
            unchanged=writer.counts["unchanged"],
            removed=writer.counts["removed"],
            seconds=round(time.perf_counter() - started, 3),
            problems=tuple(in_reading_order([*store_problems, *snapshot.problems, *render_problems, *writer.problems])),
            explanation=explanation,
        )
        complete = snapshot.complete and not render_problems and not writer.problems and not snapshot.site.waits
        settled = standing is not None and complete and standing.is_settled
        store.save_build(standing.digest if standing and settled else "", msgspec.msgpack.encode(report))
    return report


def _unmoved(standing: Stance, output: Path, store: Store) -> Report | None:
    """Return the report of the last build with nothing written, if it was of these files and its site still stands."""
    known = store.build(standing.digest)
    if known is None or not still_stands(output, store.outputs()):
        return None
    report = msgspec.msgpack.decode(known, type=Report)
    unchanged = report.written + report.unchanged
    return msgspec.structs.replace(report, read=0, rendered=0, written=0, unchanged=unchanged, removed=0)


def _render_stale(
    root: Path, snapshot: Snapshot, writer: Writer, store: Store, jobs: int, progress: Progress
) -> tuple[int, list[Problem]]:
    """Render and write each page whose key is new; return how many, and what went wrong."""
    renderer = snapshot.renderer
    keys: dict[str, Digest] = {}
    tasks: list[Task] = []
    for path, page in snapshot.pages.items():
        key = renderer.key(page)
        if not writer.is_current(path, key) and (before := writer.claim(path)) is not None:
            keys[path] = key
            tasks.append(Task(path, page, renderer.closure(page.template), before))
    problems: list[Problem] = []
    done = 0
    for outcomes in render_all(root, writer.folder, snapshot.theme.templates, renderer, store, tasks, jobs):
        for outcome in outcomes:
            if outcome.problem:
                problems.append(outcome.problem)
                writer.keep(outcome.path)
            elif outcome.failure:
                writer.fail(outcome.path, outcome.failure)
            else:
                writer.enter(outcome.path, keys[outcome.path], outcome.digest, outcome.fingerprint)
        store.save_records((outcome.path, outcome.record) for outcome in outcomes if outcome.record)
        done += len(outcomes)
        progress("pages", done, len(tasks))
    return len(tasks), problems


def _write_files(snapshot: Snapshot, writer: Writer) -> None:
    """Write the theme's assets and copy the blog's static files."""
    for path, data in snapshot.assets.items():
        writer.write(path, digest_bytes(data), data)
    for path, (file, digest) in snapshot.files.items():
        if writer.is_current(path, digest):
            continue
        try:
            data = file.read_bytes()
        except OSError as error:
            writer.problems.append(unreadable(file, path, error.strerror or str(error)))
            writer.keep(path)
        else:
            writer.write(path, digest, data)
    # Without it GitHub Pages would run Jekyll over the finished site.
    writer.write(".nojekyll", "", b"")


def _record(snapshot: Snapshot, path: str) -> PageRecord:
    page = snapshot.pages[path]
    return page_record(page, snapshot.renderer.closure(page.template))


def _explain(url: str, snapshot: Snapshot, store: Store) -> Explanation | None:
    path = urls.output_path(url)
    if path not in snapshot.pages:
        return None
    record = store.record(path)
    before = msgspec.msgpack.decode(record, type=PageRecord) if record else None
    return explain(url, before, _record(snapshot, path))
