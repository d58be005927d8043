"""What stands between python-liquid and a fault: a tag that cannot be read is text, one that fails shows its source."""

from __future__ import annotations

from typing import TextIO

from liquid import RenderContext, Tag, TokenStream
from liquid.ast import Node
from liquid.builtin.content import ContentNode, Literal
from liquid.builtin.expressions import BooleanExpression
from liquid.builtin.tags.capture_tag import CaptureNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.ifchanged_tag import IfChangedNode
from liquid.builtin.tags.tablerow_tag import TablerowNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.exceptions import LiquidError, LiquidInterrupt, LiquidSyntaxError, ResourceLimitError
from liquid.expression import Expression
from liquid.token import TOKEN_CONTENT

from dapsagi.liquid import notices
from dapsagi.liquid.context import Context, ShownAsWrittenError, TracedOutput
from dapsagi.liquid.expressions import as_ruby_compares, roots
from dapsagi.liquid.notices import Notice
from dapsagi.liquid.script import Script

# The blocks that ask about values; in a text of dapsagi's own dialect they are foreign if they ask about unknown ones.
_ASKING = frozenset({"if", "unless", "case", "for", "tablerow"})


class Guarded(Tag):
    """A tag that never fails to give a node."""

    def __init__(self, tag: Tag) -> None:
        super().__init__(tag.env)
        self._tag = tag
        self.name = tag.name

    def get_node(self, stream: TokenStream) -> Node:
        """Parse a tag, strictly and then loosely; what is no Liquid is text."""
        if not isinstance(stream, Script):
            raise TypeError("a guarded tag is read from a script")
        index, depth = stream.pos, stream.block_depth
        while stream.current.kind != TOKEN_CONTENT:
            try:
                node = self._tag.parse(stream)
            except LiquidSyntaxError as error:
                stream.block_depth = depth
                stream.begin_again(index, error)
                continue
            _adapt(node)
            unknown = _unknown_roots(node, stream) if self.name in _ASKING else []
            if not unknown or not stream.refuse(index, unknown):
                return _Guard(node, stream.span(index)[0], stream.span(stream.pos)[1])
        return self.env.tags[TOKEN_CONTENT].get_node(stream)

    def parse(self, stream: TokenStream) -> Node:
        """Parse a tag as the tag within does."""
        return self._tag.parse(stream)


class _Guard(Node):
    """A node that shows its source if it fails."""

    __slots__ = ("end", "node", "start")

    def __init__(self, node: Node, start: int, end: int) -> None:
        super().__init__(node.token)
        self.blank = node.blank
        self.node = node
        self.start = start
        self.end = end

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the node; put its source there if that fails."""
        assert isinstance(context, Context)
        run = context.run
        is_own = not run.in_include
        if is_own:
            run.place = self.start
        if buffer is run.output and is_own:
            run.output.mark(self.start, moves=False)
        position = buffer.tell()
        run.spend(1)
        run.descend()
        try:
            return self.node.render_to_output(context, buffer)
        except (LiquidInterrupt, ResourceLimitError):
            raise
        except Exception as error:
            source = self.token.source[self.start : self.end]
            _rewind(buffer, position)
            run.report(_notice(error, source), self.start if is_own else run.place)
            if buffer is run.output and is_own:
                run.output.mark(self.start, moves=True)
            return buffer.write(source)
        finally:
            run.ascend()


class Text(Literal):
    """The tag for what is no Liquid."""

    def parse(self, stream: TokenStream) -> ContentNode:
        """Return the text."""
        token = stream.expect(TOKEN_CONTENT)
        return _TextNode(token, token.value)


class _TextNode(ContentNode):
    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        context.run.spend_text(len(self.text))
        if buffer is context.run.output and not context.run.in_include:
            context.run.output.mark(self.token.start_index, moves=True)
        return buffer.write(self.text)


def _adapt(node: Node) -> None:
    """Make a block of the library's do what Liquid's does."""
    for condition in _conditions(node):
        condition.expression = as_ruby_compares(condition.expression)
    if isinstance(node, CaptureNode | IfChangedNode | TablerowNode):
        # Liquid leaves out blank text in conditions and loops only.
        node.block.blank = False
    elif isinstance(node, ForNode):
        node.block.blank = node.blank
        if node.default:
            node.default.blank = node.blank


def _conditions(node: Node) -> list[BooleanExpression]:
    if not isinstance(node, IfNode | UnlessNode):
        return []
    conditions = [node.condition, *(alternative.expression for alternative in node.alternatives)]
    return [condition for condition in conditions if isinstance(condition, BooleanExpression)]


def _unknown_roots(node: Node, script: Script) -> list[str]:
    if script.known_names is None:
        return []
    expressions: list[Expression] = [*_conditions(node)] or list(node.expressions())
    return [name for expression in expressions for name in roots(expression) if name not in script.known_names]


def _rewind(buffer: TextIO, position: int) -> None:
    if isinstance(buffer, TracedOutput):
        buffer.rewind(position)
    else:
        buffer.seek(position)
        buffer.truncate()


def _notice(error: Exception, source: str) -> Notice:
    if isinstance(error, ShownAsWrittenError):
        return error.notice
    reason = str(error.message) if isinstance(error, LiquidError) else "Liquid cannot do that"
    return notices.failed(source, reason)
