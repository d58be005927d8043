"""The build after an edit of a text: the pages that show its body are rendered again, and no others are looked at.

A site is put together from what posts say, and bodies enter its pages by their digests. So if a source that was edited
gives the same post as before, but for the digest of its body and the lines that things stand on, then the pages that
show this body differ in that digest alone, and all others not at all. Whatever else an edit changes (a title, a link,
the words that lists show) takes a build of everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi import urls, views
from dapsagi.config import Settings
from dapsagi.digest import Digest
from dapsagi.explain import PageRecord
from dapsagi.markup.body import Body
from dapsagi.page import Page
from dapsagi.post import Particulars, Post, is_shown
from dapsagi.problems import Problem, in_reading_order
from dapsagi.rendering import make_renderer, publish
from dapsagi.report import Report
from dapsagi.search_press import Index, reprint_index
from dapsagi.source_reader import Job, Outcome, SourceReader, decode_reading, save_outcomes
from dapsagi.standstill import Stance, Standing, no_standing, note_standing, prints_of
from dapsagi.store import Store
from dapsagi.theme import load_theme
from dapsagi.tree import scan_at
from dapsagi.version import version
from dapsagi.views import Chrome, PageView, PostView, with_body
from dapsagi.writer import Writer

# After a change of more files than this, a build of everything is hardly slower.
_FEW = 24

_FEEDS = "feeds"
_CHROMES = "chromes"
_INDEX = "index"


class _Edit(msgspec.Struct, frozen=True):
    """A source that was read again: the post before and now, and what was wrong with it before and now."""

    outcome: Outcome
    before: Post
    after: Post
    gone: tuple[Problem, ...]
    come: tuple[Problem, ...]


class FeedIndex:
    """The feeds that each post stands in."""

    def __init__(self) -> None:
        self._feeds: dict[str, list[str]] = {}

    def add(self, path: str, shown: Iterable[str]) -> None:
        """Take down the addresses of the posts that the feed at an output path shows."""
        for address in shown:
            self._feeds.setdefault(address, []).append(path)

    def note(self) -> dict[str, bytes]:
        """Return this as a note of the build."""
        return {_FEEDS: msgspec.msgpack.encode(self._feeds)}


def touch_up(
    root: Path,
    settings: Settings,
    today: datetime,
    store: Store,
    standing: Standing,
    stance: Stance,
    moved: Sequence[str],
) -> Report | None:
    """Render again what shows the bodies of the sources at `moved`; None, with nothing written, if that is not all.

    `standing` is what the last build left, `stance` how the blog's files stand now.
    """
    if len(moved) > _FEW or settings.limit_posts > 0 or store.has_loose_readings():
        return None
    edits = [edit for path in moved if (edit := _read_again(root, settings, store, path))]
    problems = _exchanged(standing.report.problems, edits)
    # A post that is not shown may bear the address of one that is.
    shown = [edit for edit in edits if edit.before.body != edit.after.body and is_shown(edit.after, settings, today)]
    pages = _stale_pages(store, settings, shown)
    searched = store.note(_INDEX)
    if len(edits) < len(moved) or problems is None or pages is None or searched is None or store.was_shared():
        return None

    theme = load_theme(root, settings)
    renderer = make_renderer(root, theme.templates, store)
    writer = Writer(root / settings.output, {})
    if writer.differing({path: renderer.key(last) for path, (last, _) in pages.items()}):
        # The finished site has been exchanged for that of another time, and what is known of its pages is not of these.
        return None
    store.save_notes(no_standing())
    save_outcomes(store, [edit.outcome for edit in edits])
    index = _index_now(store, root, searched.decode(), shown)
    if index is None:
        return None
    with writer:
        stale = writer.differing(index.digests)
        writer.keep_all_but({*pages, *stale})
        fresh = {path: page for path, (_, page) in pages.items()}
        rendered, faults = publish(root, theme.templates, renderer, store, writer, fresh)
        for path in sorted(stale):
            digest = index.digests[path]
            writer.write(path, digest, (index.folder / digest).read_bytes())
    store.save_outputs(writer.fingerprints)
    if faults or writer.problems:
        return None
    report = msgspec.structs.replace(
        standing.report,
        read=len(edits),
        rendered=rendered,
        written=writer.counts["written"],
        unchanged=writer.counts["unchanged"],
        removed=0,
        problems=problems,
    )
    if not store.was_shared():
        prints = prints_of({path: print_ for path, (print_, _) in writer.fingerprints.items()}, standing.written)
        store.save_notes(note_standing(stance, prints, report) | note_index(index.documents))
    return report


def note_chromes(chromes: Mapping[Digest, Chrome]) -> dict[str, bytes]:
    """Return the chromes of all pages, by their digests, as a note of the build."""
    return {_CHROMES: msgspec.msgpack.encode(chromes)}


def note_index(searched: Digest) -> dict[str, bytes]:
    """Return the digest of the documents that can be searched, empty where none can, as a note of the build."""
    return {_INDEX: searched.encode()}


def recall_chromes(store: Store) -> dict[Digest, Chrome]:
    """Return the chromes of the last build's pages; none where another version of the tool noted them otherwise."""
    data = store.note(_CHROMES)
    with suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(data, type=dict[Digest, Chrome]) if data else {}
    return {}


