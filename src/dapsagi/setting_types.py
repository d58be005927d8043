"""What a setting may hold: each type reads plain YAML data and says in plain words what it expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import msgspec

SettingType: TypeAlias = Literal[
    "text",
    "name or none",
    "flag",
    "number",
    "texts",
    "levels",
    "quotes",
    "pairs",
    "links",
    "mapping",
    "dialect",
    "scopes",
    "collections",
]


class WrongTypeError(Exception):
    """A value of another type than the setting takes."""

    def __init__(self, name: str, type_: SettingType, value: Any):
        super().__init__(name)
        self.expected = TYPES[type_].words
        self.example = f"for example `{name.rpartition('.')[2]}: {TYPES[type_].example}`"
        self.found = _words_for(value)


class _Type(msgspec.Struct, frozen=True):
    words: str
    example: str
    convert: Callable[[Any], Any]
    name: SettingType

    def read(self, setting: str, value: Any) -> Any:
        """Return the value as the setting holds it; raises `WrongTypeError`."""
        try:
            return self.convert(value)
        except (TypeError, ValueError):
            raise WrongTypeError(setting, self.name, value) from None


def _text(value: Any) -> str:
    if isinstance(value, bool | list | dict):
        raise TypeError
    return str(value)


def _name_or_none(value: Any) -> str | None:
    return None if value in (None, False, "none", "") else _text(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _texts(value: Any) -> tuple[str, ...]:
    # Jekyll writes lists of extensions as one text with commas.
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list):
        raise TypeError
    return tuple(_text(item).strip() for item in items if item is not None)


def _levels(value: Any) -> tuple[int, ...]:
    if isinstance(value, str) and ".." in value:
        first, _, last = value.partition("..")
        return tuple(range(int(first), int(last.lstrip(".")) + 1))
    items = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else [value]
    return tuple(_number(item) for item in items)


def _quotes(value: Any) -> tuple[str, str, str, str]:
    left_single, right_single, left_double, right_double = _texts(value)
    return left_single, right_single, left_double, right_double


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise TypeError
    return tuple((key, _text(item)) for key, item in value.items())


def _links(value: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict):
        return tuple((key, _text(item)) for key, item in value.items() if not isinstance(item, list | dict))
    if not isinstance(value, list):
        raise TypeError
    found: list[tuple[str, str]] = []
    for item in value:
        if not isinstance(item, dict):
            raise TypeError
        if "url" in item:
            found.append((_text(item.get("title") or item.get("name") or item["url"]), _text(item["url"])))
        else:
            found += _links(item)
    return tuple(found)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _dialect(value: Any) -> str:
    if value not in ("dapsagi", "jekyll"):
        raise ValueError
    return str(value)


_KINDS: tuple[_Type, ...] = (
    _Type("a text", "some words", _text, "text"),
    _Type("a name, or `none`", "none", _name_or_none, "name or none"),
    _Type("true or false", "true", _flag, "flag"),
    _Type("a whole number", "10", _number, "number"),
    _Type("a list of texts", "[one, two]", _texts, "texts"),
    _Type("levels from 1 to 6", "2..3", _levels, "levels"),
    _Type("four names of entities", "lsquo,rsquo,ldquo,rdquo", _quotes, "quotes"),
    _Type("a mapping of texts", "{hellip: …}", _pairs, "pairs"),
    _Type("a list of titles and addresses", "[{title: About, url: /about/}]", _links, "links"),
    _Type("a mapping", "{key: value}", _mapping, "mapping"),
    _Type("`dapsagi` or `jekyll`", "dapsagi", _dialect, "dialect"),
    _Type("a list of `scope` and `values`", "[{scope: {path: posts}, values: {layout: post}}]", _mapping, "scopes"),
    _Type("a mapping of collections", "{notes: {output: true}}", _mapping, "collections"),
)

TYPES: dict[SettingType, _Type] = {kind.name: kind for kind in _KINDS}


def _words_for(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return f"`{value}`"
