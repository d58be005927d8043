"""What is wrong with a text that is not YAML, in words of those who write it, not of the parser."""

from __future__ import annotations

import re

import yaml

from dapsagi.problems import Problem, Severity, Span

# What libyaml and PyYAML say, what it means, and what to do; `{quoted}` is the line with its value in quotes.
_FAULTS = (
    ("nesting depth", "brackets within brackets without end", "write fewer of them"),
    ("block collection", "a list and keys are mixed", "write `key: value` on every line"),
    ("escape character", "an unknown escape after a backslash", "use single quotes, or write \\\\ for a backslash"),
    ("unexpected end of stream", "a quote that is never closed", "close it on the same line"),
    ("expected ',' or", "a bracket that is never closed", "close it on the same line, with commas between the items"),
    ("node content", "a bracket that is never closed, or a comma too many", "close it on the same line"),
    ("could not find expected ':'", "a line without `key:`", "write `key: value`, or indent the line to continue"),
    ("expected key", "text after a closing quote or bracket", "put the whole value in quotes: {quoted}"),
    ("expected <block end>", "text after a closing quote or bracket", "put the whole value in quotes: {quoted}"),
    ("comment or line break", "text on the line of `|` or `>`", "put it on the next line, indented, or write {quoted}"),
    ("sequence entries", "a list item on the line of its key", "put it on the next line, or write {quoted}"),
    ("cannot start any token", "a value that begins with a character YAML reserves", "write {quoted}"),
    ("alphabetic or numeric", "a value that begins with a character YAML reserves", "write {quoted}"),
    ("mapping keys are not allowed", "a value that begins with a character YAML reserves", "write {quoted}"),
)

# What git writes around the two texts that it could not merge.
_UNMERGED = re.compile(r"^<{7} .*$", re.M)

# A key and its value, and what is wrong with them; `https://…` is neither.
_GLUED = re.compile(r"([^\W\d][\w-]*):((?!//)\S.*)")
_COLON = "a colon without a space behind it"

# Of a line that is longer, what is wrong with it can be found without seeing all of it.
_MOST_SHOWN = 160


def explain(error: yaml.YAMLError, text: str, first_line: int) -> Problem:
    """Say where a text that begins on `first_line` fails to be YAML, why, and what to type."""
    if fault := explain_unmerged(text, first_line):
        return fault
    lines = text.split("\n")
    index = min(_line_index(error), len(lines) - 1)
    while index > 0 and not lines[index].strip():
        index -= 1
    line = lines[index]
    reason = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}".strip()
    message, hint = _words_for(reason, line)
    return Problem("Y100", Severity.ERROR, f"{message}: {_shortened(line.strip())}", Span("", index + first_line), hint)


def explain_unmerged(text: str, first_line: int) -> Problem | None:
    """Say where git has left both sides of a merge in a text that begins on `first_line`; None where it has not."""
    found = _UNMERGED.search(text)
    if found is None:
        return None
    line = first_line + text.count("\n", 0, found.start())
    message = f"git could not merge two versions of this: {_shortened(found[0])}"
    return Problem("Y100", Severity.ERROR, message, Span("", line), "keep what holds, and delete git's three marks")


def explain_glued(text: str, first_line: int) -> Problem | None:
    """Say that the first line of a text has no space between key and value (`title:답사기`); None where it has one."""
    line = text.lstrip("\n").partition("\n")[0].strip()
    glued = _GLUED.fullmatch(line)
    words = f"{_COLON}: {_shortened(line)}"
    return Problem("Y100", Severity.ERROR, words, Span("", first_line), _shortened(_apart(glued))) if glued else None


def _apart(glued: re.Match[str]) -> str:
    return f"write {glued[1]}: {glued[2]}"


def _words_for(reason: str, line: str) -> tuple[str, str]:
    if "\t" in line and ("tab" in reason or "cannot start any token" in reason):
        return "a tab where YAML allows only spaces", "indent with spaces"
    key, _, value = line.strip().partition(":")
    quoted = _shortened(f"{key}: {_in_quotes(value)}")
    if "mapping values" in reason:
        if line[0].isspace() and not re.search(r":\s.*:\s", line):
            return "a key that is indented more than its neighbours", "take away the spaces before it"
        return "a second colon in the value", f"put the value in quotes: {quoted}"
    if "could not find expected ':'" in reason and (glued := _GLUED.fullmatch(line.strip())):
        return _COLON, _shortened(_apart(glued))
    for words, message, hint in _FAULTS:
        if words in reason:
            return message, hint.replace("{quoted}", quoted)
    return reason, f"write {quoted}"


def _shortened(line: str) -> str:
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"


def _line_index(error: yaml.YAMLError) -> int:
    # What is never closed is noticed at the end of the text; its author looks for where it began.
    context = str(getattr(error, "context", None) or "")
    found, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = began if began is not None and re.search("quoted|flow|simple key", context) else found or began
    return 0 if mark is None else int(mark.line)


def _in_quotes(value: str) -> str:
    value = value.strip().strip("\"'")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
