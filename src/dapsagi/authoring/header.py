"""Changes single keys in the front matter of a text, YAML or TOML, and leaves every other byte as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import yaml

from dapsagi.post.front_matter import INVISIBLE, SPACE, split_front_matter

_HEADER = re.compile(
    rf"\A(?P<opening>(?:---|(?P<toml>\+\+\+)){SPACE}\n)(?P<keys>.*?)"
    rf"(?=^[{INVISIBLE}]*(?(toml)\+\+\+|(?:---|\.\.\.)){SPACE}$)",
    re.S | re.M,
)
_TABLE = re.compile(r"^\[", re.M)
_LINE_END = re.compile(r"\r\n?|\n")


def value_of(text: str, key: str) -> Any:
    """Return the value of a key in the front matter, with its scalars as they are written; None where there is none."""
    return split_front_matter(text).mapping.spelling(key)


def line_of(text: str, key: str) -> str:
    """Return the lines of a key of YAML as they are written, without the line end; "" where there are none."""
    parts = _split(text)
    found = _find(parts, key) if not parts.is_toml else None
    return found[0].rstrip("\n") if found else ""


def set_key(text: str, key: str, value: Any) -> str:
    """Return the text with a key of its front matter set to a text, a number, a moment or a list of texts.

    The key keeps its place; a new one comes last. A text without front matter gets one. Lists keep their style.
    """
    parts = _split(text)
    if not parts.opening:
        return parts.joined(f"---\n{_spell(key, value, '')}---\n\n")
    spell_key = _spell_toml if parts.is_toml else _spell
    found = _find(parts, key)
    start, end = found.span() if found else (parts.end, parts.end)
    keys = parts.keys[:start] + spell_key(key, value, parts.keys[start:end]) + parts.keys[end:]
    return parts.joined(parts.opening + keys)


def remove_key(text: str, key: str) -> str:
    """Return the text without a key of its front matter."""
    parts = _split(text)
    found = _find(parts, key)
    return parts.joined(parts.opening + parts.keys[: found.start()] + parts.keys[found.end() :]) if found else text


def spell(value: str) -> str:
    """Return a text as a YAML scalar in one line, quoted only where it must be."""
    written: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_style=None)
    return written.removesuffix("\n").removesuffix("\n...")


def spell_moment(moment: datetime) -> str:
    """Return a moment as posts bear it: `2026-01-10 09:00:00 +0900`."""
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


# --- Details ----------------------------------------------------------------------------------------------------


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


def _spell(key: str, value: Any, before: str) -> str:
    if isinstance(value, str):
        return f"{key}: {spell(value)}\n"
    if isinstance(value, datetime):
        return f"{key}: {spell_moment(value)}\n"
    if not isinstance(value, Iterable):
        return f"{key}: {value}\n"
    items = list(value)
    entry = re.search(r"^([^\S\n]*)-(?=\s)", before, re.M)
    if entry and items:
        return f"{key}:\n" + "".join(f"{entry[1]}- {spell(item)}\n" for item in items)
    flow: str = yaml.safe_dump(items, allow_unicode=True, width=10**6, default_flow_style=True)
    return f"{key}: {flow}"


def _spell_toml(key: str, value: Any, before: str) -> str:
    if isinstance(value, datetime):
        return f"{key} = {value.isoformat(timespec='seconds')}\n"
    # What JSON makes of a text, a number or a list of texts is TOML as well.
    return f"{key} = {json.dumps(value if isinstance(value, str | int) else list(value), ensure_ascii=False)}\n"
