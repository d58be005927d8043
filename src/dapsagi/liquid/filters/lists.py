"""The filters of Liquid and Jekyll that choose, sort and group.

Source of what Jekyll adds to Liquid: https://jekyllrb.com/docs/liquid/filters/ (`where`, `group_by`, `sort`, …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cmp_to_key
from operator import itemgetter

from liquid.builtin.expressions import BooleanExpression, FilteredExpression
from liquid.builtin.expressions.primitive import Empty
from liquid.exceptions import FilterError
from liquid.filter import with_context
from liquid.token import TOKEN_EXPRESSION, Token

from dapsagi.liquid.comparisons import as_ruby_compares
from dapsagi.liquid.context import Context
from dapsagi.liquid.expressions import read_expression
from dapsagi.liquid.values import Value, flatten, inspect, integer, is_empty, items_of, to_f, to_i, to_s

_FLOAT_LIKE = re.compile(r"[ \t\n\v\f\r]*-?(?:\d+\.?\d*|\.\d+)[ \t\n\v\f\r]*", re.ASCII)
_INTEGER_LIKE = re.compile(r"[ \t\n\v\f\r]*-?\d+[ \t\n\v\f\r]*", re.ASCII)


# Length and ends


def size(value: Value) -> int:
    """Return the length of a text, a list or a mapping; 0 for anything else."""
    return len(value) if isinstance(value, str | list | tuple | range | Mapping) else 0


def first(value: Value) -> Value:
    """Return the first item of a list."""
    if isinstance(value, Mapping):
        value = list(value.items())
    return value[0] if isinstance(value, list | tuple | range) and value else None


def last(value: Value) -> Value:
    """Return the last item of a list."""
    return value[-1] if isinstance(value, list | tuple | range) and value else None


def part(value: Value, start: Value, length: Value = None) -> Value:
    """Return so many letters of a text or items of a list (`slice`); a negative start counts from the end."""
    whole = list(value) if isinstance(value, list | tuple) else to_s(value)
    begin, count = integer(start), 1 if length is None else integer(length)
    begin = begin + len(whole) if begin < 0 else begin
    return whole[begin : begin + count] if begin >= 0 and count >= 0 else whole[:0]


def push(value: Value, item: Value) -> Value:
    """Return a list with one more item at its end."""
    return [*value, item] if isinstance(value, list | tuple) else value


def pop(value: Value, count: Value = 1) -> Value:
    """Return a list without its last items."""
    return list(value[: max(len(value) - _count(count), 0)]) if isinstance(value, list | tuple) else value


def unshift(value: Value, item: Value) -> Value:
    """Return a list with one more item at its head."""
    return [item, *value] if isinstance(value, list | tuple) else value


def shift(value: Value, count: Value = 1) -> Value:
    """Return a list without its first items."""
    return list(value[_count(count) :]) if isinstance(value, list | tuple) else value


def concat(value: Value, other: Value) -> list[Value]:
    """Return two lists as one."""
    if not isinstance(other, list | tuple):
        raise FilterError(f"{inspect(other)} is no list", token=None)
    return [*items_of(value), *other]


def reverse(value: Value) -> list[Value]:
    """Return a list from its end to its head."""
    return items_of(value)[::-1]


def compact(value: Value, name: Value = None) -> list[Value]:
    """Return the items of a list, or those with the property `name`, that are something."""
    return [item for item in items_of(value) if (item if name is None else _property(item, name)) is not None]


def uniq(value: Value, name: Value = None) -> list[Value]:
    """Return the items of a list that differ, or that differ in the property `name`."""
    seen: set[str] = set()
    kept = []
    for item in items_of(value):
        # Ruby tells 1 from 1.0 and from "1", and so does its `inspect`.
        key = inspect(item if name is None else _property(item, name))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def default(value: Value, instead: Value = "", *, allow_false: Value = None) -> Value:
    """Return the value, or `instead` if it is nil, false or empty."""
    wanting = value is None if allow_false else value is None or value is False
    return instead if wanting or is_empty(value) else value


# Properties


def mapped(value: Value, name: Value) -> list[Value]:
    """Return the property `name` of each item (`map`)."""
    return [_property(item, name) for item in items_of(value)]


def where(value: Value, name: Value, wanted: Value) -> Value:
    """Return the items whose property `name` is, or has among its items, the wanted value."""
    if not _can_select(value) or name in (None, False) or isinstance(wanted, list | tuple | Mapping):
        return value
    return [item for item in _items(value) if _is_wanted(_sortable(item, name), wanted)]


def find(value: Value, name: Value, wanted: Value) -> Value:
    """Return the first item that `where` would return."""
    found = where(value, name, wanted)
    return (found[0] if found else None) if found is not value else value


@with_context
def where_exp(value: Value, variable: Value, expression: Value, *, context: Context) -> Value:
    """Return the items for which an expression such as `item.age > 30` holds."""
    return (
        [item for item, holds in _tested(value, variable, expression, context) if holds]
        if _can_select(value)
        else value
    )


@with_context
def find_exp(value: Value, variable: Value, expression: Value, *, context: Context) -> Value:
    """Return the first item for which an expression holds."""
    if not _can_select(value):
        return value
    return next((item for item, holds in _tested(value, variable, expression, context) if holds), None)


def group_by(value: Value, name: Value) -> Value:
    """Return the items in groups by their property `name`: mappings with `name`, `items` and `size`."""
    return _grouped(_items(value), lambda item: to_s(_sortable(item, name))) if _can_select(value) else value


@with_context
def group_by_exp(value: Value, variable: Value, expression: Value, *, context: Context) -> Value:
    """Return the items in groups by what an expression gives for each."""
    if not _can_select(value):
        return value
    markup = to_s(expression)
    parsed = FilteredExpression.parse(context.env, read_expression(_token(markup)))

    def key_of(item: Value) -> Value:
        with context.extend({to_s(variable): item}):
            return parsed.evaluate(context)

    return _grouped(value.items() if isinstance(value, Mapping) else value, key_of)


# Order


def sort(value: Value, name: Value = None, nils: Value = "first") -> list[Value]:
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


def sort_natural(value: Value, name: Value = None) -> list[Value]:
    """Return the items in order whatever their case."""
    keyed = [(item if name is None else _property(item, name), item) for item in items_of(value)]
    keyed.sort(key=lambda pair: (pair[0] is None, _small(to_s(pair[0]))))
    return [item for _, item in keyed]


# --- Details ----------------------------------------------------------------------------------------------------------


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


def _tested(value: Value, variable: Value, expression: Value, context: Context) -> Iterable[tuple[Value, bool]]:
    markup = to_s(expression)
    condition = BooleanExpression.parse(context.env, read_expression(_token(markup)))
    condition.expression = as_ruby_compares(condition.expression)
    for item in _items(value):
        with context.extend({to_s(variable): item}):
            yield item, condition.evaluate(context)


def _token(markup: str) -> Token:
    return Token(TOKEN_EXPRESSION, markup, 0, markup)


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
