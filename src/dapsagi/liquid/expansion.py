"""Liquid in posts: from the text that an author wrote to the Markdown that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

    With `has_neighbours` it asked for files beside it, there or not. `lines` holds the line of the given text for each
    line of this one; it is empty where both have the same lines.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()
    has_neighbours: bool = False

    def source_line(self, line: int) -> int:
        """Return the line of the given text where `line` of this one comes from; 0, the text as a whole, stays 0."""
        return self.lines[min(line, len(self.lines)) - 1] if self.lines and line else line


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a text may draw on.

    `site` holds the values behind `site.…`: settings. `includes` are the files of `_includes` by their names,
    `neighbours` those that `include_relative` reaches by their paths from the folder of the post. `highlight` gives the
    inner HTML of code in a language, `markdown` the HTML of a text for the filter `markdownify`; dates are written in
    `zone`. `bibliographies` are BibTeX files by their paths from their folder.
    """

    site: Mapping[str, Any]
    dialect: Dialect
    includes: Mapping[str, str] = _NO_FILES
    neighbours: Mapping[str, str] = _NO_FILES
    highlight: Callable[[str, str], str] = lambda code, _: escape(code, quote=False)
    markdown: Callable[[str], str] | None = None
    zone: tzinfo = UTC
    bibliographies: Mapping[str, str] = _NO_FILES


def expand_liquid(text: str, page: Mapping[str, Any], given: Given) -> Expanded:
    """Expand the Liquid of a text as Jekyll does; this never fails, and takes time linear in the length of the text.

    `page` holds the values behind `page.…`: front matter.

    In the dialect "jekyll" the result is Jekyll's wherever Jekyll has one. In "dapsagi" what Jekyll leaves out because
    it knows no such thing is shown as it stands, and nothing in code or between `$$` is Liquid. In both, what Jekyll
    would not build is shown as it stands. Each such place is reported.

    Addresses of other posts come out as `dapsagi.liquid.targets` describes them.
    """
    if "{%" not in text and "{{" not in text:
        return Expanded(text)
    # The library takes a quarter of a second to import, and most blogs have no Liquid at all.
    from dapsagi.liquid.context import Run
    from dapsagi.liquid.engine import run_liquid

    variables = {"page": page, "site": given.site, "jekyll": {"environment": "production"}}
    return run_liquid(Run(text, given), variables)
