"""What one expansion may read and spend, and what it notices: the state behind python-liquid's render context."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import msgspec
from liquid import BoundTemplate, RenderContext, Token
from liquid.exceptions import FilterError, LiquidError, LoopIterationLimitError, ResourceLimitError
from liquid.output import LimitedStringIO
from liquid.undefined import UNDEFINED
from liquid.utils import ReadOnlyChainMap

from dapsagi.liquid import notices
from dapsagi.liquid.bibliography import Work
from dapsagi.liquid.given import Document, Given
from dapsagi.liquid.notices import Notice
from dapsagi.liquid.values import Value
from dapsagi.problems import Problem, Severity, Span

# Nodes rendered, items looped over and hundreds of letters made: a second or two of work, and no post needs a tenth.
_MOST_STEPS = 300_000
_LETTERS_A_STEP = 100

# Nobody reads more about one text.
_MOST_PROBLEMS = 500

# Blocks and includes in each other. Each level costs several levels of Python's own stack.
_DEEPEST = 60

# Lists in lists, as front matter or `push` may make them.
_DEEPEST_VALUE = 40

# What Jekyll offers and a text cannot have: it would depend on its own result, or on the time of the build.
_NOT_FOR_TEXTS = {
    "page": frozenset({"content", "excerpt", "next", "output", "previous"}),
    "site": frozenset({"time"}),
}


class RunawayError(ResourceLimitError):
    """Raised when a text asks for more work than any text needs."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, token=None)


