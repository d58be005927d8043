"""The filters of Liquid and Jekyll that choose, sort and group.

Source of what Jekyll adds to Liquid: https://jekyllrb.com/docs/liquid/filters/ (`where`, `group_by`, `sort`, …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cmp_to_key
from operator import itemgetter
from typing import Any

from liquid import TokenStream
from liquid.builtin.expressions import BooleanExpression, FilteredExpression
from liquid.builtin.expressions.primitive import Empty
from liquid.exceptions import FilterError
from liquid.filter import with_context
from liquid.token import TOKEN_EXPRESSION, Token

from dapsagi.liquid.context import Context
from dapsagi.liquid.expressions import as_ruby_compares, read_expression
from dapsagi.liquid.values import Value, flatten, inspect, integer, is_empty, items_of, to_f, to_i, to_s

_FLOAT_LIKE = re.compile(r"[ \t\n\v\f\r]*-?(?:\d+\.?\d*|\.\d+)[ \t\n\v\f\r]*", re.ASCII)
_INTEGER_LIKE = re.compile(r"[ \t\n\v\f\r]*-?\d+[ \t\n\v\f\r]*", re.ASCII)


# Length and ends


def _first(value: Value) -> Value:
    if isinstance(value, Mapping):
        value = list(value.items())
    return value[0] if isinstance(value, list | tuple | range) and value else None


def _slice(value: Value, start: Value, length: Value = None) -> Value:
    """Return so many letters of a text or items of a list; a negative start counts from the end."""
    whole = list(value) if isinstance(value, list | tuple) else to_s(value)
    begin, count = integer(start), 1 if length is None else integer(length)
    begin = begin + len(whole) if begin < 0 else begin
    return whole[begin : begin + count] if begin >= 0 and count >= 0 else whole[:0]


def _of_list(function: Callable[..., Value]) -> Callable[..., Value]:
    """Return a filter that leaves alone what is no list."""
    return lambda value, *arguments: function(value, *arguments) if isinstance(value, list | tuple) else value


def _concat(value: Value, other: Value) -> list[Value]:
    if not isinstance(other, list | tuple):
        raise FilterError(f"{inspect(other)} is no list", token=None)
    return [*items_of(value), *other]


def _compact(value: Value, name: Value = None) -> list[Value]:
    return [item for item in items_of(value) if (item if name is None else _property(item, name)) is not None]


def _uniq(value: Value, name: Value = None) -> list[Value]:
    # Ruby tells 1 from 1.0 and from "1", and so does its `inspect`.
    kept: dict[str, Value] = {}
    for item in items_of(value):
        kept.setdefault(inspect(item if name is None else _property(item, name)), item)
    return list(kept.values())


def _default(value: Value, instead: Value = "", *, allow_false: Value = None) -> Value:
    wanting = value is None if allow_false else value is None or value is False
    return instead if wanting or is_empty(value) else value


# Properties


def _where(value: Value, name: Value, wanted: Value) -> Value:
    """Return the items whose property `name` is, or has among its items, the wanted value."""
    if not _can_select(value) or name in (None, False) or isinstance(wanted, list | tuple | Mapping):
        return value
    return [item for item in _items(value) if _is_wanted(_sortable(item, name), wanted)]


def _find(value: Value, name: Value, wanted: Value) -> Value:
    found = _where(value, name, wanted)
    return (found[0] if found else None) if found is not value else value


@with_context
def _where_exp(value: Value, variable: Value, expression: Value, *, context: Context) -> Value:
    """Return the items for which an expression such as `item.age > 30` holds."""
    return list(_tested(value, variable, expression, context)) if _can_select(value) else value


@with_context
def _find_exp(value: Value, variable: Value, expression: Value, *, context: Context) -> Value:
    return next(_tested(value, variable, expression, context), None) if _can_select(value) else value


def _group_by(value: Value, name: Value) -> Value:
    return _grouped(_items(value), lambda item: to_s(_sortable(item, name))) if _can_select(value) else value


@with_context
def _group_by_exp(value: Value, variable: Value, expression: Value, *, context: Context) -> Value:
    if not _can_select(value):
        return value
    parsed = FilteredExpression.parse(context.env, _read(expression))

    def key_of(item: Value) -> Value:
        with context.extend({to_s(variable): item}):
            return parsed.evaluate(context)

    return _grouped(value.items() if isinstance(value, Mapping) else value, key_of)


# Order


def _sort(value: Value, name: Value = None, nils: Value = "first") -> list[Value]:
    """Return the items in order, or in the order of their property `name`; `nils` says where those without it go."""
    if not isinstance(value, list | tuple | range | Mapping):
        raise FilterError(f"{inspect(value)} is no list", token=None)
    items: list[Value] = list(value.items()) if isinstance(value, Mapping) else list(value)
    if name is None:
        return sorted(items, key=cmp_to_key(_compare))
    if nils not in ("first", "last"):
        raise FilterError(f'{inspect(nils)} is neither "first" nor "last"', token=None)
    keyed = [(_sortable(item, name), item) for item in items]
    lacking = [item for key, item in keyed if key is None]
    order = cmp_to_key(_compare_loosely)
    having = sorted(((order(key), item) for key, item in keyed if key is not None), key=itemgetter(0))
    ordered = [item for _, item in having]
    return [*lacking, *ordered] if nils == "first" else [*ordered, *lacking]


def _sort_natural(value: Value, name: Value = None) -> list[Value]:
    """Return the items in order whatever their case."""
    keyed = [(item if name is None else _property(item, name), item) for item in items_of(value)]
    keyed.sort(key=lambda pair: (pair[0] is None, _small(to_s(pair[0]))))
    return [item for _, item in keyed]


def _count(value: Value) -> int:
    count = integer(value)
    if count < 0:
        raise FilterError(f"{count} is less than nothing", token=None)
    return count


def _can_select(value: Value) -> bool:
    return isinstance(value, list | tuple | range | Mapping)


def _items(value: Value) -> Iterable[Value]:
    return value.values() if isinstance(value, Mapping) else value


def _property(item: Value, name: Value) -> Value:
    """Return what `item[name]` is in Ruby."""
    if isinstance(item, Mapping):
        return item.get(name)
    if isinstance(item, str) and isinstance(name, str):
        return name if name in item else None
    if not isinstance(item, list | tuple | str):
        return None
    if not isinstance(name, int):
        raise FilterError(f"a list has no property {inspect(name)}", token=None)
    items: Sequence[Value] = item
    return items[name] if -len(items) <= name < len(items) else None


def _sortable(item: Value, name: Value) -> Value:
    """Return a property as Jekyll compares it: by a path of names, and as a number if it looks like one."""
    path = to_s(name)
    value = _property(item, path) if "." not in path else _at(item, path.split("."))
    text = to_s(value)
    if _INTEGER_LIKE.fullmatch(text):
        return to_i(value)
    if _FLOAT_LIKE.fullmatch(text):
        return to_f(value)
    return value


def _at(item: Value, path: list[str]) -> Value:
    for name in path:
        item = _property(item, name) if isinstance(item, str | list | tuple | Mapping) else None
    return item


def _is_wanted(value: Value, wanted: Value) -> bool:
    if wanted is None:
        return value is None
    if isinstance(wanted, Empty):
        return value == "" or (isinstance(value, list | tuple) and not any(map(to_s, flatten(value))))
    text = to_s(wanted)
    if isinstance(value, str):
        return value == text
    candidates: Iterable[Value] = value if isinstance(value, list | tuple | range) else [value]
    return any(to_s(candidate) == text for candidate in candidates if value is not None)


def _tested(value: Value, variable: Value, expression: Value, context: Context) -> Iterator[Value]:
    """Yield the items for which an expression holds."""
    condition = BooleanExpression.parse(context.env, _read(expression))
    condition.expression = as_ruby_compares(condition.expression)
    for item in _items(value):
        with context.extend({to_s(variable): item}):
            holds = condition.evaluate(context)
        if holds:
            yield item


def _read(expression: Value) -> TokenStream:
    markup = to_s(expression)
    return read_expression(Token(TOKEN_EXPRESSION, markup, 0, markup))


def _grouped(items: Iterable[Value], key_of: Callable[[Value], Value]) -> list[dict[str, Value]]:
    groups: dict[str, tuple[Value, list[Value]]] = {}
    for item in items:
        key = key_of(item)
        groups.setdefault(inspect(key), (key, []))[1].append(item)
    return [{"name": key, "items": members, "size": len(members)} for key, members in groups.values()]


def _compare(one: Value, other: Value) -> int:
    """Compare two values of one kind as Ruby's `<=>` does; raise `FilterError` for two that have no order."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        unequal = (sign for pair in zip(one, other, strict=False) if (sign := _compare(*pair)))
        return next(unequal, (len(one) > len(other)) - (len(one) < len(other)))
    kinds = (str, int | float, date)
    if any(isinstance(one, kind) and isinstance(other, kind) for kind in kinds) and not isinstance(one, bool):
        return int(one > other) - int(one < other)
    if one == other:
        return 0
    raise FilterError(f"{inspect(one)} and {inspect(other)} have no order", token=None)


