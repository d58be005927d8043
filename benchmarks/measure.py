"""What a command costs: wall time, CPU time and peak memory of the command and all that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# Sampling may take this share of the time at most, and is done this often (s) at most.
_SAMPLING_SHARE = 0.05
_SAMPLING_PERIOD = 0.05


class CommandFailedError(Exception):
    """A command that ended with an exit code other than 0; the message ends with what it printed last."""


class Cost(NamedTuple):
    """What one run of a command took.

    `wall` is in seconds from start to exit; `cpu` user and system time of the process and of all its descendants that
    were waited for, in seconds (`wait4`); `memory` in bytes: the greater of the largest resident set that the kernel
    saw in one process of the tree (`ru_maxrss`) and, where there are several, the highest sum of their proportional
    set sizes (`smaps_rollup`, in which a page that n processes share counts 1/n to each) that sampling saw.
    """

    wall: float
    cpu: float
    memory: int


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Cost:
    """Run `command` in `folder` and return what it cost; its output goes to `log`. Raises `CommandFailedError`.

    The kernel takes the memory of the calling process at the time of the fork for the command's own, so the caller
    should be small.
    """
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = sampler.stop()
    if process.returncode != 0:
        tail = log.read_text("utf-8", errors="replace")[-2000:]
        raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    largest = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(largest, peak))


class _Sampler(threading.Thread):
    """Watches the memory of a process tree, where the kernel shows it below /proc."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root, self._peak, self._ended = root, 0, threading.Event()

    def run(self) -> None:
        period = _SAMPLING_PERIOD
        while not self._ended.wait(period):
            # Of its own time: to wait for a busy machine is no work, and the next look must not wait for that again.
            started = time.thread_time()
            tree = _tree(self._root)
            # Of a single process the kernel itself keeps the peak.
            if len(tree) > 1:
                self._peak = max(self._peak, sum(map(_proportional_set_size, tree)))
            period = max(_SAMPLING_PERIOD, (time.thread_time() - started) / _SAMPLING_SHARE)

    def stop(self) -> int:
        """Return the highest sum that was seen, in bytes; 0 where there was one process all the time."""
        self._ended.set()
        self.join()
        return self._peak


def _tree(root: int) -> list[int]:
    tree, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        tree.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:  # it has ended, or this is no Linux
            continue
    return tree


def _proportional_set_size(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:  # it has ended
        pass
    return 0
