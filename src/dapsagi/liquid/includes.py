"""`include` and its kin: another file in the place of a tag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TextIO

from liquid import Environment, RenderContext, Tag, Token, TokenStream
from liquid.ast import Node
from liquid.builtin.expressions import FilteredExpression
from liquid.exceptions import LiquidSyntaxError, LiquidTypeError
from liquid.expression import Expression
from liquid.token import TOKEN_EXPRESSION

from dapsagi.liquid import notices
from dapsagi.liquid.context import Context, ShownAsWrittenError
from dapsagi.liquid.expressions import read_expression
from dapsagi.liquid.notices import Notice
from dapsagi.liquid.script import Script, read_tag, source_of
from dapsagi.liquid.theme_includes import THEME_INCLUDES

_PLAIN_FILE = re.compile(r"[^\s{]\S*")
_COMPUTED_FILE = re.compile(r"[^{]*(?:\{\{[^{}]*\}\}[^\s{}]*)+")
_PARAMETER = re.compile(
    r"\s*([\w-]+)\s*=\s*(?:\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))(?=\s|\Z)", re.DOTALL
)
_FILE_NAME = re.compile(r"[\w/.\-()+~#@]+", re.ASCII)
_HIDDEN_PATH = re.compile(r"[./]{2,}")


class IncludeTag(Tag):
    """`{% include file.html name=value %}`, from the folder of includes."""

    name = "include"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of an include."""
        token, markup = read_tag(stream)
        found = _COMPUTED_FILE.match(markup) or _PLAIN_FILE.match(markup)
        if found is None:
            raise LiquidSyntaxError("it names no file", token=token)
        parameters = _parameters(markup[found.end() :], token, self.env)
        return _IncludeNode(token, found[0].strip(), parameters, is_relative=self.name == "include_relative")


class IncludeCachedTag(IncludeTag):
    """`{% include_cached file.html %}`: the same, under the name that a plugin gives it."""

    name = "include_cached"


class IncludeRelativeTag(IncludeTag):
    """`{% include_relative file.py %}`, from the folder of the post."""

    name = "include_relative"


def expanded(markup: str, context: Context) -> str:
    """Return a name in which outputs may stand."""
    if "{{" not in markup:
        return markup
    buffer = context.get_buffer()
    _render(markup, context, buffer)
    return buffer.getvalue()


class _IncludeNode(Node):
    __slots__ = ("file", "is_relative", "parameters")

    def __init__(
        self, token: Token, file: str, parameters: Sequence[tuple[str, str | Expression]], *, is_relative: bool
    ) -> None:
        super().__init__(token)
        self.blank = False
        self.file = file
        self.parameters = parameters
        self.is_relative = is_relative

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        run = context.run
        file = expanded(self.file, context)
        if _HIDDEN_PATH.search(file) or not _FILE_NAME.fullmatch(file):
            raise LiquidTypeError(f"{file} is no name that a file to include could have", token=None)
        run.has_neighbours |= self.is_relative
        text = (run.given.neighbours if self.is_relative else run.given.includes).get(file)
        if text is None and not self.is_relative:
            text = THEME_INCLUDES.get(file)
        if text is None:
            folder = "beside the post" if self.is_relative else "among the includes"
            raise ShownAsWrittenError(notices.missing_include(source_of(self.token), file, folder))
        values = {name: value if isinstance(value, str) else value.evaluate(context) for name, value in self.parameters}
        with context.extend({"include": values} if values else {}):
            return _render(text, context, buffer)


def _render(text: str, context: Context, buffer: TextIO) -> int:
    nodes, findings = _read(text, context.env)
    run = context.run
    for notice in findings:
        run.report(notice, run.place)
    run.in_include += 1
    try:
        return sum(node.render(context, buffer) for node in nodes)
    finally:
        run.in_include -= 1


@lru_cache(maxsize=64)
def _read(text: str, env: Environment) -> tuple[list[Node], list[Notice]]:
    script = Script(text, env, "jekyll", is_own=False)
    nodes = script.parse()
    return nodes, [notice for notice, _ in script.findings]


def _parameters(markup: str, token: Token, env: Environment) -> list[tuple[str, str | Expression]]:
    """Return the names and values of an include: words, or expressions of variables."""
    parameters: list[tuple[str, str | Expression]] = []
    position, end = 0, len(markup.rstrip())
    while position < end:
        found = _PARAMETER.match(markup, position)
        if found is None:
            raise LiquidSyntaxError("its parameters are not like name=value or name='some words'", token=token)
        name, double, single, variable = found.groups()
        if variable is not None:
            tokens = read_expression(Token(TOKEN_EXPRESSION, variable, token.start_index, token.source))
            parameters.append((name, FilteredExpression.parse(env, tokens)))
        else:
            quoted = single.replace("\\'", "'") if double is None else double.replace('\\"', '"')
            parameters.append((name, quoted))
        position = found.end()
    return parameters
