"""Noticing what happens to a blog's files, told by the system or seen, and waiting until their writers are through."""

from __future__ import annotations

import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from dapsagi.loader.tree import walk
from dapsagi.preview.workspace import Workspace

# A writer that closes its file is through with it; others are waited for until they have been quiet (seconds).
_AFTER_CLOSE = 0.008
_AFTER_WRITE = 0.06

# Editors that save by renaming leave a gap in which the file is not there, or empty. What is gone for longer is gone.
_GAP = 0.15

# Whoever writes without a pause is not waited for longer than this.
_LONGEST = 0.25

# Where files are changed by other machines, the kernel does not hear of it.
_REMOTE = (
    *("9p", "drvfs", "nfs", "cifs", "smb", "fuse.sshfs", "fuse.rclone"),
    *("vboxsf", "prl_fs", "vmhgfs", "fuse.vmhgfs"),
)


class Hint(msgspec.Struct, frozen=True):
    """Something happened at `path` (relative to the blog, with `/`); `done` says that its writer has closed it.

    Where `is_top_folder` a folder at the top came or went, and has to be watched anew (`Watcher.refresh`).
    """

    path: str
    done: bool
    is_top_folder: bool = False


class Debouncer:
    """Hints, held back until everything that they speak of has come to rest. Times are seconds of one clock."""

    def __init__(self, is_missed: Callable[[str], bool]) -> None:
        """`is_missed` says whether a known file is away or empty at this moment."""
        self._is_missed = is_missed
        self._first = 0.0
        self._last: dict[str, tuple[float, bool]] = {}

    def add(self, hint: Hint, now: float) -> None:
        """Take a hint that came at `now`."""
        if not self._last:
            self._first = now
        self._last[hint.path] = (now, hint.done)

    def due(self) -> float | None:
        """Return when it is worth asking `take` again; None while there are no hints."""
        if not self._last:
            return None
        quiet = max(when + (_AFTER_CLOSE if done else _AFTER_WRITE) for when, done in self._last.values())
        gaps = [when + _GAP for path, (when, _) in self._last.items() if self._is_missed(path)]
        return max(min(quiet, self._first + _LONGEST), *gaps, 0.0)

    def take(self, now: float) -> list[str]:
        """Return all paths if they have come to rest, in the order of the first hints; else none."""
        due = self.due()
        if due is None or due > now:
            return []
        paths = list(self._last)
        self._last.clear()
        return paths


class Watcher(FileSystemEventHandler):
    """Tells of changes in the folders of a blog that matter, through the system's own notifications.

    It belongs to one thread. The observer's own, which hears of the changes, watches nothing by itself: it holds a lock
    meanwhile that the other needs to watch something.
    """

    def __init__(self, root: Path, tell: Callable[[Hint], None]) -> None:
        """Watch the blog in `root`; `tell` is called from another thread."""
        self._root = root.resolve()
        self._tell = tell
        self._observer: _Observer = Observer()
        self._watches: dict[str, ObservedWatch] = {}
        self._is_watched: Callable[[str], bool] = lambda _name: False

    def start(self, is_watched: Callable[[str], bool]) -> None:
        """Begin; `is_watched` says which folders at the top of the blog matter. Raises `OSError`."""
        # A folder that is met twice, as it comes and as its parent is looked through, is watched once all the same.
        # Where warnings are errors, this one would end the thread that listens to the kernel.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")
        # What it says of folders that went while it looked concerns no author.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._observer.start()
        self._observer.schedule(self, str(self._root), recursive=False)
        self.follow(is_watched)

    def follow(self, is_watched: Callable[[str], bool]) -> None:
        """Watch the folders that matter now. Raises `OSError`."""
        self._is_watched = is_watched
        top = next(walk(self._root, self._root), None)
        wanted = set(filter(is_watched, top[1] if top else ()))
        # What lies behind a link, the kernel tells of where it is asked for the link itself.
        wanted |= {linked for name in wanted for linked in self._links_below(name)}
        for name in set(self._watches) - wanted:
            self._observer.unschedule(self._watches.pop(name))
        for name in wanted - set(self._watches):
            # With the slash it is the folder behind a link, and not the link, that is watched.
            place = f"{self._root / name}/"
            # It may go as it came.
            with suppress(FileNotFoundError):
                self._watches[name] = self._observer.schedule(self, place, recursive=True)

    def refresh(self, name: str) -> None:
        """Watch a folder at the top anew: a folder that comes back under its name is another one."""
        if name in self._watches:
            self._observer.unschedule(self._watches.pop(name))
        # The system may have no watches left; what is told of the top still arrives.
        with suppress(OSError):
            self.follow(self._is_watched)

    def _links_below(self, name: str) -> Iterator[str]:
        for place, folders, _ in walk(self._root / name, self._root):
            for linked in (Path(place, folder) for folder in folders):
                if linked.is_symlink():
                    yield linked.relative_to(self._root).as_posix()

    def stop(self) -> None:
        """End; nothing is told any more."""
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of what matters."""
        if isinstance(event, DirModifiedEvent | FileOpenedEvent | FileClosedNoWriteEvent):
            return
        done = event.is_directory or isinstance(event, FileClosedEvent) or event.event_type in ("moved", "deleted")
        for place in filter(None, (event.src_path, event.dest_path)):
            try:
                path = Path(str(place)).relative_to(self._root).as_posix()
            except ValueError:
                continue
            self._tell(Hint(path, done, event.is_directory and "/" not in path and self._is_watched(path)))


class _Observer(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def unschedule(self, watch: ObservedWatch) -> None: ...
    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool) -> ObservedWatch: ...


def is_told_of_changes(root: Path) -> bool:
    """Say whether the system hears of every change below `root`; it does not on drives of other machines."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return True
    kind = file_system_of(root.resolve().as_posix(), (line.split(" ") for line in mounts))
    return not kind.startswith(_REMOTE)


def file_system_of(place: str, mounts: Iterable[list[str]]) -> str:
    """Return the kind of the file system on which `place` lies, from the lines of `/proc/self/mounts`."""
    best, kind = "", ""
    for _, point, name, *_ in mounts:
        point = point.replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, name
    return kind


# A look is followed by a pause of this long (seconds), and this many times as long as it took.
_PAUSE = 0.5
_SHARE = 10


class Poller:
    """Looks at every file of a blog, now and then; `due` is when it is time again."""

    def __init__(self, workspace: Workspace) -> None:
        """Take the blog that is kept open."""
        self.due = 0.0
        self._workspace = workspace
        self._prints: dict[str, tuple[int, int]] = {}

    def look(self, debouncer: Debouncer) -> list[str]:
        """Return what moved since the last look; what is away may be on its way back, and is left to `debouncer`."""
        started = time.monotonic()
        prints = self._prints_of_supplies()
        changed = {path for path in {*prints, *self._prints} if prints.get(path) != self._prints.get(path)}
        first, self._prints = not self.due, prints
        moved = self._workspace.moved() | (set() if first else changed)
        now = time.monotonic()
        self.due = now + max(_PAUSE, _SHARE * (now - started))
        away = {path for path in moved if self._workspace.is_missed(path)}
        for path in away:
            debouncer.add(Hint(path, done=True), now)
        return sorted(moved - away)

    def _prints_of_supplies(self) -> dict[str, tuple[int, int]]:
        prints = {}
        for file in self._workspace.supplies():
            try:
                status = file.stat()
            except OSError:
                continue
            prints[file.relative_to(self._workspace.root).as_posix()] = (status.st_size, status.st_mtime_ns)
        return prints
