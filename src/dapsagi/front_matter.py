"""Splits a source file into its front matter and its body, by Jekyll's rule, and reads the front matter.

The rule is `Jekyll::Document::YAML_FRONT_MATTER_REGEXP`: a first line `---`, YAML, and a line `---` or `...`; blank
lines after it do not belong to the body (https://jekyllrb.com/docs/front-matter/).
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text import YamlError, YamlMapping, read_mapping

# Left by editors before the first character of a file: the byte order mark and its zero-width kin.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
# White space is ASCII's, as in Ruby: a no-break space is text.
_OPENING = re.compile(rf"---[^\S\n]*[{_INVISIBLE}]*[^\S\n]*\n", re.ASCII)
_CLOSING = re.compile(rf"^[{_INVISIBLE}]*(?:---|\.\.\.)[^\S\n]*[{_INVISIBLE}]*[^\S\n]*$", re.ASCII | re.M)
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*(?:[^\S\n]*\Z)?", re.ASCII)
_KEY_LINE = re.compile(r"^([^\s#:\-\[\]{}\"'|>&*!%@`][^:\n]*):(?:[^\S\n]+(.*))?$", re.M)


class FrontMatter(msgspec.Struct, frozen=True):
    """What stands at the head of a file, and the body below it.

    `mapping` has lines counted from 1 in the file, and so have the problems; `body_line` is the line on which the body
    begins. `found` says whether the file has front matter at all.
    """

    mapping: YamlMapping
    body: str
    body_line: int = 1
    found: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """The front matter as plain data."""
        return self.mapping.values


def split_front_matter(text: str) -> FrontMatter:
    """Split a file's text into front matter and body; any text has a body, and faults become problems.

    Line ends come out as `\\n`. If the YAML is broken, each key that can be read alone still is, so that a slip in a
    title moves neither the post's address nor its date.
    """
    text = text.lstrip(_INVISIBLE)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        looks_meant = opening is not None and _KEY_LINE.match(text, opening.end()) is not None
        return FrontMatter(YamlMapping(), text, problems=(_never_closed(),) if looks_meant else ())
    header = text[opening.end() : closing.start()]
    # Only a closing line that ends in a line break has blank lines after it.
    end = closing.end() + 1 if closing.end() < len(text) else closing.end()
    blank = _BLANK_LINES.match(text, end)
    body_start = blank.end() if blank else end
    mapping, problems = _read(header)
    return FrontMatter(
        mapping=_moved(mapping, 1),
        body=text[body_start:],
        body_line=text.count("\n", 0, body_start) + 1,
        found=True,
        problems=tuple(problem.at("", 2) for problem in problems),
    )


def _read(header: str) -> tuple[YamlMapping, tuple[Problem, ...]]:
    try:
        mapping = read_mapping(header)
    except YamlError as error:
        return _salvage(header), (error.problem,)
    return mapping, mapping.problems


def _salvage(header: str) -> YamlMapping:
    """Read each top-level key alone, and keep what can be read; a one-line value that cannot is taken as text."""
    starts = list(_KEY_LINE.finditer(header))
    values: dict[str, Any] = {}
    spellings: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(header)
        chunk = header[start.start() : end]
        key, value = start[1].strip(), (start[2] or "").strip()
        try:
            alone = read_mapping(chunk)
            values |= alone.values
            spellings |= alone.spellings
        except YamlError:
            if chunk.rstrip("\n").count("\n") or not value:
                continue
            values[key] = value.strip("\"'")
        lines[key] = header.count("\n", 0, start.start()) + 1
    return YamlMapping(values, spellings, lines)


def _moved(mapping: YamlMapping, by: int) -> YamlMapping:
    lines = {key: line + by for key, line in mapping.lines.items()}
    return YamlMapping(mapping.values, mapping.spellings, lines)


def _never_closed() -> Problem:
    message = "the front matter is never closed, so it is shown as text"
    return Problem("F201", Severity.WARNING, message, Span("", 1), "write a line `---` below the last `key: value`")
