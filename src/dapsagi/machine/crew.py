"""Worker processes: one function over many chunks of work, on as many cores as are wanted."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dapsagi.machine.children import begin_as_child, fitting_context
from dapsagi.problems import RefusedError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")

# Chunks a process that are begun before the first of them is done: enough that none waits for the next one to be made.
_AHEAD = 4

# Chunks that a process has at a time, and how large (bytes) one may be that is given to a process that is at another:
# the system must hold it meanwhile, or each of the two would wait for the other to read.
_GIVEN = 2
_IN_FLIGHT = 64_000 if sys.platform == "linux" else 4_000

# So often is a chunk begun whose process is lost, after a rest (seconds).
_ATTEMPTS = 3
_REST = 0.1


def work(function: Callable[[_Chunk], _Result], chunks: Iterable[_Chunk], processes: int) -> Iterator[_Result]:
    """Yield what `function` makes of each chunk in `processes` processes, in the order of the chunks.

    Where processes inherit what this one knows (`inherits`), `function` may be any; otherwise it must be picklable.
    Chunks are asked for while earlier ones are worked on, and only a few at a time, so that neither they nor their
    results are ever all in memory. Closing the iterator ends the processes with what they are at.

    A chunk is worked on again if its process is ended from outside, as a system that is short of memory does. Raises
    `RefusedError` if that happens to one chunk several times. What the system starts no process for, this one does; so
    it does all if it is to be the only one.
    """
    if processes < 2:
        yield from map(function, chunks)
        return
    crew = _Crew(function, processes)
    try:
        yield from crew.results(chunks)
    finally:
        crew.end()


class _Hand:
    """A process of a crew, the way to it, and the numbers of the chunks that it was given."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.given: deque[int] = deque()


class _Crew:
    """Processes that are given one chunk after the other.

    Unlike the pools of the standard library it has neither threads, which the system may refuse in the middle of the
    work, nor locks, which a lost process may hold: nothing waits but for bytes, and their end is closed with whoever
    held it.
    """

    def __init__(self, function: Callable[[Any], Any], processes: int) -> None:
        self._function = function
        self._wanted = processes
        self._ahead = processes * _AHEAD
        self._context = fitting_context()
        self._hands: list[_Hand] = []
        self._lifeline, self._held = self._context.Pipe(duplex=False)
        # The chunks whose results were not taken yet, by number; those that nobody has, and the first of them encoded.
        self._begun: dict[int, Any] = {}
        self._waiting: deque[int] = deque()
        self._encoded: tuple[int, Any] = (-1, b"")
        self._done: dict[int, Any] = {}
        self._losses: Counter[int] = Counter()

    def results(self, chunks: Iterable[Any]) -> Iterator[Any]:
        """Yield the results of chunks in their order."""
        coming = iter(enumerate(chunks))
        turn = 0
        more = True
        while more or self._begun:
            self._give()
            if turn in self._done:
                del self._begun[turn]
                yield self._done.pop(turn)
                turn += 1
            elif more and len(self._begun) < self._ahead:
                begun = next(coming, None)
                if begun is None:
                    more = False
                    continue
                number, self._begun[number] = begun
                self._waiting.append(number)
                self._take(0)
            elif self._hands:
                self._take(None)
            else:
                number = self._waiting.popleft()
                self._done[number] = self._function(self._begun[number])

    def end(self) -> None:
        """End all processes, whatever they are at."""
        self._held.close()
        self._lifeline.close()
        for hand in self._hands:
            hand.connection.close()
            hand.process.kill()
        for hand in self._hands:
            hand.process.join()

    def _give(self) -> None:
        """Give chunks to those who have nothing to do, and small ones to those who will soon have nothing."""
        from multiprocessing.reduction import ForkingPickler

        while self._waiting and (hand := self._free_hand()):
            number = self._waiting[0]
            if self._encoded[0] != number:
                # A view that outlives its buffer, as in the frames of an error, makes Python complain at its end.
                with ForkingPickler.dumps(self._begun[number]) as view:
                    self._encoded = (number, bytes(view))
            data = self._encoded[1]
            if hand.given and len(data) > _IN_FLIGHT:
                return
            try:
                hand.connection.send_bytes(data)
            except OSError:
                self._lose(hand)
            else:
                hand.given.append(self._waiting.popleft())

    def _free_hand(self) -> _Hand | None:
        hand = min(self._hands, key=lambda hand: len(hand.given), default=None)
        if (hand is None or hand.given) and len(self._hands) < self._wanted:
            hand = self._hire() or hand
        return hand if hand and len(hand.given) < _GIVEN else None

    def _hire(self) -> _Hand | None:
        """Start a process; None, and no other attempt, if the system starts none."""
        forks = self._context.get_start_method() == "fork"
        for _ in range(_ATTEMPTS):
            mine, theirs = self._context.Pipe()
            # A process that begins with all that this one holds would keep the ways to the others open.
            foreign = [mine, *(hand.connection for hand in self._hands)] if forks else []
            arguments = (self._function, theirs, self._lifeline, [self._held, *foreign])
            # Each kind of context has its own class, which the type of all does not know.
            process: BaseProcess = cast("Any", self._context).Process(target=_serve, args=arguments, daemon=True)
            try:
                process.start()
            except (EOFError, OSError):
                # Whoever starts processes may be lost with them, and that shows a moment later.
                mine.close()
                time.sleep(_REST)
            else:
                self._hands.append(_Hand(process, mine))
                return self._hands[-1]
            finally:
                theirs.close()
        self._wanted = len(self._hands)
        return None

    def _take(self, timeout: float | None) -> None:
        """Take the results that are there, or wait for one."""
        from multiprocessing.connection import wait

        hands = {hand.connection: hand for hand in self._hands}
        for connection in wait(hands, timeout):
            hand = hands[cast("Connection", connection)]
            try:
                error, result = hand.connection.recv()
            except (EOFError, OSError):
                self._lose(hand)
                continue
            if error:
                raise error
            self._done[hand.given.popleft()] = result

    def _lose(self, hand: _Hand) -> None:
        """Leave what a lost process was at to others. Raises `RefusedError`."""
        self._hands.remove(hand)
        hand.connection.close()
        hand.process.kill()
        hand.process.join()
        self._waiting.extendleft(reversed(hand.given))
        if hand.given:
            self._losses[hand.given[0]] += 1
            if self._losses[hand.given[0]] == _ATTEMPTS:
                message = "processes of this build were ended from outside again and again; the system may be short of"
                raise RefusedError(f"{message} memory: build with --jobs 1, or close other programs")
        time.sleep(_REST)


def _serve(
    function: Callable[[Any], Any], connection: Connection, lifeline: Connection, foreign: Sequence[Connection]
) -> None:
    """Answer each chunk that comes with what went wrong, if something did, and what was made of it."""
    for other in foreign:
        other.close()
    begin_as_child(lifeline.recv_bytes)
    with suppress(EOFError, OSError):
        while True:
            chunk = connection.recv()
            answer: tuple[Exception | None, Any]
            try:
                answer = (None, function(chunk))
            except Exception as error:
                answer = (_portable(error), None)
            connection.send(answer)


def _portable(error: Exception) -> Exception:
    """Return an error as another process can read it, with the lines where it was raised."""
    import pickle
    import traceback

    lines = "".join(traceback.format_exception(error))
    error.add_note(lines)
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(lines)
    return error
