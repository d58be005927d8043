"""The follower: the thread that hears what was saved and puts out one edition of the blog after another."""

from __future__ import annotations

import gc
import queue
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from dapsagi.cache.cache import CACHE, Cache
from dapsagi.cache.opening import open_cache
from dapsagi.preview.edition import Edition
from dapsagi.preview.watcher import Debouncer, Hint, Poller, Watcher, is_told_of_changes
from dapsagi.preview.workspace import Assembly, LoadSettings, Workspace
from dapsagi.problems import Problem, Severity, Span

# How long an author has to pause before what an edit means for the rest of the site is worked out (seconds).
_PAUSE = 0.4

# How long nothing has to happen before garbage is looked for, which stops everything else for a moment (seconds).
_REST = 3.0

# How often it is asked whether a folder that went is back (seconds).
_AWAY = 0.5

# How long an early edition has the process to itself (seconds).
_HEAD_START = 0.1

# After so many hints at once, all files are looked at.
_MANY = 1000

# How often the progress of reading is put out (seconds).
_PROGRESS = 0.25


class Asked(msgspec.Struct, frozen=True):
    """Somebody waits for the page at an address that an early edition does not have."""

    address: str


class Settled(msgspec.Struct, frozen=True):
    """What the last edits mean for the rest of the site has been worked out, or why it could not be."""

    assembly: Assembly | None
    error: Exception | None = None


