"""A bound to work that may have no end, such as a loop in somebody's template."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self


class Patience:
    """Ends pieces of work that take too long, one after the other, in the main thread of a process.

    The seconds are those that the process computes, so that a busy machine takes no time from anybody. In another
    thread, or where the system does not count them, nothing is ended.
    """

    def __init__(self, error: type[Exception]) -> None:
        """Take what is raised in the work, in whatever Python code it is then."""
        self._error = error
        self._left = 0
        self._before: Callable[[int, FrameType | None], object] | int | None = None

    def __enter__(self) -> Self:
        self._left = 0
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
            self._before = signal.signal(signal.SIGVTALRM, self._tick)
            signal.setitimer(signal.ITIMER_VIRTUAL, 1, 1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._before)
            self._before = None

    def begin(self, seconds: int) -> None:
        """Say that a piece begins, which may take so many seconds; 0 for what may take any time."""
        self._left = seconds

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        self._left -= 1
        if self._left == 0:
            raise self._error


@contextmanager
def time_limit(seconds: float, error: type[Exception]) -> Iterator[None]:
    """Raise `error` in the work below once it has taken so long by the clock, in whatever thread it is done."""
    # Slow to import, and few need it.
    import ctypes

    thread = threading.get_ident()
    lock = threading.Lock()
    done = False

    def end() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            done = True
