"""Expressions of Liquid, read by python-liquid with Jekyll's few words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquid import TokenStream
from liquid.builtin.expressions import Path, tokenize
from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression
from liquid.token import TOKEN_BLANK, TOKEN_DOT, TOKEN_WORD, Token

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
