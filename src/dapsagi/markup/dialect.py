"""The two dialects: which constructs begin with which character."""

from __future__ import annotations

from typing import ClassVar

from dapsagi.markup.additions.bare_urls import parse_bare_url
from dapsagi.markup.additions.callouts import parse_admonition, parse_callout
from dapsagi.markup.additions.emphasis import PARTICLE_ENDS, parse_asterisks
from dapsagi.markup.additions.fences import parse_fence
from dapsagi.markup.additions.formulas import parse_dollar, parse_dollar_block
from dapsagi.markup.additions.marks import parse_mark
from dapsagi.markup.additions.quotes import parse_quote
from dapsagi.markup.additions.tex import parse_dollar_of_page, parse_tex
from dapsagi.markup.additions.wiki_links import parse_wiki_link
from dapsagi.markup.blocks.parser import CONSTRUCTS as BLOCKS
from dapsagi.markup.blocks.parser import EVERY_LINE, BlockParser
from dapsagi.markup.document import Document
from dapsagi.markup.spans.parser import CONSTRUCTS as SPANS
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.scanner import TRIGGERS

_BLOCKS = {
    **BLOCKS,
    "`": (parse_fence, *EVERY_LINE),
    "~": (parse_fence, *EVERY_LINE),
    ">": (parse_callout,),
    "!": (parse_admonition, *EVERY_LINE),
    "?": (parse_admonition, *EVERY_LINE),
    "$": (parse_dollar_block, *EVERY_LINE),
}


class _SpanParser(SpanParser):
    """The span parser of the dapsagi dialect."""

    constructs: ClassVar = {
        **SPANS,
        "*": parse_asterisks,
        "$": parse_dollar,
        "[": parse_wiki_link,
        "=": parse_mark,
        "h": parse_bare_url,
        "'": parse_quote,
        '"': parse_quote,
        "\\": parse_tex,
    }
    triggers = (*(trigger for trigger in TRIGGERS if trigger != r"\$\$"), r"\$", "==", "https?://")
    emphasis_ends = PARTICLE_ENDS


class _BackslashParser(SpanParser):
    """The span parser of kramdown, for a page whose script draws what stands between backslashes."""

    constructs: ClassVar = {**SPANS, "\\": parse_tex}


class _DollarParser(SpanParser):
    """The span parser of kramdown, for a page whose script draws what stands between dollar signs as well."""

    constructs: ClassVar = {**SPANS, "\\": parse_tex, "$": parse_dollar_of_page}
    triggers = (*(trigger for trigger in TRIGGERS if trigger != r"\$\$"), r"\$")


_OF_SIGNS = {"": SpanParser, "kramdown": SpanParser, "backslashes": _BackslashParser, "dollars": _DollarParser}


def block_parser(document: Document) -> BlockParser:
    """Return the block parser of the document's dialect."""
    return BlockParser(document, _BLOCKS if document.extended else BLOCKS)


def span_parser(document: Document) -> SpanParser:
    """Return the span parser of the document's dialect."""
    return (_SpanParser if document.extended else _OF_SIGNS[document.options.formula_signs])(document)
