"""Reads one YAML mapping to plain data; no tag ever constructs an object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from operator import attrgetter
from typing import Any, Protocol, TypeAlias

import msgspec
import yaml

from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text.fault import explain, explain_glued, explain_unmerged
from dapsagi.yaml_text.scalar import plain_value

# Nesting that no front matter has; it keeps the recursion below Python's own limit.
_DEEPEST = 60

# A few aliases can stand for billions of values; no settings file comes near this many.
_MOST_VALUES = 100_000

# What YAML does not allow (https://yaml.org/spec/1.1/#id868524); what it allows is a set of ten times the cost.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

# Pasted from chat windows and office documents, these make one key look like another. U+200D and U+200C join emoji and
# Persian letters, so they stay. The others break a line for YAML and for nobody else, so a title would end there.
_PASTED = dict.fromkeys(map(ord, "\u200b\u2060\ufeff")) | dict.fromkeys(map(ord, "\u2028\u2029\x85"), " ")


class YamlMapping(msgspec.Struct, frozen=True):
    """A YAML mapping: plain values, the spelling of those that are not texts, lines of the keys, and problems.

    `values` holds texts, numbers, booleans, None, `date`, `datetime` (naive where YAML gives no offset), lists and
    mappings with text keys. `spellings` holds the values of top-level keys again, with every scalar as the author
    wrote it, wherever that differs: 3.10 is 3.1 among the values and "3.10" among the spellings. `lines` counts from
    1; a nested key is spelled `defaults.0.values`. Problems have lines and no path.
    """

    values: dict[str, Any] = {}
    spellings: dict[str, Any] = {}
    lines: dict[str, int] = {}
    problems: tuple[Problem, ...] = ()

    def spelling(self, key: str) -> Any:
        """Return a top-level value with its scalars as the author wrote them; None where there is none."""
        return self.spellings[key] if key in self.spellings else self.values.get(key)


#: A line of a block mapping's top level: the key, and what stands behind it.
KEY_LINE = re.compile(r"""^([^\s#:\-\[\]{}"'|>&*!%@`][^:\n]*|"[^"\n]*"|'[^'\n]*'):(?:[^\S\n]+(.*))?$""", re.M)


class YamlError(Exception):
    """The text is not YAML; `problem` says where, why, and what to type."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem


def read_mapping(text: str, first_line: int = 1) -> YamlMapping:
    """Read a text that should be one mapping and begins on `first_line`; an empty text is an empty mapping.

    Of two equal keys the last wins, as in Ruby, with a warning. Raises `YamlError` for what is no mapping.
    """
    text, problems = _printable(text, first_line)
    builder = _Builder(problems, first_line)
    try:
        root = builder.build(_events(text))
    except yaml.YAMLError as error:
        raise YamlError(explain(error, text, first_line)) from error
    if root is None or (isinstance(root, _Scalar) and root.value is None):
        return YamlMapping(problems=tuple(problems))
    if not isinstance(root, _Mapping):
        fault = explain_unmerged(text, first_line) or explain_glued(text, first_line)
        raise YamlError(fault or _not_a_mapping(root, first_line))
    spellings = {key: _data(node, _spelled) for key, node in root.items.items() if not _is_text(node)}
    values = {key: _data(node, _value) for key, node in root.items.items()}
    return YamlMapping(values, spellings, builder.lines, tuple(problems))


def salvage_mapping(text: str, first_line: int = 1) -> YamlMapping:
    """Read a mapping, whatever is wrong with it: the fault becomes a problem, and what can be read is.

    If the whole is not YAML, each top-level key is read alone; a one-line value that cannot be is taken as text. So a
    slip in a title moves neither a post's address nor its date.
    """
    try:
        return read_mapping(text, first_line)
    except YamlError as error:
        fault = error.problem
    starts = list(KEY_LINE.finditer(text))
    values: dict[str, Any] = {}
    spellings: dict[str, Any] = {}
    lines: dict[str, int] = {}
    line, end = first_line, 0
    for start, following in zip_longest(starts, starts[1:]):
        line += text.count("\n", end, start.start())
        end = start.start()
        alone = _salvage_one(text[end : following.start() if following else len(text)], start)
        values |= alone.values
        spellings |= alone.spellings
        lines |= dict.fromkeys(alone.values, line)
    return YamlMapping(values, spellings, lines, (fault,))


def as_mapping(value: Any) -> dict[str, Any]:
    """Return a value that should be a mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def _salvage_one(chunk: str, start: re.Match[str]) -> YamlMapping:
    for text in (chunk, start[0]):
        try:
            return read_mapping(text)
        except YamlError:
            continue
    value = (start[2] or "").strip().strip("\"'")
    if value.startswith("[") and "]" not in value:
        value = value[1:]
    return YamlMapping({start[1].strip().strip("\"'"): value}) if value else YamlMapping()


# --- From text to events ----------------------------------------------------------------------------------------


class _Parser(Protocol):
    def get_event(self) -> yaml.Event | None: ...


# The C parser is ten times as fast; PyYAML's own wheels all have it.
_parser: Callable[[str], _Parser] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def _printable(text: str, first_line: int) -> tuple[str, list[Problem]]:
    text = text if text.isascii() else text.translate(_PASTED)
    first = _UNPRINTABLE.search(text)
    if first is None:
        return text, []
    line = text.count("\n", 0, first.start()) + first_line
    message = f"an invisible control character (U+{ord(first[0]):04X}) was left out"
    return _UNPRINTABLE.sub("", text), [_problem("Y101", line, message, "delete it in the file", Severity.WARNING)]


def _events(text: str) -> Iterator[yaml.Event]:
    next_event = _parser(text).get_event
    while (event := next_event()) is not None:
        yield event


# --- From events to nodes ---------------------------------------------------------------------------------------


class _Scalar(msgspec.Struct, gc=False):
    value: Any
    spelled: str | None


class _Sequence(msgspec.Struct):
    items: list[_Node]
    size: int = 1
    open: bool = True


class _Mapping(msgspec.Struct):
    items: dict[str, _Node]
    size: int = 1
    open: bool = True


_Node: TypeAlias = _Scalar | _Sequence | _Mapping


class _Builder:
    """Builds nodes from events; one builder reads one text."""

    def __init__(self, problems: list[Problem], first_line: int):
        self.problems = problems
        self._first_line = first_line
        self.lines: dict[str, int] = {}
        self._anchors: dict[str, _Node] = {}
        self._depth = 0

    def build(self, events: Iterator[yaml.Event]) -> _Node | None:
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, "")
                self._look_behind(events)
                return root
        return None

    def _look_behind(self, events: Iterator[yaml.Event]) -> None:
        """Report what stands below the end of the first node, where Ruby does not look either."""
        try:
            behind = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
            if behind is None or (isinstance(behind, yaml.ScalarEvent) and not behind.value):
                return
            line = self._line(behind)
        except yaml.MarkedYAMLError as error:
            line = self._first_line + (error.problem_mark.line if error.problem_mark else 0)
        message = "nothing is read from this line on, for all has been closed above it"
        self.problems.append(_problem("Y107", line, message, "move it up", Severity.WARNING))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], place: str) -> _Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise YamlError(
                _problem("Y102", self._line(event), "lists and mappings are nested too deep", "flatten them")
            )
        assert isinstance(event, yaml.CollectionStartEvent)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        node = self._mapping(event, events, place) if is_mapping else self._sequence(event, events, place)
        self._depth -= 1
        if node.size > _MOST_VALUES:
            raise YamlError(_problem("Y102", self._line(event), "aliases unfold to too many values", "write them out"))
        node.open = False
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> _Scalar:
        text: str = event.value
        plain = event.implicit[0] and not event.style
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            plain = True
            if event.tag.startswith("!"):
                hint = f'put the value in quotes: "{event.tag} {text}"'
                message = f"the YAML tag {event.tag} has no meaning here and was left out"
                self.problems.append(_problem("Y103", self._line(event), message, hint, Severity.WARNING))
        value = plain_value(text) if plain else text
        node = _Scalar(value, None if value is None else text)
        self._remember(event, node)
        return node

    def _alias(self, event: yaml.AliasEvent) -> _Node:
        node = self._anchors.get(event.anchor or "")
        if node is None:
            message = f"*{event.anchor} refers to an anchor that does not exist"
            raise YamlError(_problem("Y104", self._line(event), message, f'put the value in quotes: "*{event.anchor}"'))
        if not isinstance(node, _Scalar) and node.open:
            raise YamlError(
                _problem("Y104", self._line(event), f"*{event.anchor} contains itself", "write the value out")
            )
        return node

    def _sequence(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], place: str) -> _Sequence:
        node = _Sequence([])
        self._remember(event, node)
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            child = self._node(item, events, f"{place}{len(node.items)}.")
            node.items.append(child)
            node.size += _size(child)
        return node

    def _mapping(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], place: str) -> _Mapping:
        node = _Mapping({})
        self._remember(event, node)
        for key_event in events:
            if isinstance(key_event, yaml.MappingEndEvent):
                break
            key = self._key(key_event, events, place)
            child = self._node(next(events), events, f"{place}{key}.")
            if key == "<<" and not isinstance(child, _Scalar):
                self._merge(child, node)
                continue
            if key in node.items and place + key in self.lines:
                message = f'the key "{key}" is written twice, and the last one wins'
                hint = f"delete it here or on line {self.lines[place + key]}"
                self.problems.append(_problem("Y105", self._line(key_event), message, hint, Severity.WARNING))
            node.items[key] = child
            node.size += _size(child)
            self.lines[place + key] = self._line(key_event)
        return node

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], place: str) -> str:
        node = self._node(event, events, place)
        if isinstance(node, _Scalar):
            # `on:` and `2020:` are keys by their letters: no layout asks for the key `true`.
            return node.spelled or ""
        hint = "put the key, or the value it stands in, in quotes"
        raise YamlError(_problem("Y106", self._line(event), "a key must be a word, not a list or a mapping", hint))

    def _merge(self, source: _Node, target: _Mapping) -> None:
        # Psych merges in place: what stands later wins, whether it was merged or written.
        for node in source.items if isinstance(source, _Sequence) else [source]:
            if isinstance(node, _Mapping):
                target.items.update(node.items)
                target.size += node.size

    def _remember(self, event: yaml.NodeEvent, node: _Node) -> None:
        if event.anchor:
            self._anchors[event.anchor] = node

    def _line(self, event: yaml.Event) -> int:
        assert event.start_mark is not None
        return int(event.start_mark.line) + self._first_line


def _problem(code: str, line: int, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code, severity, message, Span("", line), hint)


def _not_a_mapping(node: _Node, line: int) -> Problem:
    what = "a list" if isinstance(node, _Sequence) else "a single text"
    message = f"expected lines of the form `key: value`, found {what}"
    return _problem("Y107", line, message, "write for example `title: …`")


def _size(node: _Node) -> int:
    return 1 if isinstance(node, _Scalar) else node.size


def _data(node: _Node, of: Callable[[_Scalar], Any]) -> Any:
    """Return a node as plain data, with what `of` says of each scalar in it."""
    if isinstance(node, _Scalar):
        return of(node)
    if isinstance(node, _Sequence):
        return [_data(item, of) for item in node.items]
    return {key: _data(item, of) for key, item in node.items.items()}


_value: Callable[[_Scalar], Any] = attrgetter("value")
_spelled: Callable[[_Scalar], str | None] = attrgetter("spelled")


def _is_text(node: _Node) -> bool:
    if isinstance(node, _Scalar):
        return node.value is None or isinstance(node.value, str)
    return all(map(_is_text, node.items if isinstance(node, _Sequence) else node.items.values()))
