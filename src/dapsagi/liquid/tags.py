"""The tags that Jekyll and the plugins of GitHub Pages add to Liquid, and those of the library that ours replace.

Sources: https://jekyllrb.com/docs/liquid/tags/ and the plugins' own pages (jekyll-seo-tag, jekyll-feed, jekyll-gist);
of the HTML of highlighted code, Rouge's `HTMLTable` and `HTMLLineHighlighter`, which number and mark lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import TextIO, TypeAlias

from liquid import Environment, RenderContext, Tag, Token, TokenStream
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import FilteredExpression, Nil
from liquid.builtin.expressions.loop import LoopExpression
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT

from dapsagi.liquid import notices
from dapsagi.liquid.citations import SCHOLAR_TAGS
from dapsagi.liquid.context import Context, ShownAsWrittenError
from dapsagi.liquid.expressions import read_expression
from dapsagi.liquid.includes import IncludeCachedTag, IncludeRelativeTag, IncludeTag, expanded
from dapsagi.liquid.script import read_tag, source_of
from dapsagi.liquid.targets import link_address, post_address
from dapsagi.liquid.theme_includes import YOUTUBE
from dapsagi.liquid.values import SPACE, output
from dapsagi.markup.code_blocks import beside_numbers, with_marks

# --- Outputs and loops


class _OutputTag(Output):
    def parse(self, stream: TokenStream) -> OutputNode:
        token = stream.eat(TOKEN_OUTPUT)
        expression = read_expression(stream.expect(TOKEN_EXPRESSION))
        return _OutputNode(token, FilteredExpression.parse(self.env, expression))


class _OutputNode(OutputNode):
    """`{{ value }}`: what names nothing is left out or shown, as the dialect has it."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        run = context.run
        run.met_unknown = isinstance(self.expression, FilteredExpression) and isinstance(self.expression.left, Nil)
        value = self.expression.evaluate(context)
        if not isinstance(value, range):
            run.spend_value(value)
        text = output(value)
        if text == "/" and self._is_before_path():
            # A `baseurl` of nothing but a slash would make a host of the first folder.
            text = ""
        if not text and run.met_unknown and not run.in_include:
            written = source_of(self.token, "}}")
            notice = notices.unknown_value(written, run.given.dialect, before_path=self._is_before_path())
            if run.keeps_unknown:
                raise ShownAsWrittenError(notice)
            run.report(notice, self.token.start_index)
        run.spend_text(len(text))
        return buffer.write(text)

    def _is_before_path(self) -> bool:
        written = source_of(self.token, "}}")
        return self.token.source.startswith("/", self.token.start_index + len(written))


class _LoopTag(ForTag):
    def parse(self, stream: TokenStream) -> Node:
        node = super().parse(stream)
        if isinstance(node, ForNode):
            node.expression = _Loop.like(node.expression)
        return node


class _TableRowTag(TablerowTag):
    def parse(self, stream: TokenStream) -> TablerowNode:
        node = super().parse(stream)
        node.expression = _Loop.like(node.expression)
        return node


class _Loop(LoopExpression):
    """A loop over no more items than a run can pay for."""

    __slots__ = ()

    @classmethod
    def like(cls, loop: LoopExpression) -> _Loop:
        return cls(
            loop.token, loop.identifier, loop.iterable,
            limit=loop.limit, offset=loop.offset, reversed_=loop.reversed, cols=loop.cols,
        )  # fmt: skip

    def _slice(
        self, it: Iterator[object], length: int, context: RenderContext, *, limit: int | None, offset: int | str | None
    ) -> tuple[Iterator[object], int]:
        assert isinstance(context, Context)
        # Paid for before `reversed` makes a list of it.
        context.run.spend(length)
        if limit is not None and limit <= 0:
            return iter(()), 0
        return super()._slice(it, length, context, limit=limit, offset=offset)


# --- Code


