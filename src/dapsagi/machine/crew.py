"""Worker processes: one function over many chunks of work, or beside the rest, on as many cores as are wanted."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")

# Chunks a process that are handed out before their turn: enough that none waits for the next one to be made.
_AHEAD = 4

# So often is a chunk begun whose process is lost, after a rest (seconds).
_ATTEMPTS = 3
_REST = 0.1

# To start processes that share nothing takes a quarter of a second longer; a parent of this size (bytes) is worth it.
# Each process that is forked from it would come to hold as much again.
_MUCH = 150_000_000

# What asking a lost process for another one fails with. A pool that has noticed the loss already closes its ends of the
# connection in a thread of its own: those are bad descriptors, or closed handles, whose error has no number. Where the
# address is a file, that is gone.
_SIGNS_OF_LOSS = (None, errno.EBADF, errno.ECONNREFUSED, errno.ECONNRESET, errno.EPIPE, errno.ENOENT)


class CrewLostError(Exception):
    """Processes of a crew were ended from outside, again and again; the text says what to do."""


def work(function: Callable[[_Chunk], _Result], chunks: Iterable[_Chunk], processes: int) -> Iterator[_Result]:
    """Yield what `function` makes of each chunk in `processes` processes, in the order of the chunks.

    Where processes inherit what this one knows (`inherits`), `function` may be any; otherwise it must be picklable.
    Chunks are asked for while earlier ones are worked on, and only a few at a time, so that neither they nor their
    results are ever all in memory. Closing the iterator ends the processes with what they are at.

    A chunk is worked on again if its process is ended from outside, as a system that is short of memory does. Raises
    `CrewLostError` if that happens to one chunk several times.
    """
    # A build that starts no process has no use for what it takes to start one.
    from concurrent.futures.process import BrokenProcessPool

    coming = iter(chunks)
    begun: deque[_Chunk] = deque()
    losses = 0
    while True:
        try:
            for result in _results(function, begun, coming, processes):
                losses = 0
                yield result
        except BrokenProcessPool as error:
            losses += 1
            if losses == _ATTEMPTS:
                message = (
                    "processes of this build were ended from outside again and again; the system may be short of memory"
                )
                raise CrewLostError(f"{message}: build with --jobs 1, or close other programs") from error
            # Whoever starts processes may be lost with them, and that shows a moment later.
            time.sleep(_REST)
        else:
            return


def _results(
    function: Callable[[_Chunk], _Result], begun: deque[_Chunk], coming: Iterator[_Chunk], processes: int
) -> Iterator[_Result]:
    """Yield the results of the chunks that have `begun` and of those `coming`; `begun` holds those without one yet."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = _context()
    lifeline, held = context.Pipe(duplex=False)
    try:
        # The function goes to each process once, and not with every chunk: what it carries may be large.
        with ProcessPoolExecutor(processes, context, _begin_in_pool, (function, lifeline, held)) as pool:
            waiting: deque[Future[_Result]] = deque()
            try:
                waiting.extend(_submit(pool, chunk) for chunk in begun)
                for chunk in coming:
                    begun.append(chunk)
                    waiting.append(_submit(pool, chunk))
                    if len(waiting) > processes * _AHEAD:
                        result = waiting.popleft().result()
                        begun.popleft()
                        yield result
                while waiting:
                    result = waiting.popleft().result()
                    begun.popleft()
                    yield result
            except BrokenProcessPool:
                # A pool that breaks does not end each of its processes: not one that is started at that moment, nor one
                # whose starter is lost, which counts as ended. It would wait for them.
                held.close()
                raise
            except BaseException:
                # Never of a pool that breaks: it gives each future its error, and stops at one that is cancelled.
                for future in waiting:
                    future.cancel()
                raise
    finally:
        held.close()
        lifeline.close()


def _submit(pool: ProcessPoolExecutor, chunk: Any) -> Future[Any]:
    """Hand a chunk to a pool. Raises `BrokenProcessPool`."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_work, chunk)
    except (EOFError, OSError) as error:
        if getattr(error, "errno", None) not in _SIGNS_OF_LOSS:
            raise
        # What starts a pool's processes is a process too, and may be ended from outside as they may.
        raise BrokenProcessPool("the server of processes was ended") from error


def beside(function: Callable[[], _Result]) -> Callable[[], _Result]:
    """Begin `function` beside this process, and return what waits for its result.

    Where processes do not inherit what this one knows, it is done when it is asked for; so is what a process could not
    finish.
    """
    if not inherits():
        return function
    # No pool: it would start threads, and other processes could not inherit any more.
    import pickle

    lifeline, held = os.pipe()
    receiver, sender = os.pipe()
    process = os.fork()
    if not process:
        os.close(held)
        os.close(receiver)
        _work_alone(function, lifeline, sender)
    os.close(lifeline)
    os.close(sender)

    def result() -> _Result:
        with os.fdopen(receiver, "rb") as answer:
            data = answer.read()
        _, status = os.waitpid(process, 0)
        os.close(held)
        done: _Result = function() if status else pickle.loads(data)
        return done

    return result


def inherits() -> bool:
    """Say whether a process that is started now begins with all that this one has in memory."""
    # Elsewhere than on Linux the system's own libraries have threads that nobody counts.
    return sys.platform == "linux" and not _crowded()


def _crowded() -> bool:
    # A fork would copy the locks that other threads hold at that moment, and nobody would ever release them. And it
    # would keep a copy of all that its parent changes in what they share, if only by counting references.
    return threading.active_count() > 1 or _memory() > _MUCH


def _context() -> BaseContext:
    import multiprocessing

    if inherits():
        return multiprocessing.get_context("fork")
    crowded = _crowded() and "forkserver" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if crowded else None)


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


# What this process was started to do, if it is a worker.
_function: Callable[..., Any]


def _work(chunk: _Chunk) -> Any:
    return _function(chunk)


def _work_alone(function: Callable[[], Any], lifeline: int, sender: int) -> NoReturn:
    import pickle

    status = 1
    # Whoever waits will meet the same error, and say what it means.
    with suppress(BaseException):
        _begin(function, lambda: os.read(lifeline, 1))
        data = pickle.dumps(function())
        with os.fdopen(sender, "wb") as answer:
            answer.write(data)
        status = 0
    os._exit(status)


def _begin_in_pool(function: Callable[..., Any], lifeline: Connection, held: Connection) -> None:
    held.close()
    _begin(function, lifeline.recv_bytes)


def _begin(function: Callable[..., Any], outlive: Callable[[], object]) -> None:
    """Let this process do `function`, and end as soon as `outlive` ends, which waits for the parent's end."""
    global _function
    _function = function
    threading.Thread(target=_end_after, args=(outlive,), daemon=True).start()
    # Ctrl-C reaches every process of the terminal; the one that started this one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # To look for garbage among what a fork shares with its parent would copy all of it. What this process makes is its
    # own, though, and the parent may have stopped looking for a while.
    gc.freeze()
    gc.enable()


def _end_after(outlive: Callable[[], object]) -> None:
    with suppress(EOFError, OSError):
        outlive()
    # Nobody would take what this process makes.
    os._exit(1)
