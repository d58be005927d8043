"""What may begin a span and what ends it: the tables of a dialect, and the expressions that find the next beginning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from dapsagi.markup.spans.parser import SpanParser

#: Adds to a span what begins at a place, or declines.
Construct: TypeAlias = "Callable[[SpanParser, int], bool]"


class End(NamedTuple):
    """What ends a walk: the character that it begins with, and whether it is that at a position where this stands."""

    starts: str
    is_at: Callable[[SpanParser, int], bool]


class Scope(NamedTuple):
    """What is walked to its end: the kind of the span, its bit among those that are open, and whether it is raw HTML.

    Walks of one `delimiter` fail alike, wherever they begin.
    """

    kind: str
    bit: int
    end: End
    raw: bool = False
    delimiter: str = ""


class Spans(NamedTuple):
    """A dialect's spans: patterns of what may begin one, what begins with which character, emphasis by delimiter."""

    triggers: tuple[str, ...]
    constructs: Mapping[str, Construct]
    emphases: Mapping[str, Scope]


class Scanner(NamedTuple):
    """The regular expressions that find the next trigger, anywhere and within a link.

    Each alternative begins with a literal, so that Python's `re` skips all other characters fast.
    """

    everywhere: re.Pattern[str]
    in_link: re.Pattern[str]


@lru_cache(maxsize=16)
def scanner_of(triggers: tuple[str, ...], gfm: bool, typographic: bool, hard_wrap: bool) -> Scanner:
    """Return what finds the triggers of a dialect, and those that options add."""
    triggers += ("--", r"\.\.\.", ">>", " >>") if typographic else ()
    triggers += (r"\n" if hard_wrap else r"  \n", *(["~~"] if gfm else []))
    return Scanner(re.compile("|".join(triggers)), re.compile("|".join((r"\]", *triggers))))