class ShownAsWrittenError(LiquidError):
    """Raised by what shows its source instead, with what there is to say about it."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.message, token=None)
        self.notice = notice


class TracedOutput(LimitedStringIO):
    """The expanded text as it grows, with the place in the source that each part comes from."""

    def __init__(self) -> None:
        super().__init__(_MOST_STEPS * _LETTERS_A_STEP, newline="\n")
        self.marks: list[tuple[int, int, bool]] = []

    def write(self, text: str, /) -> int:
        """Write a text; raise `RunawayError` if that is too much."""
        self.size += len(text)
        if self.size > self.limit:
            raise RunawayError("its result grows too long")
        # Not by way of the parent, which encodes every piece to count its bytes.
        return super(LimitedStringIO, self).write(text)

    def mark(self, place: int, *, moves: bool) -> None:
        """Note that what comes next stems from `place`, and with `moves` runs along with the source from there."""
        self.marks.append((self.tell(), place, moves))

    def rewind(self, position: int) -> None:
        """Forget what was written from `position` on."""
        self.seek(position)
        self.truncate()
        while self.marks and self.marks[-1][0] > position:
            self.marks.pop()


class Run(msgspec.Struct):
    """One expansion of one text, with what it may draw on."""

    text: str
    given: Given
    output: TracedOutput = msgspec.field(default_factory=TracedOutput)
    has_neighbours: bool = False
    asks: set[str] = set()
    in_include: int = 0
    met_unknown: bool = False
    cited: dict[str, Work] = {}
    lists_works: bool = False
    place: int = 0
    _depth: int = 0
    _steps: int = 0
    _problems: dict[tuple[str, int, str], Problem] = {}
    _line_starts: list[int] = []

    def __post_init__(self) -> None:
        self._line_starts = _line_starts(self.text)

    @property
    def keeps_unknown(self) -> bool:
        """Whether what Jekyll would leave out is shown as it is: in dapsagi's own dialect, and not in includes."""
        return self.given.dialect == "dapsagi" and not self.in_include

    def forget(self) -> None:
        """Forget what was noticed."""
        self._problems.clear()

    def problems(self) -> tuple[Problem, ...]:
        """Return what was noticed, once for each place."""
        return tuple(self._problems.values())

    def report(self, notice: Notice, place: int) -> None:
        """Note something about a place of the text."""
        key = (notice.code, place, notice.message)
        is_one_too_many = len(self._problems) >= _MOST_PROBLEMS and notice.severity < Severity.ERROR
        if key not in self._problems and not is_one_too_many:
            line = self.line_of(place)
            span = Span("", line, place - self._line_starts[line - 1] + 1)
            self._problems[key] = Problem(notice.code, notice.severity, notice.message, span, notice.hint)

    def line_of(self, place: int) -> int:
        """Return the line, from 1, of a place in the text."""
        return bisect_right(self._line_starts, place)

    def source_lines(self) -> tuple[int, ...]:
        """Return, for each line of the output, the line of the text that its first letter comes from."""
        text = self.output.getvalue()
        starts = _line_starts(text)
        lines: list[int] = []
        marks = [(0, 0, True), *self.output.marks, (len(text) + 1, 0, True)]
        for (position, place, moves), (end, _, _) in pairwise(marks):
            count = bisect_left(starts, end) - len(lines)
            if count > 0:
                first = self.line_of(place + starts[len(lines)] - position if moves else place)
                lines += range(first, first + count) if moves else [first] * count
        return tuple(lines)

    def spend(self, steps: int) -> None:
        """Pay for work; raise `RunawayError` when there is nothing left to pay with."""
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise RunawayError("a loop runs too often or its result grows too long")

    def spend_text(self, length: int) -> None:
        """Pay for a text of so many letters."""
        self.spend(length // _LETTERS_A_STEP)

    def spend_value(self, value: Value) -> None:
        """Pay for a value with all that is in it."""
        stack = [(value, 0)]
        while stack:
            item, depth = stack.pop()
            if depth > _DEEPEST_VALUE:
                raise FilterError("a list holds lists that are too deep", token=None)
            if isinstance(item, Document):
                continue
            if isinstance(item, str | range):
                self.spend_text(len(item)) if isinstance(item, str) else self.spend(_length(item))
            elif isinstance(item, list | tuple | Mapping):
                self.spend(1 + len(item) // 10)
                stack += [(inner, depth + 1) for inner in (item.values() if isinstance(item, Mapping) else item)]

    def descend(self) -> None:
        """Enter a block or an include."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RunawayError("blocks or includes are too deep in each other")

    def ascend(self) -> None:
        """Leave a block or an include."""
        self._depth -= 1


class Site(dict[str, Any]):
    """The values behind `site.…`, with each list of the blog that is asked for."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.given.site)
        self._run = run

    def __missing__(self, name: str) -> object:
        """Return a list of the blog."""
        found = self._run.given.find_list(name)
        if found is None:
            raise KeyError(name)
        self._run.asks.add(name)
        self[name] = found
        return found


class Context(RenderContext):
    """A render context that knows its run. A name without a value is None, as in Ruby."""

    __slots__ = ("run",)

    def __init__(self, template: BoundTemplate, variables: Mapping[str, Any], run: Run) -> None:
        super().__init__(template, globals=variables)
        self.run = run
        # The library's own scope knows `now` and `today`; a text has no clock.
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """Return what a path leads to, or None; note that it led nowhere."""
        found = super().get(path, token=token, default=_MISSING)
        if found is not _MISSING:
            return found
        root, *names = path
        nothing = None if default is UNDEFINED else default
        if not isinstance(root, str) or not names or names[0] not in _NOT_FOR_TEXTS.get(root, ()):
            self.run.met_unknown = True
            return nothing
        self.run.report(notices.not_for_texts(f"{root}.{names[0]}"), self.run.place)
        return nothing

    def assign(self, key: str, val: Any) -> None:
        """Set a variable."""
        self.run.spend_value(val)
        self.locals[key] = val

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """Return a filter that is paid for, and whose refusals are Liquid's; an unknown one changes nothing."""
        function = self.env.filters.get(name)
        if function is None:
            notice = notices.unknown_filter(name, self.env.filters, self.run.given.dialect)
            if self.run.keeps_unknown:
                raise ShownAsWrittenError(notice)
            self.run.report(notice, self.run.place)
            return lambda value, *_, **__: value
        keywords = {"context": self} if getattr(function, "with_context", False) else {}

        def paid(value: object, *arguments: object, **options: object) -> object:
            for operand in (value, *arguments):
                self.run.spend_value(operand)
            self.run.spend(1)
            try:
                result = function(value, *arguments, **keywords, **options)
            except LiquidError:
                raise
            except Exception as error:
                # Ruby raises too where a filter meets a value of another kind, or too many of them.
                raise FilterError(f"the filter `{name}` cannot do that", token=token) from error
            self.run.spend_value(result)
            return result

        return paid


_MISSING = object()


def _line_starts(text: str) -> list[int]:
    return [0, *(end.end() for end in re.finditer("\n", text))]


def _length(span: range) -> int:
    try:
        return len(span)
    except OverflowError:
        raise LoopIterationLimitError("a range is endless", token=None) from None
