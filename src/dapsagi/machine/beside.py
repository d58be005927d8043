"""Work that one process does beside this one: begun at once, and waited for when its result is wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NoReturn, TypeVar

from dapsagi.machine.children import begin_as_child, inherits

_Result = TypeVar("_Result")
_Told = TypeVar("_Told")


def beside(function: Callable[[], _Result]) -> Callable[[], _Result]:
    """Begin `function` beside this process, and return what waits for its result.

    Where processes do not inherit what this one knows, it is done when it is asked for; so is what a process could not
    finish.
    """
    result = telling(lambda _: function())
    return lambda: result(_keep_quiet)


def telling(
    function: Callable[[Callable[[_Told], None]], _Result],
) -> Callable[[Callable[[_Told], None]], _Result]:
    """Begin `function` beside this process, as `beside` does; what waits for its result hears what it tells meanwhile.

    Of a process that could not finish, everything is told again. The result is kept for whoever asks once more.
    """
    pipes = _begin_telling(function) if inherits() else None
    kept: list[_Result] = []

    def result(hear: Callable[[_Told], None]) -> _Result:
        nonlocal pipes
        if pipes:
            # Whatever comes of it, the process is not there twice.
            begun, pipes = pipes, None
            kept.extend(_hear(*begun, hear))
        if not kept:
            kept.append(function(hear))
        return kept[0]

    return result


def _keep_quiet(_told: object) -> None:
    """Hear something, and do nothing."""


def _begin_telling(function: Callable[[Callable[[Any], None]], Any]) -> tuple[int, int, int] | None:
    """Begin a process; return its number, the way from it and the one that holds it, or None if the system refuses."""
    # No pool: it would start threads, and other processes could not inherit any more.
    lifeline, held = os.pipe()
    receiver, sender = os.pipe()
    try:
        process = os.fork()
    except OSError:
        for end in (lifeline, held, receiver, sender):
            os.close(end)
        return None
    if not process:
        os.close(held)
        os.close(receiver)
        _work_alone(function, lifeline, sender)
    os.close(lifeline)
    os.close(sender)
    return process, receiver, held


def _work_alone(function: Callable[[Callable[[Any], None]], Any], lifeline: int, sender: int) -> NoReturn:
    import pickle

    status = 1
    # Whoever waits will meet the same error, and say what it means.
    with suppress(BaseException):
        begin_as_child(lambda: os.read(lifeline, 1))
        with os.fdopen(sender, "wb") as answer:

            def tell(told: Any, done: bool = False) -> None:
                pickle.dump((told, done), answer)
                answer.flush()

            tell(function(tell), done=True)
        status = 0
    os._exit(status)


def _hear(process: int, receiver: int, held: int, hear: Callable[[Any], None]) -> Iterator[Any]:
    """Hear what a process tells until it has finished, and yield its result; nothing if it could not finish."""
    import pickle

    done = False
    try:
        with suppress(EOFError, pickle.UnpicklingError), os.fdopen(receiver, "rb") as answer:
            while not done:
                told, done = pickle.load(answer)
                if not done:
                    hear(told)
    finally:
        os.close(held)
        os.waitpid(process, 0)
    if done:
        yield told
