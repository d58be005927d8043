"""Looking for what was saved, where the system does not tell of it."""

from __future__ import annotations

import time

from dapsagi.preview.watcher import Debouncer, Hint
from dapsagi.preview.workspace import Workspace

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
