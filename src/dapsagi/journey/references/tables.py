"""The tables of hosts: what stands where, as data that a blog can add to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, get_args

import msgspec

from dapsagi.journey.references.model import KINDS, Details, Kind
from dapsagi.problems import Problem, Severity, Span


class Rule(msgspec.Struct, frozen=True):
    """What stands at a host: addresses whose path and query match `path` are works of `kind`, or none.

    `id` and `url` are made of the groups of the pattern, `{id}` above all, and of `{host}`. Without an `id`, the folded
    address is the work's id.
    """

    hosts: tuple[str, ...]
    kind: Kind | Literal["none"]
    path: str = ""
    id: str = ""
    url: str = ""


#: What stands for a host in rules that hold for files of one kind anywhere; they are tried last.
ANY_HOST = (".pdf",)


class Tables(msgspec.Struct, frozen=True):
    """Rules by host, in the order in which they are tried, and what is told where no rule does.

    `words` maps a pattern, looked for in a work's title, to its kind. `names` says what is at a host whose addresses
    say nothing, for works that have no title.
    """

    rules: Mapping[str, tuple[Rule, ...]] = {}
    words: tuple[tuple[str, Kind], ...] = ()
    names: Mapping[str, str] = {}

    def extended(self, other: Tables) -> Tables:
        """Return these tables with those of a blog before them."""
        hosts = {*self.rules, *other.rules}
        rules = {host: (*other.rules.get(host, ()), *self.rules.get(host, ())) for host in sorted(hosts)}
        return Tables(rules, (*other.words, *self.words), {**self.names, **other.names})


class Library(msgspec.Struct, frozen=True):
    """How works are recognised, and what is known of them by their ids."""

    tables: Tables = Tables()
    details: Mapping[str, Details] = {}


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of a table; upper and lower case are the same to it."""
    return re.compile(text, re.I)


_PARTS: Mapping[str, type] = {"works": list, "words": dict, "names": dict}


def read_tables(data: Mapping[str, Any], path: str) -> tuple[Tables, tuple[Problem, ...]]:
    """Read tables from plain data: `{works: [{host, kind, path, id, url}, …], words: {…: kind}, names: {host: …}}`.

    What cannot be understood is left out and reported; `path` is the file that the problems name.
    """
    problems = [
        _problem(
            path, f"`{key}` is none of its parts", "write `works:` with a list, `words:` and `names:` with mappings"
        )
        for key, value in data.items()
        if key not in _PARTS or not (value is None or isinstance(value, _PARTS[key]))
    ]
    rules: dict[str, tuple[Rule, ...]] = {}
    works = data.get("works")
    for number, row in enumerate(works if isinstance(works, list) else (), 1):
        rule = _read_rule(row, number, path, problems)
        for host in rule.hosts if rule else ():
            rules[host] = (*rules.get(host, ()), rule) if rule else ()
    words = []
    named = data.get("words")
    for text, kind in (named if isinstance(named, dict) else {}).items():
        fault = _kind_fault(kind) or _pattern_fault(str(text))
        if fault:
            problems.append(_problem(path, f'the words "{text}": {fault[0]}', fault[1]))
        else:
            words.append((str(text), kind))
    called = data.get("names")
    names = {str(host).lower(): str(name) for host, name in (called if isinstance(called, dict) else {}).items()}
    return Tables(rules, tuple(words), names), tuple(problems)


def read_details(
    data: Mapping[str, Any], path: str, lines: Mapping[str, int] = MappingProxyType({})
) -> tuple[dict[str, Details], tuple[Problem, ...]]:
    """Read what is known of works from plain data, by their ids: `{"arxiv:1706.03762": {title, authors, year, …}}`.

    `lines` are those of the file `path` on which the ids stand.
    """
    details: dict[str, Details] = {}
    problems: list[Problem] = []
    for name, values in data.items():
        try:
            details[str(name)] = msgspec.convert(values, Details, strict=False)
        except msgspec.ValidationError as error:
            field = str(error).partition("`$.")[2].rstrip("`")
            hint = _KIND_HINT if field == "kind" else "write it as in {title: …, authors: […], year: 2017, venue: …}"
            what = f"its `{field}` cannot be that" if field else "it is no mapping"
            message = f'the work "{name}" cannot be read: {what}'
            problems.append(Problem("R101", Severity.WARNING, message, Span(path, lines.get(name, 0)), hint))
    return details, tuple(problems)


_KIND_HINT = f"choose one of: {', '.join(KINDS)}"


def _read_rule(row: Any, number: int, path: str, problems: list[Problem]) -> Rule | None:
    place = f"row {number} of `works`"
    if not isinstance(row, dict) or not row.get("host"):
        problems.append(_problem(path, f"{place} has no `host`", "write {host: example.com, kind: course}"))
        return None
    hosts = row["host"] if isinstance(row["host"], list) else [row["host"]]
    texts = {name: str(row.get(name) or "") for name in ("path", "id", "url")}
    fault = (None if row.get("kind") == "none" else _kind_fault(row.get("kind"))) or _pattern_fault(texts["path"])
    if not fault:
        groups = {"host", *pattern(texts["path"]).groupindex}
        missing = set(re.findall(r"\{(\w+)\}", texts["id"] + texts["url"])) - groups
        if missing:
            name = min(missing)
            fault = (f"`path` has no group named {name}", f"write (?P<{name}>…) in `path`")
    if fault:
        problems.append(_problem(path, f"{place} ({hosts[0]}): {fault[0]}", fault[1]))
        return None
    return Rule(tuple(str(host).lower() for host in hosts), row["kind"], texts["path"], texts["id"], texts["url"])


def _kind_fault(kind: Any) -> tuple[str, str] | None:
    return None if kind in get_args(Kind) else (f'there is no kind "{kind}"', _KIND_HINT)


def _pattern_fault(text: str) -> tuple[str, str] | None:
    try:
        pattern(text)
    except re.error as error:
        return f"the pattern {text} cannot be read ({error.msg})", "correct the regular expression"
    return None


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem("R101", Severity.WARNING, message, Span(path), hint)
