"""The tags of the plugins that GitHub Pages runs."""

from __future__ import annotations

from html import escape

from liquid import Tag, TokenStream
from liquid.ast import Node
from liquid.exceptions import LiquidSyntaxError

from dapsagi.liquid.tags.markup import TextNode, read_tag


class GistTag(Tag):
    """`{% gist user/1234 file.py %}` of jekyll-gist: a script that shows a gist."""

    name = "gist"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of a gist."""
        token, markup = read_tag(stream)
        words = [word.strip("\"'") for word in markup.split()]
        if not 1 <= len(words) <= 2:
            raise LiquidSyntaxError("it names no gist, as in {% gist user/1234 %}", token=token)
        address = f"https://gist.github.com/{words[0]}.js" + (f"?file={words[1]}" if words[1:] else "")
        return TextNode(token, f'<script src="{escape(address)}"> </script>')


class _HeadTag(Tag):
    # What belongs into the head of a page, the theme writes there by itself.
    block = False

    def parse(self, stream: TokenStream) -> Node:
        token, _ = read_tag(stream)
        return TextNode(token, "")


class SeoTag(_HeadTag):
    """`{% seo %}` of jekyll-seo-tag: nothing."""

    name = "seo"


class FeedMetaTag(_HeadTag):
    """`{% feed_meta %}` of jekyll-feed: nothing."""

    name = "feed_meta"
