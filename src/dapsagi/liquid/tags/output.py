"""`{{ value }}`: what names nothing is left out or shown, as the dialect has it."""

from __future__ import annotations

from typing import TextIO

from liquid import RenderContext, TokenStream
from liquid.builtin.expressions import FilteredExpression, Nil
from liquid.builtin.output import Output, OutputNode
from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT

from dapsagi.liquid import notices
from dapsagi.liquid.context import Context, RefusedError
from dapsagi.liquid.expressions import read_expression
from dapsagi.liquid.values import output


class OutputTag(Output):
    """The tag of an output."""

    def parse(self, stream: TokenStream) -> OutputNode:
        """Return the node of an output."""
        token = stream.eat(TOKEN_OUTPUT)
        expression = read_expression(stream.expect(TOKEN_EXPRESSION))
        return _OutputNode(token, FilteredExpression.parse(self.env, expression))


class _OutputNode(OutputNode):
    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        run = context.run
        run.met_unknown = isinstance(self.expression, FilteredExpression) and isinstance(self.expression.left, Nil)
        value = self.expression.evaluate(context)
        if not isinstance(value, range):
            run.spend_value(value)
        text = output(value)
        if not text and run.met_unknown and not run.in_include:
            end = self.token.source.find("}}", self.token.start_index) + 2
            notice = notices.unknown_value(self.token.source[self.token.start_index : end], run.dialect)
            if run.keeps_unknown:
                raise RefusedError(notice)
            run.report(notice, self.token.start_index)
        run.spend_text(len(text))
        return buffer.write(text)
