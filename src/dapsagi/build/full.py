"""A build of everything: load, assemble, plan, render what is stale, write, prune."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

import msgspec

from dapsagi.addresses import urls
from dapsagi.build.notes import CHROMES, IN_PART, INDEX, KINSHIP, Appearances, recall_chromes
from dapsagi.build.order import Order
from dapsagi.build.renderer import save_closures
from dapsagi.build.rendering import Publication
from dapsagi.build.snapshot import Snapshot, take_snapshot
from dapsagi.build.standstill import Stance, no_standing, note_standing, prints_of
from dapsagi.cache.cache import Cache
from dapsagi.cache.opening import read_cache
from dapsagi.digest import digest_bytes
from dapsagi.loader.faults import unreadable
from dapsagi.machine.beside import beside
from dapsagi.machine.garbage import with_collections, without_collections
from dapsagi.presses.gallery import remove_unused_variants
from dapsagi.presses.search import Index, make_index
from dapsagi.problems import Problem, RefusedError, in_reading_order
from dapsagi.renderer.explain import PageRecord, explain, page_record
from dapsagi.report import Explanation, Report
from dapsagi.writer.write import Writer

# From so many pages on, the search index is made by a process of its own.
_WORTH_A_PROCESS = 400

# What is known of files just written goes to the cache in portions: of a large site, it is as large as its posts.
_FINGERPRINTS_IN_HAND = 2000


def build_all(order: Order, cache: Cache, stance: Stance | None, cache_problems: Sequence[Problem]) -> Report:
    """Build a blog whatever may have moved; `stance` is how its files stood before. Raises `RefusedError`."""
    root, output = order.root, order.output
    if output.resolve() in (root.resolve(), *root.resolve().parents):
        raise RefusedError(f"{output}: holds the blog itself; choose an empty folder with --output")
    with without_collections():
        snapshot = take_snapshot(order, cache)
    explanation = _explain(order.explain_url, snapshot, cache) if order.explain_url else None
    appearances = Appearances()
    # While files are written, the site is neither what it was nor what it will be.
    cache.save_notes(no_standing())
    with Writer(output, cache.outputs()) as writer, with_collections():
        rendered, render_problems, index = _write_site(order, snapshot, cache, writer, appearances)
    _clear_up(root, snapshot, cache, writer)
    problems = [*cache_problems, *cache.problems(), *snapshot.problems, *render_problems, *writer.problems]
    report = Report(
        posts=len(snapshot.site.posts),
        pages=len(snapshot.pages),
        read=snapshot.read,
        rendered=rendered,
        written=writer.counts["written"],
        unchanged=writer.counts["unchanged"],
        removed=writer.counts["removed"],
        seconds=0.0,
        problems=tuple(in_reading_order(problems)),
        explanation=explanation,
    )
    cache.save_notes({CHROMES: msgspec.msgpack.encode(snapshot.pages.chromes)})
    complete = snapshot.complete and not render_problems and not writer.problems and not snapshot.site.waits
    # What was wrong with the cache is told once.
    sound = not cache.fault and not cache_problems
    # A preview may have read a source again that this build read before it was edited.
    if stance and complete and sound and not explanation and not cache.was_shared():
        prints = prints_of({path: print_ for path, (print_, _) in cache.outputs().items()})
        searched = IN_PART if any(path in snapshot.files for path in index.digests) else index.documents
        notes = {INDEX: searched.encode(), KINSHIP: snapshot.site.kinship}
        cache.save_notes(note_standing(stance, prints, report) | appearances.note() | notes)
    return report


def _write_site(
    order: Order, snapshot: Snapshot, cache: Cache, writer: Writer, appearances: Appearances
) -> tuple[int, list[Problem], Index]:
    """Write all files of the site, and remove those that are no part of it any more.

    Returns how many pages were rendered, what went wrong with them, and the search index.
    """
    # A cache in memory cannot be read by another process.
    jobs = order.jobs if cache.file is not None else 1
    index_of = _begin_index(order.root, snapshot, cache, jobs)

    writer.announce([*snapshot.pages, *snapshot.files, *snapshot.assets, ".nojekyll"])
    publication = Publication(order.root, snapshot.renderer, cache, writer, snapshot.pages, appearances.add)
    for settled in publication.run(jobs):
        _save_fingerprints(cache, writer, _FINGERPRINTS_IN_HAND)
        order.progress("pages", settled, len(snapshot.pages))
    save_closures(snapshot.renderer, cache)
    index = index_of()
    writer.announce(index.digests)
    _write_files(snapshot, index, cache, writer)
    if snapshot.complete:
        writer.prune()
    else:
        writer.keep_all()
    return publication.done, publication.problems(), index


def _begin_index(root: Path, snapshot: Snapshot, cache: Cache, jobs: int) -> Callable[[], Index]:
    """Return what waits for the search index, which a process of its own may make meanwhile."""

    def make_search(cache: Cache) -> Index:
        documents = snapshot.pages.documents()
        return Index("", root, {}, ()) if documents is None else make_index(documents, root, cache)

    def make_aside() -> Index:
        with closing(read_cache(root)) as cache:
            return make_search(cache)

    # It takes as long as a third of the pages, and no page shows anything of it.
    if jobs > 1 and len(snapshot.pages) >= _WORTH_A_PROCESS:
        return beside(make_aside)
    return partial(make_search, cache)


def _clear_up(root: Path, snapshot: Snapshot, cache: Cache, writer: Writer) -> None:
    """Bring the cache up to date, and let go of what nothing needs any more."""
    _save_fingerprints(cache, writer)
    cache.forget_outputs(writer.gone)
    remove_unused_variants(root, snapshot.gallery)
    cache.drop_unused({post.body for post in snapshot.site.by_key.values()})


def _save_fingerprints(cache: Cache, writer: Writer, beyond: int = 0) -> None:
    """Save the fingerprints that the writer has taken, if they are more than `beyond`."""
    if len(writer.fingerprints) > beyond:
        cache.save_outputs(writer.take_fingerprints())


def _write_files(snapshot: Snapshot, index: Index, cache: Cache, writer: Writer) -> None:
    """Write the theme's assets and the search index, and copy the blog's static files."""
    for path, data in snapshot.assets.items():
        writer.write(path, digest_bytes(data), data)
    # A file of the author's stands before one of the index.
    for path, (file, digest) in {**index.files, **snapshot.files}.items():
        _save_fingerprints(cache, writer, _FINGERPRINTS_IN_HAND)
        if writer.is_current(path, digest):
            continue
        try:
            with file.open("rb") as source:
                writer.copy(path, digest, source)
        except OSError as error:
            writer.problems.append(unreadable(file, path, error.strerror or str(error)))
            writer.keep(path)
    # Without it GitHub Pages would run Jekyll over the finished site.
    if ".nojekyll" not in snapshot.files:
        writer.write(".nojekyll", "", b"")


def _explain(url: str, snapshot: Snapshot, cache: Cache) -> Explanation | None:
    settings = snapshot.site.settings
    # As the address bar has it, as a template has it, or the file that the page is made of.
    asked = f"{unquote(url).removeprefix(settings.url).strip('/')}/".removeprefix(
        f"{settings.baseurl.strip('/')}/"
    ).strip("/")
    written = snapshot.site.by_key.get(normalize("NFC", asked))
    path = urls.served_file(normalize("NFC", written.url if written else asked).strip("/"), snapshot.pages)
    if path is None:
        return None
    record = cache.record(path)
    before = None
    # Another version of the tool may have kept it otherwise.
    with suppress(msgspec.DecodeError):
        before = msgspec.msgpack.decode(record, type=PageRecord) if record else None
    page = snapshot.pages[path]
    after = page_record(page, snapshot.renderer.closure(page.template))
    return explain(url, before, after, {**recall_chromes(cache), page.chrome.digest: page.chrome})
