"""What a text may draw on while its Liquid is expanded, and what that gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, tzinfo
from html import escape
from types import MappingProxyType
from typing import Any

import msgspec

from dapsagi.markup.options import Dialect
from dapsagi.problems import Problem

_NO_FILES: Mapping[str, str] = MappingProxyType({})


class Expanded(msgspec.Struct, frozen=True):
    """A text without Liquid, and what was noticed, with lines counted from 1 in the text that was given.

    With `has_neighbours` it asked for files beside it, there or not; `asks` names the lists of the blog that it asked
    for. `lines` holds the line of the given text for each line of this one; it is empty where both have the same lines.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()
    has_neighbours: bool = False
    asks: tuple[str, ...] = ()

    def source_line(self, line: int) -> int:
        """Return the line of the given text where `line` of this one comes from; 0, the text as a whole, stays 0."""
        return self.lines[min(line, len(self.lines)) - 1] if self.lines and line else line


class Document(dict[str, Any]):
    """What a text may ask of a post, a page or a file in a list.

    Its `content` and its `excerpt` are made when they are asked for, and are no items: who sorts a list or prints one
    does not ask for them.
    """

    def __init__(self, values: Mapping[str, Any], make: Callable[[str], str] | None = None) -> None:
        """Take what is known of it, and what makes one of its two texts."""
        super().__init__(values)
        self._make = make

    def __missing__(self, name: str) -> str:
        """Return a text of it."""
        if self._make is None or name not in ("content", "excerpt"):
            raise KeyError(name)
        return self._make(name)


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a text may draw on.

    `site` holds the values behind `site.…`: settings. `includes` are the files of `_includes` by their names,
    `neighbours` those that `include_relative` reaches by their paths from the folder of the post. `highlight` gives the
    inner HTML of code in a language, `markdown` the HTML of a text for the filter `markdownify`; dates are written in
    `zone`. `bibliographies` are BibTeX files by their paths from their folder. `find_list` gives a list of the blog by
    its name behind `site.`, and None for what is no list.
    """

    site: Mapping[str, Any]
    dialect: Dialect
    includes: Mapping[str, str] = _NO_FILES
    neighbours: Mapping[str, str] = _NO_FILES
    highlight: Callable[[str, str], str] = lambda code, _: escape(code, quote=False)
    markdown: Callable[[str], str] | None = None
    zone: tzinfo = UTC
    bibliographies: Mapping[str, str] = _NO_FILES
    find_list: Callable[[str], Sequence[Document] | Mapping[str, Sequence[Document]] | None] = lambda _: None
