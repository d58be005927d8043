"""The build after an edit of a text: the pages that show something of it are rendered again, and no others looked at.

A site is put together from what posts say. If a source that was edited gives the same post as before, but for its body,
its summary, the time that it takes to read, the words that it is about and the lines that things stand on, then the
pages that show these differ in them alone (`amendment`), the pages of those posts that are related to others now differ
in that, and all further ones not at all. Whatever else an edit changes (a title, a tag, a link) takes a build of
everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from dapsagi.addresses import urls
from dapsagi.build.notes import APPEARANCES, IN_PART, INDEX, KINSHIP, recall_chromes
from dapsagi.build.order import Order
from dapsagi.build.renderer import make_renderer
from dapsagi.build.rendering import Publication
from dapsagi.build.standstill import Stance, Standing, no_standing, note_standing, prints_of
from dapsagi.cache.cache import Cache, decode_body
from dapsagi.digest import Digest
from dapsagi.journey.related import reword, unpack
from dapsagi.loader.source_reader import Job, Outcome, SourceReader, decode_reading, save_outcomes
from dapsagi.loader.tree import scan_at
from dapsagi.machine.beside import telling
from dapsagi.machine.version import version
from dapsagi.pages.amendment import WITHIN, amend, relate
from dapsagi.pages.page import Page
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import View
from dapsagi.post.values import Post, but_for_text, is_shown
from dapsagi.presses.search import Index, update_index
from dapsagi.problems import Problem, in_reading_order
from dapsagi.renderer.explain import PageRecord
from dapsagi.report import Report
from dapsagi.theme.load import load_theme
from dapsagi.writer.write import Writer

# What hears of a file of the search index: its output path, and where it lies.
_Hear: TypeAlias = Callable[[tuple[str, Path]], None]

# After a change of more files than this, a build of everything is hardly slower.
_FEW = 24


class _Blog(msgspec.Struct, frozen=True):
    """The blog that is to be built, and what the last build of it left."""

    order: Order
    cache: Cache
    standing: Standing


class _Edit(msgspec.Struct, frozen=True):
    """A source that was read again: the post before and now, and what was wrong with it before and now."""

    outcome: Outcome
    before: Post
    after: Post
    gone: tuple[Problem, ...]
    come: tuple[Problem, ...]


class _Edits(msgspec.Struct, frozen=True):
    """What was read again, of which `shown` is seen by readers, and what is wrong with the blog now.

    `searched` names the documents that could be searched so far.
    """

    each: list[_Edit]
    shown: list[_Edit]
    problems: tuple[Problem, ...]
    searched: Digest


def touch_up(order: Order, cache: Cache, standing: Standing, stance: Stance, moved: Sequence[str]) -> Report | None:
    """Render again what shows the texts of the sources at `moved`; None if that is not all.

    `standing` is what the last build left, `stance` how the blog's files stand now. Where it is not all, nothing is
    lost: a build of everything puts right what was written.
    """
    if len(moved) > _FEW or order.settings.limit_posts > 0 or cache.has_loose_readings():
        return None
    blog = _Blog(order, cache, standing)
    try:
        edits = _read(blog, moved)
        cache.save_notes(no_standing())
        save_outcomes(cache, [edit.outcome for edit in edits.each])
        # To exchange the words of a text in the index takes longer than all the rest.
        indexed = telling(partial(_index_now, order.root, cache.file, edits))
        try:
            return _carry_out(blog, edits, indexed, stance)
        finally:
            indexed(lambda _: None)
    except _MoreThanTextsError:
        return None


def _read(blog: _Blog, moved: Sequence[str]) -> _Edits:
    """Read again what moved. Raises if more has changed than the texts of posts."""
    if (searched := _noted(blog.cache, INDEX).decode()) == IN_PART:
        raise _MoreThanTextsError(searched)
    edits = [_read_again(blog, path) for path in moved]
    problems = _exchanged(blog.standing.report.problems, edits)
    changed = (edit for edit in edits if edit.before.body != edit.after.body)
    # A post that is not shown may bear the address of one that is.
    shown = [edit for edit in changed if is_shown(edit.after, blog.order.settings, blog.order.today)]
    return _Edits(edits, shown, problems, searched)


def _carry_out(blog: _Blog, edits: _Edits, indexed: Callable[[_Hear], Index | None], stance: Stance) -> Report | None:
    """Write what is stale by the texts that were read; None or an error if that is not all."""
    root, cache = blog.order.root, blog.cache
    kinship, related = _related_now(cache, edits.shown)
    pages = _stale_pages(cache, _amendments(blog, edits.shown, related))
    renderer = make_renderer(root, load_theme(root, blog.order.settings).templates, cache)
    writer = Writer(blog.order.output, {})
    if cache.was_shared() or writer.differing({path: renderer.key(last) for path, (last, _) in pages.items()}):
        # The finished site has been exchanged for that of another time, and what is known of its pages is not of these.
        return None
    with writer:
        fresh = {path: page for path, (_, page) in pages.items()}
        publication = Publication(root, renderer, cache, writer, fresh)
        for _ in publication.run(jobs=1):
            pass
        exchanged: set[str] = set()

        def exchange(file: tuple[str, Path]) -> None:
            path, place = file
            writer.write(path, place.name, place.read_bytes())
            exchanged.add(path)

        index = indexed(exchange)
        if index:
            for path in sorted(writer.differing(index.digests)):
                exchange((path, index.folder / index.digests[path]))
        writer.keep_all_but({*pages, *exchanged})
        if index is None or any(map(cache.is_output, index.beyond)):
            # The index is not known, or it has lost a file that was written.
            return None
    cache.save_outputs(writer.fingerprints)
    if publication.problems() or writer.problems:
        return None
    report = msgspec.structs.replace(
        blog.standing.report,
        read=len(edits.each),
        rendered=publication.done,
        written=writer.counts["written"],
        unchanged=writer.counts["unchanged"],
        removed=0,
        problems=edits.problems,
    )
    if not cache.was_shared():
        prints = prints_of({path: print_ for path, (print_, _) in writer.fingerprints.items()}, blog.standing.written)
        cache.save_notes(note_standing(stance, prints, report) | kinship | {INDEX: index.documents.encode()})
    return report


def _index_now(root: Path, file: Path | None, edits: _Edits, tell: _Hear) -> Index | None:
    """Tell which files of the search index the edits exchange, and return it; None where it is not known.

    The words of the edits are in the cache of `file`.
    """
    if not edits.searched:
        return Index("", root, {}, ())
    cache = Cache.to_read(file) if file else None
    if cache is None:
        return None
    bodies = {edit.after.href: (edit.before.body, edit.after.body) for edit in edits.shown}
    with closing(cache):
        return update_index(edits.searched, bodies, root, cache, tell)


class _MoreThanTextsError(Exception):
    """More has changed than the texts of posts, or what has changed cannot be told from what was noted."""


def _noted(cache: Cache, name: str) -> bytes:
    data = cache.note(name)
    if data is None:
        raise _MoreThanTextsError(name)
    return data


def _read_again(blog: _Blog, path: str) -> _Edit:
    """Read a source that moved. Raises if more than its text has changed, or if there is more to it than its file."""
    cache, root, settings = blog.cache, blog.order.root, blog.order.settings
    found = next(scan_at(root, path, settings), None)
    known, stored = cache.reading(found.key) or ("", b"") if found else ("", b"")
    if found is None or not known:
        raise _MoreThanTextsError(path)
    before = decode_reading(stored)
    # Most edits leave code as it is, and a highlighter takes longer to be set up than the text to be read.
    body = cache.body(before.post.body) if before.post else None
    code = decode_body(body).highlights() if body else {}
    outcome = SourceReader(root, settings, version(), cache).read(Job(found, known), code)
    after = decode_reading(outcome.stored) if outcome.stored else before
    if outcome.failure or not outcome.key or not before.post or not after.post:
        raise _MoreThanTextsError(path)
    # What stands above a list may be on a page of another address.
    if after.post.listing or but_for_text(before.post) != but_for_text(after.post):
        raise _MoreThanTextsError(path)
    return _Edit(outcome, before.post, after.post, before.problems, after.problems)


def _exchanged(problems: Sequence[Problem], edits: Sequence[_Edit]) -> tuple[Problem, ...]:
    """Return the problems of the last build as they are now. Raises if the site had others with the edited posts."""
    left = list(problems)
    for edit in edits:
        for problem in edit.gone:
            left.remove(problem)
    edited = {edit.before.key for edit in edits}
    if any(problem.span.path in edited for problem in left):
        # Where their lines are now is known when links are resolved again.
        raise _MoreThanTextsError
    return tuple(in_reading_order([*left, *(problem for edit in edits for problem in edit.come)]))


def _related_now(cache: Cache, edits: Sequence[_Edit]) -> tuple[dict[str, bytes], dict[str, tuple[str, ...]]]:
    """Return what the posts share after the edits, as a note, and what is related now to posts for which that changes.

    The note is missing if the posts are about the same words as before.
    """
    words = {edit.after.key: tuple(edit.after.words.split()) for edit in edits if edit.before.words != edit.after.words}
    if not words:
        return {}, {}
    try:
        kinship, related = reword(unpack(_noted(cache, KINSHIP)), words)
    except LookupError as error:
        raise _MoreThanTextsError from error
    return {KINSHIP: kinship.pack()}, related


def _amendments(
    blog: _Blog, edits: Sequence[_Edit], related: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Callable[[View], View]]]:
    """Yield what becomes of views by the edits, each with the output path of the page."""
    cache, settings = blog.cache, blog.order.settings
    paths, numbers = msgspec.msgpack.decode(_noted(cache, APPEARANCES), type=tuple[list[str], dict[str, list[int]]])
    for edit in edits:
        before, after = edit.before, edit.after
        absolute_url = urls.absolute(after.url, settings) if settings.url else ""
        addresses = [absolute_url, WITHIN + after.href]
        if _as_in_lists(before) != _as_in_lists(after):
            addresses.append(after.href)
        places = dict.fromkeys(paths[number] for address in addresses for number in numbers.get(address, ()))
        for path in (after.output, *places):
            yield path, partial(amend, before=before, after=after, absolute_url=absolute_url)
    for key, others in related.items():
        yield _post(blog, key).output, partial(relate, related=[_post(blog, other) for other in others])


def _as_in_lists(post: Post) -> tuple[str, int]:
    return post.summary, post.minutes


def _post(blog: _Blog, key: str) -> Post:
    _, stored = blog.cache.reading(key) or ("", b"")
    post = decode_reading(stored).post if stored else None
    # A post that gave way to another one has an address of which its source says nothing.
    gave_way = any(problem.code == "U102" and problem.span.path == key for problem in blog.standing.report.problems)
    if post is None or gave_way:
        raise _MoreThanTextsError(key)
    return post


def _stale_pages(
    cache: Cache, amendments: Iterable[tuple[str, Callable[[View], View]]]
) -> dict[str, tuple[Page, Page]]:
    """Return the pages that are amended, as they were and as they are now. Raises if that cannot be told."""
    chromes = recall_chromes(cache)
    pages: dict[str, tuple[Page, Page]] = {}
    for path, amended in amendments:
        last, page = pages.get(path) or (_last_page(cache, chromes, path),) * 2
        if last is None or page is None:
            # What has no address of its own has no page; one whose page is not known is another matter.
            if cache.is_output(path):
                raise _MoreThanTextsError(path)
            continue
        pages[path] = last, msgspec.structs.replace(page, view=amended(page.view))
    return pages


def _last_page(cache: Cache, chromes: Mapping[Digest, Chrome], path: str) -> Page | None:
    """Return the page at an output path as it was last rendered."""
    data = cache.record(path)
    record = msgspec.msgpack.decode(data, type=PageRecord) if data else None
    if record is None or record.chrome not in chromes:
        return None
    return record.page(chromes[record.chrome])
