"""The blog's data files, those that the tool itself reads and those that texts ask for, and its own tables of hosts."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dapsagi.cache.cache import Cache
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.journey.references.tables import Library, Tables, read_details, read_tables
from dapsagi.loader.faults import fault_of
from dapsagi.post.dates import as_plain
from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text import YamlError, YamlMapping, read_mapping

if TYPE_CHECKING:
    from dapsagi.journey.series import Declared

#: Names within the data folder: series that the author declares, what is known of works, and where works are found.
SERIES = "series.yml"
DETAILS = "references.yml"
HOSTS = "references-hosts.yml"
#: Addresses that were online, by the source that stood there.
ADDRESSES = "addresses.yml"


class Data(msgspec.Struct, frozen=True):
    """What the data files say: declared series, how works are recognised, what is known of them, what was wrong.

    `addresses` are those that sources had before, by the sources' paths.
    """

    series: Declared | None = None
    works: Library = Library()
    addresses: Mapping[str, Sequence[str]] = {}
    problems: tuple[Problem, ...] = ()


#: What the tool itself reads and writes there.
OWN_FILES = frozenset({SERIES, DETAILS, HOSTS, ADDRESSES})


class SiteData:
    """What is behind `site.data` in the texts of a Jekyll blog, read when a text asks for it.

    Source: `Jekyll::DataReader`, by whose rules files become keys and folders mappings. What cannot be read is not
    there, and `faults` says why.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts of the files by their paths from the data folder."""
        self.texts = {path: text for path, text in texts.items() if path not in OWN_FILES and is_data(path)}

    @cached_property
    def values(self) -> dict[str, Any]:
        """All of it as plain data."""
        values: dict[str, Any] = {}
        for path, text in sorted(self.texts.items()):
            *folders, name = path.split("/")
            stem = name.rpartition(".")[0]
            place = values
            for folder in folders:
                below = place.setdefault(_data_key(folder), {})
                place = below if isinstance(below, dict) else {}
            try:
                place[_data_key(stem)] = _read_data(path, text)
            except _FAULTS:
                continue
        return values

    def faults(self, folder: str, cache: Cache | None) -> Iterator[Problem]:
        """Yield what keeps a file of the data `folder` from being read; the cache remembers it by the file's text."""
        keys = {path: digest(("data", path, text)) for path, text in self.texts.items()}
        known = cache.recall(keys.values()) if cache and keys else {}
        fresh: list[tuple[Digest, bytes]] = []
        for path, key in sorted(keys.items()):
            if key not in known:
                known[key] = msgspec.msgpack.encode(_fault_in(path, self.texts[path]))
                fresh.append((key, known[key]))
            if fault := msgspec.msgpack.decode(known[key], type=Problem | None):
                yield fault.at(f"{folder}/{path}", 1)
        if cache:
            cache.remember(fresh)


def is_data(path: str) -> bool:
    """Say whether a file of the data folder, named by its path from there, is one of a kind that texts ask for."""
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    return bool(stem) and extension.lower() in _DATA_READERS


def load_data(root: Path, settings: Settings) -> Data:
    """Load the data files of the blog in `root`; a file that is not there says nothing."""
    declared, known, added, former = (_read(root, settings, name) for name in (SERIES, DETAILS, HOSTS, ADDRESSES))
    series = None
    if declared.values:
        # An edit of a text looks for no series, and need not load what finds them.
        from dapsagi.journey.series import Declared

        series = Declared(declared.values, declared.path, declared.text, declared.lines)
    details, wrong_details = read_details(known.values, known.path, known.lines)
    tables, wrong_tables = read_tables(added.values, added.path)
    addresses, wrong_addresses = addresses_in(former.values, former.path, former.lines)
    # With that list the addresses of old would go, which a site must not be published without.
    lost = (msgspec.structs.replace(each, severity=Severity.ERROR) for each in (*former.problems, *wrong_addresses))
    problems = (*declared.problems, *known.problems, *wrong_details, *added.problems, *wrong_tables, *lost)
    return Data(series, Library(builtin_tables().extended(tables), details), addresses, problems)


