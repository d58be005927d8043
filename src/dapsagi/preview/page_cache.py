"""Pages rendered on demand, each until its key changes; a page that fails keeps its last good bytes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from html import escape

import msgspec

from dapsagi.digest import Digest
from dapsagi.machine.time_limit import time_limit
from dapsagi.pages.views.chrome import Chrome
from dapsagi.preview.edition import Edition
from dapsagi.problems import Problem, Severity, Span
from dapsagi.renderer.explain import PageRecord, explain, page_record
from dapsagi.renderer.render import EndlessError, RenderError
from dapsagi.report import FieldChange

# How many rendered pages are kept: more than anybody has open, little beside the posts themselves.
_KEPT = 200

# How long a page may be rendered (seconds): whoever looks at it waits.
_ENDLESS = 20


class RenderedPage(msgspec.Struct, frozen=True):
    """A rendered page: its output path, the key it answers to now, and its bytes.

    Where it could not be rendered, `problem` says why and `data` is what it last was. `why` are the fields for which it
    was rendered again, `seconds` the time that took.
    """

    path: str
    key: Digest
    data: bytes
    record: PageRecord
    chrome: Chrome
    edition: int
    problem: Problem | None = None
    why: tuple[FieldChange, ...] = ()
    seconds: float = 0.0


class PageCache:
    """Renders the pages of one edition after another; any thread may ask."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, RenderedPage] = OrderedDict()
        self._lock = threading.Lock()

    def render(self, edition: Edition, path: str) -> RenderedPage:
        """Return the page at an output path that `edition` has."""
        renderer = edition.snapshot.renderer
        page = edition.snapshot.pages[path]
        key = renderer.key(page)
        with self._lock:
            before = self._pages.get(path)
            if before is not None:
                self._pages.move_to_end(path)
                if before.key == key:
                    return before
        started = time.perf_counter()
        problem: Problem | None = None
        data = b""
        try:
            with time_limit(_ENDLESS, EndlessError):
                data = renderer.render(page)
        except RenderError as error:
            problem = error.problem
        except Exception as error:
            # A filter or tag of the author's own may fail in any way, and must not take the preview with it.
            message = f"{type(error).__name__}: {error} (on the page {page.url})"
            problem = Problem("V102", Severity.ERROR, message, Span(page.template), "correct the template")
        if problem is not None:
            data = before.data if before else _stand_in(problem)
        record = page_record(page, renderer.closure(page.template))
        why = (
            explain(
                page.url, before.record, record, {each.digest: each for each in (before.chrome, page.chrome)}
            ).changes
            if before
            else ()
        )
        seconds = time.perf_counter() - started
        rendered = RenderedPage(path, key, data, record, page.chrome, edition.number, problem, why, seconds)
        with self._lock:
            self._pages[path] = rendered
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        return rendered

    def rendered(self, edition: Edition) -> list[RenderedPage]:
        """Return the pages that were rendered since the last change."""
        with self._lock:
            return [rendered for rendered in self._pages.values() if rendered.edition >= edition.change.edition]

    def problems(self, edition: Edition) -> Iterable[Problem]:
        """Return what is wrong with the pages that failed last time and are still in the site."""
        with self._lock:
            failed = [rendered.path for rendered in self._pages.values() if rendered.problem]
        pages = (self.render(edition, path) for path in failed if path in edition.snapshot.pages)
        return [rendered.problem for rendered in pages if rendered.problem]


def _stand_in(problem: Problem) -> bytes:
    """Return a page for one that has never been rendered."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(problem.message)}</title></head>'
        f"<body><main><p>{escape(str(problem))}</p></main></body></html>"
    ).encode()
