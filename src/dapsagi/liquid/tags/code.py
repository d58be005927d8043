"""`{% highlight ruby linenos %}`: code as Jekyll's theme shows it."""

from __future__ import annotations

from typing import TextIO

from liquid import RenderContext, Tag, Token, TokenStream
from liquid.ast import BlockNode, Node
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser

from dapsagi.liquid.context import Context
from dapsagi.liquid.highlighting import CodeOptions, figure, read_code_options
from dapsagi.liquid.tags.markup import read_tag


class HighlightTag(Tag):
    """The tag `highlight`."""

    name = "highlight"
    end = "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of highlighted code."""
        token, markup = read_tag(stream)
        options = read_code_options(markup)
        if options is None:
            raise LiquidSyntaxError("it names no language, as in {% highlight python %}", token=token)
        next(stream)
        block = get_parser(self.env).parse_block(stream, (self.end,))
        return _HighlightNode(token, block, options)


class _HighlightNode(Node):
    __slots__ = ("block", "options")

    def __init__(self, token: Token, block: BlockNode, options: CodeOptions) -> None:
        super().__init__(token)
        self.blank = False
        self.block = block
        self.options = options

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        code = context.get_buffer()
        # Blank code is code too, so the library's way with blank blocks is not taken.
        for node in self.block.nodes:
            node.render(context, code)
        text = figure(code.getvalue(), self.options, context.run.highlight)
        context.run.spend_text(len(text))
        # Jekyll sets a line end before and behind the figure, so that Markdown sees a block.
        return buffer.write(f"\n{text}\n")
