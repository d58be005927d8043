"""The loader: a blog's folder to posts, pages and static files.

A file is read only if its fingerprint has moved, and parsed only if its digest or the settings have changed. Sources
are read in worker processes where there are many; what comes back is saved as it comes, so that no build holds all
bodies at once.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path

import msgspec

from dapsagi.addresses.files import place_in_site
from dapsagi.cache.cache import Cache, body_finder
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest, digest_stream
from dapsagi.loader.data_files import Data, load_data
from dapsagi.loader.faults import NO_FILE, unreadable
from dapsagi.loader.history import History, load_history
from dapsagi.loader.source_reader import Job, Outcome, SourceReader, StoredReading, decode_reading, save_outcomes
from dapsagi.loader.tree import Found, is_finished_site, is_misnamed, key_of, scan, scan_at
from dapsagi.machine.files import Fingerprint, trusted
from dapsagi.machine.version import version
from dapsagi.post.lists import Lists
from dapsagi.post.values import Post, but_for_text
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import Progress, in_silence
from dapsagi.site.shown import choose_visible, order_posts
from dapsagi.writer.manifest import MANIFEST


class Loaded(msgspec.Struct, frozen=True):
    """All that was read.

    `files` maps a static file's path in the site to its place and digest; `complete` is false where a source could not
    be read, so that what it published before must not be taken for removed; `read` counts the sources that were parsed.
    """

    posts: tuple[Post, ...]
    files: Mapping[str, tuple[Path, Digest]]
    problems: tuple[Problem, ...]
    complete: bool
    read: int
    data: Data = Data()
    history: History = History()


def load(
    root: Path,
    settings: Settings,
    cache: Cache,
    today: datetime,
    jobs: int = 1,
    progress: Progress = in_silence,
) -> Loaded:
    """Read the blog in `root` as it stands at `today`, with `jobs` processes.

    Bodies go to the cache, posts come back ordered by key.
    """
    files = BlogFiles(root, settings, cache)
    files.survey()
    for done, total in files.fill(jobs, today):
        progress("sources", done, total)
    return files.loaded()


class BlogFiles:
    """The sources and static files of a blog as they were last read.

    A build surveys, fills and asks what is loaded, once. A preview keeps its own, and takes in what moved.
    """

    def __init__(self, root: Path, settings: Settings, cache: Cache) -> None:
        """Take the folder of the blog; nothing is looked at yet."""
        self.root = root
        self.settings = settings
        self.cache = cache
        self.found: dict[str, Found] = {}
        self.readings: dict[str, StoredReading] = {}
        self._reader = SourceReader(root, settings, version(), cache)
        # The keys of the readings; "" for one that may rest on a file beside its source.
        self._keys: dict[str, Digest] = {}
        self._failures: dict[str, str] = {}
        # Files that are not found, each with the one that is found in its place.
        self._twins: list[tuple[Found, Found]] = []
        # Folders that hold a finished site.
        self._sites: list[str] = []
        self._parsed: set[str] = set()

    @cached_property
    def _known_files(self) -> dict[str, tuple[Fingerprint, Digest]]:
        return self.cache.files()

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders whose texts any source may rest on; a change in them takes new ones."""
        return self._reader.folders

    def reads_as(self, other: BlogFiles) -> bool:
        """Say whether a post without Liquid reads as it did to `other`, which had other settings."""
        return self._reader.narrow.digest == other._reader.narrow.digest

    def survey(self) -> None:
        """Find the files of the blog."""
        self.found, self._twins, self._sites = {}, [], []
        for found in scan(self.root, self.settings, self._sites.append):
            twin = self.found.get(found.key)
            if twin:
                self._twins.append((twin, found))
            self.found[found.key] = found

    def fill(self, processes: int, today: datetime) -> Iterator[tuple[int, int]]:
        """Read every source that was found and not read yet; yield how many of how many are there, now and then.

        What lists others is read last, and lists what is shown at `today`.
        """
        known = self.cache.readings()
        bodies = self.cache.body_digests()
        waiting: list[Job] = []
        remembered: dict[str, StoredReading] = {}
        for found in self.found.values():
            if found.kind == "static" or found.key in self.readings:
                continue
            key, stored = known.get(found.key, ("", b""))
            reading = decode_reading(stored) if key else None
            if reading is None or not (reading.post is None or reading.post.body in bodies):
                waiting.append(Job(found))
                continue
            print_, file_digest = self._known_files.get(found.key, (None, ""))
            if print_ == found.fingerprint and self._reader.is_right(key, found.key, file_digest):
                self.readings[found.key] = reading
                self._keys[found.key] = key
            else:
                remembered[found.key] = reading
                waiting.append(Job(found, key))
        total = len(self.readings) + len(waiting)
        for outcomes in self._reader.read_all(waiting, processes):
            self._keep(outcomes, remembered)
            yield len(self.readings), total
        self._list(today)
        self.cache.save_files({}, set(self._known_files) - set(self.found))

    def take(self, paths: Iterable[str], today: datetime) -> set[str]:
        """Look again at `paths`, files and folders; return the keys of what is new, changed or gone."""
        changed: set[str] = set()
        waiting: list[Job] = []
        remembered: dict[str, StoredReading] = {}
        former = self.readings.copy()
        paths = list(paths)
        for path in paths:
            there = {found.key: found for found in scan_at(self.root, path, self.settings)}
            changed |= self._drop(key_of(path), there)
            for key, found in there.items():
                before = self.found.get(key)
                self.found[key] = found
                if found.kind != "static":
                    known = self._keys[key] if key in self._keys else self._recall(key, remembered)
                    waiting.append(Job(found, known))
                if before is None or (self.is_static(key) and before.fingerprint != found.fingerprint):
                    changed.add(key)
        taken = {job.found.key for job in waiting}
        waiting += [Job(self.found[key]) for key, known in self._keys.items() if not known and key not in taken]
        for outcomes in self._reader.read_all(waiting, 1):
            changed |= self._keep(outcomes, ChainMap(remembered, self.readings))
        looked_at = changed.union(map(key_of, paths))
        stay = all(_is_listed_alike(former.get(key), self.readings.get(key)) for key in looked_at)
        return changed | self._list(today, lists_stay=stay)

    def moved(self) -> set[str]:
        """Return the paths of all files that are new, gone, or no longer what they were when they were last found."""
        there = {found.key: found for found in scan(self.root, self.settings)}
        gone = {found.path for key, found in self.found.items() if key not in there}
        return gone | {found.path for key, found in there.items() if self.found.get(key) != found}

    def loaded(self) -> Loaded:
        """Return what was read, and what stands in the way of reading the rest."""
        files: dict[str, tuple[Path, Digest]] = {}
        fresh: dict[str, tuple[Fingerprint, Digest]] = {}
        failures = self._failures | self._no_files()
        for key in filter(self.is_static, self.found):
            found = self.found[key]
            if not found.is_file:
                continue
            print_, file_digest = self._known_files.get(key, (None, ""))
            if print_ != found.fingerprint:
                try:
                    with (self.root / found.path).open("rb") as file:
                        file_digest = digest_stream(file)
                except OSError as error:
                    failures[key] = error.strerror or str(error)
                    continue
                fresh[key] = (trusted(found.fingerprint), file_digest)
            files[key] = (self.root / found.path, file_digest)
        self._known_files.update(fresh)
        self.cache.save_files(fresh, ())
        return self._loaded(files, failures)

    def glanced(self, keys: Collection[str] | None = None) -> Loaded:
        """Return the same, or of the sources only `keys`, without reading static files: `glance` stands for them."""
        files = {key: self.glance(key) for key in filter(self.is_static, self.found) if self.found[key].is_file}
        return self._loaded(files, self._failures | self._no_files(), keys)

    def glance(self, key: str) -> tuple[Path, Digest]:
        """Return the place of a static file, and the digest of its fingerprint for that of its content."""
        found = self.found[key]
        return self.root / found.path, digest(found.fingerprint)

    def is_static(self, key: str) -> bool:
        """Say whether a file that was found is copied as it is."""
        if self.found[key].kind == "static":
            return True
        return key in self.readings and self.readings[key].static

    def _list(self, today: datetime, *, lists_stay: bool = False) -> set[str]:
        """Read again what lists others, where the lists are not what they were; return the keys of what changed."""
        asking = {key: reading.asks for key, reading in self.readings.items() if reading.asks}
        if lists_stay:
            # What has no key asked for texts, or was only just read.
            asking = {key: asks for key, asks in asking.items() if not self._keys[key]}
        if not asking:
            return set()
        lists = self._lists(today)
        stale = [key for key, asks in asking.items() if not self._reader.lists_as(self._keys[key], asks, lists)]
        return self._keep([self._reader.read(Job(self.found[key]), lists=lists) for key in stale], {})

    def _lists(self, today: datetime) -> Lists:
        """Return the lists of the blog as it was read."""
        unwritten: dict[str, Found] = {}
        find_body = body_finder(self.cache)

        def find_unwritten(label: str) -> Iterator[Post]:
            for found, post in self._reader.find_unwritten(label):
                unwritten[post.key] = found
                yield post

        def find_html(post: Post, name: str) -> str:
            found = unwritten.get(post.key)
            if found is None and self.readings[post.key].asks:
                found = self.found[post.key]
            body = self._reader.body_without_lists(found) if found else find_body(post.body)
            return (body.excerpt if name == "excerpt" else body).as_written()

        posts = [reading.post for reading in self.readings.values() if reading.post and not reading.static]
        shown = order_posts(choose_visible(posts, self.settings, today))
        files = filter(self.is_static, self.found)
        return Lists(self._reader.settings, shown, files, find_unwritten, find_html)

    def _no_files(self) -> dict[str, str]:
        return {key: NO_FILE for key, found in self.found.items() if not found.is_file}

    def _loaded(
        self,
        files: Mapping[str, tuple[Path, Digest]],
        failures: Mapping[str, str],
        keys: Collection[str] | None = None,
    ) -> Loaded:
        readings = [self.readings[key] for key in sorted(self.readings) if keys is None or key in keys]
        problems = [problem for reading in readings for problem in reading.problems]
        data = load_data(self.root, self.settings)
        problems += self._reader.find_data_problems()
        history = load_history(self.root, self.settings, self.cache)
        misnamed = [_misnamed(found) for found in self.found.values() if is_misnamed(found.path)]
        unread = [unreadable(self.root / self.found[key].path, key, reason) for key, reason in failures.items()]
        return Loaded(
            posts=tuple(reading.post for reading in readings if reading.post is not None),
            files={place_in_site(key, self.settings): file for key, file in files.items()},
            problems=(*problems, *data.problems, *history.problems, *misnamed, *unread, *self._report_left_out()),
            complete=not failures and all(reading.post or reading.static for reading in readings),
            read=len(self._parsed),
            data=data,
            history=history,
        )

    def _report_left_out(self) -> Iterator[Problem]:
        for folder in self._sites:
            # Where a build writes to that is not told where.
            if folder != Settings().output and is_finished_site(self.root / folder):
                message = "the folder holds a site that dapsagi has built, and is left out"
                hint = f"`exclude: [{folder}]` if that is right; to have it as it is, delete the {MANIFEST} in it"
                yield Problem("F105", Severity.NOTE, message, Span(folder), hint)
        for lost, found in self._twins:
            if (self.root / lost.path).exists() and (self.root / found.path).exists():
                message = "two files have this name, and differ only in how its letters are composed; one is left out"
                hint = "delete or rename one; `ls -b` shows which is which"
                yield Problem("F104", Severity.ERROR, message, Span(found.key), hint)

    def _keep(self, outcomes: list[Outcome], remembered: Mapping[str, StoredReading]) -> set[str]:
        """Keep what was read; return the keys of what is no longer as it was."""
        changed: set[str] = set()
        for outcome in outcomes:
            key = outcome.found.key
            if outcome.failure:
                changed.add(key)
                self._failures[key] = outcome.failure
                continue
            if self._failures.pop(key, None):
                changed.add(key)
            if outcome.stored:
                self._parsed.add(key)
            reading = decode_reading(outcome.stored) if outcome.stored else remembered[key]
            if reading != self.readings.get(key):
                changed.add(key)
            self.readings[key] = reading
            self._keys[key] = outcome.key
        self._known_files.update(save_outcomes(self.cache, outcomes))
        return changed

    def _recall(self, key: str, remembered: dict[str, StoredReading]) -> Digest:
        """Put what the cache knows of a source into `remembered`, and return the key that it was read under."""
        known, stored = self.cache.reading(key) or ("", b"")
        reading = decode_reading(stored) if known else None
        if reading is None or not (reading.post is None or self.cache.body(reading.post.body)):
            return ""
        remembered[key] = reading
        return known

    def _drop(self, key: str, there: Mapping[str, Found]) -> set[str]:
        """Forget what stood at `key` or below it and is not there any more."""
        if key in there:
            return set()
        below = key + "/"
        gone = {key} if key in self.found else {known for known in self.found if known.startswith(below)} - set(there)
        for lost in gone:
            del self.found[lost]
            self.readings.pop(lost, None)
            self._keys.pop(lost, None)
            self._failures.pop(lost, None)
            self._known_files.pop(lost, None)
        if gone:
            self.cache.save_files({}, gone)
        return gone


def _is_listed_alike(before: StoredReading | None, after: StoredReading | None) -> bool:
    """Say whether a source is to lists what it was; a file of which no post was read is another one."""
    if before is None or before.post is None or after is None or after.post is None:
        return False
    return but_for_text(before.post) == but_for_text(after.post)


def _misnamed(found: Found) -> Problem:
    hint = "rename it; `convmv -f cp949 -t utf-8 -r --notest .` renames all of a Korean Windows"
    return Problem("F103", Severity.WARNING, "the name of the file is not UTF-8", Span(found.key), hint)
