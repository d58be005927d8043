"""The tags that Jekyll and the plugins of GitHub Pages add to Liquid, and what ours do otherwise than the library's.

Sources: https://jekyllrb.com/docs/liquid/tags/, https://jekyllrb.com/docs/includes/ and the plugins' own pages
(jekyll-seo-tag, jekyll-feed, jekyll-gist, jekyll-include-cache).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any, TextIO

from liquid import Environment, RenderContext, Tag, Token, TokenStream
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import FilteredExpression, Nil
from liquid.builtin.expressions.loop import LoopExpression
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.exceptions import LiquidSyntaxError, LiquidTypeError
from liquid.parser import get_parser
from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG

from dapsagi.liquid import notices
from dapsagi.liquid.context import Context
from dapsagi.liquid.expressions import read_expression
from dapsagi.liquid.guard import RefusedError
from dapsagi.liquid.highlighting import CodeOptions, figure, read_code_options
from dapsagi.liquid.notices import Notice
from dapsagi.liquid.script import Script
from dapsagi.liquid.targets import link_address, post_address
from dapsagi.liquid.values import output

# Values


class OutputTag(Output):
    """`{{ value }}`: what names nothing is left out or shown, as the dialect has it."""

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


class LoopTag(ForTag):
    """`for`, over no more items than a run can pay for."""

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of a loop."""
        node = super().parse(stream)
        if isinstance(node, ForNode):
            node.expression = _Loop.like(node.expression)
        return node


class TableRowTag(TablerowTag):
    """`tablerow`, over no more items than a run can pay for."""

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


# Code


class HighlightTag(Tag):
    """`{% highlight ruby linenos %}`: code as Jekyll's theme shows it."""

    name = "highlight"
    end = "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of highlighted code."""
        token, markup = _token_and_markup(stream)
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


# Other files


class IncludeTag(Tag):
    """`{% include file.html name=value %}`, from the folder of includes."""

    name = "include"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of an include."""
        token, markup = _token_and_markup(stream)
        found = _COMPUTED_FILE.match(markup) or _PLAIN_FILE.match(markup)
        if found is None:
            raise LiquidSyntaxError("it names no file", token=token)
        parameters = _parameters(markup[found.end() :])
        if parameters is None:
            raise LiquidSyntaxError("its parameters are not like name=value or name='some words'", token=token)
        return _IncludeNode(token, found[0].strip(), parameters, is_relative=self.name == "include_relative")


class IncludeCachedTag(IncludeTag):
    """`{% include_cached file.html %}`: the same, for Jekyll's sake."""

    name = "include_cached"


class IncludeRelativeTag(IncludeTag):
    """`{% include_relative file.py %}`, from the folder of the post."""

    name = "include_relative"


class _IncludeNode(Node):
    __slots__ = ("file", "is_relative", "parameters")

    def __init__(
        self, token: Token, file: str, parameters: Sequence[tuple[str, str, bool]], *, is_relative: bool
    ) -> None:
        super().__init__(token)
        self.blank = False
        self.file = file
        self.parameters = parameters
        self.is_relative = is_relative

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        assert isinstance(context, Context)
        run = context.run
        file = _expanded(self.file, context)
        if _HIDDEN_PATH.search(file) or not _FILE_NAME.fullmatch(file):
            raise LiquidTypeError(f"{file} is no name that a file to include could have", token=None)
        run.asked_for[self.is_relative].add(file)
        text = (run.neighbours if self.is_relative else run.includes).get(file)
        if text is None:
            folder = "beside the post" if self.is_relative else "among the includes"
            raise RefusedError(notices.missing_include(_source(self.token), file, folder))
        values: dict[str, Any] = {
            name: context.get(list(value.split(".")), token=None, default=None) if is_variable else value
            for name, value, is_variable in self.parameters
        }
        with context.extend({"include": values} if values else {}):
            return _render_include(text, context, buffer)


def _render_include(text: str, context: Context, buffer: TextIO) -> int:
    nodes, findings = _read_include(text, context.env)
    run = context.run
    for notice in findings:
        run.report(notice, run.place)
    run.in_include += 1
    try:
        return sum(node.render(context, buffer) for node in nodes)
    finally:
        run.in_include -= 1


