"""The two dialects: which constructs begin with which character, in kramdown and with what is added to it."""

from __future__ import annotations

from collections.abc import Mapping

from dapsagi.markup.additions.bare_urls import parse_bare_url
from dapsagi.markup.additions.callouts import parse_admonition, parse_callout
from dapsagi.markup.additions.comments import parse_comment, parse_comment_block
from dapsagi.markup.additions.emphasis import EMPHASES_BEFORE_PARTICLES, parse_asterisks
from dapsagi.markup.additions.fences import parse_fence
from dapsagi.markup.additions.formulas import parse_dollar, parse_dollar_block, parse_dollar_of_page, parse_tex
from dapsagi.markup.additions.marks import parse_mark
from dapsagi.markup.additions.quotes import parse_quote
from dapsagi.markup.additions.tabs import parse_tabs
from dapsagi.markup.additions.wiki_links import parse_embedded, parse_wiki_link
from dapsagi.markup.blocks.blockquote import parse_blockquote
from dapsagi.markup.blocks.codeblock import parse_codeblock, parse_fenced_codeblock
from dapsagi.markup.blocks.definition_list import parse_definition_list
from dapsagi.markup.blocks.definitions import (
    parse_abbreviation_definition,
    parse_footnote_definition,
    parse_link_definition,
)
from dapsagi.markup.blocks.extensions import parse_block_extensions
from dapsagi.markup.blocks.header import parse_atx_header, parse_setext_header
from dapsagi.markup.blocks.html import parse_html
from dapsagi.markup.blocks.lists import parse_list
from dapsagi.markup.blocks.math import parse_block_math
from dapsagi.markup.blocks.paragraph import parse_paragraph
from dapsagi.markup.blocks.parser import (
    BlockParser,
    Construct,
    Constructs,
    parse_eob_marker,
    parse_horizontal_rule,
    parse_text,
)
from dapsagi.markup.blocks.table import parse_table
from dapsagi.markup.document import Document
from dapsagi.markup.spans.codespan import parse_codespan
from dapsagi.markup.spans.emphasis import EMPHASES, parse_emphasis, parse_strikethrough
from dapsagi.markup.spans.extensions import parse_span_extension
from dapsagi.markup.spans.html import parse_angle
from dapsagi.markup.spans.links import parse_footnote_or_link, parse_image
from dapsagi.markup.spans.math import parse_inline_math
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.smart_quotes import parse_smart_quote
from dapsagi.markup.spans.symbols import parse_backslash, parse_entity, parse_newline, parse_space, parse_symbol
from dapsagi.markup.spans.triggers import Spans

# --- Blocks

# Any line may be the first of a header that is underlined, or of a table.
_EVERY_LINE = (parse_setext_header, parse_table)

_FENCE = (parse_fenced_codeblock, *_EVERY_LINE)
_BULLET = (parse_horizontal_rule, parse_list, *_EVERY_LINE)
_FORMULA = (parse_setext_header, parse_block_math, parse_table)

# In kramdown's order.
_OF_KRAMDOWN: dict[str, tuple[Construct, ...]] = {
    "": _EVERY_LINE,
    "~": _FENCE,
    "`": _FENCE,
    ">": (parse_blockquote,),
    "#": (parse_atx_header, *_EVERY_LINE),
    "*": (*_BULLET, parse_abbreviation_definition),
    "-": _BULLET,
    "+": _BULLET,
    "_": (parse_horizontal_rule, *_EVERY_LINE),
    **dict.fromkeys("0123456789", (parse_list, *_EVERY_LINE)),
    ":": (parse_definition_list, *_EVERY_LINE),
    "<": (parse_html, *_EVERY_LINE),
    "$": _FORMULA,
    "\\": _FORMULA,
    "[": (*_EVERY_LINE, parse_footnote_definition, parse_link_definition),
    "{": (*_EVERY_LINE, parse_block_extensions),
    "^": (*_EVERY_LINE, parse_eob_marker),
}
_OF_DAPSAGI = {
    **_OF_KRAMDOWN,
    "`": (parse_fence, *_EVERY_LINE),
    "~": (parse_fence, *_EVERY_LINE),
    ">": (parse_callout,),
    "!": (parse_admonition, *_EVERY_LINE),
    "?": (parse_admonition, *_EVERY_LINE),
    "=": (parse_tabs, *_EVERY_LINE),
    "$": (parse_dollar_block, *_EVERY_LINE),
    "%": (parse_comment_block, *_EVERY_LINE),
}


