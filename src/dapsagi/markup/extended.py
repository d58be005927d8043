"""Python-Markdown with kramdown's parser, for its extensions.

`Engine` is a `markdown.Markdown` that has a text parsed and written by this package. What extensions register with it
works as they expect: preprocessors see the lines, treeprocessors the finished element tree, postprocessors the HTML,
and inline patterns the texts that are left when kramdown's spans are parsed. Its `parser` parses what they hand it in
the same way; block processors are not asked, for it reads lines and no blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import msgspec
from markdown.blockparser import BlockParser
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from dapsagi.markup.body import FORMULA, Body
from dapsagi.markup.document import Document
from dapsagi.markup.engine import body_of, parse, render, serializer_of, with_excerpt
from dapsagi.markup.notices import EXTENSION_FAILED
from dapsagi.markup.options import MarkupOptions
from dapsagi.markup.tree import Replacement, markup, replace_in_texts
from dapsagi.problems import Problem, Severity, Span


def render_extended(text: str, options: MarkupOptions, head: str | None) -> Body:
    """Return the body of a text with the extensions that `options` name; without any, and a problem, if one fails."""
    try:
        # Extensions keep what they find of a text, and the preview reads several at a time.
        return Engine(options, options.extensions).render(text, head)
    except Exception as error:
        body = render(text, msgspec.structs.replace(options, extensions=()), head)
        words = f"{type(error).__name__}: {error}"
        code, message, hint = EXTENSION_FAILED
        failed = Problem(code, Severity.ERROR, message.format(error=words), Span(""), hint)
        return msgspec.structs.replace(body, problems=(*body.problems, failed))


# What stands in a text for finished HTML, for the `&` of an entity, and for a letter that was escaped.
_STANDING = re.compile(
    f"{STX}(?:wzxhzdk:\\d+|(?P<amp>amp)|(?P<letter>\\d{{1,7}})){ETX}(?P<entity>(?(amp)(?:#?\\w+;)?))"
)
# What would be taken for the address of a link or a formula, and is none.
_FOREIGN = re.compile(rf"{STX}(?!{re.escape(FORMULA)}?\d+{ETX})[^{ETX}]*{ETX}")


def _letters(found: re.Match[str]) -> str:
    if found["letter"]:
        return chr(int(found["letter"]))
    return unescape("&" + found["entity"]) if found["amp"] else ""


def _settled(found: re.Match[str], stashed: RawHtmlPostprocessor) -> Replacement:
    return found.start(), found.end(), _letters(found) or markup(stashed.run(found[0]))


# What the library itself keeps from its processors.
_NO_WORDS = ("code", "pre", "script", "style", "textarea")


class _Cover(str):
    """The name of what is no element, under which the library's own treeprocessors pass it by."""

    tag: Any


def _cover(root: Element) -> None:
    """Give comments, formulas and finished HTML a name, and keep their texts, and code, from being taken for words."""
    for each in root.iter():
        if callable(each.tag):
            cover = _Cover("finished")
            cover.tag = each.tag
            each.tag = cover
        is_finished = isinstance(each.tag, _Cover) or each.tag in _NO_WORDS
        # The library leaves no element of a list without a text.
        each.text = AtomicString(each.text or "") if is_finished else each.text or ""


def _uncover(root: Element) -> None:
    for each in root.iter():
        if isinstance(each.tag, _Cover):
            each.tag = each.tag.tag


class _Parser(BlockParser):
    """Python-Markdown's parser of blocks, reading them as kramdown does."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._options = engine.options

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802  # the library's name
        """Add the elements of the blocks to `parent`, and take them from the list, as the library's own does."""
        parent.extend(parse("\n\n".join(blocks), self._options).root)
        blocks.clear()


class Engine(markdown.Markdown):
    """Python-Markdown, parsing as kramdown does under `options`."""

    def __init__(self, options: MarkupOptions, extensions: tuple[str | markdown.Extension, ...] = ()) -> None:
        self.options = options
        super().__init__(extensions=list(extensions))

    def build_parser(self) -> Engine:
        """Register this package's parser, and no processors of Python-Markdown's own."""
        self.preprocessors = Registry()
        self.parser = _Parser(self)
        self.inlinePatterns = Registry()
        self.treeprocessors = Registry()
        self.postprocessors = Registry()
        return self

    def convert(self, source: str) -> str:
        """Return the HTML of a text, with every address as it is written."""
        return self.render(source).as_written()

    def render(self, text: str, head: str | None = None) -> Body:
        """Return the body of a text, with its excerpt."""
        return with_excerpt(text, head, self.options.excerpt_separator, self._render)

    def _settle(self, root: Element) -> None:
        """Put finished HTML, and letters, in the place of what stands for them in the texts of Python-Markdown."""
        stashed = RawHtmlPostprocessor(self)
        for each in root.iter():
            for name, value in each.items():
                # Extensions leave attributes without a value, which this cannot be written with.
                each.set(name, _STANDING.sub(lambda found: _letters(found) or stashed.run(found[0]), value or ""))
            alone = each.tag == "p" and not len(each) and _STANDING.fullmatch(each.text or "")
            if alone and not _letters(alone) and stashed.isblocklevel(html := stashed.run(alone[0])):
                finished = markup(html)
                each.tag, each.text = finished.tag, finished.text
        replace_in_texts(root, lambda text: (_settled(found, stashed) for found in _STANDING.finditer(text)), (), ())

    def _render(self, text: str) -> Body:
        if self.registeredExtensions:
            self.reset()
        lines = text.split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        parsed = parse("\n".join(lines), self.options, self.doc_tag)
        root = parsed.root
        apply_inline_patterns(self.inlinePatterns, parsed.document, root)
        _cover(root)
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        _uncover(root)
        self._settle(root)
        serializer = serializer_of(parsed.document)
        html = serializer.write(root)
        for postprocessor in self.postprocessors:
            html = postprocessor.run(html)
        html = _FOREIGN.sub("", html)
        return body_of(parsed, serializer, html)


def apply_inline_patterns(patterns: Iterable[Pattern], document: Document, root: Element) -> None:
    """Replace what the patterns match in the texts that the span parser left below `root`, in the order of priority.

    Patterns of the older kind are passed over, and code, raw HTML and what a pattern made atomic are left alone.
    Source: Python-Markdown's documentation, "Extension API", section "Inline Processors".
    """
    for pattern in patterns:
        if isinstance(pattern, InlineProcessor):
            replace_in_texts(root, partial(_find, pattern), document.code, document.raw)


def _find(processor: InlineProcessor, text: str) -> Iterator[Replacement]:
    if isinstance(text, AtomicString):
        return
    for match in processor.getCompiledRegExp().finditer(text):
        node, start, end = processor.handleMatch(match, text)
        if start is not None and end is not None and node is not None:
            yield start, end, node