@lru_cache(maxsize=64)
def _read_include(text: str, env: Environment) -> tuple[list[Node], list[Notice]]:
    script = Script(text, env, "jekyll", is_own=False)
    nodes = script.parse()
    return nodes, [notice for notice, _ in script.findings]


def _expanded(markup: str, context: Context) -> str:
    """Return a name in which outputs may stand."""
    if "{{" not in markup:
        return markup
    buffer = context.get_buffer()
    _render_include(markup, context, buffer)
    return buffer.getvalue()


# Addresses


class PostUrlTag(Tag):
    """`{% post_url 2019-12-25-name %}`: an address that is known later."""

    name = "post_url"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of an address."""
        token, markup = _token_and_markup(stream)
        if not _POST_NAME.fullmatch(markup.removeprefix("/")):
            raise LiquidSyntaxError(
                "a post is named like 2019-12-25-its-slug, after its folder if it has one", token=token
            )
        return _TextNode(token, post_address(markup))


class LinkTag(Tag):
    """`{% link _posts/2019-12-25-name.md %}`: an address that is known later."""

    name = "link"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of an address."""
        token, markup = _token_and_markup(stream)
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
        return buffer.write(link_address(_expanded(self.path, context)))


# Plugins


class GistTag(Tag):
    """`{% gist user/1234 file.py %}`: a script that shows a gist."""

    name = "gist"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return the node of a gist."""
        token, markup = _token_and_markup(stream)
        words = [word.strip("\"'") for word in markup.split()]
        if not 1 <= len(words) <= 2:
            raise LiquidSyntaxError("it names no gist, as in {% gist user/1234 %}", token=token)
        address = f"https://gist.github.com/{words[0]}.js" + (f"?file={words[1]}" if words[1:] else "")
        return _TextNode(token, f'<script src="{escape(address)}"> </script>')


class NothingTag(Tag):
    """A tag for the head of a page, which the theme fills by itself."""

    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Return a node of nothing."""
        token, _ = _token_and_markup(stream)
        return _TextNode(token, "")


class SeoTag(NothingTag):
    """`{% seo %}` of jekyll-seo-tag."""

    name = "seo"


class FeedMetaTag(NothingTag):
    """`{% feed_meta %}` of jekyll-feed."""

    name = "feed_meta"


class _TextNode(Node):
    __slots__ = ("text",)

    def __init__(self, token: Token, text: str) -> None:
        super().__init__(token)
        self.blank = False
        self.text = text

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(self.text)


TAGS: tuple[type[Tag], ...] = (
    *(OutputTag, LoopTag, TableRowTag, HighlightTag, IncludeTag, IncludeCachedTag, IncludeRelativeTag),
    *(PostUrlTag, LinkTag, GistTag, SeoTag, FeedMetaTag),
)

# --- Details ----------------------------------------------------------------------------------------------------------

_PLAIN_FILE = re.compile(r"[^\s{]\S*")
_COMPUTED_FILE = re.compile(r"[^{]*(?:\{\{[^{}]*\}\}[^\s{}]*)+")
_PARAMETER = re.compile(
    r"\s*([\w-]+)\s*=\s*(?:\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))(?=\s|\Z)", re.DOTALL
)
_FILE_NAME = re.compile(r"[\w/.\-()+~#@]+", re.ASCII)
_HIDDEN_PATH = re.compile(r"[./]{2,}")
_POST_NAME = re.compile(r"(?:.+/)?\d+-\d+-\d+-.*")


def _token_and_markup(stream: TokenStream) -> tuple[Token, str]:
    """Return the token of a tag and its markup; the stream is left on the last token of the tag."""
    token = stream.expect(TOKEN_TAG)
    if stream.peek.kind != TOKEN_EXPRESSION:
        return token, ""
    next(stream)
    return token, stream.current.value


def _parameters(markup: str) -> list[tuple[str, str, bool]] | None:
    """Return names, values and whether the value is a variable; None if the markup is no list of them."""
    parameters = []
    position = 0
    while position < len(markup.rstrip()):
        found = _PARAMETER.match(markup, position)
        if found is None:
            return None
        name, double, single, variable = found.groups()
        quoted = double.replace('\\"', '"') if double is not None else (single or "").replace("\\'", "'")
        parameters.append((name, quoted if variable is None else variable, variable is not None))
        position = found.end()
    return parameters


def _source(token: Token) -> str:
    return token.source[token.start_index : token.source.find("%}", token.start_index) + 2]