def _complete(constructs: Mapping[str, tuple[Construct, ...]]) -> Constructs:
    """Let the paragraph take what the others leave, and code what is indented."""
    complete = {first: (*each, parse_paragraph) for first, each in constructs.items()}
    return complete | dict.fromkeys(" \t", (parse_codeblock, parse_text))


_KRAMDOWN_BLOCKS, _DAPSAGI_BLOCKS = _complete(_OF_KRAMDOWN), _complete(_OF_DAPSAGI)

# --- Spans

_KRAMDOWN_SPANS = Spans(
    # What begins with each of several characters; a lone character needs no more than itself.
    triggers=(r"\*", "_", "`", "<", r"\[", "'", '"', "&", r"\\", r"!\[", r"\$\$", r"\{:"),
    constructs={
        "*": parse_emphasis,
        "_": parse_emphasis,
        "`": parse_codespan,
        "<": parse_angle,
        "[": parse_footnote_or_link,
        "!": parse_image,
        "'": parse_smart_quote,
        '"': parse_smart_quote,
        "$": parse_inline_math,
        "{": parse_span_extension,
        "&": parse_entity,
        "-": parse_symbol,
        ".": parse_symbol,
        ">": parse_symbol,
        " ": parse_space,
        "\n": parse_newline,
        "\\": parse_backslash,
        "~": parse_strikethrough,
        # Only the end of a link; elsewhere it is text.
        "]": lambda _spans, _pos: False,
    },
    emphases=EMPHASES,
)
_WITH_DOLLARS = (*(trigger for trigger in _KRAMDOWN_SPANS.triggers if trigger != r"\$\$"), r"\$")
_DAPSAGI_SPANS = Spans(
    (*_WITH_DOLLARS, "==", "%%", "https?://"),
    {
        **_KRAMDOWN_SPANS.constructs,
        "*": parse_asterisks,
        "$": parse_dollar,
        "[": parse_wiki_link,
        "!": parse_embedded,
        "=": parse_mark,
        "%": parse_comment,
        "h": parse_bare_url,
        "'": parse_quote,
        '"': parse_quote,
        "\\": parse_tex,
    },
    EMPHASES_BEFORE_PARTICLES,
)

# kramdown's spans for a page whose script draws what stands between backslashes, or between dollar signs as well.
_BACKSLASH_SPANS = _KRAMDOWN_SPANS._replace(constructs={**_KRAMDOWN_SPANS.constructs, "\\": parse_tex})
_DOLLAR_SPANS = Spans(_WITH_DOLLARS, {**_BACKSLASH_SPANS.constructs, "$": parse_dollar_of_page}, EMPHASES)
_OF_SIGNS = {"backslashes": _BACKSLASH_SPANS, "dollars": _DOLLAR_SPANS}


def block_parser(document: Document) -> BlockParser:
    """Return the block parser of the document's dialect."""
    return BlockParser(document, _DAPSAGI_BLOCKS if document.extended else _KRAMDOWN_BLOCKS)


def span_parser(document: Document) -> SpanParser:
    """Return the span parser of the document's dialect."""
    of_signs = _OF_SIGNS.get(document.options.formula_signs, _KRAMDOWN_SPANS)
    return SpanParser(document, _DAPSAGI_SPANS if document.extended else of_signs)