_CODE = re.compile(rf"([a-zA-Z0-9.+#_-]+)((?:[{SPACE}]+\w+(?:=(?:\w+|\"(?:[0-9]+[{SPACE}])*[0-9]+\"))?)*)", re.ASCII)
_OPTION = re.compile(r"(\w+)(?:=(?:\"([^\"]*)\"|(\w+)))?", re.ASCII)
_LONGEST_NUMBER = 8


class _HighlightTag(Tag):
    """`{% highlight ruby linenos %}`: code as Jekyll's theme shows it."""

    name = "highlight"
    end = "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        token, markup = read_tag(stream)
        found = _CODE.fullmatch(markup)
        if found is None:
            raise LiquidSyntaxError("it names no language, as in {% highlight python %}", token=token)
        options = {name: quoted or plain for name, quoted, plain in _OPTION.findall(found[2])}
        # Older posts say `hl_lines`, Jekyll since 4.4 `mark_lines`.
        lines = (options.get("mark_lines") or options.get("hl_lines") or "").split()
        marked = frozenset(int(line) for line in lines if line.isdecimal() and len(line) < _LONGEST_NUMBER)
        next(stream)
        block = get_parser(self.env).parse_block(stream, (self.end,))
        return _HighlightNode(token, block, found[1].lower(), marked, is_numbered="linenos" in options)


class _HighlightNode(Node):
    __slots__ = ("block", "is_numbered", "language", "marked")

    def __init__(
        self, token: Token, block: BlockNode, language: str, marked: frozenset[int], *, is_numbered: bool
    ) -> None:
        super().__init__(token)
        self.blank = False
        self.block = block
        self.language = language
        self.marked = marked
        self.is_numbered = is_numbered

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        code = context.get_buffer()
        # Blank code is code too, so the library's way with blank blocks is not taken.
        for node in self.block.nodes:
            node.render(context, code)
        html = context.run.given.highlight(code.getvalue().strip("\r\n"), self.language)
        html = with_marks(html, self.marked) if self.marked else html
        html = beside_numbers(html, "gutter", "code") if self.is_numbered else html.removesuffix("\n")
        name = escape(self.language)
        text = (
            f'<figure class="highlight"><pre><code class="language-{name.replace("+", "-")}" data-lang="{name}">'
            f"{html}</code></pre></figure>"
        )
        context.run.spend_text(len(text))
        # Jekyll sets a line end before and behind the figure, so that Markdown sees a block.
        return buffer.write(f"\n{text}\n")


# --- What becomes a text

#: Says which text a tag stands for.
Show: TypeAlias = Callable[[Context], str]
#: Takes the markup of a tag, or raises `LiquidSyntaxError`.
Read: TypeAlias = Callable[[str, Token], Show]


