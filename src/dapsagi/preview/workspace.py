"""A blog kept open: what was read of it, and the edition that is made of that.

There is no second way to a page. A workspace keeps the files of a build, takes in what moved, and makes its snapshots
as a build makes its own; where one post was edited it exchanges that post, which gives the same snapshot sooner.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from dapsagi.build.assembly import assemble_loaded, recall_series
from dapsagi.build.renderer import make_renderer
from dapsagi.build.snapshot import Snapshot, exchange_readings, make_snapshot, with_theme
from dapsagi.cache.cache import Cache
from dapsagi.config import SETTINGS_NAMES, Settings
from dapsagi.loader.load import BlogFiles
from dapsagi.loader.settings_file import find_tellers
from dapsagi.loader.source_reader import StoredReading
from dapsagi.loader.tree import belongs
from dapsagi.machine.garbage import without_collections
from dapsagi.markup import render
from dapsagi.post.values import Post
from dapsagi.presses.gallery import Darkroom, Gallery, make_gallery
from dapsagi.preview.edition import Change, Edition, find, index_posts
from dapsagi.preview.first_pages import candidates, newest_of
from dapsagi.problems import Problem, RefusedError, Severity, Span, in_reading_order
from dapsagi.theme.load import SHADOWS, load_theme

# A blog with more sources than this is shown before all of them are read.
_AT_ONCE = 200

# A text that wakes the parts of the Markdown engine that are loaded when they are used.
_SAMPLE = "# a\n\n`b` **c** [d](e)\n\n```python\nf = 1\n```\n\n| g |\n|---|\n| h |\n"


LoadSettings: TypeAlias = Callable[[], tuple[Settings, Sequence[Problem]]]


class Assembly(msgspec.Struct, frozen=True):
    """A snapshot of all that was read when the edition with this `number` was out, and the `seconds` that it took."""

    number: int
    snapshot: Snapshot
    seconds: float


class Workspace:
    """One blog and its latest edition. It belongs to one thread; editions may be read by any."""

    def __init__(
        self,
        root: Path,
        load_settings: LoadSettings,
        cache: Cache,
        problems: Sequence[Problem] = (),
        after: int = 0,
    ) -> None:
        """Take the folder, how its settings are read, and the cache with its problems. Raises `RefusedError`.

        Editions are numbered from the one that comes `after` those of another workspace.
        """
        self.root = root
        self.edition: Edition | None = None
        # The latest that was of the whole blog.
        self._complete: Edition | None = None
        #: Whether the edition says all that the sources say; if not, `settle` is due.
        self.settled = True
        #: How often the site was assembled as a whole.
        self.assemblies = 0
        self._load_settings = load_settings
        self._cache = cache
        self._cache_problems = problems
        self._after = after
        self._times: list[tuple[str, float]] = []
        self.settings, self._settings_problems = load_settings()
        self._files = BlogFiles(root, self.settings, cache)
        self._asked: set[str] = set()
        self._tells_language = find_tellers(root, self.settings)

    # --- Opening ---

    def open(self) -> Edition | None:
        """Find the files of the blog; return an early edition of a large one whose texts have to be read."""
        former = self._files
        if self.edition is None:
            # Of what was saved before anybody watched, nobody has told.
            self._read_settings()
        self._load_theme()
        with self._timed("find"):
            self._files = BlogFiles(self.root, self.settings, self._cache)
            self._files.survey()
        sources = [key for key, found in self._files.found.items() if found.kind != "static"]
        if len(sources) <= _AT_ONCE or (self.edition and self._files.reads_as(former)):
            return None
        self._asked = newest_of(sources)
        with self._timed("read the newest"):
            self._files.take([self._files.found[key].path for key in self._asked], self._now())
        return self._early(self._change(), (0, len(sources)))

    def read(self, processes: int) -> Iterator[tuple[int, int]]:
        """Read the rest, yielding how many of how many sources are read."""
        with self._timed("read"), without_collections():
            yield from self._files.fill(processes, self._now())

    def ask(self, addresses: Collection[str], paths: Sequence[str], reading: tuple[int, int]) -> Edition | None:
        """While the rest is read: take in `paths`, and what may answer at `addresses`; return an early edition."""
        asked = {key for address in addresses for key in self._answering(address)} - self._asked
        if any(_is_below(path, SHADOWS) for path in paths):
            self._load_theme()
        paths_of_asked = [self._files.found[key].path for key in asked]
        changed = self._files.take([*paths, *paths_of_asked], self._now())
        self._asked |= asked | {key for key in changed if key in self._files.readings}
        if self.edition is None or self.edition.complete:
            return None
        if not changed and not asked:
            return self._put(msgspec.structs.replace(self.edition, reading=reading))
        return self._early(self._change(paths, sorted(changed - asked)), reading)

    # --- Taking in ---

    def take(self, paths: Sequence[str]) -> Edition:
        """Take in what moved at `paths`, files and folders."""
        edition = self.edition
        if edition is None:
            raise ValueError("nothing has been assembled yet")
        self._times = []
        dressed = any(_is_below(path, SHADOWS) for path in paths)
        if dressed:
            self._load_theme()
        before = dict(self._files.readings)
        with self._timed("read"):
            changed = self._files.take([path for path in paths if path not in SETTINGS_NAMES], self._now())
        sources = sorted(key for key in changed if key in before or key in self._files.readings)
        files = sorted(changed.difference(sources))
        for key in sources:
            self._keep_last_good(key, before.get(key))
        change = self._change(paths, sources, files)
        snapshot = with_theme(edition.snapshot, self._theme, self._renderer) if dressed else edition.snapshot
        supplied = any(_is_below(path, self.settings.data_dir) for path in paths)
        if not supplied and all(key in snapshot.files and key in self._files.found for key in files):
            with self._timed("exchange"):
                exchanged = self._exchange(snapshot, before, sources)
            if exchanged is not None:
                # Pages name the size of their images.
                self.settled = self.settled and not files
                files_now = {**exchanged.files, **{key: self._files.glance(key) for key in files}}
                exchanged = msgspec.structs.replace(exchanged, files=files_now)
                return self._put(self._edition_of(exchanged, _exchanged(edition, exchanged, sources), change))
        return self.assemble(change)

    def is_outdated(self, paths: Iterable[str]) -> bool:
        """Say whether so much rests on what moved that the blog is to be opened anew: settings, partials, its language.

        Settings that cannot be read leave the last good ones in force.
        """
        former = self.settings
        if any(path in (*SETTINGS_NAMES, "CNAME") or self._tells_language(path) for path in paths):
            self._read_settings()
        return self.settings != former or any(_is_below(path, name) for path in paths for name in self._files.folders)

    def assemble(self, change: Change | None = None) -> Edition:
        """Assemble the site of all that was read."""
        assembly = self.assembling()()
        self._times.append(("assemble", assembly.seconds))
        return self._put_whole(assembly, change or self._change())

    def assembling(self) -> Callable[[], Assembly]:
        """Return the work of assembling the site of all that was read until now. Any thread may do it."""
        number = self.edition.number if self.edition else 0
        # What is taken in while it is done is not of it.
        theme, renderer, settings, loaded = self._theme, self._renderer, self.settings, self._files.glanced()

        def assemble() -> Assembly:
            started = time.perf_counter()
            with without_collections():
                find = partial(recall_series, self._cache)
                site, problems = assemble_loaded(loaded, settings, datetime.now(settings.zone), find)
                gallery = make_gallery(site, loaded.files, Darkroom(self.root, self._cache), variants=False)
                snapshot = make_snapshot(theme, renderer, loaded, site, problems, gallery)
            return Assembly(number, snapshot, time.perf_counter() - started)

        return assemble

    def settle(self, assembly: Assembly) -> Edition | None:
        """Show what the last exchanges mean for the rest of the site; None if more was taken in since."""
        if self.edition is None or self.edition.number != assembly.number:
            return None
        self._times = [*self.edition.change.times, ("assemble", assembly.seconds)]
        return self._put_whole(assembly, self.edition.change)

    def stumble(self, problem: Problem) -> Edition | None:
        """Add a problem of the preview itself to the edition, until the next change."""
        if self.edition is None:
            return None
        return self._put(msgspec.structs.replace(self.edition, problems=(*self.edition.problems, problem)))

    def warm_up(self) -> None:
        """Load what the first edit needs, so that it is as quick as the second."""
        render(_SAMPLE, self.settings.markup)

    # --- Looking ---

    def matters(self, name: str) -> bool:
        """Say whether a folder at the top of the blog holds anything that an edition depends on."""
        if (self.root / name).resolve() == (self.root / self.settings.output).resolve():
            return False
        return name in (SHADOWS, *self._data_folders()) or belongs(name, self.settings)

    def is_missed(self, path: str) -> bool:
        """Say whether a file that was there is away or empty, as it is for a moment while some editors save it."""
        found = self._files.found.get(path)
        if found is None or not found.fingerprint.size:
            return False
        try:
            return (self.root / path).stat().st_size == 0
        except OSError:
            return True

    def moved(self) -> set[str]:
        """Return the paths of all sources and static files that are not as they were taken in."""
        return self._files.moved()

    def supplies(self) -> Iterator[Path]:
        """Yield the files that the site depends on beside its sources: settings, templates, data."""
        for name in SETTINGS_NAMES:
            yield self.root / name
        for folder in (SHADOWS, *self._data_folders()):
            yield from sorted((self.root / folder).rglob("*"))

    def _answering(self, address: str) -> set[str]:
        """Choose the sources that may answer at an address, by their names or because they did before."""
        before = self._complete
        post = before.posts.get(find(before, address).path) if before else None
        return candidates(address, self._files.found) | ({post.key} & self._files.found.keys() if post else set())

    def _exchange(
        self, snapshot: Snapshot, before: Mapping[str, StoredReading], keys: Sequence[str]
    ) -> Snapshot | None:
        """Put sources in the place of their former selves; None where the site has to be assembled anew at once."""
        if any(key not in self._files.readings for key in keys):
            return None
        exchanged = exchange_readings(snapshot, [(before.get(key), self._files.readings[key]) for key in keys])
        if exchanged is None:
            return None
        snapshot, settled = exchanged
        self.settled = self.settled and settled
        return snapshot

    def _keep_last_good(self, key: str, before: StoredReading | None) -> None:
        """Keep showing a post whose new text has an error that would take its page away."""
        after = self._files.readings.get(key)
        if before is None or before.post is None or after is None or after.static:
            return
        failed = any(problem.severity is Severity.ERROR for problem in after.problems)
        if failed and (after.post is None or after.post.output != before.post.output):
            self._files.readings[key] = msgspec.structs.replace(after, post=before.post)

    def _put_whole(self, assembly: Assembly, change: Change) -> Edition:
        self.settled = True
        self.assemblies += 1
        return self._put(self._edition_of(assembly.snapshot, index_posts(assembly.snapshot), change))

    def _early(self, change: Change, reading: tuple[int, int]) -> Edition:
        loaded = self._files.glanced(self._asked)
        site, problems = assemble_loaded(loaded, self.settings, self._now())
        snapshot = make_snapshot(self._theme, self._renderer, loaded, site, problems, Gallery())
        return self._put(self._edition_of(snapshot, index_posts(snapshot), change, reading))

    def _edition_of(
        self, snapshot: Snapshot, posts: Mapping[str, Post], change: Change, reading: tuple[int, int] | None = None
    ) -> Edition:
        problems = [*self._cache_problems, *self._settings_problems, *snapshot.problems]
        return Edition(
            number=self._next_number,
            snapshot=snapshot,
            posts=posts,
            assets=snapshot.assets,
            # Half a blog lacks what the other half links to.
            problems=() if reading else tuple(in_reading_order(problems)),
            complete=reading is None,
            reading=reading or (len(self._files.readings), len(self._files.readings)),
            change=msgspec.structs.replace(change, times=tuple(self._times)),
        )

    def _change(self, paths: Sequence[str] = (), sources: Sequence[str] = (), files: Sequence[str] = ()) -> Change:
        return Change(self._now(), self._next_number, tuple(paths), tuple(sources), tuple(files))

    def _put(self, edition: Edition) -> Edition:
        self.edition = msgspec.structs.replace(edition, number=self._next_number)
        if edition.complete:
            self._complete = self.edition
        return self.edition

    @property
    def _next_number(self) -> int:
        return (self.edition.number if self.edition else self._after) + 1

    def _read_settings(self) -> None:
        try:
            self.settings, self._settings_problems = self._load_settings()
            self._tells_language = find_tellers(self.root, self.settings)
        except RefusedError as error:
            file, _, message = str(error).partition(": ")
            hint = "the last good settings are in force"
            self._settings_problems = (Problem("C100", Severity.ERROR, message, Span(Path(file).name), hint),)

    def _load_theme(self) -> None:
        with self._timed("theme"):
            self._theme = load_theme(self.root, self.settings)
            self._renderer = make_renderer(self.root, self._theme.templates, self._cache)

    def _data_folders(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.settings.data_dir, *self._files.folders)))

    def _now(self) -> datetime:
        return datetime.now(self.settings.zone)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._times.append((stage, time.perf_counter() - started))


def _exchanged(edition: Edition, snapshot: Snapshot, keys: Iterable[str]) -> dict[str, Post]:
    """Return the posts of an edition by output path, with the sources that were exchanged where they are now."""
    posts = dict(edition.posts)
    for key in keys:
        if former := edition.snapshot.site.by_key.get(key):
            posts.pop(former.output, None)
    for key in keys:
        post = snapshot.site.by_key[key]
        posts[post.output] = post
    return posts


def _is_below(path: str, folder: str) -> bool:
    return bool(folder) and (path == folder or path.startswith(folder + "/"))
