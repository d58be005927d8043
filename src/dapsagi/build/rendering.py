"""Rendering many pages: in this process, or in several that each render and write their share."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

import msgspec

from dapsagi.batches import batched
from dapsagi.build.renderer import make_renderer
from dapsagi.cache.cache import Cache
from dapsagi.cache.opening import read_cache
from dapsagi.digest import Digest, digest_bytes
from dapsagi.machine.children import inherits
from dapsagi.machine.crew import work
from dapsagi.machine.files import Fingerprint
from dapsagi.machine.time_limit import Patience
from dapsagi.pages.amendment import posts_in
from dapsagi.pages.page import Page
from dapsagi.pages.views.journeys import RouteMapView
from dapsagi.pages.views.lists import YearView
from dapsagi.pages.views.machines import SitemapView
from dapsagi.pages.views.reading_list import ExportView, ReferencesView
from dapsagi.problems import Problem, Span
from dapsagi.renderer.explain import page_record
from dapsagi.renderer.render import EndlessError, Renderer, RenderError, Template
from dapsagi.writer.files import write_into
from dapsagi.writer.write import Writer

# Below this many pages, starting processes costs more than they save.
_WORTH_A_POOL = 96
_CHUNK = 48

# From this many pages on, they are planned by the processes that render them. A process that inherits the plan copies
# what it touches of it, which small blogs would not notice; large ones have too much (`crew.inherits`).
_WORTH_A_PLAN = 400
_SHARE = 16

# What these show grows with the blog: to hand one over takes as long as to render it, and several times its memory.
_GROWING = (ExportView, ReferencesView, SitemapView, YearView)

# What a fault says of the page that it spoils.
_PLACE = " (on the page {})"

# So long may the rendering of one page take (seconds that the process computes), and so long once a template has come
# to no end: there may be something in it that all of them include.
_ENDLESS = 20
_ENDLESS_AGAIN = 2


class _Task(msgspec.Struct, frozen=True):
    """A page to render, its key, the digest of its templates, and that of its file (empty if it must be written)."""

    path: str
    page: Page
    key: Digest
    closure: Digest
    before: Digest


class _Done(msgspec.Struct, frozen=True):
    """What became of a page: the digest of its bytes and the fingerprint of its file, unless they were there.

    A page that could not be rendered has a `problem`, a file that could not be written a `failure`; one that is
    current, or whose place is taken, has none of these. `shown` are the addresses of the posts in it (`posts_in`).
    """

    path: str
    key: Digest
    digest: Digest = ""
    fingerprint: Fingerprint | None = None
    record: bytes = b""
    problem: Problem | None = None
    failure: str = ""
    shown: tuple[str, ...] = ()


class Publication:
    """Pages on their way to their files: `kept` counts those that were current, `done` those that were rendered.

    Of `pages`, given by output path, those are rendered and written whose key is new; one that cannot be rendered keeps
    its file. `show` hears of every page that shows posts, and of their addresses (`posts_in`).
    """

    def __init__(
        self,
        root: Path,
        renderer: Renderer,
        cache: Cache,
        writer: Writer,
        pages: Mapping[str, Page],
        show: Callable[[str, Sequence[str]], None] = lambda _path, _shown: None,
    ) -> None:
        self.kept = self.done = 0
        self._faults: dict[tuple[Span, str], list[tuple[str, Problem]]] = defaultdict(list)
        self._root, self._renderer, self._cache, self._writer = root, renderer, cache, writer
        self._pages, self._show = pages, show

    def run(self, jobs: int) -> Iterator[int]:
        """Render and write what is stale; yield now and then how many pages are settled.

        With more than one process, the cache has to be a file, which all read.
        """
        paths = iter(self._pages)
        tasks = self._stale(paths)
        if jobs < 2 or len(self._pages) < _WORTH_A_PLAN or not inherits():
            yield from self._render(tasks, jobs)
            return
        # Few edits make many pages stale, and to find those few takes processes longer than it takes this one.
        first = list(islice(tasks, _WORTH_A_POOL))
        if len(first) < _WORTH_A_POOL:
            yield from self._render(first, 1)
        else:
            yield from self._plan_and_render([*(task.path for task in first), *paths], jobs)

    def problems(self) -> list[Problem]:
        """Return what went wrong, once for all pages on which a template did."""
        return [_of_all(faults) for faults in self._faults.values()]

    def _stale(self, paths: Iterable[str]) -> Iterator[_Task]:
        """Yield the tasks of the pages that are not current."""
        for path in paths:
            page = self._pages[path]
            if task := _judge(self._renderer, self._writer, path, page, self._renderer.key(page)):
                yield task
                continue
            self.kept += 1
            if shown := posts_in(page.view):
                self._show(path, shown)

    def _render(self, tasks: Iterable[_Task], jobs: int) -> Iterator[int]:
        """Render and write the pages of `tasks`, which are planned while others are rendered."""
        coming = iter(tasks)
        first = list(islice(coming, _WORTH_A_POOL))
        if jobs < 2 or len(first) < _WORTH_A_POOL:
            for chunk in _chunks(chain(first, coming)):
                yield self._settle(_render_each(self._renderer, self._writer.folder, chunk))
            return

        def handed_over() -> Iterator[_Task]:
            for task in chain(first, coming):
                if isinstance(task.page.view, _GROWING):
                    self._settle(_render_each(self._renderer, self._writer.folder, [task]))
                else:
                    yield task

        render = partial(_render_chunk, self._root, self._writer.folder, self._encoded_templates())
        for outcomes in work(render, _chunks(handed_over()), jobs):
            yield self._settle(outcomes)

    def _plan_and_render(self, waiting: Sequence[str], jobs: int) -> Iterator[int]:
        """Plan the pages at `waiting`, and render and write the stale ones, in processes that inherit all of these."""
        templates = self._encoded_templates()

        def render(paths: Sequence[str]) -> list[_Done]:
            renderer = _worker(self._root, templates)
            with Patience(EndlessError) as patience:
                return [_plan_one(renderer, self._writer, path, self._pages[path], patience) for path in paths]

        # The last are large and not alike: whoever begins with them is done with the rest when the others are.
        for outcomes in work(render, batched(reversed(waiting), _SHARE), jobs):
            yield self._settle(outcomes)

    def _encoded_templates(self) -> bytes:
        return msgspec.msgpack.encode(dict(self._renderer.templates))

    def _settle(self, chunk: Sequence[_Done]) -> int:
        """Enter what became of the pages of a chunk; return how many are settled."""
        for outcome in chunk:
            if outcome.shown:
                self._show(outcome.path, outcome.shown)
            self._enter(outcome)
        self._cache.save_records((outcome.path, outcome.record) for outcome in chunk if outcome.record)
        return self.kept + self.done

    def _enter(self, outcome: _Done) -> None:
        writer = self._writer
        self.done += 1
        if outcome.problem:
            url = self._pages[outcome.path].url
            words = outcome.problem.message.removesuffix(_PLACE.format(url))
            self._faults[outcome.problem.span, words].append((url, outcome.problem))
            writer.keep(outcome.path)
        elif outcome.failure:
            writer.fail(outcome.path, outcome.failure)
        elif outcome.digest:
            writer.enter(outcome.path, outcome.key, outcome.digest, outcome.fingerprint)
        else:
            # The worker asked a writer of its own; this one has to know too.
            if not writer.is_current(outcome.path, outcome.key):
                writer.claim(outcome.path)
            self.kept += 1
            self.done -= 1


def _chunks(tasks: Iterable[_Task]) -> Iterator[list[_Task]]:
    chunk: list[_Task] = []
    for task in tasks:
        if isinstance(task.page.view, RouteMapView):
            # That of a year with thousands of posts: several of them in one chunk would all be in memory twice.
            yield [task]
            continue
        chunk.append(task)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _of_all(faults: Sequence[tuple[str, Problem]]) -> Problem:
    """Return the problem of the first of the pages that one fault of a template spoils, and how many more there are."""
    url, problem = min(faults, key=itemgetter(0))
    words = problem.message.removesuffix(_PLACE.format(url))
    if len(faults) == 1 or words == problem.message:
        return problem
    return msgspec.structs.replace(problem, message=words + _PLACE.format(f"{url} and {len(faults) - 1} more"))


def _plan_one(renderer: Renderer, writer: Writer, path: str, page: Page, patience: Patience) -> _Done:
    key = renderer.key(page)
    task = _judge(renderer, writer, path, page, key)
    return _render(renderer, writer.folder, task, patience) if task else _Done(path, key, shown=posts_in(page.view))


def _judge(renderer: Renderer, writer: Writer, path: str, page: Page, key: Digest) -> _Task | None:
    """Return the task of rendering a page; None if it is current, or its place is taken."""
    if writer.is_current(path, key) or (before := writer.claim(path)) is None:
        return None
    return _Task(path, page, key, renderer.closure(page.template), before)


def _render_chunk(root: Path, output: Path, templates: bytes, tasks: Sequence[_Task]) -> list[_Done]:
    renderer = _worker(root, templates)
    return _render_each(renderer, output, tasks)


def _render_each(renderer: Renderer, output: Path, tasks: Sequence[_Task]) -> list[_Done]:
    with Patience(EndlessError) as patience:
        return [_render(renderer, output, task, patience) for task in tasks]


@functools.cache
def _worker(root: Path, templates: bytes) -> Renderer:
    """Make the renderer of a worker process, once for all of its chunks."""
    return make_renderer(root, msgspec.msgpack.decode(templates, type=dict[str, Template]), read_cache(root))


def _render(renderer: Renderer, output: Path, task: _Task, patience: Patience) -> _Done:
    if problem := renderer.endless.get(task.page.template):
        return _Done(task.path, task.key, problem=problem)
    patience.begin(_ENDLESS_AGAIN if renderer.endless else _ENDLESS)
    try:
        data = renderer.render(task.page)
    except RenderError as error:
        return _Done(task.path, task.key, problem=error.problem)
    patience.begin(0)
    record = msgspec.msgpack.encode(page_record(task.page, task.closure))
    after, shown = digest_bytes(data), posts_in(task.page.view)
    if after == task.before:
        return _Done(task.path, task.key, after, record=record, shown=shown)
    try:
        return _Done(task.path, task.key, after, write_into(output, task.path, (data,)), record, shown=shown)
    except OSError as error:
        return _Done(task.path, task.key, failure=error.strerror or str(error))
