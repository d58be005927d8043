"""What the parser reports: the codes that begin with M, all in one table.

| code | what is wrong |
|---|---|
| M101 | a fenced code block is never closed |
| M102 | `[text][id]` names a link that is not defined |
| M103 | a footnote is defined twice; the later one is shown |
| M104 | `[^name]` has no footnote |
| M105 | `$$` has no partner |
| M106 | an HTML element is never closed |
"""

from __future__ import annotations

from typing import NamedTuple

from dapsagi.problems import Severity


class Notice(NamedTuple):
    """A kind of problem: its code, and its message and hint as templates."""

    code: str
    severity: Severity
    message: str
    hint: str


UNCLOSED_FENCE = Notice(
    "M101",
    Severity.WARNING,
    "the code block that begins with {fence} is never closed",
    "close it with a line of {fence}",
)
UNKNOWN_LINK = Notice(
    "M102",
    Severity.WARNING,
    "no link is defined as [{name}]",
    "add a line such as [{name}]: https://…",
)
REPEATED_FOOTNOTE = Notice(
    "M103",
    Severity.WARNING,
    "the footnote [^{name}] is defined twice; the later one is shown",
    "give one of them another name",
)
UNKNOWN_FOOTNOTE = Notice(
    "M104",
    Severity.WARNING,
    "the footnote [^{name}] is not defined",
    "add a line such as [^{name}]: …",
)
LONELY_DOLLARS = Notice(
    "M105",
    Severity.WARNING,
    "$$ has no partner, so this is no formula",
    "close the formula with $$, or write \\$\\$ for two dollar signs",
)
UNCLOSED_ELEMENT = Notice(
    "M106",
    Severity.WARNING,
    "the element <{name}> is never closed",
    "close it with </{name}>, or write &lt;{name}&gt; if it is text",
)
