"""Tables in the HTML of a body: each in a frame that scrolls, so that its cells keep a width that can be read.

A table that scrolls by itself is a block and no table any more, to those who listen as well as to the layout. To them,
an empty cell over a column of names is no heading (https://www.w3.org/WAI/tutorials/tables/two-headers).
"""

from __future__ import annotations

from dapsagi.patterns import lazy_pattern

_BEGIN, _END = "<table", "</table>"
_EMPTY_HEADING = lazy_pattern(r"<th([^>]*)></th>")
# Code with the numbers of its lines beside it.
_OF_CODE = ("rouge-table", "highlighttable")


def frame_tables(html: str) -> str:
    """Return the HTML of a body with a frame around its tables, but for those within others and those of code.

    A table that does not end stays as it is, and so does one in capitals, which nobody but its author wrote.
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