class Follower:
    """Keeps one blog open. `edition` is the latest; every one is given to `publish` with the one before it."""

    def __init__(
        self,
        root: Path,
        load_settings: LoadSettings,
        publish: Callable[[Edition, Edition | None], None],
        fail: Callable[[Problem], None],
        *,
        poll: bool = False,
        processes: int = 1,
    ) -> None:
        """Take the folder and how its settings are read; `publish` and `fail` are called by the follower's thread."""
        self.edition: Edition | None = None
        #: Why there is no edition, if that needs a change by the author; the follower tries again then.
        self.failure: Problem | None = None
        #: The cache with the texts of the edition.
        self.cache: Cache | None = None
        self._root = root
        self._load_settings = load_settings
        self._publish = publish
        self._fail = fail
        self._poll = poll or not is_told_of_changes(root)
        self._processes = processes
        self._inbox: queue.SimpleQueue[Hint | Asked | Settled | None] = queue.SimpleQueue()
        self._watcher: Watcher | None = None
        # Whether somebody settles at this moment, and what came of it.
        self._settling = False
        self._outcome: Settled | None = None
        # When what an edit means for other pages is worked out, and garbage looked for; None if neither is due.
        self._settle_at: float | None = None
        self._tidy_at: float | None = time.monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End, within the time that a few posts take."""
        self._stopping.set()
        self._inbox.put(None)
        self._thread.join(2)

    def ask(self, address: str) -> None:
        """Read what may answer at an address before everything else."""
        self._inbox.put(Asked(address))

    @property
    def polls(self) -> bool:
        """Whether the follower looks at every file now and then, because the system does not tell of changes."""
        return self._poll

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                with open_cache(self._root / CACHE) as (self.cache, problems):
                    after = self.edition.number if self.edition else 0
                    self._follow(Workspace(self._root, self._load_settings, self.cache, problems, after))
                self._wait_for_folder()
        except Exception as error:
            # Whoever waits for a page would wait for ever.
            self.failure = _stumbled(error)
            self._fail(self.failure)

    def _wait_for_folder(self) -> None:
        """Say that the blog is gone, and wait until it is back."""
        if self._stopping.is_set():
            return
        message, hint = "the folder of the blog is gone", "put it back; until then its last pages are shown"
        self._fail(Problem("V101", Severity.ERROR, message, Span(str(self._root)), hint))
        while not self._root.is_dir() and not self._stopping.wait(_AWAY):
            pass

    def _follow(self, workspace: Workspace) -> None:
        """Put out editions as long as the folder is there."""
        debouncer = Debouncer(workspace.is_missed)
        self._watcher = None if self._poll else self._watch(workspace)
        poller = Poller(workspace) if self._poll else None
        try:
            self._guard(workspace, partial(self._open, workspace, debouncer))
            while not self._stopping.is_set() and self._root.is_dir():
                self._hear(debouncer, self._wakes_at(debouncer, poller))
                now = time.monotonic()
                if paths := _moved(workspace, debouncer, poller, now):
                    self._take_in(workspace, debouncer, paths)
                elif debouncer.due() is None:
                    self._catch_up(workspace, now)
        finally:
            if self._watcher:
                self._watcher.stop()

    def _wakes_at(self, debouncer: Debouncer, poller: Poller | None) -> float | None:
        """Return when there is something to do though nothing is heard; None if there is nothing."""
        due = debouncer.due()
        waiting = (None if self._settling else self._settle_at, self._tidy_at) if due is None else (due,)
        times = (poller.due if poller else None, *waiting)
        return min((at for at in times if at is not None), default=None)

    def _take_in(self, workspace: Workspace, debouncer: Debouncer, paths: list[str]) -> None:
        """Put out an edition with what was saved at `paths`; what it means for other pages waits for a pause."""
        assemblies, self._outcome = workspace.assemblies, None
        self._guard(workspace, partial(self._take, workspace, debouncer, paths))
        is_assembled = workspace.assemblies != assemblies
        self._settle_at = None if workspace.settled else time.monotonic() + _PAUSE
        if is_assembled:
            gc.freeze()
        if self._tidy_at or is_assembled:
            self._tidy_at = time.monotonic() + _REST

    def _catch_up(self, workspace: Workspace, now: float) -> None:
        """Do the next of what has waited until the author pauses, if its time has come."""
        if self._outcome:
            self._guard(workspace, partial(self._take_settled, workspace, self._outcome))
            self._outcome = None
            self._tidy_at = time.monotonic() + _REST
        elif self._settle_at is not None and now >= self._settle_at and not self._settling:
            self._settle(workspace.assembling())
            self._settle_at = None
        elif self._tidy_at is not None and now >= self._tidy_at:
            workspace.warm_up()
            _tidy()
            self._tidy_at = None

    def _open(self, workspace: Workspace, debouncer: Debouncer) -> None:
        """Read the whole blog; a large one is shown meanwhile, and what is saved and asked for comes first."""
        early = workspace.open()
        if early:
            self._put_out(early)
            # The browser that waits for its first page gets it before the rest is read.
            self._stopping.wait(_HEAD_START)
        if self._stopping.is_set():
            return
        shown_at = time.monotonic()
        anew = False
        for reading in workspace.read(self._processes):
            if self._stopping.is_set():
                return
            addresses = {item.address for item in self._hear(debouncer, 0.0)}
            now = time.monotonic()
            paths = debouncer.take(now)
            if anew := workspace.is_outdated(paths):
                break
            if paths or addresses or now - shown_at > _PROGRESS:
                shown_at = now
                if edition := workspace.ask(addresses, paths, reading):
                    self._put_out(edition)
        if anew:
            self._open(workspace, debouncer)
        else:
            self._put_out(workspace.assemble())

    def _take(self, workspace: Workspace, debouncer: Debouncer, paths: list[str]) -> None:
        anew = self.edition is None or workspace.is_outdated(paths)
        if anew:
            self._open(workspace, debouncer)
        else:
            self._put_out(workspace.take(sorted(paths)))
        if self._watcher and (anew or any((self._root / path).is_symlink() for path in paths)):
            self._watcher.follow(workspace.matters)
            # Of what was saved in a folder before it was followed, nobody has told.
            if moved := workspace.moved():
                self._put_out(workspace.take(sorted(moved)))

    def _settle(self, work: Callable[[], Assembly]) -> None:
        """Have it worked out in a thread of its own: the next save must not wait for that."""

        def settle() -> None:
            try:
                self._inbox.put(Settled(work()))
            except Exception as error:
                self._inbox.put(Settled(None, error))

        self._settling = True
        threading.Thread(target=settle, name="settle", daemon=True).start()

    def _take_settled(self, workspace: Workspace, outcome: Settled) -> None:
        if outcome.assembly is None:
            raise outcome.error or RuntimeError("nothing was worked out")
        if edition := workspace.settle(outcome.assembly):
            gc.freeze()
            self._put_out(edition)

    def _hear(self, debouncer: Debouncer, until: float | None) -> list[Asked]:
        """Collect hints until there is something to do or the time has come; return what was asked for."""
        asked: list[Asked] = []
        timeout = None if until is None else max(until - time.monotonic(), 0)
        try:
            item = self._inbox.get(timeout=timeout) if timeout != 0 else self._inbox.get_nowait()
            while True:
                if isinstance(item, Hint):
                    if item.is_top_folder and self._watcher:
                        self._watcher.refresh(item.path)
                    debouncer.add(item, time.monotonic())
                elif isinstance(item, Settled):
                    self._settling, self._outcome = False, item
                elif item is not None:
                    asked.append(item)
                item = self._inbox.get_nowait()
        except queue.Empty:
            return asked

    def _watch(self, workspace: Workspace) -> Watcher | None:
        watcher = Watcher(self._root, self._inbox.put)
        try:
            watcher.start(workspace.matters)
        except (OSError, RuntimeError):
            # The system has no watches left for so many folders, or no threads.
            watcher.stop()
            self._poll = True
            return None
        return watcher

    def _put_out(self, edition: Edition) -> None:
        before, self.edition, self.failure = self.edition, edition, None
        try:
            self._publish(edition, before)
        except Exception as error:
            self._fail(_stumbled(error))

    def _guard(self, workspace: Workspace, work: Callable[[], None]) -> None:
        """Keep going whatever happens: an author in the middle of a sentence must not lose the preview."""
        try:
            work()
        except Exception as error:
            if not self._root.is_dir():
                # That is said once, and the way out is another.
                return
            problem = _stumbled(error)
            if edition := workspace.stumble(problem):
                self._put_out(edition)
            else:
                self.failure = problem
                self._fail(problem)


def _moved(workspace: Workspace, debouncer: Debouncer, poller: Poller | None, now: float) -> list[str]:
    """Return the paths of what was saved, as the system tells or a look around shows."""
    paths = debouncer.take(now)
    if poller and now >= poller.due:
        paths += poller.look(debouncer)
    if len(paths) > _MANY:
        # The system may have lost count.
        return sorted({*paths, *workspace.moved()})
    return paths


def _tidy() -> None:
    """Free what is garbage, and spare what stays, such as 10,000 posts, from being looked through after every edit."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _stumbled(error: Exception) -> Problem:
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = f"the last change could not be taken in ({type(error).__name__}: {error}, in {place.name})"
    hint = "the pages before it are shown; please report this"
    return Problem("V101", Severity.ERROR, message, Span("dapsagi"), hint)