def _compare_loosely(one: Value, other: Value) -> int:
    try:
        return _compare(one, other)
    except FilterError:
        return _compare(to_s(one), to_s(other))


def _small(text: str) -> str:
    # `casecmp` folds ASCII alone.
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


FILTERS: dict[str, Callable[..., Any]] = {
    "size": lambda value: len(value) if isinstance(value, str | list | tuple | range | Mapping) else 0,
    "first": _first,
    "last": lambda value: value[-1] if isinstance(value, list | tuple | range) and value else None,
    "slice": _slice,
    "push": _of_list(lambda value, item: [*value, item]),
    "pop": _of_list(lambda value, count=1: list(value[: max(len(value) - _count(count), 0)])),
    "unshift": _of_list(lambda value, item: [item, *value]),
    "shift": _of_list(lambda value, count=1: list(value[_count(count) :])),
    "concat": _concat,
    "reverse": lambda value: items_of(value)[::-1],
    "compact": _compact,
    "uniq": _uniq,
    "default": _default,
    "map": lambda value, name: [_property(item, name) for item in items_of(value)],
    "where": _where,
    "find": _find,
    "where_exp": _where_exp,
    "find_exp": _find_exp,
    "group_by": _group_by,
    "group_by_exp": _group_by_exp,
    "sort": _sort,
    "sort_natural": _sort_natural,
}
