"""Front matter in TOML, as Hugo and Zola write it between two lines `+++`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import Any

from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text import YamlMapping

#: A line that begins a table or gives a key its value.
STATEMENT = re.compile(r"""^(?:\[\[?[^\S\n]*(?P<table>[\w.-]+)|(?P<key>[\w-]+)[^\S\n]*=)""", re.M)

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_YAML_LINE = re.compile(r"\s*[\w-]+:(?:\s|$)")

# As in YAML; a path of dots nests without a bracket.
_DEEPEST = 60
_LARGEST_INTEGER = 2**63 - 1


def read_toml(text: str, first_line: int = 1) -> YamlMapping:
    """Read TOML that begins on `first_line` to plain values, as `salvage_mapping` reads YAML.

    What is wrong becomes a problem, and the keys around it count. The language is https://toml.io/en/v1.0.0.
    """
    try:
        values = _load(text)
        problems: tuple[Problem, ...] = ()
    except ValueError as error:
        problems = (_explain(str(error), text, first_line),)
        values = _salvage(text)
    lines = {key: line + first_line for key, line in _lines(text) if key.partition(".")[0] in values}
    return YamlMapping(values, {}, lines, problems)


def _load(text: str) -> dict[str, Any]:
    # Few blogs have any of it.
    import tomllib

    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except RecursionError as error:
        raise ValueError("values are nested too deep") from error


def _plain(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, time):
        return value.isoformat()
    return str(value) if isinstance(value, int) and abs(value) > _LARGEST_INTEGER else value


def _salvage(text: str) -> dict[str, Any]:
    """Return what the statements of a text say that can be read each by itself; of those for one key, the first."""
    found = [*STATEMENT.finditer(text)]
    met: set[str] = set()
    table = readable = ""
    for each, end in zip(found, [*(other.start() for other in found[1:]), len(text)], strict=False):
        key = each["table"] or table + each["key"]
        is_another = each[0].startswith("[[")
        piece = text[each.start() : end]
        if (key in met and not is_another) or not _can_be_read(piece):
            continue
        if each["table"]:
            table = f"{key}[{each.start()}]." if is_another else f"{key}."
        met.add(key)
        readable += piece
    # Each can be read, and yet `a = 1` and `[a.b]` cannot both be.
    return _load(readable) if _can_be_read(readable) else {}


def _can_be_read(text: str) -> bool:
    try:
        _load(text)
    except ValueError:
        return False
    return True


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the keys of a text, those of a table behind its name, with their lines counted from 0."""
    table, line, end = "", 0, 0
    for found in STATEMENT.finditer(text):
        line += text.count("\n", end, found.start())
        end = found.start()
        if found["table"]:
            table = found["table"] + "."
        yield (found["table"] or table + found["key"]), line


def _explain(reason: str, text: str, first_line: int) -> Problem:
    found = _PLACE.search(reason)
    lines = text.rstrip().split("\n")
    index = min(int(found[1]) if found and found[1] else len(lines), len(lines)) - 1
    message = (reason[: found.start()] if found else reason).strip()
    hint = 'correct the line; a text stands in quotes: `title = "…"`'
    if _YAML_LINE.match(lines[index]):
        hint = 'TOML is written `title = "…"`; YAML stands between lines of `---`'
    line = lines[index].strip()
    shown = line if len(line) <= 160 else f"{line[:160]}…"
    message = f"{message[:1].lower()}{message[1:]}: {shown}"
    return Problem("Y100", Severity.ERROR, message, Span("", index + first_line), hint)
