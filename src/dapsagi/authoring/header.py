"""Changes single keys in the front matter of a text, YAML or TOML, and leaves every other byte as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import yaml

from dapsagi.post.front_matter import split_front_matter

_HEADER = re.compile(
    r"\A(?P<before>\ufeff?(?:---|(?P<toml>\+\+\+))[^\S\n]*\n)(?P<keys>.*?)(?=^(?(toml)\+\+\+|(?:---|\.\.\.))[^\S\n]*$)",
    re.S | re.M,
)
_TABLE = re.compile(r"^\[", re.M)


def value_of(text: str, key: str) -> Any:
    """Return the value of a key in the front matter, with its scalars as they are written; None where there is none."""
    return split_front_matter(text).mapping.spelling(key)


def line_of(text: str, key: str) -> str:
    """Return the lines of a key of YAML as they are written, without the line end; "" where there are none."""
    plain = _plain(text)
    found = _find(plain, key) if plain.lstrip("\ufeff").startswith("---") else None
    return found[0].rstrip("\n") if found else ""


def set_key(text: str, key: str, value: Any) -> str:
    """Return the text with a key of its front matter set to a text, a number, a moment or a list of texts.

    The key keeps its place; a new one comes last. A text without front matter gets one. Lists keep their style.
    """
    plain = _plain(text)
    header = _HEADER.match(plain)
    if header is None:
        plain = f"---\n{_spell(key, value, '')}---\n\n{plain}"
    else:
        spell_key = _spell_toml if header["toml"] else _spell
        found = _find(plain, key)
        start, end = found.span() if found else (_end(header), _end(header))
        plain = plain[:start] + spell_key(key, value, plain[start:end]) + plain[end:]
    return _as_before(plain, text)


def remove_key(text: str, key: str) -> str:
    """Return the text without a key of its front matter."""
    plain = _plain(text)
    found = _find(plain, key)
    return _as_before(plain[: found.start()] + plain[found.end() :], text) if found else text


def spell(value: str) -> str:
    """Return a text as a YAML scalar in one line, quoted only where it must be."""
    written: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_style=None)
    return written.removesuffix("\n").removesuffix("\n...")


def spell_moment(moment: datetime) -> str:
    """Return a moment as posts bear it: `2026-01-10 09:00:00 +0900`."""
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


# --- Details ----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _as_before(plain: str, text: str) -> str:
    return plain.replace("\n", "\r\n") if "\r\n" in text else plain


def _find(text: str, key: str) -> re.Match[str] | None:
    header = _HEADER.match(text)
    if header is None:
        return None
    # What belongs to a key is indented below it, an entry of a list, or what closes one.
    sign, rest = ("=", r"[\]}\"'].*") if header["toml"] else (":", r"-(?:[^\S\n].*)?")
    pattern = re.compile(rf"^{re.escape(key)}[^\S\n]*{sign}.*\n(?:(?:[^\S\n]+\S.*|{rest})\n)*", re.M)
    return pattern.search(text, header.end("before"), _end(header))


def _end(header: re.Match[str]) -> int:
    """Return where the keys end that belong to no table."""
    table = _TABLE.search(header.string, *header.span("keys")) if header["toml"] else None
    return table.start() if table else header.end("keys")


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
