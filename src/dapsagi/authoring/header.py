"""Changes single keys in the front matter of a text, YAML or TOML, and leaves every other byte as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import yaml

from dapsagi.authoring.yaml_places import exchange_items, exchange_value, find_places, style_of
from dapsagi.post.front_matter import INVISIBLE, SPACE, split_front_matter
from dapsagi.problems import RefusedError

_HEADER = re.compile(
    rf"\A(?P<opening>(?:---|(?P<toml>\+\+\+)){SPACE}\n)(?P<keys>.*?)"
    rf"(?=^[{INVISIBLE}]*(?(toml)\+\+\+|(?:---|\.\.\.)){SPACE}$)",
    re.S | re.M,
)
_TABLE = re.compile(r"^\[", re.M)
_LINE_END = re.compile(r"\r\n?|\n")
# A line of TOML up to its comment, and the comment.
_COMMENTED = re.compile(r"""((?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^#"'\n])*?)([^\S\n]*\#.*)?\n""")


def value_of(text: str, key: str) -> Any:
    """Return the value of a key in the front matter, with its scalars as they are written; None where there is none."""
    return split_front_matter(text).mapping.spelling(key)


def line_of(text: str, key: str) -> str:
    """Return the lines of a key of YAML as they are written, without the line end; "" where none say it alone."""
    parts = _split(text)
    found = _find(parts, key) if not parts.is_toml else None
    if not found or split_front_matter(f"---\n{found[0]}---\n").values != {key: split_front_matter(text).values[key]}:
        return ""
    return found[0].rstrip("\n")


def set_key(text: str, key: str, value: Any) -> str:
    """Return the text with a key of its front matter set to a text, a number, a moment or a list of texts.

    The key keeps its place; a new one comes last. A text without front matter gets one. Lists keep their style. Raises
    `RefusedError` where something else would not say any more what it did.
    """
    parts = _split(text)
    if not parts.opening:
        return parts.joined(f"---\n{_spell(key, value)}---\n\n")
    keys = (_set_in_toml if parts.is_toml else _set_in_yaml)(parts, key, value)
    return _proved(text, parts.joined(parts.opening + keys), key, value)


def remove_key(text: str, key: str) -> str:
    """Return the text without a key of its front matter. Raises `RefusedError`, as `set_key` does."""
    parts = _split(text)
    keys = parts.keys
    for place in reversed((find_places(keys, key) if parts.opening and not parts.is_toml else []) or []):
        end = keys.find("\n", max(place.end, place.colon))
        keys = keys[: keys.rfind("\n", 0, place.key) + 1] + (keys[end + 1 :] if end >= 0 else "")
    if keys == parts.keys and (found := _find(parts, key)):
        keys = keys[: found.start()] + keys[found.end() :]
    return _proved(text, parts.joined(parts.opening + keys), key, None)


def spell(value: str) -> str:
    """Return a text as a YAML scalar in one line, quoted only where it must be."""
    written: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_style=None)
    return written.removesuffix("\n").removesuffix("\n...")


def spell_moment(moment: datetime) -> str:
    """Return a moment as posts bear it: `2026-01-10 09:00:00 +0900`."""
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


class _Parts(NamedTuple):
    """A text in parts: what cannot be seen before its front matter, the line that opens it, its keys, and the rest.

    Line ends are `\\n` in the front matter, and as they are written in the rest, which begins with the closing line.
    Without front matter the rest is all.
    """

    invisible: str
    opening: str
    keys: str
    rest: str
    line_end: str

    @property
    def is_toml(self) -> bool:
        return self.opening.startswith("+++")

    @property
    def end(self) -> int:
        """Where the keys end that belong to no table."""
        table = _TABLE.search(self.keys) if self.is_toml else None
        return table.start() if table else len(self.keys)

    def joined(self, head: str) -> str:
        return self.invisible + head.replace("\n", self.line_end) + self.rest


def _split(text: str) -> _Parts:
    written = text.lstrip(INVISIBLE)
    invisible = text.removesuffix(written)
    first = _LINE_END.search(written)
    line_end = first[0] if first else "\n"
    plain = _LINE_END.sub("\n", written)
    header = _HEADER.match(plain)
    if header is None:
        return _Parts(invisible, "", "", written, line_end)
    *_, last = islice(_LINE_END.finditer(written), plain.count("\n", 0, header.end()))
    return _Parts(invisible, header["opening"], header["keys"], written[last.end() :], line_end)


def _find(parts: _Parts, key: str) -> re.Match[str] | None:
    # What belongs to a key is indented below it, an entry of a list, or what closes one.
    sign, rest = ("=", r"[\]}\"'].*") if parts.is_toml else (":", r"-(?:[^\S\n].*)?")
    pattern = re.compile(rf"^{re.escape(key)}[^\S\n]*{sign}.*\n(?:(?:[^\S\n]+\S.*|{rest})\n)*", re.M)
    return pattern.search(parts.keys, 0, parts.end)


def _set_in_yaml(parts: _Parts, key: str, value: Any) -> str:
    keys = parts.keys
    if places := find_places(keys, key):
        # Of two equal keys the last one counts.
        place = places[-1]
        if isinstance(value, Iterable) and not isinstance(value, str):
            exchanged = exchange_items(keys, place, list(value))
            return exchange_value(keys, place, _spelled(value)) if exchanged is None else exchanged
        return exchange_value(keys, place, _spelled(value), style_of(place) if isinstance(value, str) else None)
    found = _find(parts, key) if places is None else None
    start, end = found.span() if found else (len(keys), len(keys))
    return keys[:start] + _spell(key, value) + keys[end:]


def _set_in_toml(parts: _Parts, key: str, value: Any) -> str:
    keys = parts.keys
    found = _find(parts, key)
    start, end = found.span() if found else (parts.end, parts.end)
    comment = _COMMENTED.fullmatch(keys, start, end)
    return keys[:start] + _spell_toml(key, value) + (comment[2] or "" if comment else "") + "\n" + keys[end:]


def _proved(before: str, after: str, key: str, value: Any) -> str:
    """Return the text after a change of one key, if that is all that has changed. Raises `RefusedError`."""
    old, new = split_front_matter(before), split_front_matter(after)
    others = ({name: each for name, each in matter.values.items() if name != key} for matter in (old, new))
    if value is None:
        as_meant = key not in new.values
    elif isinstance(value, datetime):
        as_meant = new.values.get(key) == value.replace(microsecond=0)
    else:
        as_meant = _plain(new.mapping.spelling(key)) == _plain(value)
    if next(others) != next(others) or old.body != new.body or len(new.problems) > len(old.problems) or not as_meant:
        raise RefusedError(f"`{key}` does not stand in the front matter in a way that can be changed alone")
    return after


def _plain(value: Any) -> Any:
    return list(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)


def _spell(key: str, value: Any) -> str:
    return f"{key}: {_spelled(value)}\n"


def _spelled(value: Any) -> str:
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, datetime):
        return spell_moment(value)
    if not isinstance(value, Iterable):
        return str(value)
    flow: str = yaml.safe_dump(list(value), allow_unicode=True, width=10**6, default_flow_style=True)
    return flow.removesuffix("\n")


def _spell_toml(key: str, value: Any) -> str:
    if isinstance(value, datetime):
        return f"{key} = {value.isoformat(timespec='seconds')}"
    # What JSON makes of a text, a number or a list of texts is TOML as well.
    return f"{key} = {json.dumps(value if isinstance(value, str | int) else list(value), ensure_ascii=False)}"
