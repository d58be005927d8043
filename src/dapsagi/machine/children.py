"""Processes that this one starts: what they begin with, and that none of them outlives it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

# To start processes that share nothing takes a quarter of a second longer; a parent of this size (bytes) is worth it.
# Each process that is forked from it would come to hold as much again.
_MUCH = 150_000_000


def inherits() -> bool:
    """Say whether a process that is started now begins with all that this one has in memory."""
    # Elsewhere than on Linux the system's own libraries have threads that nobody counts.
    return sys.platform == "linux" and not _crowded()


def fitting_context() -> BaseContext:
    """Return the way of starting processes that fits what this one holds."""
    import multiprocessing

    if inherits():
        return multiprocessing.get_context("fork")
    crowded = _crowded() and "forkserver" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if crowded else None)


def begin_as_child(outlive: Callable[[], object]) -> None:
    """Let this process end as soon as `outlive` ends, which waits for the parent's end."""
    # Where the system refuses a thread, it ends when it is done with what it is at.
    with suppress(RuntimeError):
        threading.Thread(target=_end_after, args=(outlive,), daemon=True).start()
    # Ctrl-C reaches every process of the terminal; the one that started this one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a parent does when it is asked to end is not for those that it began.
    for name in ("SIGTERM", "SIGHUP"):
        if (number := getattr(signal, name, None)) and callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    # To look for garbage among what a fork shares with its parent would copy all of it. What this process makes is its
    # own, though, and the parent may have stopped looking for a while.
    gc.freeze()
    gc.enable()


def _crowded() -> bool:
    # A fork would copy the locks that other threads hold at that moment, and nobody would ever release them. And it
    # would keep a copy of all that its parent changes in what they share, if only by counting references.
    return threading.active_count() > 1 or _memory() > _MUCH


def _memory() -> int:
    """Return the most memory that this process has held, in bytes; 0 where the system does not tell."""
    try:
        # To `getrusage` a process begins with the most that its parent held, on Linux (kernel, fs/exec.c).
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _end_after(outlive: Callable[[], object]) -> None:
    with suppress(EOFError, OSError):
        outlive()
    # Nobody would take what this process makes.
    os._exit(1)