class TextTag(Tag):
    """A tag that stands for one text."""

    block = False

    def __init__(self, env: Environment, name: str, read: Read) -> None:
        """Take what reads the tag's markup."""
        super().__init__(env)
        self.name = name
        self._read = read

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of the text."""
        token, markup = read_tag(stream)
        return _TextNode(token, self._read(markup, token))


class _TextNode(Node):
    __slots__ = ("text_in",)

    def __init__(self, token: Token, text_in: Show) -> None:
        super().__init__(token)
        self.blank = False
        self.text_in = text_in

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        text = self.text_in(context)
        context.run.spend_text(len(text))
        return buffer.write(text)


def _nothing(_markup: str, _token: Token) -> Show:
    """Read what belongs into the head of a page, where the theme writes it by itself, or needs no writing at all."""
    return lambda _: ""


def _gist(markup: str, token: Token) -> Show:
    """Read `{% gist user/1234 file.py %}`: a script that shows a gist."""
    words = [word.strip("\"'") for word in markup.split()]
    if not 1 <= len(words) <= 2:
        raise LiquidSyntaxError("it names no gist, as in {% gist user/1234 %}", token=token)
    address = f"https://gist.github.com/{words[0]}.js" + (f"?file={words[1]}" if words[1:] else "")
    return lambda _: f'<script src="{escape(address)}"> </script>'


def _twitter(markup: str, token: Token) -> Show:
    """Read `{% twitter https://twitter.com/user/status/1 %}`: a link, where a script of that host would put words."""
    address = next((word.strip("\"'") for word in markup.split() if "://" in word), "")
    if not address:
        raise LiquidSyntaxError("it names no address, as in {% twitter https://twitter.com/… %}", token=token)
    return lambda _: f'<a href="{escape(address)}">{escape(address)}</a>'


# An id of eleven signs, alone or in an address of any form that YouTube has had.
_VIDEO = re.compile(r"(?:^|[/=])([\w-]{11})(?![\w-])", re.ASCII)


def _youtube(markup: str, token: Token) -> Show:
    """Read `{% youtube dQw4w9WgXcQ %}`, or with an address: a player, as of the themes that have one."""

    def player(context: Context) -> str:
        found = _VIDEO.search(expanded(markup, context).strip("\"' "))
        if found is None:
            raise LiquidSyntaxError("it names no video, as in {% youtube dQw4w9WgXcQ %}", token=token)
        return YOUTUBE.replace("{{ include.id }}", found[1])

    return player


# What jekyll-avatar reads: a name at first, or `user=`, and a size anywhere.
_ACCOUNT = re.compile(r"\s*(?:user\s*=\s*)?[\"']?([\w.-]+)")
_SIZE = re.compile(r"size\s*=\s*[\"']?(\d{1,4})", re.ASCII)


def _avatar(markup: str, token: Token) -> Show:
    """Read `{% avatar user size=40 %}`: the picture of an account at GitHub, which may be named by a variable."""
    account = _ACCOUNT.match(markup)
    if account is None:
        raise LiquidSyntaxError("it names no account, as in {% avatar user %}", token=token)
    found = _SIZE.search(markup)
    size = int(found[1]) if found else 40

    def image(context: Context) -> str:
        value = context.get([*account[1].split(".")], token=token)
        user = escape(value if isinstance(value, str) else account[1])
        return (
            f'<img class="avatar{" avatar-small" if size < 48 else ""}" alt="{user}" width="{size}" height="{size}" '
            f'src="https://avatars.githubusercontent.com/{user}?v=3&amp;s={size}">'
        )

    return image


def _post_url(markup: str, token: Token) -> Show:
    """Read `{% post_url 2019-12-25-name %}`: an address that is known later."""
    if not re.fullmatch(r"(?:.+/)?\d+-\d+-\d+-.*", markup.removeprefix("/"), re.ASCII):
        message = "a post is named like 2019-12-25-its-slug, after its folder if it has one"
        raise LiquidSyntaxError(message, token=token)
    return lambda _: post_address(markup)


def _link(markup: str, token: Token) -> Show:
    """Read `{% link _posts/2019-12-25-name.md %}`: an address that is known later; the name may be an output."""
    if not markup:
        raise LiquidSyntaxError("it names no file, as in {% link _posts/2019-12-25-name.md %}", token=token)
    return lambda context: link_address(expanded(markup, context))


TAGS = (_OutputTag, _LoopTag, _TableRowTag, _HighlightTag, IncludeTag, IncludeCachedTag, IncludeRelativeTag)
TEXT_TAGS: dict[str, Read] = {
    "avatar": _avatar,
    "feed_meta": _nothing,
    "gist": _gist,
    "link": _link,
    "post_url": _post_url,
    "seo": _nothing,
    "twitter": _twitter,
    "youtube": _youtube,
    # jekyll-polyglot's: `hreflang` is ours to write, and what stands between the two is left in peace anyway.
    **dict.fromkeys(("I18n_Headers", "i18n_headers", "static_href", "endstatic_href"), _nothing),
    **SCHOLAR_TAGS,
}