def _index_now(store: Store, root: Path, searched: Digest, edits: Sequence[_Edit]) -> Index | None:
    """Return the search index after the edits; None where it is not known, or has lost a file that was written."""
    if not searched:
        return Index("", root, {}, ())
    bodies = {edit.after.href: (edit.before.body, edit.after.body) for edit in edits}
    index = reprint_index(searched, bodies, root, store)
    return None if index is None or any(map(store.is_output, index.beyond)) else index


# --- Details ----------------------------------------------------------------------------------------------------


_decode_body = msgspec.msgpack.Decoder(Body).decode


def _read_again(root: Path, settings: Settings, store: Store, path: str) -> _Edit | None:
    """Read a source that moved; None if more than its body has changed, or if there is more to it than its own file."""
    found = next(scan_at(root, path, settings), None)
    known, stored = store.reading(found.key) or ("", b"") if found else ("", b"")
    if found is None or not known:
        return None
    before = decode_reading(stored)
    # Most edits leave code as it is, and a highlighter takes longer to be set up than the text to be read.
    body = store.body(before.post.body) if before.post else None
    code = _decode_body(body).highlights() if body else {}
    outcome = SourceReader(root, settings, version(), store).read(Job(found, known), code)
    after = decode_reading(outcome.stored) if outcome.stored else before
    if outcome.failure or not outcome.key or not before.post or not after.post:
        return None
    if _but_for_body(before.post) != _but_for_body(after.post):
        return None
    return _Edit(outcome, before.post, after.post, before.problems, after.problems)


def _but_for_body(post: Post) -> tuple[Post, Particulars]:
    """Return what a post says, but for the digest of its body and the lines on which things stand."""
    return msgspec.structs.replace(post, body="", packed=b""), msgspec.structs.replace(
        post.particulars,
        lines="",
        links=tuple((index, msgspec.structs.replace(link, line=0)) for index, link in post.links),
        mentions=tuple(msgspec.structs.replace(mention, line=0) for mention in post.mentions),
    )


def _exchanged(problems: Sequence[Problem], edits: Sequence[_Edit]) -> tuple[Problem, ...] | None:
    """Return the problems of the last build as they are now; None if the site had others with the edited posts."""
    left = list(problems)
    for edit in edits:
        for problem in edit.gone:
            left.remove(problem)
    edited = {edit.before.key for edit in edits}
    if any(problem.span.path in edited for problem in left):
        # Where their lines are now is known when links are resolved again.
        return None
    return tuple(in_reading_order([*left, *(problem for edit in edits for problem in edit.come)]))


def _stale_pages(store: Store, settings: Settings, edits: Sequence[_Edit]) -> dict[str, tuple[Page, Page]] | None:
    """Return the pages that show the edited bodies, as they were and as they are now; None if that cannot be told."""
    data = store.note(_FEEDS)
    feeds = msgspec.msgpack.decode(data, type=dict[str, list[str]]) if data else None
    chromes = recall_chromes(store)
    if feeds is None:
        return None
    pages: dict[str, tuple[Page, Page]] = {}
    for edit in edits:
        before, after = edit.before, edit.after
        address = urls.absolute(after.url, settings) if settings.url else ""
        for path in (after.output, *feeds.get(address, ())):
            last, page = pages.get(path) or (_last_page(store, chromes, path),) * 2
            if last is None or page is None:
                # What has no address of its own has no page; one whose page is not known is another matter.
                if store.is_output(path):
                    return None
                continue
            view = with_body(page.view, before.body, after.body, address)
            if view is not page.view and isinstance(view, PostView | PageView):
                # JSON has no mapping by numbers, and YAML has.
                view = msgspec.structs.replace(view, front_matter=after.extra)
            pages[path] = last, msgspec.structs.replace(page, view=view)
    return pages


def _last_page(store: Store, chromes: Mapping[Digest, Chrome], path: str) -> Page | None:
    """Return the page at an output path as it was last rendered."""
    data = store.record(path)
    record = msgspec.msgpack.decode(data, type=PageRecord) if data else None
    if record is None or record.chrome not in chromes:
        return None
    view = msgspec.json.decode(record.view, type=getattr(views, record.kind))
    return Page(record.url, record.template, chromes[record.chrome], view)