@lru_cache(maxsize=1)
def builtin_tables() -> Tables:
    """Return the tables of hosts that come with the tool."""
    text = resources.files("dapsagi.journey.references").joinpath("hosts.yml").read_text("utf-8")
    tables, problems = read_tables(read_mapping(text).values, "hosts.yml")
    if problems:
        raise ValueError(str(problems[0]))
    return tables


def addresses_in(
    values: Mapping[str, Any], path: str = "", lines: Mapping[str, int] = {}
) -> tuple[dict[str, list[str]], list[Problem]]:
    """Return the addresses that the list at `path` holds by their sources, and what in it is none."""
    listed: dict[str, list[str]] = {}
    problems = []
    for source, value in values.items():
        listed[source] = addresses = []
        for each in value if isinstance(value, list) else [] if value is None else [value]:
            if isinstance(each, str) and each.startswith("/"):
                addresses.append(each)
                continue
            what = f'"{each}"' if isinstance(each, str) else "what is no text"
            message = f"among the addresses of {source}, {what} is none"
            hint = "write it from the root of the site, such as /old/"
            problems.append(Problem("R102", Severity.WARNING, message, Span(path, lines.get(source, 0)), hint))
    return listed, problems


class _DataFile(msgspec.Struct, frozen=True):
    """A file that the tool itself reads: its path in the blog, its text, what that says and where, what is wrong."""

    path: str
    text: str = ""
    values: Mapping[str, Any] = {}
    lines: Mapping[str, int] = {}
    problems: Sequence[Problem] = ()


def _read(root: Path, settings: Settings, name: str) -> _DataFile:
    path = f"{settings.data_dir}/{name}"
    file = root / path
    try:
        # To open a pipe would wait for whoever writes to it.
        if not file.is_file() and file.exists():
            raise OSError(None, "it is no file")
        text = file.read_text("utf-8-sig")
        found = _parse(text)
        return _DataFile(path, text, found.values, found.lines, [fault.at(path, 1) for fault in found.problems])
    except FileNotFoundError:
        return _DataFile(path)
    except (OSError, UnicodeDecodeError, YamlError) as error:
        return _DataFile(path, problems=[fault_of(error, "R102", Severity.WARNING, path)])


# A preview asks after every edit; what the file says is asked of its text alone.
@lru_cache(maxsize=8)
def _parse(text: str) -> YamlMapping:
    return read_mapping(text)


def _read_data(path: str, text: str) -> Any:
    """Return a data file as plain data. Raises one of `_FAULTS`."""
    read = _DATA_READERS[path.rpartition(".")[2].lower()]
    return as_plain(read(text.removeprefix("\ufeff")), naive_is_utc=True)


def _fault_in(path: str, text: str) -> Problem | None:
    """Return what is wrong with the text of a data file, at its line."""
    try:
        _read_data(path, text)
    except YamlError as error:
        return fault_of(error, "R102", Severity.WARNING, "")
    except _FAULTS as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        reason = error.msg if isinstance(error, json.JSONDecodeError) else " ".join(str(error).split())
        return Problem("R102", Severity.WARNING, f"the file cannot be read: {reason}", Span("", line), "correct it")
    return None


def _data_key(name: str) -> str:
    return re.sub(r"\s+", "_", re.sub(r"[^\w\s-]+", "", name))


def _read_yaml(text: str) -> Any:
    try:
        return read_mapping(text).values
    except YamlError as error:
        # A list, which is a value like any other.
        head = re.match(r"\s*---[ \t]*\n", text)
        body = text[head.end() :] if head else text
        lines = "".join(f" {line}\n" for line in body.splitlines())
        try:
            return read_mapping(f"data:\n{lines}", head[0].count("\n") if head else 0).values["data"]
        except YamlError as fault:
            raise (fault if _LIST.match(body) else error) from None


def _read_table(text: str, delimiter: str) -> list[dict[str, str]]:
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    return [{str(name): value for name, value in row.items() if name is not None} for row in rows]


_LIST = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ \t]*[-\[]")
_FAULTS = (ValueError, YamlError, csv.Error, RecursionError)
_DATA_READERS: Mapping[str, Callable[[str], Any]] = {
    "yml": _read_yaml,
    "yaml": _read_yaml,
    "json": json.loads,
    "csv": lambda text: _read_table(text, ","),
    "tsv": lambda text: _read_table(text, "\t"),
}
