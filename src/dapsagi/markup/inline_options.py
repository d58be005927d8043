"""`{::options key="value" /}`: kramdown's options set within a text.

Source: kramdown's options page (https://kramdown.gettalong.org/options.html), types and spellings of values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dapsagi.markup.options import MarkupOptions


def _boolean(value: str) -> bool:
    return value.strip().lower() not in ("false", "")


def _symbol(value: str) -> str | None:
    name = value.strip().removeprefix(":")
    return None if name in ("", "nil") else name


def _levels(value: str) -> tuple[int, ...]:
    if match := re.fullmatch(r"([1-6])\.\.([1-6])", value):
        return tuple(range(int(match[1]), int(match[2]) + 1))
    if re.fullmatch(r"[1-6](?:,[1-6])*", value):
        return tuple(dict.fromkeys(int(level) for level in value.split(",")))
    raise ValueError(value)


def _quotes(value: str) -> tuple[str, ...]:
    names = tuple(value.split(","))
    if len(names) != 4:
        raise ValueError(value)
    return names


_READERS: dict[str, Callable[[str], Any]] = {
    "auto_ids": _boolean,
    "auto_id_prefix": str,
    "auto_id_stripping": _boolean,
    "toc_levels": _levels,
    "header_offset": int,
    "footnote_nr": int,
    "footnote_backlink": str,
    "smart_quotes": _quotes,
    "parse_block_html": _boolean,
    "parse_span_html": _boolean,
    "math_engine": _symbol,
    "syntax_highlighter": _symbol,
}


def set_options(options: MarkupOptions, values: Mapping[str, str]) -> MarkupOptions:
    """Return `options` with those of `values` that name an option and can be read; the others are ignored."""
    changes = {}
    for name, value in values.items():
        reader = _READERS.get(name)
        if reader:
            try:
                changes[name] = reader(value)
            except ValueError:
                continue
    return msgspec.structs.replace(options, **changes)
