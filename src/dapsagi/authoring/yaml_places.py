"""Changes a value of a YAML mapping where it stands, and leaves comments, quotes and everything around it alone.

Of a list only those items are written anew that differ. Who asks has to look at what came of it: an anchor that goes
with a value may be needed elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import yaml

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_ALIAS = re.compile(r"[^\S\n]*:[^\S\n]*(\*[^\s,\[\]{}]+)")


class Place(NamedTuple):
    """Where a key and its value stand in a text, and the value itself; of an alias, None."""

    key: int
    colon: int
    start: int
    end: int
    node: yaml.Node | None


def find_places(text: str, key: str) -> list[Place] | None:
    """Return where a key of a mapping stands, each time that it does; None where the text is no such mapping."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    return [_place(text, name, value) for name, value in root.value if name.value == key]


def exchange_value(text: str, place: Place, value: str, style: str | None = None) -> str:
    """Return the text with a scalar, or a list in brackets, in the place of a value; `style` is the quote it had."""
    written = _in_style(value, style) if style else value
    start = place.start
    if isinstance(place.node, yaml.CollectionNode) and not place.node.flow_style:
        # What stood on lines of its own stands behind its key.
        start = place.colon
    space = " " if start == place.colon else ""
    return text[:start] + space + written + text[place.end :]


def exchange_items(text: str, place: Place, items: Sequence[str]) -> str | None:
    """Return the text with other items in the list at a place; None where they cannot be exchanged one by one."""
    nodes = _items(place)
    if not nodes or not items:
        return None
    matcher = SequenceMatcher(None, [node.value for node in nodes], items, autojunk=False)
    # From the end on, so that what comes before stays where it was found.
    for kind, first, last, fresh, fresh_end in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        alike = min(last - first, fresh_end - fresh)
        more = items[fresh + alike : fresh_end]
        if more and last < len(nodes):
            return None
        for item in reversed(more):
            text = _with_another(text, nodes[-1], item)
        if first + alike < last:
            text = _without(text, nodes, first + alike, last)
        for node, item in reversed([*zip(nodes[first : first + alike], items[fresh:], strict=False)]):
            text = text[: node.start_mark.index] + _spell(item, text, node) + text[node.end_mark.index :]
    return text


def style_of(place: Place) -> str | None:
    """Return the quote in which a value stands, if it does."""
    return _quote(place.node)


def _quote(node: yaml.Node | None) -> str | None:
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    return style if style in ("'", '"') else None


def _place(text: str, key: yaml.Node, node: yaml.Node) -> Place:
    begins, ends = key.start_mark.index, key.end_mark.index
    colon = text.index(":", ends) + 1
    if alias := _ALIAS.match(text, ends):
        return Place(begins, colon, alias.start(1), alias.end(1), None)
    return Place(begins, colon, max(node.start_mark.index, colon), max(_end(text, node), colon), node)


def _end(text: str, node: yaml.Node) -> int:
    """Return where the last character of a value stands; YAML counts comments and empty lines below it to a block."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    return len(text[:end].rstrip()) if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") else end


def _items(place: Place) -> list[yaml.Node]:
    """Return the items of a list, if all of them are scalars that stand in it."""
    items: list[yaml.Node] = place.node.value if isinstance(place.node, yaml.SequenceNode) else []
    starts = [place.start, *(item.start_mark.index for item in items)]
    plain = all(isinstance(item, yaml.ScalarNode) and item.style not in ("|", ">") for item in items)
    return items if plain and starts == sorted(starts) else []


def _without(text: str, nodes: Sequence[yaml.Node], first: int, last: int) -> str:
    """Return the text without the items from `first` up to `last`."""
    if _is_on_a_line(text, nodes[first]):
        for node in reversed(nodes[first:last]):
            text = text[: _line_start(text, node)] + text[text.index("\n", node.end_mark.index) + 1 :]
        return text
    if last < len(nodes):
        return text[: nodes[first].start_mark.index] + text[nodes[last].start_mark.index :]
    return text[: nodes[first - 1].end_mark.index] + text[nodes[last - 1].end_mark.index :]


def _with_another(text: str, node: yaml.Node, item: str) -> str:
    """Return the text with another item behind the one at `node`."""
    if not _is_on_a_line(text, node):
        return text[: node.end_mark.index] + ", " + _spell(item, text, node) + text[node.end_mark.index :]
    start, end = _line_start(text, node), text.index("\n", node.end_mark.index) + 1
    return text[:end] + text[start : node.start_mark.index] + _spell(item, text, node) + "\n" + text[end:]


def _spell(item: str, text: str, node: yaml.Node) -> str:
    """Return an item as the one at `node` is written."""
    if style := _quote(node):
        return _in_style(item, style)
    flow = not _is_on_a_line(text, node)
    written: str = yaml.safe_dump([item], allow_unicode=True, width=10**6, default_flow_style=flow)
    return written.strip()[1:-1] if flow else written.strip()[2:]


def _in_style(value: str, style: str) -> str:
    written: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_style=style)
    return written.removesuffix("\n")


def _line_start(text: str, node: yaml.Node) -> int:
    return text.rfind("\n", 0, node.start_mark.index) + 1


def _is_on_a_line(text: str, node: yaml.Node) -> bool:
    return text[_line_start(text, node) : node.start_mark.index].strip() == "-"
