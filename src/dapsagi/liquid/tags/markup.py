"""What most tags of ours do: read their markup, and write a text."""

from __future__ import annotations

from typing import TextIO

from liquid import RenderContext, Token, TokenStream
from liquid.ast import Node
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG


def read_tag(stream: TokenStream) -> tuple[Token, str]:
    """Return the token of a tag and its markup; the stream is left on the last token of the tag."""
    token = stream.expect(TOKEN_TAG)
    if stream.peek.kind != TOKEN_EXPRESSION:
        return token, ""
    next(stream)
    return token, stream.current.value


class TextNode(Node):
    """A node that writes one text."""

    __slots__ = ("text",)

    def __init__(self, token: Token, text: str) -> None:
        super().__init__(token)
        self.blank = False
        self.text = text

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the text."""
        return buffer.write(self.text)
