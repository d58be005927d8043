"""`for` and `tablerow`, over no more items than a run can pay for."""

from __future__ import annotations

from collections.abc import Iterator

from liquid import RenderContext, TokenStream
from liquid.ast import Node
from liquid.builtin.expressions.loop import LoopExpression
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag

from dapsagi.liquid.context import Context


class LoopTag(ForTag):
    """The tag `for`."""

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of a loop."""
        node = super().parse(stream)
        if isinstance(node, ForNode):
            node.expression = _Loop.like(node.expression)
        return node


class TableRowTag(TablerowTag):
    """The tag `tablerow`."""

    def parse(self, stream: TokenStream) -> TablerowNode:
        """Return the node of a table."""
        node = super().parse(stream)
        node.expression = _Loop.like(node.expression)
        return node


class _Loop(LoopExpression):
    __slots__ = ()

    @classmethod
    def like(cls, loop: LoopExpression) -> _Loop:
        return cls(
            loop.token,
            loop.identifier,
            loop.iterable,
            limit=loop.limit,
            offset=loop.offset,
            reversed_=loop.reversed,
            cols=loop.cols,
        )

    def _slice(
        self,
        it: Iterator[object],
        length: int,
        context: RenderContext,
        *,
        limit: int | None,
        offset: int | str | None,
    ) -> tuple[Iterator[object], int]:
        assert isinstance(context, Context)
        # Paid for before `reversed` makes a list of it.
        context.run.spend(length)
        if limit is not None and limit <= 0:
            return iter(()), 0
        return super()._slice(it, length, context, limit=limit, offset=offset)
