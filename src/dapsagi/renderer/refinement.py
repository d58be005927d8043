"""What the theme does to the HTML of a body: frames around tables, breaks in addresses, abbreviations, quotations."""

from __future__ import annotations

import re

from dapsagi.patterns import lazy_pattern

_BEGIN, _END = "<table", "</table>"
_EMPTY_HEADING = lazy_pattern(r"<th([^>]*)></th>")
# Code with the numbers of its lines beside it.
_OF_CODE = ("rouge-table", "highlighttable")


def frame_tables(html: str) -> str:
    """Return the HTML of a body with a frame that scrolls around its tables, but for those within others and of code.

    A table that scrolls by itself is a block and no table any more, also to those who listen. To them, an empty cell
    over a column of names is no heading (https://www.w3.org/WAI/tutorials/tables/two-headers). One that does not end
    stays as it is, and so does one in capitals, which nobody but its author wrote.
    """
    parts: list[str] = []
    shown = 0
    begin = html.find(_BEGIN)
    while begin >= 0 and (end := _end_of_table(html, begin)) >= 0:
        tag = html[begin : html.find(">", begin)]
        if not any(name in tag for name in _OF_CODE):
            table = _EMPTY_HEADING.sub(r"<td\1></td>", html[begin:end])
            parts += html[shown:begin], f'<div class="table-frame">{table}</div>'
            shown = end
        begin = html.find(_BEGIN, end)
    return "".join(parts) + html[shown:] if parts else html


def _end_of_table(html: str, begin: int) -> int:
    """Return where the table that begins at `begin` ends, with those in it, or -1."""
    depth, at = 1, begin + len(_BEGIN)
    while depth:
        end = html.find(_END, at)
        if end < 0:
            return -1
        inner = html.find(_BEGIN, at, end)
        depth, at = (depth + 1, inner + len(_BEGIN)) if inner >= 0 else (depth - 1, end + len(_END))
    return at


_ADDRESS = lazy_pattern(r"(?<=>)https?://[^<>\s]+(?=</a>)")
_PLACE = lazy_pattern(r"(?<=[^/]/)(?!/)(?=.)|(?=[?&]|(?<!&)#)")


def allow_breaks(html: str) -> str:
    """Return the HTML of a body with a `<wbr>` wherever a line may end within an address that is the text of a link.

    Books end it behind a slash and before the other signs, and write no hyphen (The Chicago Manual of Style). One with
    a dot in it is never without: by that the style sheet tells an address from words.
    """
    return _ADDRESS.sub(_loosened, html) if ">http" in html else html


def _loosened(address: re.Match[str]) -> str:
    loosened, count = _PLACE.subn("<wbr>", address[0])
    return loosened if count else "<wbr>.".join(address[0].rsplit(".", 1))


_ABBREVIATION = lazy_pattern(r'<abbr (title="[^"]+")>(?=[^<]*</abbr>(?P<after>.?.?))')
# A heading and the cell of a table have no room for it.
_END_OF_TEXT = lazy_pattern(r"</(p|li|dd|h[1-6]|t[dh]|dt|figcaption|a)>")


def mark_first(html: str) -> str:
    """Return the HTML of a body in which the first of each abbreviation in running text has a class of its own.

    As in print, paper and fingers are told there what it stands for: CRF(Conditional Random Field)를.
    """
    if "<abbr " not in html:
        return html
    told: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        end = _END_OF_TEXT.search(html, found.end())
        if found[1] in told or not end or end[1] not in ("p", "li", "dd"):
            return found[0]
        told.add(found[1])
        # Its author says it there.
        return found[0] if "(" in found["after"] else f'<abbr class="first" {found[1]}>'

    return _ABBREVIATION.sub(mark, html)


# A hyphen with a space behind it is a dash to many keyboards, and so is ㅡ to Korean ones. One line, not a speech.
_SOURCE = lazy_pattern(r"(?<=</p>)(\s*)<p>(?=(?:[—–―]|--|[-ㅡ] )[^\n]{1,160}</p>\s*</blockquote>)")


def set_sources(html: str) -> str:
    """Return the HTML of a body with a class on the last line of a quotation that says behind a dash who said it."""
    return _SOURCE.sub(r'\1<p class="source">', html) if "</blockquote>" in html else html
