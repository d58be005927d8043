"""Expressions of Liquid, read by python-liquid with Jekyll's few words of its own, and compared as Ruby compares.

A value that knows no order is neither less nor more, and only few contain anything. The library refuses such
comparisons; Liquid calls them false, and refuses only to compare a text with a number.

Source: `Liquid::Condition`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from liquid import RenderContext, TokenStream
from liquid.builtin.expressions import Path, logical, tokenize
from liquid.exceptions import FilterError, LiquidSyntaxError
from liquid.expression import Expression
from liquid.token import TOKEN_BLANK, TOKEN_DOT, TOKEN_WORD, Token

from dapsagi.liquid.values import Value, inspect, to_s

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NESTS = re.compile(r"[\[(]|[=<>]+|\b(?:and|or|contains)\b")

# Python's own stack bounds how deep an expression may be.
_MOST_NESTS = 60


class _Blank:
    def __str__(self) -> str:
        return ""


#: What `blank` stands for: it equals nothing. Ruby asks a value for its `blank?`, and without Rails none has it.
BLANK = _Blank()


def read_expression(token: Token) -> TokenStream:
    """Return the tokens of a markup; raise `LiquidSyntaxError` for what cannot be split, or is nested too deep."""
    if len(_NESTS.findall(_QUOTED.sub("", token.value))) > _MOST_NESTS:
        raise LiquidSyntaxError("it is nested too deep", token=token)
    return TokenStream(_as_ruby_reads(tokenize(token.value, token)))


def roots(expression: Expression) -> Iterator[str]:
    """Return the names of the variables that an expression begins its paths with."""
    stack = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Path) and isinstance(head := node.head(), str):
            yield head
        stack += node.children()


def _as_ruby_reads(tokens: Iterator[Token]) -> Iterator[Token]:
    """Take for a name what the library takes for a word of its own: `blank`, and any word behind a dot."""
    before = ""
    for token in tokens:
        is_name = token.kind == TOKEN_BLANK or (before == TOKEN_DOT and token.value.isidentifier())
        yield token._replace(kind=TOKEN_WORD) if is_name else token
        before = token.kind


_ORDERED = (str, int | float, date)


def as_ruby_compares(expression: Expression) -> Expression:
    """Return a condition whose comparisons are Ruby's."""
    match expression:
        case logical.LogicalAndExpression() | logical.LogicalOrExpression():
            expression.left = as_ruby_compares(expression.left)
            expression.right = as_ruby_compares(expression.right)
        case logical.ContainsExpression():
            return _Contains(expression.token, expression.left, expression.right)
        case _ if signs := _SIGNS.get(type(expression)):
            return _Ordering(expression, signs)
    return expression


class _Contains(logical.ContainsExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> bool:
        left: Value = self.left.evaluate(context)
        right: Value = self.right.evaluate(context)
        if right is None or right is False:
            return False
        match left:
            case str():
                return to_s(right) in left
            case range():
                return isinstance(right, int | float) and left.start <= right < left.stop
            case list() | tuple() | Mapping():
                return right in left
        return False


class _Ordering(logical.LtExpression):
    """A comparison that holds if the left value is less (-1), as much (0) or more (1), as its `signs` say."""

    __slots__ = ("signs",)

    def __init__(self, comparison: Any, signs: tuple[int, ...]) -> None:
        super().__init__(comparison.token, comparison.left, comparison.right)
        self.signs = signs

    def evaluate(self, context: RenderContext) -> bool:
        return _sign(self, context) in self.signs


_SIGNS: dict[type[Expression], tuple[int, ...]] = {
    logical.LtExpression: (-1,),
    logical.GtExpression: (1,),
    logical.LeExpression: (-1, 0),
    logical.GeExpression: (0, 1),
}


def _sign(comparison: Any, context: RenderContext) -> int | None:
    """Return -1, 0 or 1 for two values of one kind, None if one of them has no order."""
    left: Value = comparison.left.evaluate(context)
    right: Value = comparison.right.evaluate(context)
    kinds = [_kind(left), _kind(right)]
    if None in kinds:
        return None
    if kinds[0] != kinds[1]:
        raise FilterError(f"{inspect(left)} and {inspect(right)} cannot be compared", token=None)
    return int(left > right) - int(left < right)


def _kind(value: Value) -> int | None:
    if isinstance(value, bool):
        return None
    return next((number for number, kind in enumerate(_ORDERED) if isinstance(value, kind)), None)
