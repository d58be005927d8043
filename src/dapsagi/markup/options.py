"""The settings that a body depends on beside its own text."""

from __future__ import annotations

from typing import Literal

import msgspec

from dapsagi.digest import Digest

Dialect = Literal["dapsagi", "jekyll"]
#: What formulas stand between in the jekyll dialect: `$$`; what begins with a backslash as well; `$` as well.
FormulaSigns = Literal["", "kramdown", "backslashes", "dollars"]


class MarkupOptions(msgspec.Struct, frozen=True):
    """How a Markdown text is read.

    `dialect` is "jekyll" (what kramdown 2.4 with the GFM parser renders under Jekyll's defaults) or "dapsagi" (the
    same, and what authors expect today). `formula_signs` says what the script of an old page would have drawn; the
    dapsagi dialect knows all of them. The other fields carry the names and meanings of kramdown's options as
    Jekyll's `kramdown:` setting spells them (https://kramdown.gettalong.org/options.html), but for five:
    `line_numbers` is that of `syntax_highlighter_opts` for blocks, `callout_titles` are the words over a callout of
    each kind that has no title of its own (without them, they follow the language of its text), `excerpt_separator` is
    Jekyll's, `emoji` asks for those of GitHub's names, `extensions` are those of Python-Markdown by name, and
    `extensions_digest` stands for their code.
    """

    dialect: Dialect = "dapsagi"
    gfm: bool = True
    hard_wrap: bool = False
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = False
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    header_offset: int = 0
    footnote_nr: int = 1
    footnote_backlink: str = "&#8617;"
    smart_quotes: tuple[str, str, str, str] = ("lsquo", "rsquo", "ldquo", "rdquo")
    typographic_symbols: tuple[tuple[str, str], ...] = ()
    gfm_quirks: tuple[str, ...] = ("paragraph_end",)
    parse_block_html: bool = False
    parse_span_html: bool = True
    math_engine: str | None = "mathjax"
    formula_signs: FormulaSigns = ""
    syntax_highlighter: str | None = "rouge"
    default_lang: str | None = None
    line_numbers: bool = False
    callout_titles: tuple[tuple[str, str], ...] = ()
    excerpt_separator: str = "\n\n"
    emoji: bool = False
    extensions: tuple[str, ...] = ()
    extensions_digest: Digest = ""
