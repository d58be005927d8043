"""What the parser warns of: the codes that begin with M."""

from __future__ import annotations

from typing import NamedTuple


class Notice(NamedTuple):
    """A kind of problem: its code, and its message and hint as templates."""

    code: str
    message: str
    hint: str


UNCLOSED_FENCE = Notice(
    "M101",
    "the code block that begins with {fence} is never closed",
    "close it with a line of {fence}; in a list, leave an empty line before it or set all of its lines as far in",
)
UNKNOWN_LINK = Notice("M102", "no link is defined as [{name}]", "add a line such as [{name}]: https://…")
REPEATED_FOOTNOTE = Notice(
    "M103", "the footnote [^{name}] is defined twice; the later one is shown", "give one of them another name"
)
UNKNOWN_FOOTNOTE = Notice("M104", "the footnote [^{name}] is not defined", "add a line such as [^{name}]: …")
LONELY_DOLLARS = Notice(
    "M105",
    "$$ has no partner, so this is no formula",
    "close the formula with $$, or write \\$\\$ for two dollar signs",
)
UNCLOSED_ELEMENT = Notice(
    "M106",
    "the element <{name}> is never closed",
    "close it with </{name}>, or write &lt;{name}&gt; if it is text",
)
EXTENSION_FAILED = Notice(
    "M107",
    "an extension of Markdown failed, so the text is read without any ({error})",
    "look for a newer version of it, or take it out of `markdown.extensions`",
)
