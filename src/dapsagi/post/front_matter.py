"""Splits a source file into its front matter and its body, by Jekyll's rule, and reads the front matter.

The rule is `Jekyll::Document::YAML_FRONT_MATTER_REGEXP`: a first line `---`, YAML, and a line `---` or `...`; blank
lines after it do not belong to the body (https://jekyllrb.com/docs/front-matter/). Between lines `+++` stands TOML.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dapsagi.post.toml_header import STATEMENT, read_toml
from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text import KEY_LINE, YamlMapping, salvage_mapping

#: Left by editors before the first character of a file: the byte order mark and its zero-width kin.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
#: What may stand behind a fence, as a pattern. White space is ASCII's, as in Ruby: a no-break space is text.
SPACE = rf"[ \t\r\f\v{INVISIBLE}]*"
_OPENING = re.compile(rf"(---|\+\+\+){SPACE}\n")
_CLOSING = {
    "---": re.compile(rf"^[{INVISIBLE}]*(?:---|\.\.\.){SPACE}$", re.M),
    "+++": re.compile(rf"^[{INVISIBLE}]*\+\+\+{SPACE}$", re.M),
}
# What is plainly false stays online even where the lines around it are lost.
_DRAFT = re.compile(r"^[\"']?draft(?![\w-])(?![\"']?[^\S\n]*[=:][^\S\n]*false[^\S\n]*(?:#.*)?$)", re.M)
# A fence that is none: of a word processor's dashes, of another number of them, or behind empty lines.
_NEARLY = re.compile(
    r"(\s*)([-\u2013\u2014]{1,8})[^\S\n]*\n(?=(?:title|date|layout|tags?|categor(?:y|ies)|draft)[^\S\n]*:)", re.I
)
# Keys down to a fence, and none above them.
_KEY = r"(?:title|date|layout|tags?|categor(?:y|ies)|draft)[^\S\n]*:[^\n]*\n"
_UNOPENED = re.compile(rf"\s*{_KEY}(?:[^\S\n]*(?:[\w-]+[^\S\n]*:|-[^\S\n])[^\n]*\n)*---[^\S\n]*(?:\n|\Z)", re.I)
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*(?:[^\S\n]*\Z)?", re.ASCII)


class FrontMatter(msgspec.Struct, frozen=True):
    """What stands at the head of a file, and the body below it.

    `mapping` has lines counted from 1 in the file, and so have the problems; `body_line` is the line on which the body
    begins. `found` says whether the file has front matter at all, `mentions_draft` whether a line on a draft
    could not be read.
    """

    mapping: YamlMapping
    body: str
    body_line: int = 1
    found: bool = False
    problems: tuple[Problem, ...] = ()
    mentions_draft: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """The front matter as plain data."""
        return self.mapping.values


def split_front_matter(text: str) -> FrontMatter:
    """Split a file's text into front matter and body; any text has a body, and faults become problems.

    Line ends come out as `\\n`. If the YAML is broken, each key that can be read alone still is, so that a slip in a
    title moves neither the post's address nor its date.
    """
    text = text.lstrip(INVISIBLE)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    closing = _CLOSING[opening[1]].search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        key_line = KEY_LINE if opening and opening[1] == "---" else STATEMENT
        looks_meant = opening is not None and key_line.match(text, opening.end()) is not None
        problems = (_never_closed(opening[1]),) if opening and looks_meant else ()
        if nearly := _NEARLY.match(text) if opening is None else None:
            problems = (_never_opened(nearly[2], nearly[1]),)
        elif opening is None and _UNOPENED.match(text):
            problems = (_never_opened("", ""),)
        lost = bool(problems) and _DRAFT.search(text.lstrip().partition("\n\n")[0]) is not None
        return FrontMatter(YamlMapping(), text, problems=problems, mentions_draft=lost)
    header = text[opening.end() : closing.start()]
    # Only a closing line that ends in a line break has blank lines after it.
    end = closing.end() + 1 if closing.end() < len(text) else closing.end()
    blank = _BLANK_LINES.match(text, end)
    body_start = blank.end() if blank else end
    mapping = (salvage_mapping if opening[1] == "---" else read_toml)(header, first_line=2)
    body_line = text.count("\n", 0, body_start) + 1
    lost = bool(mapping.problems) and "draft" not in mapping.values and _DRAFT.search(header) is not None
    return FrontMatter(mapping, text[body_start:], body_line, True, mapping.problems, lost)


def _never_closed(fence: str) -> Problem:
    message = "the front matter is never closed, so it is shown as text"
    return Problem("F201", Severity.WARNING, message, Span("", 1), f"write a line `{fence}` below the last key")


def _never_opened(fence: str, before: str) -> Problem:
    """Return the problem of a first `fence` that is none, be it for what stands `before` it, for itself, or behind."""
    written = f"begins with `{fence}`" if fence else "has no `---` above it"
    if fence == "---":
        written = "has a space behind its `---` that only looks like one"
        if before:
            written = "begins below empty lines" if "\n" in before else "has a space before its `---`"
    line = before.count("\n") + 1
    message = f"the front matter {written}, so it is shown as text"
    return Problem(
        "F202",
        Severity.WARNING,
        message,
        Span("", line),
        "write `---` as the first line of the file, and below the last key",
    )
