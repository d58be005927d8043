"""The patterns that several constructs share, under kramdown's own names.

Ruby's `\\s`, `\\w` and `\\d` are ASCII while Python's are not, so a no-break space or a Hangul syllable would change
class; the patterns here spell their classes out. Every text that is parsed ends with a newline, and every pattern is
matched where kramdown writes `^`: at the start of a line.

Source of the rules: kramdown's syntax page (https://kramdown.gettalong.org/syntax.html), sections "Structural
Elements" and "Other Block Elements"; the README of kramdown-parser-gfm.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# White space as Ruby's `\s` and `String#strip` see it: a no-break space is text.
SPACE = " \t\n\r\f\v"
STRIPPED = SPACE + "\0"
WS = r"[ \t\n\r\f\v]"

# A longer attribute list is text: kramdown reads to the end of the document for a missing brace.
_IAL_LIMIT = 1000
ALD_ANY_CHARS = rf"(?:\\\}}|[^}}]){{1,{_IAL_LIMIT}}}"
ALD_ID_NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*+"

# XML names as REXML reads them; a name may hold letters of any script.
_NCNAME = r"[^\W\d][\w.\-]*+"
UNAME = rf"(?:{_NCNAME}:)?{_NCNAME}"

BLANK_LINE = re.compile(r"(?:[ \t\r\f\v]*\n)+")
EOB_MARKER = re.compile(rf"\^{WS}*?\n")
IAL_BLOCK = rf"\{{:(?!:|/){ALD_ANY_CHARS}\}}{WS}*?\n"
IAL_BLOCK_START = re.compile(rf" {{0,3}}\{{:(?!:|/)({ALD_ANY_CHARS})\}}{WS}*?\n")
HR_START = re.compile(r" {0,3}([*_-])[ \t]*+\1[ \t]*+\1(?:\1|[ \t])*+\n")

# kramdown's list markers may be followed by a pipe as well as by white space.
_UL = r"[+*-][\t| ]"
_OL = r"[0-9]++\.[\t| ]"
LIST_START = re.compile(rf" {{0,3}}(?:{_UL}|{_OL})")
DEFINITION_LIST_START = re.compile(r" {0,3}:[\t| ]")

_SPAN_ELEMENTS = (
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc"
    " ruby samp select small span strong sub sup tt u var"
)
SPAN_ELEMENTS = frozenset(_SPAN_ELEMENTS.split())
_LAZY_SPAN = "|".join(sorted(SPAN_ELEMENTS | {"script"}))
LAZY_END_HTML = rf"<(?:(?!(?:{_LAZY_SPAN})\b){UNAME}|/(?!(?:{_LAZY_SPAN})\b){UNAME}{WS}*+>)"

# What ends a paragraph or a lazily continued line in every dialect, after up to three spaces and at the margin.
_LAZY_INDENTED = rf"{IAL_BLOCK}|{LAZY_END_HTML}"
_LAZY_MARGIN = rf"\^{WS}*?\n|[ \t\r\f\v]*\n"
BLOCK_BOUNDARY = re.compile(rf"{_LAZY_MARGIN}| {{0,3}}{IAL_BLOCK}|\Z")

# Lines that follow the first one of a lazily continued block.
LAZY_LINES = re.compile(rf"(?:(?! {{0,3}}(?:{_LAZY_INDENTED})|{_LAZY_MARGIN}).*\n)*+")

# An indented code block: indented lines, blank lines between them, and lazy lines right after them.
CODEBLOCK_MATCH = (
    rf"(?:(?:[ \t\r\f\v]*\n)*+(?:(?:\t| {{4}})[ \t]*[^{SPACE}].*\n)++"
    rf"(?:(?! {{0,3}}(?:{_LAZY_INDENTED})|\^{WS}*?\n)[ \t]*[^{SPACE}].*\n)*+)*+"
)
INDENT = re.compile(r"^(?:\t| {4})", re.MULTILINE)


class Grammar(NamedTuple):
    """The patterns in which the dialects differ; the defaults are the GFM parser's with its quirk `paragraph_end`.

    `paragraph_lines` are the lines that continue a paragraph, `header` is a header set off by `#` and `header_closing`
    what may stand after its text, `header_anywhere` says that it needs no block boundary before it, `fence` is the line
    that opens a fenced code block, `escaped` are the characters that a backslash escapes.
    """

    paragraph_lines: re.Pattern[str]
    footnote_definition: re.Pattern[str]
    footnote_marker: re.Pattern[str]
    header: re.Pattern[str] = re.compile(r"(#{1,6})[\t ]+(.*)\n")
    header_closing: re.Pattern[str] = re.compile(r"[\t ]#+\Z")
    header_anywhere: bool = True
    fence: re.Pattern[str] = re.compile(r" {0,3}((?:[~`]){3,})(.*)\n")
    escaped: str = "\\.*_+`<>()[]{}#!:|\"'$=-~"


_HASHES_AT_END = re.compile(r"(?<!\\)#+\Z")
_PLAIN_HEADER = re.compile(r"(#{1,6})[\t ]*([^ \t].*)\n")
_PLAIN_FENCE = re.compile(r"(~{3,})(.*)\n")
_PLAIN_ESCAPED = "\\.*_+`<>()[]{}#!:|\"'$=-"

# What else ends a paragraph: in kramdown, in the GFM parser, in the dapsagi dialect.
_HEADING = r"#{1,6}[\t ]"
_DEFINITION = r":[\t| ]"
_GFM_ENDS = (_DEFINITION, _UL, _OL, ">", "[~`]{3}")
_ADMONITION = r"(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*(?: |\t|\n)"
_EXTENDED_ENDS = (_DEFINITION, _UL, r"1\.[\t ]", ">", "[~`]{3}", r"\$\$", _ADMONITION)


@lru_cache(maxsize=16)
def grammar(gfm: bool, paragraph_end: bool, extended: bool) -> Grammar:
    """Return kramdown's grammar, or the GFM parser's with or without its quirk `paragraph_end`.

    `extended` gives the dapsagi dialect's: its footnotes have names of any script, only a `1.` ends a paragraph (`2019.
    12. 25` does not), and so do `$$` and an admonition.
    """
    if extended:
        return Grammar(_paragraph_lines(*_EXTENDED_ENDS, margin=f"|{_HEADING}"), *_footnotes(r"[\w][\w.-]*+"))
    footnotes = _footnotes(ALD_ID_NAME)
    if gfm and paragraph_end:
        return Grammar(_paragraph_lines(*_GFM_ENDS, margin=f"|{_HEADING}"), *footnotes)
    plain = Grammar(_paragraph_lines(_DEFINITION), *footnotes, header_closing=_HASHES_AT_END, header_anywhere=False)
    if gfm:
        return plain
    return plain._replace(header=_PLAIN_HEADER, fence=_PLAIN_FENCE, escaped=_PLAIN_ESCAPED)


def _paragraph_lines(*ends: str, margin: str = "") -> re.Pattern[str]:
    """Return a pattern for the lines that continue a paragraph; a plain first character settles most lines."""
    stop = rf" {{0,3}}(?:{'|'.join((_LAZY_INDENTED, *ends))})|{_LAZY_MARGIN}{margin}"
    return re.compile(rf"(?:(?:(?=[^\s>*+\-0-9#:^{{<~`$!?])|(?!{stop})).*\n)*+")


def _footnotes(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a footnote's definition and of its marker."""
    return (
        re.compile(rf" {{0,3}}\[\^({name})\]:(.*?\n{CODEBLOCK_MATCH})"),
        re.compile(rf"\[\^({name})\]"),
    )
