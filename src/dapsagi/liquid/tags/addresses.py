"""`post_url` and `link`: addresses that are known later."""

from __future__ import annotations

import re
from typing import TextIO

from liquid import RenderContext, Tag, Token, TokenStream
from liquid.ast import Node
from liquid.exceptions import LiquidSyntaxError

from dapsagi.liquid.context import Context
from dapsagi.liquid.tags.includes import expanded
from dapsagi.liquid.tags.markup import TextNode, read_tag
from dapsagi.liquid.targets import link_address, post_address

_POST_NAME = re.compile(r"(?:.+/)?\d+-\d+-\d+-.*", re.ASCII)


class PostUrlTag(Tag):
    """`{% post_url 2019-12-25-name %}`."""

    name = "post_url"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of an address."""
        token, markup = read_tag(stream)
        if not _POST_NAME.fullmatch(markup.removeprefix("/")):
            message = "a post is named like 2019-12-25-its-slug, after its folder if it has one"
            raise LiquidSyntaxError(message, token=token)
        return TextNode(token, post_address(markup))


class LinkTag(Tag):
    """`{% link _posts/2019-12-25-name.md %}`."""

    name = "link"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of an address."""
        token, markup = read_tag(stream)
        if not markup:
            raise LiquidSyntaxError("it names no file, as in {% link _posts/2019-12-25-name.md %}", token=token)
        return _LinkNode(token, markup)


class _LinkNode(Node):
    __slots__ = ("path",)

    def __init__(self, token: Token, path: str) -> None:
        super().__init__(token)
        self.blank = False
        self.path = path

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        return buffer.write(link_address(expanded(self.path, context)))
